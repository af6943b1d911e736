"""The words of a rhythm in the usual ones, before it is read."""

from __future__ import annotations

from datetime import date

from intents.languages.en.dates import WEEKDAYS, day_at
from intents.languages.en.numbers import TABLES
from intents.tables import Phrases, Words

_GROUPS = TABLES.values("day_groups")
_WORKING = TABLES.phrases("words", "working_day")
_WEEKDAY_NAMES = {*WEEKDAYS, *(f"{name}s" for name in WEEKDAYS)}
_USED_TO, _NOT_THEN = (TABLES.phrases("bounds", key) for key in ("used_to", "not_then"))
_NOW, _BUT_ON = (TABLES.words("bounds", key) for key in ("nowadays", "but_on"))
_NAMELY = {(word,) for word in ("so", "that", "is", "are", "which", "meaning", "mean")}
_OTHER_WORDS_FOR = TABLES.phrase_values("other_words_for_rhythms")
_OTHER_WORDS = Phrases(_OTHER_WORDS_FOR)


def in_plain_words(words: Words) -> Words:
    """The words with the usual ones for a rhythm: "every day" for "all through the week"."""
    found = _OTHER_WORDS.find(words)
    if found is None:
        return words
    usual = tuple(_OTHER_WORDS_FOR[words[found[0] : found[1]]].split())
    return (*words[: found[0]], *usual, *in_plain_words(words[found[1] :]))


def without_past(words: Words) -> Words:
    """The words without what somebody used to do, up to what is told of now."""
    told = _USED_TO.find(words)
    if told is None:
        return words
    now = next((at for at in range(told[1], len(words)) if words[at] in _NOW), len(words))
    return words[: told[0]] + words[now:]


def of_a_group(words: Words) -> Words:
    """The days that are named after a group: "school nights, so Sunday to Thursday"."""
    for at, word in enumerate(words):
        size = 1 if word in _GROUPS else _WORKING.at(words, at)
        begun = at + size
        while size and words[begun : begun + 1] in _NAMELY:
            begun += 1
        named = begun
        while words[named : named + 1] and (
            words[named] in _WEEKDAY_NAMES or words[named] in ("to", "and", "through")
        ):
            named += 1
        days = [word for word in words[begun:named] if word in _WEEKDAY_NAMES]
        if size and len(days) > 1 and words[begun] in _WEEKDAY_NAMES:
            return (*words[:at], *words[begun:])
    return words


def with_what_is_left_out(words: Words, today: date) -> Words:
    """ "daily except the ninth" for "daily only on the ninth i am in hospital so not then"."""
    then = _NOT_THEN.find(words)
    if then is None or not then[0]:
        return words
    for at in range(then[0] - 1, 0, -1):
        named = day_at(words, at, today) if words[at - 1] in _BUT_ON else None
        if named is not None and named[1] <= then[0]:
            begun = at
            while words[begun - 1] in _BUT_ON:
                begun -= 1
            beside = day_at(words, named[1], today) if words[at] in WEEKDAYS else None
            if beside is not None and words[named[1]] == "the":
                named = beside  # "Wednesday the ninth".
            return (*words[:begun], "except", *words[at : named[1]], *words[then[1] :])
    return words
