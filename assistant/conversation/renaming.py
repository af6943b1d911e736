"""What a dialogue says and asks, with the names that values and goals have now.

A dialogue under way got the names when it began, or from an answer. After "call it being there" it
says and asks by the new name, and its answers stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.dialogues.steps import Ask, Say
from intents import Choice, Several, YesNo

AS_SAID = frozenset({"words", "said", "intention", "thread", "who", "tiny"})
"""Words that a wording quotes: they stay as they were said."""

TELLS_A_NEW_NAME = frozenset(
    {
        *("repair.shall_i_call_it", "repair.renamed.goal", "repair.renamed.value"),
        *("change_goal.changed", "change_goal.smaller"),
    }
)
"""What tells a name that is given just now: another had it before, perhaps, and it is new again."""

Renamed = Mapping[str, str]
"""The present names of values and goals, by the names they had before."""


def say_by_present_names(say: Say, renamed: Renamed) -> Say:
    """The same with the present names."""
    if not renamed or not say.words or say.key in TELLS_A_NEW_NAME:
        return say
    return Say(say.key, say.nth, **_words(say.words, renamed))


def ask_by_present_names(ask: Ask, renamed: Renamed) -> Ask:
    """The same with the present names, in what is expected too."""
    if not renamed or ask.key in TELLS_A_NEW_NAME:
        return ask
    expects = ask.expects
    if isinstance(expects, Choice | Several):
        expects = replace(expects, labels=tuple(renamed.get(x, x) for x in expects.labels))
    elif isinstance(expects, YesNo):
        expects = replace(expects, about=renamed.get(expects.about, expects.about))
    words = _words(ask.words, renamed)
    return Ask(ask.key, expects, ask.about, ask.also, ask.takes_tail, **words)


def _words(words: Mapping[str, Any], renamed: Renamed) -> dict[str, Any]:
    return {
        name: word if name in AS_SAID else _present(word, renamed) for name, word in words.items()
    }


def _present(word: Any, renamed: Renamed) -> Any:
    if isinstance(word, str):
        return renamed.get(word, word)
    if type(word) in (list, tuple):  # A schedule is a tuple too, and holds no names.
        return tuple(_present(one, renamed) for one in word)
    return word
