"""What is said of a letter where its day is asked for: to whom it is, or that it is not sent.

"No, not to me, it's to my brother Dennis"; "it doesn't reach anybody".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context
from assistant.conversation.reading.dictation_left import no_letter
from assistant.conversation.reading.phrases import phrases_of
from assistant.dialogues.letter import NO_LETTER
from assistant.formatting.rephrasing import addressee, is_oneself
from intents import Meaning

if TYPE_CHECKING:
    from intents import Language

LETTER_TO = "letter_to"
"""The intent that answers the question for the day of a letter: it has none."""
FOR_ITS_DAY = ("letter.when", "letter.a_day_to_come")
TO_WHOM = "letter.to_whom"
MOST = 8
"""So many words after "it's to" may name somebody."""


def of_a_letter(language: Language, text: str, context: Context) -> Meaning | None:
    """To whom a letter is, or that it goes to nobody; `None` where that is not said."""
    ask = context.ask
    if ask is None or ask.key not in (*FOR_ITS_DAY, TO_WHOM):
        return None
    if ask.key == TO_WHOM and no_letter(text, language.name):
        return Meaning(text, "command", NO_LETTER, score=1.0)
    phrases, words = phrases_of(language.name), language.words(text)
    whom, unsent = "", False
    for at in range(len(words)):
        rest = " ".join(words[at:])
        unsent = unsent or bool(phrases.longest_start("letter_unsent", rest))
        lead = phrases.longest_start("letter_is_to", rest)
        if lead and not whom:
            named = " ".join(words[at + len(lead.split()) :][:MOST])
            if named and not is_oneself(named, language.name):
                whom = addressee(named, language.name)
    if not whom and not unsent:
        return None
    if ask.key == TO_WHOM:
        return Meaning(text, "answer", value=whom, score=1.0) if whom else None
    return Meaning(text, "command", LETTER_TO, score=1.0, slots={"whom": whom})
