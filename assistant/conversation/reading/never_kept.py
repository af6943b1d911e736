"""What is never kept as a name: words that may tell of danger."""

from __future__ import annotations

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.safety.noticing import notice
from intents import Aspiration, Meaning
from intents.expectations import Open


def without_danger(said: Interpretation, context: Context, language: str) -> Interpretation:
    """The interpretation, in which words of danger are told, and are no value, step or intention.

    Whether to speak of the danger is decided elsewhere; it may have been spoken of before.
    """
    expects = context.expects
    names = isinstance(expects, Aspiration) or (
        isinstance(expects, Open) and (expects.names or expects.action)
    )
    if not names or not said.is_answer or notice(said.text, language) is None:
        return said
    told = Act("telling", 0, len(said.text.split()), "something", words=said.text)
    return Interpretation(Meaning(said.text), (told,))
