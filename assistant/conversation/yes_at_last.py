"""A yes or a no that names what was offered: "not what I asked, but yes, a plan", "no reminder"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.phrases import phrases_of
from intents import Meaning, YesNo

if TYPE_CHECKING:
    from intents import Language

AFTER_IT = 5
"""At most so many words follow the yes."""


def yes_at_last(language: Language, text: str, context: Context) -> Meaning | None:
    """The yes that `text` ends with, after other words, or a no to the offer; `None` for none.

    What follows the yes only names what was offered: no "but", no "no".
    """
    expects, words = context.expects, text.split()
    if not isinstance(expects, YesNo) or context.paused or context.one_part:
        return None
    phrases = phrases_of(language.name)
    if phrases.has("refuses_offer", " ".join(language.words(text))):
        return Meaning(text, "answer", value=False, score=1.0)
    plain = [word.lower().strip(",.;:!?") for word in words]
    places = [at for at, word in enumerate(plain) if at and phrases.has("says_yes_at_last", word)]
    for at in places:
        rest = plain[at + 1 :]
        told = phrases.has("no_yes_after", plain[at - 1])
        if told or len(rest) > AFTER_IT or not phrases.table["after_a_yes"].issuperset(rest):
            continue
        return Meaning(text, "answer", value=True, score=1.0)
    return None
