"""A value or a step that was kept as one is two: "those are two things", "split those two"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.phrases import phrases_of
from intents import Dictation, Meaning, Sound

if TYPE_CHECKING:
    from intents import Language

SPLIT = "split"
"""The intent that one thing kept becomes two."""
MOST = 24
"""With more words it is a story."""
A_REST = 3
"""So many words after it are read as the answer to the question that is open."""


def split_in_two(
    language: Language, text: str, context: Context, weak: Sequence[str] = ()
) -> Interpretation | None:
    """The wish that a value or a goal becomes two; `None` where nothing of the kind is said.

    What is said after it goes with it as a tail. `weak` words name no goal.
    """
    if context.paused or context.one_part or isinstance(context.expects, Dictation | Sound):
        return None
    phrases, said = phrases_of(language.name), text.split()
    tokens = [(token, at) for at, word in enumerate(said) for token in language.words(word)]
    words = [token for token, _ in tokens]
    if not (context.goals or context.values) or not 1 < len(words) <= MOST:
        return None
    for at in range(len(words)):
        lead = phrases.longest_start("repair.two_things", " ".join(words[at:]))
        if not lead:
            continue
        joined = _joined(context, phrases.table["repair.joins_two"])
        named = named_in(language, words, (*context.values, *context.goals), weak)
        old = named or next((name for name in _talked_of(context) if name in joined), "")
        old = old or (joined[0] if len(joined) == 1 else "")
        if not old:
            return None
        kind = "goal" if old in context.goals else "old"
        slots = {kind: old, "of": "two", **_parts(old, phrases.table["repair.joins_two"])}
        end = at + len(lead.split())
        while end < len(words) and phrases.longest_start("repair.after_two", words[end]):
            end += 1
        first = tokens[end][1] if end < len(words) else len(said)
        acts = [Act("command", 0, first, SPLIT, slots=slots, words=" ".join(said[:first]))]
        if len(said) - first >= A_REST:
            acts.append(Act("tail", first, len(said), words=" ".join(said[first:])))
        meaning = Meaning(text, "command", SPLIT, score=1.0, slots=slots)
        return Interpretation(meaning, tuple(acts))
    return None


def _joined(context: Context, joins: frozenset[str]) -> list[str]:
    """The names that hold a joining word, and so may be of two things."""
    names = (*context.values, *context.goals)
    return [name for name in names if not joins.isdisjoint(name.lower().split()[1:-1])]


def _parts(name: str, joins: frozenset[str]) -> dict[str, str]:
    """The two things in a name; nothing where it does not say which they are."""
    words = name.split()
    places = [at for at, word in enumerate(words) if word.lower() in joins]
    if len(places) != 1 or not 0 < places[0] < len(words) - 1:
        return {}
    return {"one": " ".join(words[: places[0]]), "other": " ".join(words[places[0] + 1 :])}


def _talked_of(context: Context) -> list[str]:
    words = [context.ask.words] if context.ask else []
    words += [say.words for say in reversed(context.said)]
    return [str(said[kind]) for said in words for kind in ("value", "goal") if said.get(kind)]
