"""The answer to "I'd call that …; all right?": a yes with more words to it, or another name.

"Yes, honesty, perfect" is a yes. The words stand in the language's `proposals.toml`. Only what is
sure is read here; the rest is read as the answer to any yes-or-no question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.step_said import StepSaid, step_said
from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import as_action, tidy
from assistant.practice.naming import A_NAME, A_TITLE, is_name, short_name, whole_name
from intents import Meaning, YesNo

if TYPE_CHECKING:
    from intents import Language

PROPOSES = ("shall_i_call_it", "decide.shall_i_keep_it", "repair.shall_i_keep")
"""How the questions end that propose a name."""
LONGEST = 6
"""So many words has the longest phrase of the lists."""
MARKS = ",.;:!?"
AT_LEAST = 2
"""A single word has readers of its own."""
A_STEM = 5
"""Words that begin with so many letters alike are of one kin."""
A_REMARK = 12
"""What is put right before a yes has at most so many words."""


def answer_to_a_name(language: Language, text: str, context: Context) -> Interpretation | None:
    """The yes, or the other name, that answers a name proposed; `None` where neither is sure."""
    ask, expects = context.ask, context.expects
    if ask is None or not ask.key.endswith(PROPOSES) or not isinstance(expects, YesNo):
        return None
    lists, words = _lists(language.name), text.split()
    plain = [word.lower().strip(MARKS) for word in words]
    if not lists or len(words) < AT_LEAST or context.paused or context.one_part:
        return None
    step = "step" in ask.words
    proposed = str(ask.words.get("step") or ask.words.get("value") or "")
    again = _said_again(text, proposed, context, language) if step else None
    if again is not None:
        return _answer(text, again, language)
    if name := _named(words, plain, lists, language.name, step=step):
        kind = "name" if expects.or_else == "name" else "goal"
        said = step_said(language, name, context.now) if step else StepSaid(name)
        told = bool(said.often) and is_name(said.words, language.name, A_TITLE)
        value = _name_of(said.words, said) if told else {"words": name}
        return _answer(text, {**value, "kind": kind}, language)
    own = frozenset(proposed.lower().split())
    rest = _beside_a_yes(plain, own, lists)
    agreed = rest == () or _put_right(plain, own, lists) or _agreed_to(plain, proposed, language)
    if agreed:
        return _answer(text, True, language)
    if rest is not None and len(rest) == 1 and any(_kin(rest[0], word) for word in own):
        return _answer(text, {"kind": "name", "words": rest[0]}, language)
    return None


def _said_again(
    text: str, proposed: str, context: Context, language: Language
) -> Mapping[str, Any] | None:
    """The step that is said once more with more to it, or its rhythm: "no, cook soup on Mondays".

    It begins as the name that was proposed.
    """
    words, begins = text.split(), [word.lower() for word in proposed.split()[:AT_LEAST]]
    plain = [word.lower().strip(MARKS) for word in words]
    places = [n for n in range(len(plain)) if plain[n : n + len(begins)] == begins]
    if len(begins) < AT_LEAST or not places:
        return None
    phrases, start = phrases_of(language.name), places[-1]
    rests = ((at, " ".join(plain[at:])) for at in range(start + AT_LEAST, len(plain)))
    ends = (at for at, rest in rests if phrases.longest_start("repair.ends_a_name", rest))
    said = step_said(language, " ".join(words[start : next(ends, len(words))]), context.now)
    name = whole_name(said.words, language.name, step=True)
    name = name or short_name(said.words, language.name, step=True)
    if name.lower().split()[: len(begins)] != begins or len(name.split()) <= len(proposed.split()):
        return None if not said.often or name.lower() == proposed.lower() else _name_of(name, said)
    return _name_of(name, said)


def _name_of(name: str, said: StepSaid) -> Mapping[str, Any]:
    often = {"often": said.often} if said.often else {}
    return {"kind": "name", "words": name, **often}


def _beside_a_yes(
    plain: Sequence[str], own: frozenset[str], lists: Mapping[str, frozenset[str]]
) -> tuple[str, ...] | None:
    """The words beside a yes but for the name itself and small words; `None` without a yes."""
    at, agreed, rest = 0, False, []
    while at < len(plain):
        yes = _size(plain, at, lists["yes"])
        size = yes or _size(plain, at, lists["turned"]) or _size(plain, at, lists["beside"])
        agreed = agreed or bool(yes)
        if not size and plain[at] not in own:
            rest.append(plain[at])
        at += size or 1
    return tuple(rest) if agreed else None


def _agreed_to(plain: Sequence[str], proposed: str, language: Language) -> bool:
    """Whether after a yes the name itself is said, and then a clause of its own: "yes, keep family,
    it is important to me"."""
    if not _size(plain, 0, _lists(language.name)["yes"]):
        return False
    phrases, own = phrases_of(language.name), proposed.lower().split()
    for at in range(1, len(plain) - len(own)):
        after = plain[at + len(own)]
        clause = phrases.has("repair.clause_after_a_name", after)
        if list(plain[at : at + len(own)]) == own and clause:
            return not phrases.has("clause_joins", after)
    return False


def _kin(word: str, other: str) -> bool:
    """Whether two words begin alike: "honesty", "honest"."""
    return min(len(word), len(other)) >= A_STEM and word[:A_STEM] == other[:A_STEM]


def _put_right(
    plain: Sequence[str], own: frozenset[str], lists: Mapping[str, frozenset[str]]
) -> bool:
    """Whether only who is meant was put right, before a yes: "me, not you, but aye, that's it"."""
    turned = any(_size(plain, at, lists["turned"]) for at in range(len(plain)))
    if not turned or len(plain) > A_REMARK:
        return False
    joins = [at for at, word in enumerate(plain) if word in lists["joins"]]
    return bool(joins) and _beside_a_yes(plain[joins[-1] + 1 :], own, lists) == ()


def _named(
    words: Sequence[str],
    plain: Sequence[str],
    lists: Mapping[str, frozenset[str]],
    language: str,
    *,
    step: bool,
) -> str:
    """The name that is surely given, by the last lead to one; "" for none."""
    denied = bool(_size(plain, 0, lists["denies"]))
    places = []
    for at in range(len(plain)):
        if at and plain[at - 1] in lists["never_after"]:
            continue
        size = _size(plain, at, lists["names"])
        size = size or (_size(plain, at, lists["names_after_no"]) if denied and at else 0)
        end = at + size
        if size and end < len(plain) and not _size(plain, end, lists["no_name"]):
            places.append(end)
    for start in reversed(places):
        ends = (at for at in range(start + 1, len(plain)) if _size(plain, at, lists["ends"]))
        name = " ".join(words[start : next(ends, len(plain))]).strip(MARKS + " ")
        name = as_action(name, language) if step else name
        if is_name(name, language, A_TITLE if step else A_NAME):
            return name
    return ""


def _answer(text: str, value: Any, language: Language) -> Interpretation:
    said = tidy(text, language.name)
    return Interpretation.of(Meaning(said, "answer", value=value, score=1.0))


def _size(plain: Sequence[str], at: int, phrases: frozenset[str]) -> int:
    sizes = range(min(LONGEST, len(plain) - at), 0, -1)
    return next((n for n in sizes if " ".join(plain[at : at + n]) in phrases), 0)


@cache
def _lists(language: str) -> Mapping[str, frozenset[str]]:
    table = optional_table(language, "proposals.toml")
    return {name: frozenset(words) for name, words in table.items()}
