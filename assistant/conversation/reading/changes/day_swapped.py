"""One day of a step for another, and a day that is left out: "change Monday for Tuesday", "no more
Fridays for the study". The other days of the step stay."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.another_day import CHANGE
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.unasked_words import said_anywhere
from assistant.formatting.rephrasing import tidy
from intents import Date, Dictation, Meaning, Recurrence, Sound, Time
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

LONGEST = 24
"""In more words something is told, and no day is put in the place of another."""
A_LEAD = 3
"""What leaves a day out stands right before it, in so many words."""
NEAR = 6
"""A day is denied, or a change of it wanted, within so many words before it."""

_Days = list[tuple[int, str]]
"""Where a day of the week is named, and its rule."""


def day_swapped(language: Language, text: str, context: Context) -> Interpretation | None:
    """The command to put one day of a step in the place of another, or to leave one out."""
    if context.ask is None or context.paused or context.one_part or not context.goals:
        return None
    if isinstance(context.expects, Dictation | Sound | Recurrence | Time | Date):
        return None
    words, phrases = list(language.words(text)), phrases_of(language.name)
    days = _days(language, words, phrases) if len(words) <= LONGEST else []
    if not days or said_anywhere("repair.adds_to_days", words, phrases):
        return None
    goal = named_in(language, words, context.goals) or context.talked_of("goal")
    goal = goal or (context.goals[0] if len(context.goals) == 1 else "")
    slots = _swapped(words, days, phrases) or _left_out(words, days, phrases)
    if not goal or slots is None or goal in dict(context.once):
        return None
    said = tidy(text, language.name)
    slots = {"goal": goal, **slots}
    return Interpretation.of(Meaning(said, "command", CHANGE, score=1.0, slots=slots))


def _days(language: Language, words: Sequence[str], phrases: Phrases) -> _Days:
    found: _Days = []
    for at, word in enumerate(words):
        if phrases.has("done_on_a_weekday", word.removesuffix("s")):
            read = language.understand(word, Recurrence())
            rule = RecurrenceSet.parse(str(read.value["rrule"])) if read.value else None
            if rule is not None and "BYDAY" in rule.parts:
                found.append((at, rule.text()))
    return found


def _swapped(words: Sequence[str], days: _Days, phrases: Phrases) -> dict[str, Any] | None:
    """The slots for a day in the place of another; `None` where two days are not said so."""
    if len({rule for _, rule in days}) != 2:
        return None
    for (at, first), (end, second) in itertools.pairwise(days):
        between = " ".join(words[at + 1 : end])
        if first == second or (at and phrases.has("correction_not", words[at - 1])):
            continue  # "Every day, not Thursdays and not Sundays."
        if phrases.has("day_in_place_of", between):
            return _often(first, second)
        wanted = said_anywhere("day_swaps", words[max(at - NEAR, 0) : at], phrases)
        if phrases.has("day_becomes", between) or (wanted and phrases.has("day_for", between)):
            return _often(second, first)
        denied = said_anywhere("day_denied", words[max(at - NEAR, 0) : at], phrases)
        if denied and said_anywhere("day_put_instead", words[at + 1 : end], phrases):
            return _often(second, first)
    return None


def _often(rule: str, instead_of: str) -> dict[str, Any]:
    return {"often": {"rrule": rule, "times": None, "instead_of": instead_of}}


def _left_out(words: Sequence[str], days: _Days, phrases: Phrases) -> dict[str, Any] | None:
    """The slots for a day that is left out; `None` where another is named, or it is not said so."""
    (at, rule), *others = days
    begins = range(max(at - A_LEAD, 0), at)
    led = any(phrases.has("day_left_out", " ".join(words[begin:at])) for begin in begins)
    return {"without": rule} if led and not others else None
