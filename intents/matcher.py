"""Finds what a person asks Lantern to do, or nothing.

An utterance is compared exactly, then by the learned model, then by what it sounds like; what is
not alive where something was asked is never found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from intents.automaton import Fit
from intents.expectations import Aspiration, Command, Dictation, Expectation, Freely
from intents.grammar import NEVER
from intents.learned import NONE, Features, Model
from intents.meaning import Alternative, Meaning
from intents.prepared import Phrases
from intents.slots import Slots
from intents.sounds import SoundAlike
from intents.text import Normaliser, Utterance, Words

SURE, MAYBE = 0.8, 0.35
"""From the first chance on it is a command; from the second on, "did you mean …?" is asked."""
SURE_NEGATED = 0.9
"""The chance an utterance with a "not" in it needs, unless it fits a line exactly."""
SURE_IDLE = 0.8
"""The chance an utterance of nothing but little words needs, unless it fits a line exactly; a
single such word must fit a line."""
SURE_BETWEEN = 0.85
"""The chance a command needs where an answer was expected."""
SURE_DICTATED = 0.99
"""The chance a command needs in a reflection, unless it fits a line exactly."""
LONGEST_STEERING = 12
"""The most words of a command in a reflection, unless it fits a line exactly."""
SURE_GUESS = 0.6
"""From this chance on "did you mean …?" is asked where an answer was expected."""
MARGIN = 0.05
"""The least difference in cost between the command it sounds most like and the next."""
DOUBT = 0.9
"""From this chance of asking for nothing on, what it sounds like counts a little less."""
PLAIN_SOUND = 0.9
"""The score by sound which overrules another guess of the learned model."""
HOPELESS = 0.97
"""From this chance of asking for nothing on, what it sounds like is not looked at."""
LONGEST_SOUND = 8
"""The most words of an utterance of which it is looked at what it sounds like."""
_OF_IT = frozenset({"pause", "resume", "keep", "skip", "scratch_that"})
"""Intents which mean the conversation, but not where they name what is talked of: "pause it"."""
LONGEST = 20
"""The most words of a command, unless it fits a line exactly."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What can be asked for. `starts`: it begins something of its own.

    `only`: the names of the expectations beside which it makes sense; all, where it is empty.
    """

    name: str
    starts: bool
    only: tuple[str, ...] = ()


class Matcher:
    """Finds the intents of one language."""

    def __init__(
        self,
        intents: Mapping[str, Intent],
        phrases: Phrases,
        normaliser: Normaliser,
        slots: Slots,
        model: Model | None,
        dictated: Model | None,
        features: Features,
        sounds: SoundAlike,
        listening: Mapping[str, tuple[str, ...]],
    ) -> None:
        self._intents = intents
        self._phrases = phrases
        self._normaliser = normaliser
        self._slots = slots
        self._model = model
        self._dictated = dictated
        self._listening = listening
        self._features = features
        self._sounds = sounds
        self.names = tuple(intents)

    def find(
        self, utterance: Utterance, expects: Expectation | None, now: datetime | None
    ) -> Meaning:
        """The command in an utterance, given what was expected."""
        if not utterance.words:
            return Meaning(utterance.text)
        found = self.exactly(utterance, expects)
        if found is not None:
            fit, words = found
            name = fit.meaning
            if name == NEVER or not self._may(name, expects):
                return Meaning(utterance.text)
            said = {slot: words[start:end] for slot, (start, end) in fit.slots.items()}
            slots = self._slots.read(name, said, utterance, now)
            return Meaning(utterance.text, "command", name, None, 1.0, slots)
        if isinstance(expects, Dictation):
            return self._steering(utterance)
        if isinstance(expects, (Freely, Aspiration)):
            return Meaning(utterance.text)
        plain = self._slots.plainly_asked(utterance, now)
        if plain and (expects is None or isinstance(expects, Command)):
            slots = self._slots.read(plain, {}, utterance, now)
            return Meaning(utterance.text, "command", plain, None, 1.0, slots)
        return self._likely(utterance, expects, now)

    def find_about(
        self,
        utterance: Utterance,
        expects: Expectation,
        now: datetime | None,
        meant_of: Callable[[Words], Iterator[Words]],
    ) -> Meaning:
        """The command, where "it" and "one" may stand for what is talked of.

        What steers a conversation stays what it is, but for "pause it".
        """
        if not utterance.words:
            return Meaning(utterance.text)
        as_said = self.exactly(utterance, expects)
        if as_said is None or as_said[0].meaning in _OF_IT:
            for words in meant_of(utterance.words):
                meant = Utterance(utterance.text, words, words, self._normaliser.core(words))
                found = self.exactly(meant, expects)
                if found is not None and self._begins(found[0].meaning, expects):
                    return self.find(meant, expects, now)
        return self.find(utterance, expects, now)

    def _begins(self, name: str, expects: Expectation) -> bool:
        return name != NEVER and self._intents[name].starts and self._may(name, expects)

    def exactly(
        self, utterance: Utterance, expects: Expectation | None
    ) -> tuple[Fit, Words] | None:
        """The line an utterance fits, with fewer or more of its courtesies taken off."""
        dictated = isinstance(expects, Dictation)
        grammar = self._phrases.dictation if dictated else self._phrases.menu
        told = not isinstance(expects, (Freely, Aspiration))
        starts, ends = self._normaliser.bounds(utterance.words)
        for start in starts:
            left = [end - start for end in ends if end > start]
            found = grammar.longest(utterance.words[start:], left, told)
            if found is not None:
                fit, size = found
                return fit, utterance.words[start : start + size]
        return None

    def likely(self, utterance: Utterance) -> list[tuple[float, str]]:
        """What the learned model thinks of an utterance, the likeliest first."""
        if self._model is None or len(utterance.core) > LONGEST:
            return []
        return self._model.chances(self._features(utterance.core))

    def _steering(self, utterance: Utterance) -> Meaning:
        """What in a reflection means a command in words nobody wrote down; hardly ever."""
        words = utterance.core
        if self._dictated is None or not 1 < len(words) <= LONGEST_STEERING:
            return Meaning(utterance.text)
        chance, name = self._dictated.chances(self._features(words))[0]
        if name == NONE or chance < SURE_DICTATED or not self._may(name, Dictation()):
            return Meaning(utterance.text)
        return Meaning(utterance.text, "command", name, None, chance)

    def _likely(
        self, utterance: Utterance, expects: Expectation | None, now: datetime | None
    ) -> Meaning:
        chances = [
            (chance, name)
            for chance, name in self.likely(utterance)[:4]
            if name == NONE or self._may(name, expects)
        ]
        if not chances:
            return Meaning(utterance.text)
        best, name = chances[0]
        least = SURE_IDLE if len(utterance.words) > 1 else 1.0
        if self._normaliser.is_idle(utterance.words) and (name == NONE or best < least):
            return Meaning(utterance.text)
        doubt = next((chance for chance, n in chances if n == NONE), 0.0)
        listen = doubt < HOPELESS and (name == NONE or best < SURE)
        heard = self._sounding(utterance) if listen else None
        if (
            heard is not None
            and self._may(heard[1], expects)
            and (name in (heard[1], NONE) or best < MAYBE or heard[0] >= PLAIN_SOUND)
        ):
            if name != heard[1]:
                best, name = (heard[0] if doubt < DOUBT else heard[0] - 0.1), heard[1]
            else:
                best = max(best, heard[0])
            chances = [(best, name), *((c, n) for c, n in chances if n not in (name, NONE))]
        menu = expects is None or isinstance(expects, Command)
        sure, maybe = (SURE, MAYBE) if menu else (SURE_BETWEEN, SURE_GUESS)
        if self._normaliser.is_negated(utterance.core):
            sure = SURE_NEGATED
        if name != NONE and best >= sure:
            slots = self._slots.read(name, {}, utterance, now)
            return Meaning(utterance.text, "command", name, None, best, slots)
        others = tuple(
            Alternative(n, chance, self._listening.get(n, (n.replace("_", " "),))[0])
            for chance, n in chances
            if n != NONE and chance >= 0.1
        )
        if name != NONE and best >= maybe and (menu or not self._intents[name].starts):
            return Meaning(utterance.text, "unsure", score=best, alternatives=others)
        return Meaning(utterance.text)

    def _sounding(self, utterance: Utterance) -> tuple[float, str] | None:
        """How sure, and which intent, where the words sound like one of its lines."""
        words = utterance.core
        if len(words) > LONGEST_SOUND:
            return None
        offers = self._sounds.offers(words)
        limit = 0.9 if len(words) > 2 else 0.6
        costs: dict[str, float] = {}
        for near in self._phrases.menu.nearly(offers, limit):
            fixed = len(words) - near.free
            # One word which only sounds like another carries little; two and more support it.
            cost = near.cost / fixed if fixed > 1 else near.cost
            costs[near.meaning] = min(cost, costs.get(near.meaning, 9.0))
        if not costs:
            return None
        order = sorted(costs, key=costs.__getitem__)
        best = order[0]
        if best == NEVER or (len(order) > 1 and costs[order[1]] - costs[best] < MARGIN):
            return None
        return 1 - costs[best], best

    def phrases(self, expects: Expectation | None) -> Iterator[str]:
        """Commands worth listening for, in the few phrases said most."""
        menu = expects is None or isinstance(expects, Command)
        for intent in self._intents.values():
            if self._may(intent.name, expects) and (menu or not intent.starts):
                yield from self._listening.get(intent.name, ())

    def dictation_phrases(self) -> Iterator[str]:
        """The whole-utterance commands alive in a reflection."""
        for name in self._intents:
            if name in self._phrases.dictation.meanings:
                yield from self._listening.get(name, ())

    def steering(self, names: Sequence[str]) -> Iterator[str]:
        """The phrases of these intents worth listening for."""
        for name in names:
            yield from self._listening.get(name, ())

    def _may(self, name: str, expects: Expectation | None) -> bool:
        """Whether an intent is alive beside what was asked."""
        intent = self._intents[name]
        asked = Command.name if expects is None else expects.name
        if intent.only and asked not in intent.only:
            return False
        if not isinstance(expects, Command) or not expects.intents:
            return True
        return not intent.starts or name in expects.intents
