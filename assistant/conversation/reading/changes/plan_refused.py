"""Words that are no plan: a refusal to say it aloud, and the wish to take it out again.

"I don't care to recite it", "that was not a plan, strike it out".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.rephrasing import tidy
from intents import Dictation, Meaning, Sound
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

PLAN = "certain.plan"
DROP = "drop_plan"
FIRST = 6
"""Among so many first words it is said."""
FEW_MORE = 4
"""So many words may follow: "that was not a plan, strike it out"."""
NEAR = 4
"""Among so many words after a refusal it is said what is refused."""


def no_plan(language: Language, text: str, context: Context) -> Interpretation | None:
    """The refusal, or the wish to take a plan out, that `text` is; `None` for neither."""
    ask, phrases = context.ask, phrases_of(language.name)
    if ask is None or context.paused or context.one_part or context.safety_talk:
        return None
    if isinstance(ask.expects, Dictation | Sound):
        return None
    words = list(language.words(text))
    first = 1 if isinstance(ask.expects, Open) and ask.key != PLAN else FIRST
    for at in range(min(len(words), first)):
        rest = " ".join(words[at:])
        no_plan = phrases.longest_start("reminder.not_a_plan", rest)
        more = len(rest.split()) - len(no_plan.split())
        denied = any(phrases.has("correction_not", word) for word in words[:at])
        if ask.key != PLAN and no_plan and more <= FEW_MORE and not denied:
            return _command(language, text, DROP)
        led = all(phrases.has("repair.before_naming", word) for word in words[:at])
        refuses = phrases.longest_start("reminder.refuses", rest) if ask.key == PLAN and led else ""
        after = rest.split()[len(refuses.split()) :][:NEAR]
        joins = (n for n, word in enumerate(after) if phrases.has("clause_joins", word))
        after = after[: next(joins, NEAR)]
        if refuses and any(phrases.has("reminder.says_aloud", word) for word in after):
            return _command(language, text, "skip")
    return None


def _command(language: Language, text: str, intent: str) -> Interpretation:
    return Interpretation.of(Meaning(tidy(text, language.name), "command", intent, score=1.0))
