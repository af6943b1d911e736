"""One of a few options: by name, near-name or position, or none of them."""

from __future__ import annotations

from dataclasses import dataclass

from intents.languages.en.answered import answers
from intents.languages.en.numbers import number_at, ordinal_at
from intents.languages.en.sounds import sound

Words = tuple[str, ...]

_NONE = frozenset(answers("choice", "none"))
_DRESS = frozenset(answers("choice", "around"))
_WEAK = frozenset(
    {
        "the",
        "and",
        "for",
        "with",
        "your",
        "you",
        "our",
        "his",
        "her",
        "its",
        "their",
        "from",
        "that",
    }
)
"""Words which tell no option from another."""
_UNSURE = frozenset({"both", "all", "either", "any", "whichever", "whatever"})
_NOT = frozenset({"not", "except", "but", "without", "never", "no", "than", "over", "instead"})
_LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: the place of an option, or -1 where all were refused."""

    place: int


def choose(words: Words, options: tuple[Words, ...]) -> Chosen | None:
    """The option meant; nothing where it is not clear."""
    if not words or not options:
        return None
    for place, option in enumerate(options):
        if words == option:
            return Chosen(place)
    if words in _NONE or _inner(words) in _NONE:
        return Chosen(-1)
    alone = [p for p, option in enumerate(options) if words[0] in option]
    if len(words) == 1 and len(alone) == 1:
        return Chosen(alone[0])
    named = _named(words, options)
    if named is not None:
        return named if named.place >= 0 else None
    position = _position(words, len(options))
    if position is not None:
        return Chosen(position)
    if not _UNSURE.isdisjoint(words):
        return None
    return _near(words, options)


def _inner(words: Words) -> Words:
    changed = True
    while changed and words:
        changed = False
        for size in range(min(5, len(words) - 1), 0, -1):
            if words[:size] in _DRESS:
                words, changed = words[size:], True
                break
            if words[-size:] in _DRESS:
                words, changed = words[:-size], True
                break
    return words


def _named(words: Words, options: tuple[Words, ...]) -> Chosen | None:
    """The one option whose name stands in the words unrefused; place -1 where several do."""
    at: dict[int, int] = {}
    covered: set[int] = set()
    for place in sorted(range(len(options)), key=lambda p: -len(options[p])):
        option = options[place]
        for start in range(len(words) - len(option) + 1):
            span = range(start, start + len(option))
            if words[start : start + len(option)] == option and not covered.intersection(span):
                at[place] = start
                covered.update(span)
                break
    if not at:
        return None
    wanted = [p for p, start in at.items() if not _is_refused(words, start)]
    if len(wanted) == 1:
        return Chosen(wanted[0])
    if not wanted and len(at) == 1 and len(options) == 2:
        return Chosen(1 - next(iter(at)))
    if len(wanted) > 1:
        for marker in ("no", "actually", "sorry", "rather"):
            if marker in words:
                after = [p for p in wanted if at[p] > words.index(marker)]
                before = [p for p in wanted if at[p] < words.index(marker)]
                if len(after) == 1 and before and "than" not in words:
                    return Chosen(after[0])
    return Chosen(-1)


def _is_refused(words: Words, start: int) -> bool:
    before = words[max(0, start - 3) : start]
    return bool(before) and (
        before[-1] in _NOT
        or (
            len(before) > 1
            and before[-2] in _NOT
            and before[-1] in ("the", "a", "my", "really", "so", "of", "want", "like")
        )
    )


def _position(words: Words, count: int) -> int | None:
    inner = _inner(words)
    tail = inner
    if len(inner) == 2 and inner[0] in ("number", "option", "choice", "letter", "answer"):
        return _numbered(inner[1], count)
    for end in (
        ("one",),
        ("option",),
        ("choice",),
        ("answer",),
        ("of", "them"),
        ("of", "those"),
        ("on", "the", "list"),
        ("you", "said"),
        ("item",),
        ("thing",),
        ("of", "the", "two"),
        ("of", "these"),
    ):
        while tail[-len(end) :] == end and len(tail) > len(end):
            tail = tail[: -len(end)]
    if tail in (
        ("last",),
        ("final",),
        ("latter",),
        ("bottom",),
        ("last", "option"),
        ("very", "last"),
    ):
        return count - 1
    if tail in (("former",), ("top",), ("very", "first"), ("beginning",)):
        return 0
    if (
        tail
        in (("middle",), ("one", "in", "middle"), ("in", "middle"), ("one", "in", "the", "middle"))
        and count % 2
    ):
        return count // 2
    if (
        tail
        in (("second", "last"), ("second", "to", "last"), ("penultimate",), ("last", "but", "one"))
        and count > 1
    ):
        return count - 2
    if tail == ("other",):
        return None
    for at in range(len(tail)):
        place = ordinal_at(tail, at)
        if (
            place is not None
            and (len(tail) <= 2 or tail == inner)
            and len(tail) <= 3
            and 1 <= place.value <= count
        ):
            return int(place.value) - 1 if "not" not in tail else None
    return _numbered(tail[0], count) if len(tail) == 1 else None


def _numbered(word: str, count: int) -> int | None:
    """ "two" or "b"."""
    if word in _LETTERS[:count]:
        return _LETTERS.index(word)
    number = number_at((word,), 0)
    if number is not None and number.value == int(number.value) and 1 <= number.value <= count:
        return int(number.value) - 1
    return None


def _near(words: Words, options: tuple[Words, ...]) -> Chosen | None:
    """The option which sounds most like it, if it stands out."""
    common = {w for o in options for w in o if sum(w in other for other in options) > 1}
    inner = _inner(words)
    scores = []
    for option in options:
        keys = [w for w in option if w not in common and len(w) > 2 and w not in _WEAK] or list(
            option
        )
        best = _similar(" ".join(inner), " ".join(option))
        joined = _similar("".join(inner), "".join(option))
        parts = [max((_alike(w, k) for w in inner), default=0.0) for k in keys]
        share = sum(parts) / len(parts)
        if len(keys) > 1:
            share = max(share, 0.86 * max(parts)) if max(parts) >= 0.9 else share
        refused = any(w in _NOT for w in inner)
        scores.append(max(best, joined, 0.0 if refused or len(inner) > 10 else share))
    order = sorted(range(len(options)), key=lambda p: -scores[p])
    top = scores[order[0]]
    runner = scores[order[1]] if len(order) > 1 else 0.0
    return Chosen(order[0]) if top >= 0.7 and top - runner >= 0.1 else None


def _alike(word: str, key: str) -> float:
    if word == key:
        return 1.0
    if (
        len(word) >= 4
        and len(key) >= 4
        and (word.startswith(key[:5]) or key.startswith(word[:5]))
        and word[:4] == key[:4]
    ):
        return 0.9
    if len(word) < 3:
        return 0.0
    sounds = _similar(sound(word), sound(key))
    return max(_similar(word, key), 0.85 * sounds if word[0] == key[0] else 0.0)


def _similar(one: str, other: str) -> float:
    # Few answers get here, and it is slow to import.
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)
