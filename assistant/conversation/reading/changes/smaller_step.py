"""The wish to make one step smaller, with the smaller one where it is told.

"Make the reading smaller, five pages", "can the walk be shorter, just to the gate".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import inflection
from assistant.practice.naming import mentioned
from assistant.practice.sizes import length_in, resized
from intents import Choice, Command, Dictation, Meaning, Recurrence
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

MARKS = ",.;:!?"
LEADS = 4
"""So many words at most lead up to the wish: "can you please"."""


def of_a_smaller_step(
    language: Language, text: str, context: Context, weak: Sequence[str]
) -> Meaning | None:
    """The command to make a step smaller; `None` where that is not wished, or of no goal."""
    expects = context.expects
    closed = isinstance(expects, Choice | Dictation | Recurrence | Open)
    if context.paused or not context.goals or closed:
        return None
    phrases, words = phrases_of(language.name), text.split()
    plain = [word.lower().strip(MARKS) for word in words]
    place = next((n for n, word in enumerate(plain) if phrases.has("smaller", word)), None)
    if place is None:
        return _another_length(language, text, context, weak)
    if not any(phrases.has("makes_smaller", word) for word in plain[:place]):
        return None
    there = mentioned(plain[:place], context.goals, weak, inflection(language.name))
    at_menu = isinstance(expects, Command)  # Elsewhere "make it smaller" may be the answer.
    only = context.goals[0] if at_menu and len(context.goals) == 1 else ""
    goal = there[0] if there else only
    if not goal:
        return None
    rest = words[place + 1 :]
    while rest and phrases.has("before_smaller_step", rest[0].lower().strip(MARKS)):
        rest = rest[1:]
    if rest and language.understand(" ".join(rest), Recurrence(), now=context.now).kind == "answer":
        return None  # Smaller is less often here.
    step = _smaller(goal, rest, phrases)
    slots: dict[str, Any] = {"goal": goal, "smaller": step}
    return Meaning(text, "command", "change_goal", score=1.0, slots=slots)


def _another_length(
    language: Language, text: str, context: Context, weak: Sequence[str]
) -> Meaning | None:
    """The command to give a step another length: "make the library half an hour"."""
    phrases = phrases_of(language.name)
    plain = [word.lower().strip(MARKS) for word in text.split()]
    starts = (at for at in range(len(plain)) if phrases.has("wish.resizes", plain[at]))
    at = next(starts, None)
    if at is None or at > LEADS:
        return None
    reasons = (n for n, word in enumerate(plain) if n > at and phrases.has("wish.reasons", word))
    said = plain[at + 1 : next(reasons, len(plain))]
    length = length_in(" ".join(said), language.name)
    there = mentioned(said, context.goals, weak, inflection(language.name))
    title = resized(there[0], length, language.name) if there else ""
    if there is None or not title or title.lower() == there[0].lower():
        return None
    slots = {"goal": there[0], "smaller": title}
    return Meaning(text, "command", "change_goal", score=1.0, slots=slots)


def _smaller(goal: str, said: list[str], phrases: Phrases) -> str:
    """The title of the smaller step: what was said, or the title with another number in it.

    "Five pages" makes "read five pages of the book" of "read ten pages of the book".
    """
    title, words = goal.split(), [word.strip(MARKS) for word in said]
    if len(words) > 1 and phrases.has("amounts", words[0].lower()):
        for at in range(1, len(title)):
            same = title[at].lower().rstrip("s") == words[1].lower().rstrip("s")
            if same and phrases.has("amounts", title[at - 1].lower()):
                return " ".join((*title[: at - 1], *words[:2], *title[at + 1 :]))
    return " ".join(words)
