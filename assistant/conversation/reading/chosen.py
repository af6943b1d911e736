"""Reads which of the person's own things is meant, where one of several is asked for.

By its name, by a part of it ("the working days one"), or several at once ("family and patience
too"). Of two of which one is taken back ("singing, no, the garden"), the other is meant. Read
before any wish, so that a name that sounds like one is still a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.named import named_in, named_whole, names_nothing
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.inflection import Inflection, inflection
from assistant.practice.naming import as_theirs, mentioned
from intents import Choice, Meaning

if TYPE_CHECKING:
    from intents import Language

OF_A_STEP = "goal.which_value"
"""The question which value a step is for; several may be named."""
SEVERAL = "several"
A_FEW = 8
"""In more words than this only whole names are looked for."""
A_SENTENCE = 24
"""In no more words an option is looked for that was taken back."""
NEAR = 3
"""So many words before a name, a "not" denies it."""
OTHERWISE = "chosen_otherwise"
"""The name of the correction that another option is meant than was taken."""
CHOSEN = {"morning.value_chosen": "value", "repair.is_so": "old"}
"""What is said where one of the values was chosen, and the word in which it stands."""


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
    meant = _after_taking_back(language, words, expects.labels, phrases)
    if meant is not None:
        return _answer(text, expects.options[expects.labels.index(meant)])
    whole = named_whole(language, words, expects.labels)
    if len(whole) == 1 and _comes_first(words, _place_of(whole[0], words, language), phrases):
        return _with_the_rest(text, whole[0], expects, language)
    if len(words) > A_FEW or any(phrases.has("wish.denies", word) for word in words):
        return None
    place = _by_a_part(words, names, phrases, inflection(language.name))
    return None if place is None else _answer(text, expects.options[place])


def _comes_first(words: Sequence[str], place: int, phrases: Phrases) -> bool:
    """Whether only small words lead to a name: "stop, I must see to my family" chooses none."""
    return all(
        phrases.has("before_a_name", word) or phrases.has("repair.before_naming", word)
        for word in words[:place]
    )


def _place_of(name: str, words: Sequence[str], language: Language) -> int:
    own = as_theirs(language.words(name), language.name)
    said = as_theirs(words, language.name)
    return next(at for at in range(len(said)) if said[at : at + len(own)] == own)


def _with_the_rest(text: str, name: str, expects: Choice, language: Language) -> Interpretation:
    """The answer, and what is said after it, which may answer the next question."""
    value, words = expects.options[expects.labels.index(name)], text.split()
    tokens = [(t, at) for at, word in enumerate(words) for t in language.words(word)]
    size = len(language.words(name))
    end = tokens[_place_of(name, [t for t, _ in tokens], language) + size - 1][1] + 1
    acts = [Act("answer", 0, end, value=value, words=" ".join(words[:end]))]
    if rest := " ".join(words[end:]):
        acts.append(Act("tail", end, len(words), "something", mood="plain", words=rest))
    return Interpretation(Meaning(text, "answer", value=value, score=1.0), tuple(acts))


def chosen_otherwise(language: Language, text: str, context: Context) -> Interpretation | None:
    """The correction of the value that was just chosen: "no, I said the garden, not singing"."""
    chosen = [say.words.get(CHOSEN[say.key]) for say in context.said if say.key in CHOSEN]
    if not chosen or context.paused or context.one_part or chosen[-1] not in context.values:
        return None
    words, phrases = language.words(text), phrases_of(language.name)
    if not 1 < len(words) <= A_SENTENCE:
        return None
    no = phrases.longest_start("repair.no_before_a_name", " ".join(words))
    if not no and not any(phrases.has("repair.kind_value", word) for word in words):
        return None
    meant = _after_taking_back(language, words, context.values, phrases)
    meant = meant or named_in(language, _before_a_reason(words, phrases), context.values)
    if not meant:
        return None
    denied = Act("correction", 0, len(text.split()), OTHERWISE, words=meant)
    return Interpretation(Meaning(text), (denied,))


def _after_taking_back(
    language: Language, words: tuple[str, ...], names: Sequence[str], phrases: Phrases
) -> str | None:
    """The one of several names said that was not taken back: "singing, um, no, the garden".

    `None` where fewer than two are said, or it is not clear.
    """
    kin = inflection(language.name)
    own = {name: " ".join(language.words(name)) for name in names}
    said = _before_a_reason(words[:A_SENTENCE], phrases)
    places: dict[str, int] = {}
    for at, word in enumerate(said):
        if not names_nothing(word, language.name):
            of = [name for name in names if mentioned((word,), (own[name],), (), kin)]
            places |= {of[0]: at} if len(of) == 1 else {}
    if len(places) < 2:
        return None
    denied = [n for n, at in places.items() if _is_denied(said, at, [*places.values()], phrases)]
    left = sorted((at, name) for name, at in places.items() if name not in denied)
    if len(left) == 1:
        return left[0][1]
    if len(left) > 1 and any(
        phrases.has("wish.chosen_takes_back", w) for w in said[left[-2][0] + 1 : left[-1][0]]
    ):
        return left[-1][1]
    return None


def _is_denied(words: Sequence[str], at: int, places: Sequence[int], phrases: Phrases) -> bool:
    """Whether a "not" stands before a name, with no other name between."""
    start = max([at - NEAR, 0, *(place + 1 for place in places if place < at)])
    return any(phrases.has("correction_not", word) for word in words[start:at])


def _before_a_reason(words: tuple[str, ...], phrases: Phrases) -> tuple[str, ...]:
    ends = (at for at, word in enumerate(words) if at and phrases.has("wish.chosen_reason", word))
    return words[: next(ends, len(words))]


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
