"""Sentences with dialects, asides, corrections, conditions and exceptions, as they are read now.

The third column holds the readings which are right, divided by a stroke; ``~`` stands for words
kept as they were said. What is read is the last column, and a change of it is to be judged by the
third: nothing may be read that is not right, but for a reminder whose hour is still asked for.
"""

from datetime import datetime

from tests.tables import each
from tests.understanding.test_rhythms import rows
from tests.understanding.test_rhythms_unseen import read

NOW = datetime.fromisoformat("2026-12-07T10:00+00:00")


@each(("kind", "said", "meant", "now"), rows("rhythms_accounted.tsv"))
def test_sentence_whose_words_are_all_accounted_for_is_read_as_before(kind, said, meant, now):
    assert read(kind, said, NOW) == now, meant
