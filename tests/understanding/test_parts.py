"""The parts of an utterance, as the learned model of English finds them."""

import random
import shutil
from pathlib import Path

import pytest

import intents
from intents import closely_marked, loading, marked, parts, parts_training
from intents.errors import LanguageError
from intents.languages import folder_of
from intents.spans import Felt, Gist, Span, Spans, Wish
from tests.tables import each

VALUE = intents.Freely(names=True)
STEP = intents.Freely(action=True)
UNSEEN = Path(__file__).with_name("closely_unseen.tsv")


@each(
    ("text", "expects", "kinds"),
    [
        ("my family", VALUE, ["answer"]),
        ("My family, of course.", VALUE, ["answer"]),
        ("why do you want to know that", VALUE, ["question"]),
        ("can my wife hear this", VALUE, ["question"]),
        ("what do you mean by that", STEP, ["question"]),
        ("not done because she was out", intents.Outcome(), ["answer", "tail"]),
        ("i don't know", VALUE, ["not_knowing"]),
        ("seven", intents.Rating(), ["answer"]),
        ("yes", intents.YesNo(), ["answer"]),
    ],
)
def test_spans_of_common_utterances_have_these_kinds(language, text, expects, kinds):
    assert [part.kind for part in language.spans(text, expects)] == kinds


@each(
    ("text", "expects", "core"),
    [
        ("being there for my kids even when i'm exhausted", VALUE, "being there for my kids"),
        ("patience i guess or no being a calm mum", VALUE, "being a calm mum"),
        ("um i think it's probably being a good friend", VALUE, "being a good friend"),
        ("Call my sister.", STEP, "Call my sister."),
        ("why do you ask", VALUE, ""),
        ("yes", intents.YesNo(), ""),
    ],
)
def test_core_is_a_short_name_in_their_own_words(language, text, expects, core):
    spans, words = language.spans(text, expects), text.split()
    assert " ".join(words[place] for place in spans.core) == core


@each(
    ("text", "expects", "left"),
    [
        ("patience or no being a calm mum", VALUE, "being a calm mum"),
        ("tuesday no wait i mean wednesday", intents.Date(), "wednesday"),
        ("twice a month no once a month", intents.Recurrence(), "once a month"),
    ],
)
def test_taken_back_words_are_not_in_the_answer(language, text, expects, left):
    spans = language.spans(text, expects)
    assert spans.words_of(spans.first("answer"), text) == left


@each(
    ("text", "mood", "least"),
    [
        ("my mother died last week", "grief", 3),
        ("my grandson was born", "good", 1),
        ("it was a good day", "good", 1),
        ("i'm scared of the results", "fear", 2),
        ("i feel so lonely", "lonely", 2),
        ("the phone", "plain", 0),
    ],
)
def test_mood_of_what_is_told(language, text, mood, least):
    found, weight = language.mood(text)
    assert found == mood
    assert weight >= least


def test_spans_of_any_words_lie_within_them_and_in_order(language):
    rng = random.Random(1)
    words = ["why", "no", "wait", "", "—", "i", "mean", "7", "Ünrest", "patience", "...", "it's"]
    wanted = [VALUE, STEP, None, intents.YesNo(), intents.Dictation(), intents.Choice(("a",))]
    for size in (0, 1, 2, 7, 30, 100, 101, 400):
        text = " ".join(rng.choice(words) for _ in range(size))
        for expects in wanted:
            spans, end = language.spans(text, expects), 0
            for part in spans:
                assert end <= part.start < part.end <= len(text.split())
                assert 0 <= part.chance <= 1
                end = part.end
            assert len(spans.core) <= parts.LONGEST_CORE
            assert all(place < len(text.split()) for place in (*spans.core, *spans.taken_back))


def test_felt_tells_how_probable_a_mood_is(language):
    glad = language.felt("she rang me and we laughed till i cried and she's coming on sunday")
    alone = language.felt("nobody talked to me today only the cashier in the shop")
    assert (glad.mood, glad.chance > 0.9, glad.heavy < 0.1) == ("good", True, True)
    assert (alone.mood, alone.heavy > 0.9, alone.weighs > 0.6) == ("lonely", True, True)
    assert language.felt("") == Felt()


def test_spans_of_a_language_that_has_not_learned_are_empty(tmp_path):
    folder = tmp_path / "en"
    shutil.copytree(folder_of("en"), folder)
    (folder / parts.FILE).unlink()
    language = loading.load_folder(folder, "en")
    assert language.spans("why do you ask", VALUE) == Spans()
    assert language.mood("my mother died") == ("plain", 0)
    assert language.gist("my mother died") == Gist()
    assert language.felt("my mother died") == Felt()
    assert language.wish("put patience in its place", VALUE) == Wish()


def test_load_broken_parts_names_the_command(tmp_path):
    path = tmp_path / parts.FILE
    path.write_bytes((folder_of("en") / parts.FILE).read_bytes()[:-1])
    with pytest.raises(LanguageError, match="models build parts"):
        parts.load_model(path)


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


def test_gist_is_the_few_words_that_would_be_said_back(language):
    said = "well um my son won't speak to me since the wedding"
    gist = language.gist(said)
    assert gist.of(said) == "my son won't speak to me"
    assert gist.chance > 0.8


@each(
    "said",
    ["why do you ask me that", "no that's not what i said", "add a goal", "seven", "yes", ""],
)
def test_gist_of_what_tells_nothing_is_improbable(language, said):
    assert language.gist(said).chance < 0.5


def test_read_gists_finds_the_words_that_are_said_back(tmp_path):
    path = tmp_path / "gists.tsv"
    path.write_text("and then she rang me at four\tshe rang me\nseven\t-\n", encoding="utf-8")
    first, second = marked.read_gists(path)
    assert first[1:] == (2, 5)
    assert second[1:] == (0, 0)


def test_read_gists_refuses_other_words(tmp_path):
    path = tmp_path / "gists.tsv"
    path.write_text("she rang me\tshe called me\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"gists\.tsv:1"):
        list(marked.read_gists(path))


def test_read_wishes_finds_the_words_they_name(tmp_path):
    path = tmp_path / "wishes.tsv"
    path.write_text(
        "yesno\tShall I?\tnot the shed the boat\trename\tthe shed\tthe boat\n", encoding="utf-8"
    )
    (one,) = marked.read_wishes(path)
    assert (one.wish.name, one.wish.target, one.wish.words) == ("rename", (1, 3), (3, 5))


@each(
    "line",
    [
        "yesno\t\tthe shed\trename\t-",
        "yesno\t\tthe shed\tbuild\t-\t-",
        "yesno\t\tthe shed\trename\t-\tthe boat",
    ],
)
def test_read_wishes_refuses_a_mistake(tmp_path, line):
    path = tmp_path / "wishes.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"wishes\.tsv:1"):
        list(marked.read_wishes(path))


def test_read_tellings_finds_mood_weight_and_what_is_said_back(tmp_path):
    path = tmp_path / "tellings.tsv"
    path.write_text("and then she rang me\tgood\t2\tshe rang me\n", encoding="utf-8")
    (one,) = marked.read_tellings(path)
    assert (one.mood, one.weight, one.gist) == ("good", 2, (2, 5))


@each(
    "line",
    ["she rang\tgood\t2", "she rang\tbright\t2\t-", "she rang\tgood\t4\t-", "she\tgood\t1\the"],
)
def test_read_tellings_refuses_a_mistake(tmp_path, line):
    path = tmp_path / "tellings.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"tellings\.tsv:1"):
        list(marked.read_tellings(path))


def test_read_closely_marked_finds_parts_and_wish_and_leaves_what_is_said_first(tmp_path):
    path = tmp_path / "closely.tsv"
    path.write_text(
        "How did it go?\toutcome\t[answer: done] [command: call it the boat]\t\t"
        "rename\t-\tthe boat\tDone, then.\n",
        encoding="utf-8",
    )
    (one,) = closely_marked.read_closely_marked(path)
    assert one.marked.question == one.wish.question == "How did it go?"
    assert [part.kind for part in one.marked.spans] == ["answer", "command"]
    assert (one.wish.wish.name, one.wish.wish.words) == ("rename", (3, 5))


@each(
    "line",
    [
        "\tmenu\t[command: stop]\t\tstop\t-\t-",
        "\tmenu\t[command: stop]\t\tbuild\t-\t-\t-",
        "\tmenu\t[order: stop]\t\tstop\t-\t-\t-",
        "\tmenu\t[command: stop]\t\tstop\t-\tthe boat\t-",
    ],
)
def test_read_closely_marked_refuses_a_mistake(tmp_path, line):
    path = tmp_path / "closely.tsv"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"closely\.tsv:1"):
        list(closely_marked.read_closely_marked(path))


def test_closely_marked_files_can_be_read():
    for path in (*parts_training.closely_of("en"), UNSEEN):
        assert list(closely_marked.read_closely_marked(path)), path
