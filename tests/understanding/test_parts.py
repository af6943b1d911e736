"""The parts of an utterance, as the learned model of English finds them."""

import pytest

import intents
from intents import marked
from intents.spans import Span
from tests.tables import each

VALUE = intents.Freely(names=True)
STEP = intents.Freely(action=True)


def test_parse_reads_the_marks_of_an_utterance():
    found = marked.parse(
        "value\tWhat?\tum [answer: ~~money no~~ my kids] [tail.good.1: they laugh]\tmy kids"
    )
    assert found.words == ("um", "money", "no", "my", "kids", "they", "laugh")
    assert found.spans.parts == (Span("answer", 1, 5), Span("tail", 5, 7, "good", 1))
    assert (found.spans.taken_back, found.spans.core) == (frozenset({1, 2}), (3, 4))


@each(
    ("line", "mistake"),
    [
        ("value\tWhat?\t[answer: family]", "3 fields"),
        ("value\tWhat?\t[reply: family]\t", "no kind"),
        ("value\tWhat?\t[answer: ~~money family]\t", "not closed"),
        ("value\tWhat?\t[question.who: who]\t", "name"),
    ],
)
def test_parse_refuses_a_mistake_in_the_marks(line, mistake):
    with pytest.raises(ValueError, match=mistake):
        marked.parse(line)
