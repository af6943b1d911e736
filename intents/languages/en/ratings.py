"""A number given as an answer: "a solid eight out of ten", "between six and seven"."""

from __future__ import annotations

from intents.languages.en.numbers import Found, find

Words = tuple[str, ...]

_BETWEEN = frozenset(
    [
        "and",
        "or",
        "to",
        "maybe",
        "perhaps",
        "possibly",
        "even",
        "a",
        "an",
        "say",
        "probably",
        "rather",
        "like",
    ]
)
_CORRECTIONS = frozenset(
    ["no", "sorry", "actually", "rather", "wait", "correction", "make", "scratch", "nope", "mean"]
)
_NOT_QUITE = (
    ("more", "than"), ("less", "than"), ("higher", "than"), ("lower", "than"), ("bigger", "than"),
    ("greater", "than"), ("smaller", "than"), ("fewer", "than"), ("over",), ("under",), ("above",),
    ("below",), ("not", "a"), ("not", "an"), ("not",), ("not", "even"), ("not", "quite"),
    ("at", "least"), ("at", "most"), ("not", "even", "a"), ("not", "really", "a"), ("never",),
)  # fmt: skip
_ABOUT = frozenset(
    [
        "a",
        "an",
        "about",
        "around",
        "say",
        "maybe",
        "probably",
        "roughly",
        "approximately",
        "like",
        "so",
        "is",
        "it",
        "at",
        "be",
        "give",
        "perhaps",
        "guess",
        "think",
        "solid",
        "strong",
        "weak",
        "good",
        "low",
        "high",
        "of",
        "to",
        "number",
        "level",
        "almost",
        "nearly",
        "definitely",
        "would",
        "was",
        "exactly",
        "only",
        "just",
        "still",
        "today",
        "now",
        "and",
        "i'd",
        "my",
        "answer",
        "rating",
        "score",
    ]
)
_HIGHEST = {
    ("top", "marks"), ("full", "marks"), ("the", "highest"), ("highest",), ("maximum",),
    ("the", "maximum"), ("the", "max"), ("max",), ("the", "top"), ("as", "high", "as", "it",
    "gets"),
    ("as", "high", "as", "it", "goes"), ("as", "high", "as", "possible"), ("the", "most"),
    ("perfect", "score"), ("a", "perfect", "score"), ("the", "highest", "number"),
    ("the", "highest", "score"), ("all", "the", "way", "up"), ("all", "the", "way"),
}  # fmt: skip
_LOWEST = {
    ("the", "lowest"), ("lowest",), ("minimum",), ("the", "minimum"), ("rock", "bottom"),
    ("the", "bottom"), ("as", "low", "as", "it", "gets"), ("as", "low", "as", "it", "goes"),
    ("the", "lowest", "number"), ("the", "lowest", "score"), ("as", "low", "as", "possible"),
    ("the", "least"), ("all", "the", "way", "down"),
}  # fmt: skip
_MIDDLE = {
    ("the", "middle"), ("middle",), ("in", "the", "middle"), ("right", "in", "the", "middle"),
    ("halfway",), ("half", "way"), ("smack", "in", "the", "middle"), ("fifty", "fifty"),
    ("somewhere", "in", "the", "middle"), ("in", "between"), ("about", "halfway"), ("midway",),
    ("right", "down", "the", "middle"), ("the", "midpoint"), ("bang", "in", "the", "middle"),
    ("about", "the", "middle"), ("around", "the", "middle"), ("half", "and", "half"),
}  # fmt: skip
_MISHEARD = {
    "won": 1, "wan": 1, "to": 2, "too": 2, "tree": 3, "free": 3, "for": 4, "fore": 4, "fife": 5,
    "hive": 5, "sex": 6, "sicks": 6, "sick": 6, "sics": 6, "seventh": 7, "sven": 7, "sevens": 7,
    "ate": 8, "ait": 8, "hate": 8, "eights": 8, "nein": 9, "mine": 9, "nines": 9, "tin": 10,
    "tend": 10, "then": 10, "zeros": 0, "hero": 0, "fives": 5, "tens": 10, "sixth": 6, "fours": 4,
    "hundreds": 100, "heaven": 7, "ad": 8,
}  # fmt: skip


def rating(words: Words, low: float | None, high: float | None) -> float | None:
    """The number meant, within `low` and `high`; nothing where it is not clear."""
    value = _value(words, low, high)
    if value is None or (low is not None and value < low) or (high is not None and value > high):
        return None
    return value


def _value(words: Words, low: float | None, high: float | None) -> float | None:
    found = list(find(words))
    if not found:
        return _named(words, low, high)
    end = _without_scale(words, found, high)
    if end is None:
        return None
    found = _corrected(words, end)
    while len(found) > 1 and _refused(words, found[0]):
        found = found[1:]
    if len(found) == 1 or len({f.value for f in found}) == 1:
        return None if _refused(words, found[0]) else found[0].value
    if len(found) == 2 and _is_range(words, found[0], found[1]):
        return (found[0].value + found[1].value) / 2
    answers = [f for f in found if _is_answer(words, f, low, high)]
    return answers[0].value if len(answers) == 1 else None


def _without_scale(words: Words, found: list[Found], high: float | None) -> list[Found] | None:
    """The numbers without the "of ten" which names the scale; nothing if it is another scale."""
    kept: list[Found] = []
    for f in found:
        before = words[max(0, f.start - 3) : f.start]
        is_scale = before[-2:] in (("out", "of"),) or (
            bool(kept) and before[-1:] in (("of",), ("over",)) and f.start - kept[-1].end == 1
        )
        is_scale = is_scale or (before[-1:] == ("to",) and "scale" in words[: f.start])
        if is_scale and before[-1:] != ("to",):
            if high is not None and f.value != high:
                return None
        elif is_scale:
            kept = kept[:-1]
        else:
            kept.append(f)
    return kept or None


def _corrected(words: Words, found: list[Found]) -> list[Found]:
    """The numbers after the last "no", "sorry" or "actually" between two of them."""
    for at in range(len(found) - 1, 0, -1):
        between = words[found[at - 1].end : found[at].start]
        if not _CORRECTIONS.isdisjoint(between):
            return found[at:]
    return found


def _refused(words: Words, f: Found) -> bool:
    before = words[max(0, f.start - 3) : f.start]
    return any(before[-len(p) :] == p for p in _NOT_QUITE)


def _is_range(words: Words, a: Found, b: Found) -> bool:
    between = words[a.end : b.start]
    close = abs(a.value - b.value) <= 2 or words[max(0, a.start - 1) : a.start] == ("between",)
    return close and all(w in _BETWEEN for w in between)


def _is_answer(words: Words, f: Found, low: float | None, high: float | None) -> bool:
    fits = (low is None or f.value >= low) and (high is None or f.value <= high)
    before = words[f.start - 1] if f.start else ""
    last = f.end == len(words)
    article = before in ("a", "an", "say", "it")
    so = "so" in words[max(0, f.start - 4) : f.start]
    return fits and (article or so) and (last or so)


def _named(words: Words, low: float | None, high: float | None) -> float | None:
    while words and words[0] in _ABOUT and words not in _HIGHEST | _LOWEST | _MIDDLE:
        if len(words) == 1:
            break
        words = words[1:]
    if low is not None and high is not None:
        if words in _HIGHEST:
            return high
        if words in _LOWEST:
            return low
        if words in _MIDDLE:
            return (low + high) / 2
    if len(words) == 1:
        return _MISHEARD.get(words[0])
    return None
