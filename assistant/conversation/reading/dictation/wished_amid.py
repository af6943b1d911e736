"""What is wished of Lantern where somebody dictates: with the end of it, or in place of more.

"That's all, just put down staying sober as one of my things" ends it and wishes that; "any road,
that's all, I feel better for saying it" ends it. The words stand in the language's
`dictating.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.day_counted import MARK
from assistant.conversation.reading.dictation.asked_amid import OWN_QUESTIONS
from assistant.conversation.reading.dictation.dictated_words import DONE
from assistant.dialogues.steps import Ask, Say
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from assistant.wording import load as load_wording
from intents import Command, Dictation, Meaning
from intents.patterns import any_of

if TYPE_CHECKING:
    from intents import Language

Interpret = Callable[[str, Context], Interpretation]
Learned = Callable[[str, Context, Interpretation], Interpretation | None]
AT_A_MENU = Ask("menu.anything_else", Command())
"""The question as the answer to which a wish is read."""
SURE = 0.9
"""How well the words of a wish must fit that is said after an end."""
KEPT = frozenset(
    {"add_goal", "add_value", "set_reminder", "change_reminder", "cancel_reminder", "mark_goal",
     "goal_done", "rename", "goal_serves", "change_goal", "change_intention"}
)  # fmt: skip
"""The commands about what is kept, which may be wished in the midst of a dictation."""
AT_LEAST = 4
"""In fewer words nothing is wished of what is kept."""


def wished_amid(
    language: Language, text: str, context: Context, interpret: Interpret, learned: Learned
) -> Interpretation | None:
    """The end of a dictation with what is said after it, or a wish in it; `None` for neither.

    `interpret` reads a wish as it would be read at a menu, `learned` by the learned reader alone.
    """
    ask = context.ask
    if ask is None or not isinstance(ask.expects, Dictation):
        return None
    if context.paused or context.one_part or context.looks_back:
        return None
    if ask.key.startswith(OWN_QUESTIONS):
        return None  # A letter may wish and end as it likes.
    end = len(text.split())
    ended = Act("command", end, end, DONE)
    if (parted := _end_within(text, language.name)) is not None and (context.dictated or parted[0]):
        head, rest = parted
        wish = _wish(rest, context, interpret)
        if wish is None and not _is_remark(rest, language.name):
            return None
        if not head:
            only = Meaning(text, "command", DONE, score=1.0)
            return Interpretation(only, (ended, *((wish,) if wish else ())))
        told = head if wish is not None else text
        told_act = Act("answer", 0, len(told.split()), value=told)
        meaning = Meaning(told, "answer", value=told, score=1.0)
        return Interpretation(meaning, (told_act, ended, *((wish,) if wish else ())))
    if end < AT_LEAST or not _found("asks", text, language.name):
        return None
    before = context.said_before(load_wording(language.name))
    if language.wish(text, ask.expects, before).name == "none":
        return None
    menu = _at_a_menu(context)
    for read in (learned(text, menu, Interpretation(Meaning(text))), interpret(text, menu)):
        act = _command(read) if read is not None else None
        if act is not None and act.name in KEPT:
            return read
    return None


def _wish(words: str, context: Context, interpret: Interpret) -> Act | None:
    """What is wished in the words after an end; `None` for nothing."""
    if len(words.split()) < AT_LEAST:
        return None
    wish = _command(interpret(words, _at_a_menu(context)))
    if wish is None or wish.name not in KEPT:
        return None
    # "And mark the walk as done" puts nothing right.
    slots = {**wish.slots, "told": True} if wish.name == MARK else wish.slots
    return replace(wish, words=words, slots=slots)


def _at_a_menu(context: Context) -> Context:
    said = (Say(AT_A_MENU.key),)
    return replace(context, ask=AT_A_MENU, said=said, dictated=False, beneath=AT_A_MENU.expects)


def _command(said: Interpretation) -> Act | None:
    """The command that is surely read; `None` for none."""
    if said.kind != "command" or said.first is None or said.score < SURE:
        return None
    return said.first if said.first.kind in ("command", "correction") else None


def _end_within(text: str, language: str) -> tuple[str, str] | None:
    """The words before an end and those after it; `None` where it ends nothing."""
    spans = WordSpans(text)
    for name in ("end", "end_bare"):
        pattern = _known(language).get(name)
        for found in pattern.finditer(spans.searchable) if pattern is not None else ():
            rest = spans.rest(found.end())
            parted = name == "end" or _found("after_bare", rest, language)
            if rest and parted and not _found("belongs", rest, language):
                return spans.before(found.start()).strip(" ,"), rest
    return None


def _is_remark(rest: str, language: str) -> bool:
    """Whether words after an end are no more than a remark on having said it."""
    return _found("remarks", rest, language)


def _found(name: str, text: str, language: str) -> bool:
    pattern = _known(language).get(name)
    return pattern is not None and pattern.search(WordSpans(text).searchable) is not None


@cache
def _known(language: str) -> Mapping[str, re.Pattern[str]]:
    table = optional_table(language, "dictating.toml").get("amid", {})
    return {name: any_of(lines) for name, lines in table.items()}
