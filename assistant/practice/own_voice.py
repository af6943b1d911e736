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
    """A name or a word that the person uses, as it is written, and what they mean by it."""

    name: str
    means: str = ""


class NameForgotten(Event, frozen=True, tag="name_forgotten"):
    """The name is not listened for any more."""

    name: str


class OwnCommandTaught(Event, frozen=True, tag="own_command_taught"):
    """Words of the person's own for something that Lantern does: `does` are words it understands.

    A second one for the same `phrase` takes the place of the first.
    """

    phrase: str
    does: str


class OwnCommandForgotten(Event, frozen=True, tag="own_command_forgotten"):
    """The words mean nothing of their own any more."""

    phrase: str


OwnVoiceNoted = (
    TakeKept
    | WordForgotten
    | LearningAllowed
    | NameLearned
    | NameForgotten
    | OwnCommandTaught
    | OwnCommandForgotten
)


class KeptTake(msgspec.Struct, frozen=True):
    """A take that counts, with the line that holds it."""

    line: str
    word: str
    features: dict[str, str]
    recording: str = ""
    quietly: bool = False


class OwnVoice(msgspec.Struct):
    """All that was learned. `names` are what each name means, "" where it is only a name.

    `sound` and `quietly` are what the person allowed; `None`: they were not asked yet. `commands`
    are the words that Lantern understands, by the person's own. `version` counts the changes.
    """

    takes: list[KeptTake] = []
    names: dict[str, str] = {}
    commands: dict[str, str] = {}
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

    def shown(self) -> dict[str, object]:
        """Return it as plain data, for programs; of the takes only how many there are."""
        return {
            "words": self.words,
            "names": dict(self.names),
            "commands": dict(self.commands),
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
        case NameLearned(name=name, means=means):
            own.names = {**own.names, name: means}
        case NameForgotten(name=name):
            own.names = {known: own.names[known] for known in own.names if known != name}
        case OwnCommandTaught(phrase=phrase, does=does):
            own.commands = {**own.commands, phrase: does}
        case OwnCommandForgotten(phrase=phrase):
            own.commands = {p: does for p, does in own.commands.items() if p != phrase}
