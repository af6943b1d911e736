"""How a person says things, and the words and commands of their own that Lantern learned."""

from __future__ import annotations

import msgspec

from assistant.practice.event import Event


class TakeKept(Event, frozen=True, tag="take_kept"):
    """An example of how the person says a word, which may be any sound.

    `features` are what it is compared by, as text by kind (`assistant.speech.takes`); `recording`
    is the file of its sound, if that may be kept. `quietly`: it was an answer that the person
    confirmed, and not asked for.
    """

    word: str
    features: dict[str, str]
    recording: str = ""
    quietly: bool = False


class WordForgotten(Event, frozen=True, tag="word_forgotten"):
    """The takes of a word kept so far no longer count."""

    word: str


class LearningAllowed(Event, frozen=True, tag="learning_allowed"):
    """What the person allowed: to keep the `sound` of takes, to learn `quietly` from answers.

    `None` leaves it as it was.
    """

    sound: bool | None = None
    quietly: bool | None = None


class NameLearned(Event, frozen=True, tag="name_learned"):
    """A name or a word that the person uses, as it is written, and what they mean by it.

    `heard` is what recognizers make of it. A second one for the same name takes the place of the
    first.
    """

    name: str
    means: str = ""
    heard: tuple[str, ...] = ()


class OwnCommandTaught(Event, frozen=True, tag="own_command_taught"):
    """Words of the person's own for something that Lantern does: `does` are words it understands.

    A second one for the same `phrase` takes the place of the first.
    """

    phrase: str
    does: str


OwnVoiceNoted = TakeKept | WordForgotten | LearningAllowed | NameLearned | OwnCommandTaught


class KeptTake(msgspec.Struct, frozen=True):
    """A take that counts, with the line that holds it."""

    line: str
    word: str
    features: dict[str, str]
    recording: str = ""
    quietly: bool = False


class OwnName(msgspec.Struct, frozen=True):
    """A name of the person's own, with the lines that hold it; see `NameLearned`."""

    lines: tuple[str, ...]
    means: str = ""
    heard: tuple[str, ...] = ()


class OwnCommand(msgspec.Struct, frozen=True):
    """A command of the person's own, with the lines that hold it; see `OwnCommandTaught`."""

    lines: tuple[str, ...]
    does: str


class OwnVoice(msgspec.Struct):
    """All that was learned: takes, names by how they are written, commands by their phrase.

    `sound` and `quietly` are what the person allowed; `None`: they were not asked yet. `version`
    counts the changes.
    """

    takes: list[KeptTake] = []
    names: dict[str, OwnName] = {}
    commands: dict[str, OwnCommand] = {}
    sound: bool | None = None
    quietly: bool | None = None
    version: int = 0

    def takes_of(self, word: str) -> list[KeptTake]:
        """Return the takes of a word, oldest first."""
        return [take for take in self.takes if take.word == word]

    @property
    def words(self) -> dict[str, int]:
        """How many takes of each word there are, in the order they were learned."""
        counts: dict[str, int] = {}
        for take in self.takes:
            counts[take.word] = counts.get(take.word, 0) + 1
        return counts

    def lines(self) -> dict[str, tuple[str, ...]]:
        """Return the lines that hold each name and each command."""
        names = {name: known.lines for name, known in self.names.items()}
        return names | {phrase: known.lines for phrase, known in self.commands.items()}

    def shown(self) -> dict[str, object]:
        """Return it as plain data, for programs; of the takes only how many there are."""
        return {
            "words": self.words,
            "names": {name: own.means for name, own in self.names.items()},
            "commands": {phrase: own.does for phrase, own in self.commands.items()},
            "sound": self.sound,
            "quietly": self.quietly,
        }


def fold_own_voice(own: OwnVoice, noted: OwnVoiceNoted, line: str) -> None:
    """Update what was learned with what was noted in the `line`."""
    own.version += 1
    match noted:
        case TakeKept(word=word):
            kept = KeptTake(line, word, noted.features, noted.recording, noted.quietly)
            own.takes = [*own.takes, kept]
        case WordForgotten(word=word):
            own.takes = [take for take in own.takes if take.word != word]
        case LearningAllowed(sound=sound, quietly=quietly):
            own.sound = own.sound if sound is None else sound
            own.quietly = own.quietly if quietly is None else quietly
        case NameLearned(name=name):
            there = own.names[name].lines if name in own.names else ()
            own.names = {**own.names, name: OwnName((*there, line), noted.means, noted.heard)}
        case OwnCommandTaught(phrase=phrase):
            there = own.commands[phrase].lines if phrase in own.commands else ()
            own.commands = {**own.commands, phrase: OwnCommand((*there, line), noted.does)}
