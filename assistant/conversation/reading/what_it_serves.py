"""Reads what a new step is for, where that is asked: a value there is, a new one, or none.

"Neither, it's for my back, I reckon that would be taking care of myself": where it is said more
than once, the last counts. What is denied is none. The words stand in the language's `wished.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.adding import NEW
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.wished_patterns import words_of
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import as_theirs, is_name, nearest
from intents import Choice, Meaning, Recurrence, YesNo

if TYPE_CHECKING:
    from intents import Language

ASKS = ("goal.which_value", "goal.is_it_for")
"""The questions what a new step is for; the second where there is one value."""
A_STORY = 40
"""What has more words is a story."""
A_NAME = 5
"""A value that is named here has at most so many words."""
A_BARE_NAME = 3
"""One that nothing leads to has at most so many."""
LONGEST = 5
"""So many words has the longest phrase of the lists."""
MARKS = ",.;:!?"


def what_it_serves(language: Language, text: str, context: Context) -> Interpretation | None:
    """The answer to what a step is for; `None` where it is not sure."""
    ask, expects = context.ask, context.expects
    if ask is None or ask.key not in ASKS or not isinstance(expects, Choice):
        return None
    if context.paused or context.one_part or context.safety_talk:
        return None
    reader = _Reader(language, text)
    if not reader.words or len(reader.words) > A_STORY:
        return None
    kept = reader.begins_with_one(expects)
    if kept is not None:
        return _answer(language, text, expects.options[kept])
    name = reader.after_a_lead() or reader.bare(expects)
    if name:
        place = nearest(reader.plain_name(name), expects.labels, language.name)
        if place is not None:
            return _answer(language, text, expects.options[place])
        return _answer(language, text, {"kind": "value", "words": name})
    if reader.is_only("another", "none"):
        return _answer(language, text, {"kind": NEW, "words": ""})
    if ask.key == ASKS[0]:
        return None
    agreed = language.understand(text, YesNo(), now=context.now)
    if agreed.value is True:
        return _answer(language, text, expects.options[0])
    if agreed.value is False or reader.is_only("none"):
        return Interpretation.of(Meaning(text, "command", "skip", score=1.0))
    return None


class _Reader:
    """The words of an answer, and the lists by which it is read."""

    def __init__(self, language: Language, text: str) -> None:
        self._language = language
        self.words = text.split()
        self._plain = [word.lower().replace("\u2019", "'").strip(MARKS) for word in self.words]

    def after_a_lead(self) -> str:
        """The name after the last lead to one that is not denied; "" for none."""
        found, at = [], 0
        while at < len(self._plain):
            size = self._size(at, "leads")
            if size and not (at and self._plain[at - 1] in self._list("not")):
                found.append(at + size)
            at += size or 1
        return next((name for start in reversed(found) if (name := self._name(start))), "")

    def begins_with_one(self, expects: Choice) -> int | None:
        """The place of the value whose whole name comes first: "for my nan, yeah, who else"."""
        start = self._after(0, "small")
        start += self._size(start, "leads")
        said = as_theirs(self._plain[start:], self._language.name)
        for place, label in enumerate(expects.labels):
            own = as_theirs(label.lower().split(), self._language.name)
            rest = said[len(own) :]
            joined = rest[:1] and rest[0] in phrases_of(self._language.name).table["clause_joins"]
            if own and said[: len(own)] == own and not joined:
                return place
        return None

    def bare(self, expects: Choice) -> str:
        """The name that is all that is said, but for a refusal before it; "" for none."""
        start = self._after(0, "none", "another", "small")
        name = self._name(start)
        if not name or len(name.split()) > A_BARE_NAME:
            return ""
        read = self._language.understand(name, expects)
        agreed = self._language.understand(name, YesNo())
        timely = self._language.understand(name, Recurrence()).kind == "answer"
        sure = read.kind != "nothing" or agreed.kind == "answer" or timely
        # Words after which more is said are no name by themselves.
        whole = start + len(name.split()) == len(self.words) or start > 0
        return "" if sure or not whole else name

    def is_only(self, first: str, *others: str) -> bool:
        """Whether all words are of these lists, and some of the first."""
        at, found = 0, False
        while at < len(self._plain):
            if size := self._size(at, first):
                found = True
            else:
                size = max(self._size(at, name) for name in (*others, "small"))
            if not size:
                return False
            at += size
        return found

    def plain_name(self, name: str) -> str:
        """A name without "my" and the like before it."""
        phrases, words = phrases_of(self._language.name), name.split()
        while len(words) > 1 and phrases.has("before_a_name", words[0].lower()):
            words = words[1:]
        return " ".join(words)

    def _name(self, start: int) -> str:
        """The name that begins at a place; "" where none does."""
        language = self._language.name
        start = self._after(start, "small")
        ends = (at for at in range(start, len(self._plain)) if self._size(at, "ends"))
        end = next(ends, len(self._plain))
        name = " ".join(self.words[start:end]).strip(MARKS + " ")
        phrases = phrases_of(language)
        only_small = phrases.table["function_words"].issuperset(self._plain[start:end])
        none = bool(name) and self._size(start, "none", "another")
        if not name or only_small or none or len(name.split()) > A_NAME:
            return ""
        return name if is_name(name, language) else ""

    def _after(self, at: int, *names: str) -> int:
        while at < len(self._plain) and (size := self._size(at, *names)):
            at += size
        return at

    def _size(self, at: int, *names: str) -> int:
        """How many words the longest phrase of some lists has that begins here."""
        phrases = frozenset[str]().union(*(self._list(name) for name in names))
        sizes = range(min(LONGEST, len(self._plain) - at), 0, -1)
        return next((n for n in sizes if " ".join(self._plain[at : at + n]) in phrases), 0)

    def _list(self, name: str) -> frozenset[str]:
        return words_of(self._language.name, "serves", name)


def _answer(language: Language, text: str, value: Any) -> Interpretation:
    said = tidy(text, language.name)
    return Interpretation.of(Meaning(said, "answer", value=value, score=1.0))
