"""People introduce themselves: "uh hey there, this is Dale", "good morning, my name is Arthur".

Where it is asked what matters, or for a step, that answers nothing; what follows it may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.adding import Interpret
from assistant.formatting.naming import at_place, naming, tokens_of
from assistant.practice.value_detection import detect_values
from intents import Aspiration, Meaning
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

AT_FIRST = 5
"""Among so many first words people introduce themselves."""


def introduced(
    language: Language, text: str, context: Context, interpret: Interpret
) -> Interpretation | None:
    """A greeting with the speaker's own name, or what is said after it; `None` for none.

    `interpret` reads what follows.
    """
    expects = context.expects
    if context.paused or not isinstance(expects, Aspiration | Open):
        return None
    known, words = naming(language.name), text.split()
    tokens = tokens_of(words)
    places = range(min(len(words), AT_FIRST))
    greets = next((at for at in places if at_place(tokens, at, known.greetings)), None)
    for at in places:
        surely = at_place(tokens, at, known.surely_introduces)
        size = surely or (at_place(tokens, at, known.introduces) if greets is not None else 0)
        end = at + size + 1
        if not size or end > len(words) or (not surely and end < len(words)):
            continue
        if not surely and detect_values(tokens[end - 1], language.name):
            return None  # "Hello, it's family."
        rest = " ".join(words[end:])
        if rest:
            return interpret(rest, context)
        greeting = Act("courtesy", 0, len(words), "greetings", words=text)
        return Interpretation(Meaning(text), (greeting,))
    return None
