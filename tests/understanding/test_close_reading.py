"""A language model reads what was said with what was said before, and says first what was said."""

import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.models.installed import LANGUAGE_MODEL, find_language_model
from intents import Outcome, close_reading, close_reading_training, load
from intents.acknowledging import AllowedWords, may_be_said, words_beside
from intents.byte_pairs import BytePairs
from intents.close_reading import FILE, CloseReader, load_learned
from intents.closely_marked import read_closely_marked
from intents.languages import folder_of
from tests.conversation.test_scripts import Sitting

UNSEEN = Path(__file__).with_name("closely_unseen.tsv")
ALLOWED = AllowedWords(
    frozenset({"you", "your", "and", "to", "is", "sorry"}), frozenset({"my", "i", "i'll"})
)
SAID = tuple("i sat with her till she slept and then i cried in the car".split())  # noqa: SIM905
# The letters for the bytes, then pairs of them: " t", "he", " the".
LETTERS = [chr(at) for at in (*range(33, 127), *range(161, 173), *range(174, 256))]
LETTERS += [chr(at) for at in range(256, 256 + 68)]
PAIRS = ["Ġ t", "h e", "Ġt he"]


def _weights():
    none = os.environ.pop(LANGUAGE_MODEL, None)
    try:
        return find_language_model("en")
    finally:
        if none is not None:
            os.environ[LANGUAGE_MODEL] = none


WEIGHTS = _weights()
needs_language_model = pytest.mark.skipif(WEIGHTS is None, reason="no language model was fetched")


@pytest.fixture(scope="module")
def reader():
    close_reading.use("en", WEIGHTS)
    yield close_reading.of_language("en")
    close_reading.use("en", None)


@pytest.fixture
def sitting(reader, tmp_path):
    made = Sitting(tmp_path / "journal")
    made.now = datetime.fromisoformat("2026-11-30T07:30+01:00")
    return made


def say(sitting, *said):
    for words in said:
        sitting.unheard = []
        sitting.you(words)
    return " ".join(sitting.unheard)


@given(st.text(max_size=60))
def test_byte_pairs_any_text_is_joined_again(text):
    pairs = BytePairs([*LETTERS, "Ġt", "he", "Ġthe"], PAIRS)

    assert pairs.join(pairs(text)) == text.encode("utf-8", "replace").decode("utf-8")


def test_byte_pairs_first_learned_pair_is_joined_first():
    pairs = BytePairs([*LETTERS, "Ġt", "he", "Ġthe"], PAIRS)

    assert [pairs.join([token]) for token in pairs("in the hut")] == [
        *("i", "n", " the", " ", "h", "u", "t"),
    ]


@pytest.mark.parametrize(
    ("sentence", "may"),
    [
        ("You sat with her till she slept, and then you cried.", True),
        ("You sat with her mother.", False),  # Nobody spoke of a mother.
        ("I'll sit with her.", False),
        ("You cried in my car.", False),
        ("You cried in the car?", False),
        ("You cried in the", False),
        ("-", False),
    ],
)
def test_may_be_said_only_what_was_said(sentence, may):
    assert may_be_said(sentence, "How was it?", SAID, ALLOWED) is may


def test_words_beside_forms_of_a_word_are_its_own():
    beside = words_beside("Walking, and your mum's rose.", "", ["i", "walked"])

    assert beside == {"your", "and", "mum", "rose"}


def test_close_reading_is_made_from_what_is_there():
    learned = load_learned(folder_of("en") / FILE)

    made_from = close_reading_training.fingerprint("en")
    assert learned.header["made_from"] == made_from, "run scripts/models build close_reading"


def test_reader_without_a_model_reads_nothing(tmp_path):
    reader = CloseReader(tmp_path / "missing.gguf", load_learned(folder_of("en") / FILE))

    assert reader.spans("i said no to janet today", "words", "How was it?") is None
    assert not reader.acknowledgement("i said no to janet today", "words", "How was it?").sentence


@needs_language_model
def test_acknowledgement_of_something_told_has_its_words(reader):
    said = "i sat with her till she slept and then i cried in the car"
    asked = "What did you do today that mattered to you?"
    first = reader.acknowledgement(said, "words", asked)

    assert first.sentence.startswith("You")
    assert "cried" in first.sentence
    assert 0 < first.chance < 1
    assert first == reader.acknowledgement(said, "words", asked)


@needs_language_model
@pytest.mark.parametrize("said", ["seven", "yes please"])
def test_acknowledgement_of_a_bare_answer_is_none(reader, said):
    assert not reader.acknowledgement(said, "yesno", "Would you like a plan for it?").sentence


@needs_language_model
def test_wish_after_what_was_said_before_is_found(reader):
    before = "Ring them meself, every Sunday. That's for your boys."
    wish = reader.wish("no say ring the boys not ring them meself", "menu", before)

    assert wish.name == "rename"


@needs_language_model
def test_language_with_a_model_reads_by_it_where_it_knows_what_was_said_before(reader):
    language, before = load("en"), "How did it go?"
    said = "done and she laughed so much that the neighbours came"

    found = language.spans(said, Outcome(), before)
    read = reader.spans(said, "outcome", before)
    assert [part.kind for part in found] == [part.kind for part in read]
    assert language.wish(said, Outcome(), before).closely
    assert not language.wish(said, Outcome()).closely
    assert not language.acknowledgement(said, Outcome(), "").sentence


@needs_language_model
def test_reader_wishes_of_people_it_has_not_heard_are_found(reader):
    rows = [row for row in read_closely_marked(UNSEEN) if len(row.marked.words) >= 4][::32]
    right = 0
    for row in rows:
        said = " ".join(row.marked.words)
        found = reader.wish(said, row.marked.expects, row.marked.question)
        right += found.name == row.wish.wish.name
    assert right >= 0.5 * len(rows), f"{right} of {len(rows)}"


@needs_language_model
def test_conversation_wish_beside_an_answer_is_carried_out(sitting):
    sitting.start("morning_checkin")
    say(sitting, "family", "visit my aunt", "every day", "no")
    sitting.now = datetime.fromisoformat("2026-11-30T20:30+01:00")
    sitting.start("evening_checkin")

    told = say(sitting, "yes done and throw away the aunt goal i never wanted that one")
    assert "Shall I let go of this goal: visit your aunt?" in told


@needs_language_model
def test_conversation_correction_of_the_value_in_a_sentence_is_heard(sitting):
    sitting.start("morning_checkin")
    say(sitting, "family", "cook laksa", "on saturday")

    asked = say(sitting, "eh who say for family it is for me for joy")
    assert "Joy isn't among your values so far" in asked
