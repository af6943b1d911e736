"""Yes or no, with the hedges people put around them."""

from __future__ import annotations

from intents.languages.en.answered import answers

Words = tuple[str, ...]

YES = frozenset(answers("yesno", "yes"))
NO = frozenset(answers("yesno", "no"))
UNCLEAR = frozenset(answers("yesno", "unclear"))
_NOT_REFUSAL = frozenset(answers("yesno", "no_refusal"))
HEDGES = frozenset(word for (word,) in answers("yesno", "hedges"))
_AFTER_NO = frozenset(word for (word,) in answers("yesno", "after_no"))
_STRONG_YES = frozenset(word for (word,) in answers("yesno", "strong_yes"))
_STRONG_NO = frozenset(word for (word,) in answers("yesno", "strong_no"))
_EMPHASIS = frozenset({"really", "just", "honestly", "actually", "truly", "dear"})
_STATES = frozenset(
    [("i", "am"), ("i", "was"), ("it", "is"), ("it", "was"), ("we", "are"), ("they", "are"),
     ("he", "is"), ("she", "is")]
)  # fmt: skip
_OPEN = frozenset(
    ("is", "was", "does", "did", "would", "do", "am", "have", "has", "will", "can", "could", "are")
)
"""A yes which ends so is one only at the end: "i will", but not "i will see"."""
_AROUND_A_NAME = frozenset(
    ("my", "the", "a", "one", "some", "bring", "us", "take", "choose", "with", "go", "on", "more")
)
_LONGEST = max(len(p) for p in YES | NO | UNCLEAR)


def yes_or_no(words: Words) -> bool | None:
    """True or False; nothing where it is neither, or both."""
    if not words:
        return None
    if words in UNCLEAR:
        return None
    if words in YES:
        return True
    if words in NO:
        return False
    plain = tuple(
        w for at, w in enumerate(words) if w not in _EMPHASIS or words[at - 1 : at] == ("not",)
    )
    if plain and plain != words:
        return yes_or_no(plain)
    for marker in (
        ("i", "mean"),
        ("no", "wait"),
        ("wait", "no"),
        ("sorry",),
        ("make", "that"),
        ("rather",),
        ("wait",),
    ):
        size = len(marker)
        for at in range(len(words) - size - 1, 0, -1):
            if words[at : at + size] == marker:
                corrected = yes_or_no(words[at + size :])
                if corrected is not None:
                    return corrected
    found = list(_cover(words))
    polarity = {value for value, _, _ in found if value is not None}
    unclear = any(value is None for value, _, _ in found)
    covered = sum(end - start for _, start, end in found)
    loose = sum(1 for at, w in enumerate(words) if w not in HEDGES and not _inside(at, found))
    if found and loose == 0 and covered:
        if len(polarity) == 1 and (not unclear or found[-1][0] is not None):
            if unclear and not _any_firm(words, found):
                return None
            return polarity.pop()
        return None
    return _leading(words)


def is_firm(words: Words) -> bool:
    """Whether a plain yes or no is in it, or a refusal: more than "I guess" or "right"."""
    return words in NO or not (_STRONG_YES | _STRONG_NO).isdisjoint(words)


def names(words: Words, name: Words) -> bool:
    """Whether the words just name the thing which was asked for: "family please", "my family"."""
    for at in range(len(words) - len(name) + 1):
        if name and words[at : at + len(name)] == name:
            rest = words[:at] + words[at + len(name) :]
            return HEDGES.issuperset(w for w in rest if w not in _AROUND_A_NAME)
    return False


def _cover(words: Words) -> list[tuple[bool | None, int, int]]:
    found: list[tuple[bool | None, int, int]] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            part = words[at : at + size]
            if part in NO:
                found.append((False, at, at + size))
            elif part in UNCLEAR:
                found.append((None, at, at + size))
            elif part in YES and not (
                size == 1
                and part[0]
                in ("right", "please", "okay", "good", "great", "quite", "mostly", "ready", "do")
                and len(words) > 1
            ):
                found.append((True, at, at + size))
            else:
                continue
            at += size
            break
        else:
            at += 1
    return found


def _inside(at: int, found: list[tuple[bool | None, int, int]]) -> bool:
    return any(start <= at < end for _, start, end in found)


def _any_firm(words: Words, found: list[tuple[bool | None, int, int]]) -> bool:
    """A hedge beside a plain yes or no does not take it back; a bare "maybe" does."""
    return any(
        not (_STRONG_YES | _STRONG_NO).isdisjoint(words[start:end])
        for value, start, end in found
        if value is not None
    )


def _leading(words: Words) -> bool | None:
    """A yes or no with more behind it: "no i did not get round to it"."""
    start = 0
    while start < len(words) - 1 and words[start] in (
        "well",
        "oh",
        "so",
        "um",
        "okay",
        "and",
        "hmm",
        "ah",
    ):
        start += 1
    rest = words[start:]
    if rest[:2] in _NOT_REFUSAL:
        return True
    if rest[0] in _STRONG_NO and (len(rest) == 1 or rest[1] in _AFTER_NO):
        return None if _turns(rest[1:], _STRONG_YES) else False
    if rest[0] in _STRONG_YES or rest[0] in ("okay", "correct"):
        return None if _turns(rest[1:], _STRONG_NO) else True
    for size in range(min(_LONGEST, len(rest) - 1), 1, -1):
        if rest[:size] in NO and len(rest) - size <= 6:
            return False
        if rest[:size] in _STATES:
            return None  # "I am tired" tells something.
        if (
            rest[:size] in YES
            and rest[size - 1] not in _OPEN
            and len(rest) - size <= 6
            and rest[size] not in ("not", "but", "no")
        ):
            return True
        if rest[:size] in UNCLEAR:
            return None
    last = rest[-1]
    if len(rest) <= 8:
        if last in _STRONG_YES and rest[-2] not in ("not", "or"):
            return True
        if last in ("no", "nope") and rest[-2] not in ("not", "or", "say", "yes", "there"):
            return False
    return None


def _turns(rest: Words, other: frozenset[str]) -> bool:
    return len(rest) >= 2 and rest[0] == "and" and rest[1] in other
