"""Answers on a scale: a number between two others, a degree, an importance, how a goal went."""

from __future__ import annotations

from intents.agreement import Agreement
from intents.rules import Found, Rules
from intents.tables import Phrases, Tables, Words, inside

_DEGREES = {
    "none": 0.0, "hardly": 0.1, "little": 0.2, "some": 0.3, "middle": 0.5, "good": 0.7,
    "much": 0.9, "all": 1.0,
}  # fmt: skip
"""The share of the way from the lowest number to the highest, by the key in the table."""
_IMPORTANCES = ("very", "somewhat", "not")
_OUTCOMES = ("skip", "partly", "not_yet", "done")
_LONGEST_OUTCOME = 30
"""Longer utterances tell more than how a goal went."""
_SOON = 2
"""Among so many words after "done" it is denied again."""
_LONGEST_SKIP = 10
"""A wish not to say it has at most so many words."""
_A_RANGE = 2
"""Two numbers so far apart are a range without a word which says so."""


class Scales:
    """Reads answers on a scale by the tables of a language."""

    def __init__(self, tables: Tables, rules: Rules, agreement: Agreement) -> None:
        self._agreement = agreement
        self._rating = _Rating(tables, rules)
        self._rules = rules
        phrases, words = tables.phrases, tables.words
        self._degrees = {name: phrases("degree", name) for name in _DEGREES}
        self._around_degree = phrases("degree", "around")
        self._importances = {name: phrases("importance", name) for name in _IMPORTANCES}
        self._before_importance = Phrases(
            phrases("choice", "around").all | phrases("importance", "before").all
        )
        self._after_importance = phrases("importance", "after")
        self._repaired_importance = phrases("importance", "repairs")
        self._outcomes = {name: phrases("outcome", name) for name in _OUTCOMES}
        self._negators = words("outcome", "negators")
        self._unbegun = phrases("outcome", "unbegun")
        self._to_lantern = words("outcome", "to_lantern")
        self._not_known = phrases("outcome", "not_known")
        self._marvels, self._past = phrases("outcome", "marvels"), words("outcome", "past")
        self._of_all, self._once = phrases("outcome", "of_all"), words("outcome", "once")

    def rating(self, words: Words, low: float | None, high: float | None) -> float | None:
        """The number meant, from `low` to `high`; nothing where it is not clear."""
        value = self._rating(words, low, high)
        if value is None or (low is not None and value < low):
            return None
        return None if high is not None and value > high else value

    def degree(self, words: Words, low: float, high: float) -> float | None:
        """The whole number which words such as "very much" come closest to."""
        most = max(known.longest for known in self._degrees.values())
        left = list(inside(words, self._around_degree, self._around_degree, most))
        for name, share in _DEGREES.items():
            if any(part in self._degrees[name] for part in left):
                return float(round(low + share * (high - low)))
        return None

    def importance(self, words: Words) -> str | None:
        """ "very", "somewhat" or "not"; nothing where it cannot be told."""
        for at, end in self._repaired_importance.last(words, 1):
            if at > 0 and end < len(words):
                words = words[end:]
        most = max(known.longest for known in self._importances.values())
        for part in inside(words, self._before_importance, self._after_importance, most):
            for name, known in self._importances.items():
                if part in known:
                    return name
        return None

    def outcome(self, words: Words) -> str | None:
        """ "done", "partly", "not_yet" or "skip"; nothing where it cannot be told."""
        if not words or len(words) > _LONGEST_OUTCOME:
            return None
        for name, phrases in self._outcomes.items():
            if words in phrases:
                return name
        partly = self._outcomes["partly"]
        unclear = words in self._agreement.unclear and not partly.has(words)
        if words[0] in self._to_lantern or unclear:
            return None
        words = self._without_times(self._without_marvels(words))
        share = self._share(words)
        if share is not None:
            return share
        if words and self._not_known.at(words, 0):
            return None
        if len(words) <= _LONGEST_SKIP and self._outcomes["skip"].has(words):
            return "skip"
        if self._begins_done(words) and not partly.has(words):
            return "done"
        if self._unbegun.has(words):
            return "not_yet"
        for name in ("partly", "not_yet"):
            if self._outcomes[name].has(words):
                return name
        if self._outcomes["done"].has(words):
            return "done" if self._negators.isdisjoint(words) else None
        answer = self._agreement.yes_or_no(words)
        return None if answer is None else "done" if answer else "not_yet"

    def _begins_done(self, words: Words) -> bool:
        """Whether "done" comes first, and nothing that denies it soon after.

        "Done, I walked there, but I could not find the letterbox" is done.
        """
        if len(words) <= _SOON or words[:1] not in self._outcomes["done"]:
            return False
        return self._negators.isdisjoint(words[1 : 1 + _SOON])

    def _without_marvels(self, words: Words) -> Words:
        """The words without "believe it or not", which denies nothing."""
        found = self._marvels.find(words)
        return words if found is None else words[: found[0]] + words[found[1] :]

    def _without_times(self, words: Words) -> Words:
        """The words without "half past seven": half of it is not meant."""
        at = next((at for at, word in enumerate(words) if word in self._past), None)
        return words if at is None else words[: max(0, at - 1)] + words[at + 2 :]

    def _share(self, words: Words) -> str | None:
        """ "two out of three": of all, some or none."""
        for at in range(1, len(words)):
            size = self._of_all.at(words, at)
            if not size or at + size >= len(words):
                continue
            once = words[at - 1] in self._once
            part = self._rules.number(words, at - 1)
            whole = self._rules.number(words, at + size)
            if (once or part) and whole and whole.value:
                value = part.value if part else 1.0
                return "done" if value >= whole.value else "partly" if value else "not_yet"
        return None


class _Rating:
    """Finds the one number meant: "a solid eight out of ten", "between six and seven"."""

    def __init__(self, tables: Tables, rules: Rules) -> None:
        self._rules = rules
        phrases, words = tables.phrases, tables.words
        self._between, self._ranges = words("rating", "between"), words("rating", "ranges")
        self._repairs, self._refuses = words("rating", "repairs"), phrases("rating", "refuses")
        self._scale, self._scales = phrases("rating", "scale"), words("rating", "scales")
        self._scale_after = words("rating", "scale_after")
        self._scale_to = words("rating", "scale_to")
        self._articles, self._so = words("rating", "articles"), words("rating", "so")
        self._about = words("rating", "about")
        self._ends = {key: phrases("rating", key) for key in ("highest", "lowest", "middle")}
        self._misheard = tables.values("rating").get("misheard", {})

    def __call__(self, words: Words, low: float | None, high: float | None) -> float | None:
        found = list(self._rules.numbers(words))
        if not found:
            return self._named(words, low, high)
        kept = self._without_scale(words, found, high)
        if kept is None:
            return None
        found = self._repaired(words, kept)
        while len(found) > 1 and self._refused(words, found[0]):
            found = found[1:]
        if len({f.value for f in found}) == 1:
            return None if self._refused(words, found[0]) else found[0].value
        if len(found) == 2 and self._is_range(words, *found):
            return (found[0].value + found[1].value) / 2
        answers = [f for f in found if self._is_answer(words, f, low, high)]
        return answers[0].value if len(answers) == 1 else None

    def _without_scale(
        self, words: Words, found: list[Found], high: float | None
    ) -> list[Found] | None:
        """The numbers without the "of ten" which names the scale; nothing for another scale."""
        kept: list[Found] = []
        for f in found:
            before = words[max(0, f.start - 3) : f.start]
            last = before[-1] if before else ""
            beside = bool(kept) and last in self._scale_after and f.start - kept[-1].end == 1
            if beside or next(self._scale.ends(before), 0):
                if high is not None and f.value != high:
                    return None
            elif last in self._scale_to and not self._scales.isdisjoint(words[: f.start]):
                kept = kept[:-1]
            else:
                kept.append(f)
        return kept or None

    def _repaired(self, words: Words, found: list[Found]) -> list[Found]:
        """The numbers after the last "no", "sorry" or "actually" between two of them."""
        for at in range(len(found) - 1, 0, -1):
            if not self._repairs.isdisjoint(words[found[at - 1].end : found[at].start]):
                return found[at:]
        return found

    def _refused(self, words: Words, f: Found) -> bool:
        return next(self._refuses.ends(words[max(0, f.start - 3) : f.start]), 0) > 0

    def _is_range(self, words: Words, a: Found, b: Found) -> bool:
        said_so = a.start > 0 and words[a.start - 1] in self._ranges
        close = said_so or abs(a.value - b.value) <= _A_RANGE
        return close and self._between.issuperset(words[a.end : b.start])

    def _is_answer(self, words: Words, f: Found, low: float | None, high: float | None) -> bool:
        fits = (low is None or f.value >= low) and (high is None or f.value <= high)
        so = not self._so.isdisjoint(words[max(0, f.start - 4) : f.start])
        article = f.start > 0 and words[f.start - 1] in self._articles
        return fits and (so or (article and f.end == len(words)))

    def _named(self, words: Words, low: float | None, high: float | None) -> float | None:
        """A number named by its place on the scale, or misheard."""
        ends = {"highest": high, "lowest": low, "middle": None}
        if low is not None and high is not None:
            ends["middle"] = (low + high) / 2
        while words:
            for key, value in ends.items():
                if words in self._ends[key]:
                    return value if ends["middle"] is not None else None
            if len(words) == 1 or words[0] not in self._about:
                break
            words = words[1:]
        return self._misheard.get(words[0]) if len(words) == 1 else None
