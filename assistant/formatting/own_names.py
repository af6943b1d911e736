"""Finds names of the person's own in what a recognizer heard, where it wrote other words.

A recognizer that does not know a name writes what sounds like it: "shove on" for "Siobhan". What is
no word of everyday speech is repaired by its sound. Words of everyday speech become a name only
where they were heard for it before, and then that is proposed, and whoever reads it asks first.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intents.languages import folder_of

_SOUND = 0.25
"""Words whose sounds differ at most so much may be the same."""
_LETTERS = 60
"""And at least so much (0 to 100) their letters must be alike."""
_SHORTEST = 3
"""A name with a shorter sound is found only as it was heard before: too much is like it."""
_MARKS = ".,;:!?…\"'“”()"


@dataclass(frozen=True, slots=True)
class Found:
    """A name in the words from `start` to before `end`, which were `heard`.

    `sure`: none of them is a word of everyday speech.
    """

    start: int
    end: int
    name: str
    heard: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with the person's names in it, and the names that were put in."""

    text: str
    found: tuple[Found, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether no word of everyday speech became a name."""
        return all(one.sure for one in self.found)


class OwnNames:
    """The person's names, ready to be looked for."""

    def __init__(
        self,
        names: Mapping[str, Sequence[str]],
        sound: Callable[[str], str],
        common: Container[str] = frozenset(),
    ) -> None:
        """`names` has what each was heard as; `common` are the words of everyday speech."""
        self._sound = sound
        self._common = common
        self._written = {bare(name) for name in names}
        self._forms = [
            (name, form)
            for name, heard in names.items()
            for form in map(bare, (name, *heard))
            # Words that recognizers know are heard as they are written.
            if form not in self._written or self._common_in(form) < len(form.split())
        ]
        self._longest = max((len(form.split()) for _, form in self._forms), default=0) + 1

    def repair(self, text: str, only_sure: bool = False) -> Repaired:
        """The text with the names that were surely or maybe said, or surely alone."""
        if not self._forms:
            return Repaired(text)
        words = text.split()
        found = [one for one in self.find(words) if one.sure or not only_sure]
        if not found:
            return Repaired(text)
        parts, at = [], 0
        for one in found:
            tail = words[one.end - 1]
            parts += [*words[at : one.start], one.name + tail[len(tail.rstrip(_MARKS)) :]]
            at = one.end
        return Repaired(" ".join([*parts, *words[at:]]), tuple(found))

    def find(self, words: Sequence[str]) -> list[Found]:
        """The names in `words`, in order; the likeliest where several are possible."""
        spans = [
            (start, start + size)
            for size in range(1, self._longest + 1)
            for start in range(len(words) - size + 1)
        ]
        said = {span: bare(" ".join(words[slice(*span)])) for span in spans}
        taken = {place for span in spans if said[span] in self._written for place in range(*span)}
        likely = sorted(
            (cost, span, name)
            for span in spans
            if taken.isdisjoint(range(*span)) and (near := self._near(said[span])) is not None
            for cost, name in (near,)
        )
        found: list[Found] = []
        for _, span, name in likely:
            if taken.isdisjoint(range(*span)):
                taken.update(range(*span))
                sure = self._common_in(said[span]) == 0
                heard = " ".join(words[slice(*span)]).strip(_MARKS)
                found.append(Found(*span, name, heard, sure))
        return sorted(found, key=lambda one: one.start)

    def _common_in(self, span: str) -> int:
        """How many words of everyday speech there are."""
        return sum(word in self._common for word in span.split())

    def _near(self, span: str) -> tuple[float, str] | None:
        """The name that some words sound like, with how unlike it is; `None` for none."""
        if not span:
            return None
        found: list[tuple[float, str]] = []
        letters = span.replace(" ", "")
        for name, form in self._forms:
            if span == form:
                found.append((0.0, name))
                continue
            one, other = self._sound(letters), self._sound(form.replace(" ", ""))
            if self._common_in(span) or min(len(one), len(other)) < _SHORTEST:
                continue
            apart = Levenshtein.normalized_distance(one, other)
            alike = fuzz.ratio(letters, form.replace(" ", ""))
            if apart <= _SOUND and alike >= _LETTERS:
                found.append((apart + (100 - alike) / 200, name))
        return min(found, default=None)


def bare(text: str) -> str:
    """Words in small letters without marks, with hyphens as blanks."""
    words = (word.strip(_MARKS) for word in text.casefold().replace("-", " ").split())
    return " ".join(filter(None, words))


def spelled(text: str) -> str:
    """The word that is spelled letter by letter in `text`; "" where it is not spelled."""
    letters = bare(text).split()
    if len(letters) < 2 or any(len(letter) != 1 or not letter.isalpha() for letter in letters):
        return ""
    return "".join(letters).capitalize()


@cache
def common_words(language: str) -> frozenset[str]:
    """The words of everyday speech in a language; none where it has no list of them."""
    path = folder_of(language) / "learning" / "word_classes.txt"
    if not path.exists():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(chain.from_iterable(line.split() for line in lines))
