"""Find the goal that is named exactly, nearly, or not clearly."""

from assistant.formatting.inflection import inflection
from assistant.practice.naming import mentioned, nearest

GOALS = ["go for a run in the park", "call my sister on Sundays", "read ten pages"]
NEAREST = {
    "run": 0,
    "running in the park": 0,
    "call my sister": 1,
    "sister": 1,
    "read ten pages": 2,
    "reading pages": 2,
    "swimming": None,
    "my": None,
    "": None,
}
SAME = [
    ("art", "arts"),
    ("swim", "swimming"),
    ("swims", "swimming"),
    ("run", "ran"),
    ("bake", "baking"),
    ("baked", "baking"),
    ("study", "studies"),
    ("studied", "studying"),
    ("plan", "planned"),
    ("wash", "washes"),
    ("Piano", "piano."),
    ("meditating", "meditateing"),
]
DIFFERENT = [
    ("art", "article"),
    ("art", "start"),
    ("par", "party"),
    ("car", "carpet"),
    ("pan", "panic"),
    ("for", "forget"),
    ("run", "rung"),
    ("rest", "restaurant"),
    ("a", "an"),
]


def test_nearest_name_gives_its_place() -> None:
    assert {named: nearest(named, GOALS) for named in NEAREST} == NEAREST


def same(word: str, other: str) -> bool:
    """Whether either word, said alone, mentions the name that is the other."""
    forms = inflection("en")
    found = {bool(mentioned([a], [b], (), forms)) for a, b in ((word, other), (other, word))}
    assert len(found) == 1, "the order makes no difference"
    return found.pop()


def test_mentioned_form_of_a_word_gives_the_name() -> None:
    assert [pair for pair in SAME if not same(*pair)] == []


def test_mentioned_other_word_with_the_same_beginning_gives_none() -> None:
    assert [pair for pair in DIFFERENT if same(*pair)] == []


def test_mentioned_name_gives_its_places() -> None:
    said = ["i", "want", "to", "pause", "running", "in", "the", "park", "until", "monday"]
    found = mentioned(said, GOALS, ("in", "the", "to", "a"), inflection("en"))
    assert found == (GOALS[0], 4, 8)


def test_mentioned_two_names_equally_gives_none() -> None:
    found = mentioned(["read", "sister"], GOALS, (), inflection("en"))
    assert found is None
