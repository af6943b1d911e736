"""A yes or a no that names what was offered: "not what I asked, but yes, a plan", "no reminder"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.goal_moves import moved_goal, speaks_of_moving
from assistant.conversation.reading.changes.repairs import correction_of_name
from assistant.conversation.reading.changes.right_words import right_words
from assistant.conversation.reading.changes.splitting import split_in_two
from assistant.conversation.reading.checkins.intention_repairs import corrected_intention
from assistant.conversation.reading.phrases import phrases_of
from intents import Expectation, Meaning, YesNo

if TYPE_CHECKING:
    from intents import Language

AFTER_IT = 5
"""At most so many words follow the yes."""


def yes_at_last(language: Language, text: str, context: Context) -> Interpretation | None:
    """The yes that `text` ends with, after other words; `None` for none.

    What follows the yes only names what was offered: no "but", no "no".
    """
    expects, words = context.expects, text.split()
    if not isinstance(expects, YesNo) or context.paused or context.one_part:
        return None
    phrases = phrases_of(language.name)
    plain = [word.lower().strip(",.;:!?") for word in words]
    places = [at for at, word in enumerate(plain) if at and phrases.has("says_yes_at_last", word)]
    for at in places:
        rest = plain[at + 1 :]
        told = phrases.has("no_yes_after", plain[at - 1])
        if told or len(rest) > AFTER_IT or not phrases.table["after_a_yes"].issuperset(rest):
            continue
        return Interpretation.of(Meaning(text, "answer", value=True, score=1.0))
    return None


def no_to_the_offer(language: Language, text: str, context: Context) -> Interpretation | None:
    """The no that names what was offered: "no reminder"; `None` for none."""
    if not isinstance(context.expects, YesNo) or context.paused or context.one_part:
        return None
    said = " ".join(language.words(text))
    if not phrases_of(language.name).has("refuses_offer", said):
        return None
    return Interpretation.of(Meaning(text, "answer", value=False, score=1.0))


def put_right(
    language: Language,
    text: str,
    context: Context,
    weak: Sequence[str],
    read: Callable[[str, Expectation | None, Context], Meaning],
) -> Interpretation | None:
    """The right words that were asked for, a yes that ends other words, or what puts right a name
    or what a goal is for."""
    asked_for = right_words(language, text, context, read)
    asked_for = asked_for or yes_at_last(language, text, context)
    if asked_for is None and (two := split_in_two(language, text, context, weak)) is not None:
        return two
    if asked_for is None and (moved := moved_goal(language, text, context, weak)) is not None:
        return Interpretation.of(moved)
    if asked_for is None and (meant := corrected_intention(language, text, context)) is not None:
        return Interpretation.of(meant)
    if asked_for is None and speaks_of_moving(language, text):
        return None  # No name: there is no such goal or value.
    return asked_for or correction_of_name(language, text, context, weak)
