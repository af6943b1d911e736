"""Reads which of the person's own things is meant, where one of several is asked for.

By its name, by a part of it ("the working days one"), or several at once ("family and patience
too"). Read before any wish, so that a name that sounds like one is still a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import Inflection, inflection
from assistant.practice.naming import mentioned
from intents import Choice, Meaning

if TYPE_CHECKING:
    from intents import Language

OF_A_STEP = "goal.which_value"
"""The question which value a step is for; several may be named."""
SEVERAL = "several"
A_FEW = 8
"""In more words than this only whole names are looked for."""


def chosen_plainly(language: Language, text: str, context: Context) -> Interpretation | None:
    """The answer that names one of the options plainly; `None` where it does not."""
    expects = context.expects
    if not isinstance(expects, Choice) or expects.heard or not expects.labels:
        return None
    if context.paused or context.one_part or context.safety_talk or context.ask is None:
        return None
    phrases = phrases_of(language.name)
    words = _inner(language.words(text), phrases)
    if not words:
        return None
    names = [language.words(label) for label in expects.labels]
    if words in names:
        return _answer(text, expects.options[names.index(words)])
    if context.ask.key == OF_A_STEP and (some := _some(words, names, expects, phrases)):
        return _answer(text, {"kind": SEVERAL, "words": text, "names": some})
    if len(words) > A_FEW or any(phrases.has("wish.denies", word) for word in words):
        return None
    place = _by_a_part(words, names, phrases, inflection(language.name))
    return None if place is None else _answer(text, expects.options[place])


def _inner(words: tuple[str, ...], phrases: Phrases) -> tuple[str, ...]:
    """Words without what leads up to a name: "well", "I mean", "the one about"; and "one", "please"
    after it.
    """
    rest = list(words)
    while len(rest) > 1 and (lead := phrases.longest_start("wish.chosen_before", " ".join(rest))):
        if len(lead.split()) == len(rest):
            break
        rest = rest[len(lead.split()) :]
    while len(rest) > 1 and phrases.has("wish.chosen_after", rest[-1]):
        rest.pop()
    return tuple(rest)


def _some(
    words: tuple[str, ...], names: Sequence[tuple[str, ...]], expects: Choice, phrases: Phrases
) -> list[str]:
    """The labels of several that are named, or of all of them; empty for one or none."""
    if phrases.has("wish.chosen_all", " ".join(words)):
        return list(expects.labels)
    if any(phrases.has("wish.denies", word) for word in words):
        return []
    found = [
        label
        for label, name in zip(expects.labels, names, strict=True)
        if any(words[at : at + len(name)] == name for at in range(len(words)))
    ]
    joined = any(phrases.has("wish.chosen_joins", word) for word in words)
    return found if len(found) > 1 and joined else []


def _by_a_part(
    words: tuple[str, ...], names: Sequence[tuple[str, ...]], phrases: Phrases, kin: Inflection
) -> int | None:
    """The place of the one name to which all telling words belong; `None` for none or two."""
    weak = phrases.table["function_words"]
    telling = [word for word in words if word not in weak and not phrases.has("goal_word", word)]
    if not telling:
        return None
    found = [
        place
        for place, name in enumerate(names)
        if all(mentioned((word,), (" ".join(name),), (), kin) for word in telling)
    ]
    return found[0] if len(found) == 1 else None


def _answer(text: str, value: Any) -> Interpretation:
    return Interpretation.of(Meaning(text, "answer", value=value, score=1.0))
