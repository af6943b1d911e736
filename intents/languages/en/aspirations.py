"""What a person hopes for, without the words which lead up to it."""

from __future__ import annotations

from intents.languages.en.answered import answers

Words = tuple[str, ...]

_BEFORE = frozenset(answers("hope", "before"))
_LONGEST = max(map(len, _BEFORE))
_ACTS = answers("hope", "acts")
_WHOM = answers("hope", "whom")
_DEED_OF = frozenset(word for (word,) in answers("hope", "deed_of"))
_NO_DEED = frozenset(word for (word,) in answers("hope", "no_deed"))
_NO_THINGS = frozenset(word for (word,) in answers("hope", "no_things"))
_NO_STEP = frozenset(word for (word,) in answers("hope", "no_step"))
_VAGUE = frozenset(word for (word,) in answers("hope", "vague"))
_LOSSES = answers("hope", "losses")
_PEOPLE = frozenset(word for (word,) in answers("hope", "people"))
_ASKS = frozenset(word for (word,) in answers("hope", "asks"))
_A_DEED = 3
_A_SENTENCE = 4
_A_LONG_ONE = 6
_DONE_TO = frozenset({"me", "us", "him", "her", "them"})


def aspiration_title(words: Words) -> Words:
    """The words without "i want to", "my goal is to" and the like."""
    while True:
        for size in range(min(_LONGEST, len(words) - 1), 0, -1):
            if words[:size] in _BEFORE:
                words = words[size:]
                break
        else:
            return words


def own_step(title: Words) -> bool:
    """Whether it is something one does oneself to or with somebody, not what they should do.

    "Call my sister", but not "tell my boss to respect me".
    """
    for act in _ACTS:
        if title[: len(act)] == act:
            rest = title[len(act) :]
            return "to" not in rest and any(rest[: len(whom)] == whom for whom in _WHOM)
    return False


def deed(title: Words) -> bool:
    """Whether it is something done to a thing: "fix the gate", but not "my boss", "stop the car".

    A longer one with a "to" after it may be what others should do.
    """
    if len(title) < _A_DEED or title[1] not in _DEED_OF or title[0] in _NO_STEP | _NO_DEED:
        return False
    ing = title[0].endswith("ing") or title[0] in _DEED_OF
    return not ing and _NO_THINGS.isdisjoint(title[2:4]) and "to" not in title[2:]


def may_be_a_step(title: Words) -> bool:
    """Whether it may be a step at all: not "that would be nice", not "something for my health"."""
    return title[0] not in _NO_STEP and _VAGUE.isdisjoint(title[:3])


def sorrow(words: Words) -> bool:
    """Whether it tells of a loss: "my mother died last week"."""
    return any(words[at : at + len(loss)] == loss for loss in _LOSSES for at in range(len(words)))


def of_oneself(words: Words) -> bool:
    """Whether it tells what one did or felt: "I shouted at my son"."""
    return len(words) >= _A_SENTENCE - 1 and ("i" in words or words[0] == "we")


def tells(words: Words) -> bool:
    """Whether it tells something, though it was not asked for: a sentence about people.

    A short one must name who does or is something: "on much for me" is a mumble.
    """
    if len(words) < _A_SENTENCE or words[0] in _ASKS:
        return False
    people = _PEOPLE.intersection(words)
    return bool(people - _DONE_TO if len(words) < _A_LONG_ONE else people)
