"""A second wish in the same breath: "it's Derek, say ring Derek, and he's nothing to do with Joan".

The words before and after an "and" are read each by themselves. There are two wishes where the
first is the same without what follows, and what follows surely wishes something else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.repairs import RENAME
from assistant.conversation.reading.phrases import phrases_of
from intents import Dictation, Sound

if TYPE_CHECKING:
    from intents import Language

MADE_OF = frozenset(
    {"rename", "goal_serves", "change_goal", "mark_goal", "drop_goal", "drop_value", "add_value",
     "add_goal", "set_reminder", "change_reminder", "cancel_reminder", "goal_status", "recall",
     "list_goals", "list_values", "list_reminders", "about_me", "privacy"}
)  # fmt: skip
"""The commands that may follow one another."""
ADD_VALUE, SERVES = "add_value", "goal_serves"
SURE = 0.9
"""How probable the wish must be that follows."""
BEFORE, AFTER = 3, 4
"""At least so many words stand before the "and", and after it."""
LONGEST = 45
"""In more words a second wish is not looked for."""

Read = Callable[[str], Interpretation]


def with_another_wish(
    language: Language,
    text: str,
    context: Context,
    said: Interpretation,
    said_before: str,
    read: Read,
) -> Interpretation:
    """`said`, with the second wish that follows in `text`; `read` reads some of the words."""
    words = text.split()
    if said.kind != "command" or said.intent not in MADE_OF or len(said.acts) != 1:
        return said
    if isinstance(context.expects, Dictation | Sound) or context.paused:
        return said
    if context.one_part or len(words) > LONGEST or "" in said.slots.values():
        return said
    joins = phrases_of(language.name).table["clause_joins"]
    for at in range(BEFORE, len(words) - AFTER):
        if words[at].lower().strip(",.") not in joins:
            continue
        rest = " ".join(words[at + 1 :])
        wish = language.wish(rest, context.expects, said_before)
        if wish.name in ("none", "other") or wish.chance < SURE:
            continue
        head, tail = read(" ".join(words[:at])), read(rest)
        if not (_is_whole(head) and _is_whole(tail)) or _same(head, tail):
            continue
        if _same(head, said) or (tail.intent == said.intent and head.intent != said.intent):
            return replace(head, acts=(*head.acts, _after(head, tail.acts[0], rest)))
    return said


def _is_whole(said: Interpretation) -> bool:
    """Whether it is one wish that is done without asking first."""
    wishes = said.kind == "command" and said.intent in MADE_OF and len(said.acts) == 1
    return wishes and not said.acts[0].slots.get("ask")


def _same(one: Interpretation, other: Interpretation) -> bool:
    """Whether the two wish the same."""
    return one.intent == other.intent and dict(one.slots) == dict(other.slots)


def _after(head: Interpretation, second: Act, words: str) -> Act:
    """The second wish, of the name that the first gave."""
    slots = dict(second.slots)
    if head.intent == ADD_VALUE and second.name == SERVES and not slots.get("value"):
        slots["value"] = head.slots["value"]  # "Add friendship, and put the call under it."
    if head.intent == RENAME and head.slots.get("old"):
        given = {of: head.slots["new"] for of, name in slots.items() if name == head.slots["old"]}
        slots |= given
    return replace(second, kind="command", slots=slots, words=words)
