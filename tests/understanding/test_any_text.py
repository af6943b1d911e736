"""Understanding neither raises nor takes long, whatever is said."""

import random
import re
import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intents
from intents import Choice, Command, Rating, Several, YesNo, command
from intents.languages import folder_of

NAMES = [n for n in command.NAMES if n not in ("choice", "several")]
WORDS = st.sampled_from(
    [
        "half",
        "past",
        "a",
        "quarter",
        "to",
        "seven",
        "twenty",
        "hundred",
        "point",
        "minus",
        "every",
        "other",
        "last",
        "next",
        "the",
        "first",
        "of",
        "in",
        "an",
        "hour",
        "and",
        "day",
        "week",
        "friday",
        "june",
        "not",
        "no",
        "yes",
        "maybe",
        "times",
        "twice",
        "out",
        "ten",
        "7:30",
        "99:99",
        "3rd",
        "2026-02-30",
        "{x}",
        "<y>",
    ]
)


def expectations():
    """Every kind of expectation, and the ways of asking which read more than the plain ones."""
    plain = [command.expectation(n) for n in command.NAMES if n not in ("choice", "several")]
    return [
        None,
        *plain,
        Choice(("the walk", "", "a call", "family time")),
        Choice(("a walk", "b"), or_else="step", about="goal"),
        Several(("courage", "family", "the sea")),
        *(YesNo("family", or_else) for or_else in ("step", "words", "telling", "value")),
        Command(about="goal"),
        Rating(1, 7),
    ]


def vocabulary():
    """Every word of the language: of its phrases, its tables and what it is dressed with."""
    folder = folder_of("en")
    files = ("habits", "lists", "listening", "answers", "numbers", "calendar", "options")
    paths = [folder / f"{name}.toml" for name in files] + sorted(folder.glob("commands/*.toml"))
    texts = (path.read_text(encoding="utf-8") for path in paths)
    return sorted({word for text in texts for word in re.findall(r"[a-z']+", text)})


ODD = [
    "⓸", "½", "٣", "Ⅷ", "\u200d", "é", "ß", "ﬁ", "²", "😀", "7:30", "99:99", "3rd", "2026-02-30",
    "\u2019s", "0", "000", "1/2", "10,000", "1,5", "9" * 30, "9" * 400 + "th", "'", "a'b'c'",
    "{x}", "<y>", "\x00", "İ", "ŉ", "mother'd", "12:5", "24:00", "0th", "-", "9999", "0000", "1.",
]  # fmt: skip
MARKERS = ["sorry", "no", "wait", "i mean", "actually", "make that", "or rather", "no wait"]


def sentences_of(rng, words):
    """A sentence of any of these: words in any order, few words again and again, corrections."""
    kind = rng.random()
    if kind < 0.4:
        drawn = [rng.choice(words) for _ in range(90)]
    elif kind < 0.7:
        pool = [rng.choice(words + ODD) for _ in range(rng.randint(2, 6))]
        drawn = [rng.choice(pool) for _ in range(200)]
    elif kind < 0.85:
        drawn = [rng.choice(MARKERS if n % 2 else words) for n in range(90)]
    else:
        drawn = [rng.choice(rng.choice((words, ODD))) for _ in range(rng.randint(1, 12))]
    return " ".join(drawn)[:400]


def yardstick():
    """The seconds which this machine needs for a fixed piece of work; about 5 ms on a slow one."""
    begun = time.thread_time()
    total = 0
    for n in range(50_000):
        total += hash((n, total)) & 7
    return time.thread_time() - begun


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=12).map(" ".join)))
def test_understand_any_text_does_not_raise(text):
    language = intents.load("en")
    for expects in expectations():
        language.understand(text, expects, now=datetime(2026, 2, 28, 23, 59))


def test_understand_any_words_of_the_language_does_not_raise_and_is_quick(language):
    rng, words, ways = random.Random(20261129), vocabulary(), expectations()
    now = datetime(2026, 2, 28, 23, 59)
    for expects in ways:
        language.understand("could you say that again please", expects, now=now)
    took = []
    for number in range(4000):
        text, expects = sentences_of(rng, words), ways[number % len(ways)]
        begun = time.thread_time()
        language.understand(text, expects, now=now)
        took.append(time.thread_time() - begun)
    slowest = sorted(took)[int(len(took) * 0.999)]
    usual = min(yardstick() for _ in range(5))
    assert slowest < 0.020 * max(1.0, usual / 0.005), f"{slowest * 1000:.1f} ms"


@pytest.mark.parametrize(
    "said",
    [
        "sorry word " * 18, " ".join(f"sorry word{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
        "in 999 decades", "9" * 400 + "th", "⓸", "million " * 60,
        "in 999 years", "one million million million million million weeks from today",
        "this friday " * 40, "half past " * 40, "so sad i am " * 30, "9999 december", "0000",
    ],
)  # fmt: skip
def test_understand_what_once_raised_or_hung_is_quick(language, said):
    for expects in expectations():
        language.understand(said, expects)
        begun = time.thread_time()
        language.understand(said, expects, now=datetime(2026, 2, 28, 23, 59))
        assert time.thread_time() - begun < 0.05, expects


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("yes sorry no", False),
        ("no wait yes", True),
        ("yes sorry no sorry yes", True),
        ("yes sorry word sorry word sorry no", False),
    ],
)
def test_yes_no_corrected_takes_the_last_repair(language, said, value):
    assert language.understand(said, YesNo()).value is value


@pytest.mark.parametrize(
    "said", ["", "   ", "...", "\x00", "ich weiß nicht was soll es bedeuten", "今日は", "🙂🙂", "'"]
)
def test_understand_what_is_not_english_gives_nothing(language, said):
    assert language.understand(said).kind == "nothing"


@pytest.mark.parametrize("name", [*NAMES, None])
@pytest.mark.parametrize(
    "word", ["stop ", "no ", "seven ", "last ", "the first monday of every ", "and a half "]
)
def test_understand_ten_thousand_words_takes_a_moment(language, name, word):
    text = word * (10_000 // len(word.split()))
    begun = time.thread_time()  # Other programs are not to count.
    language.understand(text, command.expectation(name))
    assert time.thread_time() - begun < 1.0


def test_understand_utterance_is_quick(language):
    said = [
        "could you say that again please",
        "seven or eight",
        "i want to review my week",
        "there is no milk left",
    ]
    for text in said:
        language.understand(text)
    begun = time.process_time()
    for _ in range(25):
        for text in said:
            language.understand(text)
    assert (time.process_time() - begun) / 100 < 0.005
