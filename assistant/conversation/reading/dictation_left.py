"""What ends a dictation that was not meant: no letter, "go back", or help with a decision instead.

The patterns stand in the language's `dictating.toml` and `wished.toml`. What was dictated before
stays in the journal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.deciding import DECIDE, told_question
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import ConversationState
from assistant.dialogues.steps import Say
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from assistant.practice.events import Closed
from intents import Dictation, Meaning, load
from intents.patterns import BEGINNING, any_of

if TYPE_CHECKING:
    from intents import Language

LEFT = "dictation_left"
"""The name of the act."""
OF_A_LETTER = "letter."
A_REMARK = 16
"""In more words something is dictated."""


def no_letter(text: str, language: str) -> bool:
    """Whether it is said that no letter is meant."""
    known = _known(language)
    return "no_letter" in known and bool(known["no_letter"].search(_ended(text)))


def left(language: Language, text: str, context: Context) -> Interpretation | None:
    """That a dictation was not meant, with what is wished instead; `None` where it was."""
    ask = context.ask
    if ask is None or not isinstance(context.expects, Dictation) or context.looks_back:
        return None
    if len(text.split()) > A_REMARK:
        return None
    known, end = _known(language.name), len(text.split())
    back = "back" in known and known["back"].search(_ended(text))
    if back or (ask.key.startswith(OF_A_LETTER) and no_letter(text, language.name)):
        act = Act("refusal", 0, end, LEFT, words=text)
    elif "decide" in known and known["decide"].search(_ended(text)):
        act = Act("refusal", 0, end, LEFT, DECIDE, words=text)
    else:
        return None
    return Interpretation(Meaning(text), (act,))


def leave(conversation: ConversationState, act: Act) -> Response:
    """Close the dictation, and begin what is wished instead or go back to what was before."""
    top = conversation.open_sessions()[-1]
    closed: SessionEvent = (top.session, Closed("declined"))
    after = conversation.after(closed)
    chain = after.open_sessions()
    if act.value == DECIDE:
        told = " ".join(stretch.piece.text for stretch in top.segments)
        what = told_question(load(conversation.knowledge.language), told)
        slots = {"what": what} if what else {}
        begun = after.begin_aside(chain[-1], DECIDE, slots) if chain else after.begin(DECIDE, slots)
        return replace(begun, events=(closed, *begun.events))
    if not chain:
        return Response((closed,), Reply((Say("dictation.left"),)))
    return Response((closed,), Reply((Say("dictation.left"),)), goes_on=True)


def _ended(text: str) -> str:
    return f"{WordSpans(text).searchable}{BEGINNING} "


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    table = optional_table(language, "dictating.toml").get("left", {})
    return {name: any_of(lines) for name, lines in table.items()}
