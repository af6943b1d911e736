"""What was said before, as far as it weighs on what is said next.

"I want to be with my dad" is a wish like another, and something else after his death was told. Some
words say little alone: a longing for somebody who died, something to die of that lies at hand, that
nothing has a point, that others would do better alone, taking leave. They are listed in `[weighs]`
of `safety.toml`. Here they are counted: each utterance that holds one, a loss that was told, and
the middle of the night. Two together are asked about softly, three are asked about plainly. Who is
only weary of it all is asked softly at the third time.

Not all such words can be listed. So the learned model says too how much each utterance weighs
(`Guess.weighs`), and whether words are serious after such ones (`Guess.hints`): "the roof door is
never locked" says nothing, and something else after "I hate my life". What was said weighs less
with each utterance that follows. And the last utterances are read by it as one text, as it has
learned to. What either notices is asked about softly.

Everything is kept in memory only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from assistant.safety import rules
from assistant.safety.concern import Concern, Kind, strongest
from assistant.safety.learned import LEAST, Guess
from assistant.safety.noticing import judge, judge_after

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
HEAVY = 0.4
"""From this weight on, what was said before makes hints serious."""
HINTED = 0.4
"""From this chance on words are a hint."""
FADES = 0.85
"""So much of its weight is left to an utterance when another follows."""
TOGETHER, LONGEST = 2, 30
"""So many utterances before, of at most so many words, are read together with the next one."""
SERIOUS_TOGETHER = 0.75
"""From this chance on utterances are serious together, where the last has not made them less so."""
AN_INKLING = 0.2
"""Words that hint at less than this alone are not read with those before them."""
LISTED, LOST = 0.4, 0.2
"""The weight of an utterance that holds a sign of the lists, and of one that tells of a loss."""


class Course:
    """What weighs in one conversation, and in those of the days before.

    `before` gives what the person said on the days before; it is asked for once, and only when
    something was said that may weigh.
    """

    def __init__(self, language: str = "en", before: Callable[[], Iterable[str]] = tuple) -> None:
        self._language = language
        self._before: Callable[[], Iterable[str]] | None = before
        self._signs: dict[str, frozenset[str]] = {}
        self._weights: list[tuple[float, bool]] = []
        self._before_now: list[str] = []
        self._days_before: frozenset[str] = frozenset()
        self._answered_seriously = False

    def notice(self, readings: Sequence[str], now: datetime | None = None) -> Concern | None:
        """The most pressing concern in any reading of an utterance, after all that was said."""
        if not readings or not rules.available(self._language):
            return None
        judged = [self._judge(reading, now) for reading in readings]
        for reading in readings:
            self._take_in(reading)
        self._before_now = [*self._before_now, readings[0]][-TOGETHER:]
        heaviest = max((guess for _, guess in judged), key=lambda guess: guess.weighs)
        self._weights.append((self._weight(readings, heaviest), heaviest.of_abuse))
        return strongest(concern for concern, _ in judged)

    def was_serious(self) -> None:
        """Take in that a question about safety was not answered with a no."""
        self._answered_seriously = True

    def _judge(self, text: str, now: datetime | None) -> tuple[Concern | None, Guess]:
        signs = self._signs_in(text)
        told = signs - {LOSS}
        if told:
            self._read_days_before()
        before = [*(of for said, of in self._signs.items() if said != text), self._days_before]
        earlier = sum(bool(of - {LOSS}) for of in before) + self._answered_seriously
        lost = any(LOSS in of for of in (signs, *before))
        night = now is not None and not NIGHT_ENDS <= now.hour < NIGHT_BEGINS
        weight = len(told) + earlier + lost if told else self._answered_seriously
        concern, guess = judge(text, self._language, weight)
        if len(text.split()) >= LEAST:
            concern = strongest((concern, self._hinted(guess)))
        if concern is None:
            concern = self._together(text, guess)
        if not told:
            return concern, guess
        only_weary = all(of <= {LOSS, WEARY} for of in (told, *before))
        if only_weary:
            # Who mourns is weary; that alone is grief.
            softly, plainly, total = PLAINLY, None, len(told) + earlier
        else:
            softly, plainly, total = SOFTLY, PLAINLY, len(told) + earlier + lost
        if night and (total >= SOFTLY or told & AT_NIGHT):
            total += 1
        if total < softly:
            return concern, guess
        kind: Kind = "coded" if told & CODED else "passive"
        certain = plainly is not None and total >= plainly
        return strongest((concern, Concern(kind, "certain" if certain else "uncertain"))), guess

    def _together(self, text: str, alone: Guess) -> Concern | None:
        """The concern in words that are serious when read with those before them."""
        if len(text.split()) > LONGEST or alone.chance + alone.hints < AN_INKLING:
            return None
        before = [said for said in self._before_now if len(said.split()) <= LONGEST]
        guess = judge_after(before, text, self._language)
        chance = self._with_less(before, text, guess)
        if chance < SERIOUS_TOGETHER:
            return None
        earlier = judge_after(before[:-1], before[-1], self._language) if before[1:] else Guess()
        first = judge(before[-1], self._language)[1]
        return guess.concern if chance >= max(earlier.chance, first.chance) else None

    def _with_less(self, before: Sequence[str], text: str, whole: Guess) -> float:
        """The mean of the chances of all these utterances, and of the last two.

        What only both say is seldom chance: an utterance between two others may be of neither.
        """
        if not before[1:] or (whole.chance + 1) / 2 < SERIOUS_TOGETHER:
            return whole.chance
        return (whole.chance + judge_after(before[-1:], text, self._language).chance) / 2

    def _hinted(self, guess: Guess) -> Concern | None:
        """The concern in words that are serious only after what was said before."""
        if guess.hints < HINTED:
            return None
        light, abuse = 1.0, 0.0
        for age, (weight, of_abuse) in enumerate(reversed(self._weights)):
            light *= 1 - weight * FADES**age
            abuse += weight * FADES**age * (1 if of_abuse else -1)
        if 1 - light < HEAVY:
            return None
        return Concern("abuse" if abuse > 0 else "coded", "uncertain")

    def _weight(self, readings: Sequence[str], guess: Guess) -> float:
        """How much an utterance makes of hints that follow it, from 0 to 1."""
        signs = frozenset().union(*map(self._signs_in, readings))
        listed = LISTED if signs - {LOSS} else LOST if signs else 0.0
        return max(listed, guess.weighs**2)  # What is merely possible counts little.

    def _read_days_before(self) -> None:
        if self._before is not None:
            before, self._before = self._before, None
            self._days_before = frozenset().union(*map(self._signs_in, before()))

    def _take_in(self, text: str) -> None:
        if signs := self._signs_in(text):
            self._signs[text] = signs

    def _signs_in(self, text: str) -> frozenset[str]:
        return rules.load(self._language).weighs(text)
