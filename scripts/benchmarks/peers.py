"""Other matchers behind one shape: learn phrases, then guess an intent and how sure it is."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

Guess = tuple[str | None, float]


class Matcher(Protocol):
    name: str

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None: ...

    def guess(self, text: str) -> Guess: ...


class Scorer:
    """A bare rapidfuzz scorer over all phrases."""

    def __init__(self, name: str, normal: Callable[[str], str]) -> None:
        from rapidfuzz import fuzz

        self.name = f"rapidfuzz {name}"
        self._scorer = getattr(fuzz, name)
        self._normal = normal

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None:
        self._phrases = [self._normal(p) for rows in phrases.values() for p in rows]
        self._intents = [intent for intent, rows in phrases.items() for _ in rows]

    def guess(self, text: str) -> Guess:
        from rapidfuzz import process

        found = process.extractOne(self._normal(text), self._phrases, scorer=self._scorer)
        return (self._intents[found[2]], found[1] / 100) if found else (None, 0.0)


class Hassil:
    name = "hassil"

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None:
        from hassil import Intents, recognize

        data = {
            intent: {"data": [{"sentences": [s for p in rows if len(s := _plain(p).strip()) > 2]}]}
            for intent, rows in phrases.items()
        }
        self._intents = Intents.from_dict({"language": "en", "intents": data})
        self._recognize = recognize

    def guess(self, text: str) -> Guess:
        found = self._recognize(text, self._intents)
        return (found.intent.name, 1.0) if found else (None, 0.0)


class Padacioso:
    def __init__(self, fuzzy: bool) -> None:
        self.name = "padacioso (fuzzy)" if fuzzy else "padacioso (exact)"
        self._fuzzy = fuzzy

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None:
        from ovos_utils.log import LOG
        from padacioso import IntentContainer

        LOG.set_level("CRITICAL")
        self._container = IntentContainer(fuzz=self._fuzzy)
        for intent, rows in phrases.items():
            self._container.add_intent(intent, [_plain(p) for p in rows])

    def guess(self, text: str) -> Guess:
        found = self._container.calc_intent(text)
        return found.get("name"), found.get("conf", 0.0)


class Adapt:
    name = "adapt-parser"

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None:
        from adapt.engine import IntentDeterminationEngine
        from adapt.intent import IntentBuilder

        self._engine = IntentDeterminationEngine()
        for intent, rows in phrases.items():
            for phrase in rows:
                self._engine.register_entity(phrase.lower(), f"{intent}_phrase")
            self._engine.register_intent_parser(
                IntentBuilder(intent).require(f"{intent}_phrase").build()
            )

    def guess(self, text: str) -> Guess:
        found = next(self._engine.determine_intent(text.lower()), None)
        return (found["intent_type"], found["confidence"]) if found else (None, 0.0)


class Padatious:
    name = "ovos-padatious"

    def learn(self, phrases: Mapping[str, Sequence[str]], others: Sequence[str]) -> None:
        from ovos_padatious import IntentContainer

        self._container: Any = IntentContainer(tempfile.mkdtemp())
        with contextlib.redirect_stdout(io.StringIO()):
            for intent, rows in phrases.items():
                self._container.add_intent(intent, [_plain(p) for p in rows])
            self._container.train()

    def guess(self, text: str) -> Guess:
        found = self._container.calc_intent(text)
        return found.name, found.conf


def installed(normal: Callable[[str], str]) -> Iterator[Matcher]:
    """The peers which can be imported here; the others are named on the way."""
    peers: dict[str, list[Matcher]] = {
        "hassil": [Hassil()],
        "padacioso": [Padacioso(fuzzy=False), Padacioso(fuzzy=True)],
        "adapt": [Adapt()],
        "ovos_padatious": [Padatious()],
    }
    for module, matchers in peers.items():
        try:
            __import__(module)
        except ImportError:
            print(f"{module}: not installed here, left out")
        else:
            yield from matchers
    for scorer in ("ratio", "token_sort_ratio", "token_set_ratio", "WRatio"):
        yield Scorer(scorer, normal)


def _plain(phrase: str) -> str:
    return "".join(c if c.isalnum() or c in " '" else " " for c in phrase.lower())
