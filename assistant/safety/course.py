"""What was said before, as far as it weighs on what is said next.

"I want to be with my dad" is a wish like another, and something else after his death was told. Some
words say little alone: a longing for somebody who died, something to die of that lies at hand, that
nothing has a point, that others would do better alone, taking leave. They are listed in `[weighs]`
of `safety.toml`. Here they are counted: each utterance that holds one, a loss that was told, and
the middle of the night. Two together are asked about softly, three are asked about plainly. Who is
only weary of it all is asked softly at the third time.

Everything is kept in memory only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from assistant.safety import rules
from assistant.safety.concern import Concern, Kind, strongest
from assistant.safety.noticing import notice

NIGHT_BEGINS, NIGHT_ENDS = 23, 5
"""The hours between which the same words weigh more."""
SOFTLY, PLAINLY = 2, 3
"""So many signs are asked about softly, and so many plainly."""
DAYS = 14
"""Signs of so many days before count: a loss, and one other at most."""
CODED = frozenset({"longing", "means", "leaving"})
"""The signs that speak of it in other words; the others are those of somebody tired of life."""
AT_NIGHT = frozenset({"longing", "means"})
"""The signs that are asked about in the night though they stand alone."""
LOSS, WEARY = "loss", "weary"


class Course:
    """What weighs in one conversation, and in those of the days before.

    `before` gives what the person said on the days before; it is asked for once, and only when
    something was said that may weigh.
    """

    def __init__(self, language: str = "en", before: Callable[[], Iterable[str]] = tuple) -> None:
        self._language = language
        self._before: Callable[[], Iterable[str]] | None = before
        self._signs: dict[str, frozenset[str]] = {}
        self._days_before: frozenset[str] = frozenset()
        self._answered_seriously = False

    def notice(self, readings: Sequence[str], now: datetime | None = None) -> Concern | None:
        """The most pressing concern in any reading of an utterance, after all that was said."""
        if not rules.available(self._language):
            return None
        found = strongest(self._notice(reading, now) for reading in readings)
        for reading in readings:
            self._take_in(reading)
        return found

    def was_serious(self) -> None:
        """Take in that a question about safety was not answered with a no."""
        self._answered_seriously = True

    def _notice(self, text: str, now: datetime | None) -> Concern | None:
        signs = self._signs_in(text)
        told = signs - {LOSS}
        if told:
            self._read_days_before()
        before = [*(of for said, of in self._signs.items() if said != text), self._days_before]
        earlier = sum(bool(of - {LOSS}) for of in before) + self._answered_seriously
        lost = any(LOSS in of for of in (signs, *before))
        night = now is not None and not NIGHT_ENDS <= now.hour < NIGHT_BEGINS
        weight = len(told) + earlier + lost if told else self._answered_seriously
        concern = notice(text, self._language, weight)
        if not told:
            return concern
        only_weary = all(of <= {LOSS, WEARY} for of in (told, *before))
        if only_weary:
            # Who mourns is weary; that alone is grief.
            softly, plainly, total = PLAINLY, None, len(told) + earlier
        else:
            softly, plainly, total = SOFTLY, PLAINLY, len(told) + earlier + lost
        if night and (total >= SOFTLY or told & AT_NIGHT):
            total += 1
        if total < softly:
            return concern
        kind: Kind = "coded" if told & CODED else "passive"
        certain = plainly is not None and total >= plainly
        return strongest((concern, Concern(kind, "certain" if certain else "uncertain")))

    def _read_days_before(self) -> None:
        if self._before is not None:
            before, self._before = self._before, None
            self._days_before = frozenset().union(*map(self._signs_in, before()))

    def _take_in(self, text: str) -> None:
        if signs := self._signs_in(text):
            self._signs[text] = signs

    def _signs_in(self, text: str) -> frozenset[str]:
        return rules.load(self._language).weighs(text)
