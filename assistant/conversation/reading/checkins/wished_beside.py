"""What is wished of Lantern beside an answer in a check-in.

"I'll write the paragraph, and I also want a new step, say one sentence in the meeting" answers
what is meant for tomorrow, and adds a step; "it is, and could you make it every day" makes a step
of the intention. Where the wish begins stands in the language's `addressed.toml`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.checkins.told_instead import IN_A_CHECKIN, places_of
from assistant.conversation.reading.dictation.wished_amid import AT_A_MENU, KEPT
from assistant.dialogues.steps import Ask, Say
from assistant.formatting.intention import intention_of
from assistant.formatting.word_spans import WordSpans
from intents import Dictation, Recurrence

if TYPE_CHECKING:
    from intents import Language

Interpret = Callable[[str, Context], Interpretation]
STILL_SO = "morning.is_it_still_so"
"""The question whether the intention that was told last evening still holds."""
AS_SAID = "X-AS-SAID"
"""In a rhythm of which some words could not be read."""
ADD_GOAL, REMIND = "add_goal", "set_reminder"


def wished_beside(
    language: Language, text: str, context: Context, interpret: Interpret
) -> Interpretation | None:
    """The answer with the wish after it; `None` where there are not both.

    `interpret` reads the answer, and the wish as at a menu.
    """
    ask = context.ask
    if ask is None or context.paused or context.one_part or isinstance(ask.expects, Dictation):
        return None
    if not ask.key.startswith(IN_A_CHECKIN):
        return None
    for place in places_of("wishes_beside", text, language.name):
        spans = WordSpans(text)
        head, rest = spans.before(place).strip(" ,"), spans.rest(place)
        if not head or not rest:
            continue
        answer = interpret(head, context)
        wish = _made_a_step(language, rest, ask, context) or _wish(rest, context, interpret)
        if answer.is_answer and wish is not None:
            return replace(answer, acts=(*answer.acts, replace(wish, words=rest)))
    return None


def _wish(words: str, context: Context, interpret: Interpret) -> Act | None:
    said = (Say(AT_A_MENU.key),)
    menu = replace(context, ask=AT_A_MENU, said=said, beneath=AT_A_MENU.expects, read_back="")
    read = interpret(words, menu)
    act = read.first
    if read.kind != "command" or act is None or act.name not in KEPT:
        return None
    if act.name == REMIND and context.step and not (act.slots.get("goal") or _names(act)):
        act = replace(act, slots={**act.slots, "goal": context.step})
    return act


def _names(act: Act) -> bool:
    """Whether a reminder tells what it is of, in more than a word for it: "of it"."""
    return len(str(act.slots.get("words", "")).split()) > 1


def _made_a_step(language: Language, words: str, ask: Ask, context: Context) -> Act | None:
    """The step that the intention becomes, in words that tell how often: "make it every day"."""
    meant = intention_of(str(ask.words.get("words", "")), language.name)
    if ask.key != STILL_SO or not meant:
        return None
    said = words.split()
    for place in places_of("makes_it", words, language.name, ends=True):
        tail = WordSpans(words).rest(place).split()
        for end in range(len(tail), 0, -1):
            read = language.understand(" ".join(tail[:end]), Recurrence(), now=context.now)
            if read.kind == "answer" and AS_SAID not in str(read.value["rrule"]):
                slots: dict[str, Any] = {"goal": meant, "often": read.value}
                return Act("command", 0, len(said), ADD_GOAL, slots=slots, words=words)
    return None
