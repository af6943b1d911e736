"""What puts something right: the right words asked for, a yes that ends other words, a new name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.repairs import correction_of_name, right_words
from assistant.conversation.yes_at_last import yes_at_last
from intents import Expectation, Meaning

if TYPE_CHECKING:
    from intents import Language


def put_right(
    language: Language,
    text: str,
    context: Context,
    weak: Sequence[str],
    read: Callable[[str, Expectation | None, Context], Meaning],
) -> Interpretation | None:
    """The right words that were asked for, a yes that ends other words, or another name."""
    asked_for = right_words(language, text, context, read)
    asked_for = asked_for or yes_at_last(language, text, context)
    return asked_for or correction_of_name(language, text, context, weak)
