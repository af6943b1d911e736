"""Learn how the person says a few words, forget it again, and tell what was learned."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Erase, Note, Say, Step
from assistant.practice.learnable import learnable
from assistant.practice.own_voice import LearningAllowed, WordForgotten
from assistant.practice.state import State
from intents import Sound, YesNo

TAKES = 3
"""How many takes of a word are asked for."""
TRIES = 7
"""After so many takes the next word is asked for, however many of them could be kept."""
_PLACES = ("first", "again", "once_more")
"""How a take is asked for, by how many were kept."""


class LearnBrief(Brief, frozen=True):
    """The words to learn, and what was allowed. `can_hear`: the channel has a microphone.

    `asked_for`: the word was named. `offered`: it is learned because it was misheard. `instead`
    has what may be said for a word instead.
    """

    words: tuple[str, ...] = ()
    asked_for: bool = False
    offered: bool = False
    sound: bool | None = None
    quietly: bool | None = None
    can_hear: bool = False
    instead: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the word in the slots; of all that have too few takes without one."""
        own, slots = moment.state.own_voice, moment.slots
        word = str(slots.get("word", "")).casefold().strip(" .,!?\"'")
        wake = str(slots.get("wake", ""))
        every = (*learnable(moment.language).words, *([wake] if wake else []))
        few = tuple(one for one in every if own.words.get(one, 0) < TAKES)
        words = (word,) if word else few
        instead = learnable(moment.language).instead
        return cls(
            **moment.basics,
            words=words,
            asked_for=bool(word),
            offered=bool(slots.get("offered")),
            sound=own.sound,
            quietly=own.quietly,
            can_hear=moment.can_record and not moment.locked,
            instead=tuple((w, instead[w]) for w in words if w in instead),
        )


def learn_voice(brief: LearnBrief) -> Dialogue:
    """Ask for three takes of each word; all that is learned is kept when the person stops."""
    if not brief.can_hear:
        yield Say("learn.needs_a_voice")
        return
    if not brief.words:
        yield Say("learn.all_known")
        return
    if not (yield from _agreed(brief)):
        return
    if brief.sound is None:
        sound = yield Ask("learn.may_i_keep_the_sound", YesNo())
        if sound is not None:
            yield Note(LearningAllowed(sound=bool(sound)))
    learned = 0
    for place, word in enumerate(brief.words):
        if place and place % 5 == 0:
            yield Say("learn.so_far", number=len(brief.words) - place)
        learned += yield from _learn(brief, word)
    if brief.asked_for:
        if learned:
            yield Say("learn.learned", word=brief.words[0])
    else:
        yield Say("learn.done" if learned else "learn.nothing", number=learned)
    if learned and brief.quietly is None:
        quietly = yield Ask("learn.may_i_learn_on", YesNo())
        if quietly is not None:
            yield Note(LearningAllowed(quietly=bool(quietly)))
            yield Say("learn.will_learn_on" if quietly else "learn.only_when_asked")


def _agreed(brief: LearnBrief) -> Generator[Step, Any, bool]:
    """Whether to begin; where the person named the word they have said so."""
    if brief.offered:
        wanted = yield Ask("learn.shall_i", YesNo(), word=brief.words[0])
        if not wanted:
            yield Say("learn.not_now")
        return bool(wanted)
    if not brief.asked_for:
        wanted = yield Ask("learn.begin", YesNo(), number=len(brief.words))
        if not wanted:
            yield Say("learn.not_now")
        return bool(wanted)
    return True


def _learn(brief: LearnBrief, word: str) -> Generator[Step, Any, bool]:
    """Ask for takes of a word until there are enough; whether it was learned."""
    kept, close = 0, False
    for attempt in range(TRIES):
        ask = Ask(
            f"learn.say.{_PLACES[min(kept, len(_PLACES) - 1)]}",
            Sound(word),
            about=f"{word}.{attempt}",
            word=word,
        )
        heard: dict[str, str] | None = yield ask
        if heard is None:
            return False
        match heard["wrong"]:
            case "":
                kept += 1
            case "close" if close:
                yield from _forgotten(word, kept)
                yield Say("learn.left_out", word=word, other=heard["other"])
                return False
            case "close":
                yield from _forgotten(word, kept)
                kept, close = 0, True
                instead = dict(brief.instead).get(word, "")
                yield Say("learn.too_close", word=word, other=heard["other"], instead=instead)
            case wrong:
                yield Say(f"learn.{wrong}", nth=attempt)
        if kept == TAKES:
            return True
    if kept < 2:
        yield from _forgotten(word, kept)
        yield Say("learn.too_different", word=word)
    return kept >= 2


def _forgotten(word: str, kept: int) -> Generator[Step, Any, None]:
    """Drop the takes kept just now: another sound is to mean the word."""
    if kept:
        yield Note(WordForgotten(word))


class ForgetBrief(Brief, frozen=True):
    """The word to forget ("": all of them), and the lines that hold its takes.

    Where there are lines, the word is not kept, but recalled: it would outlive its erasure.
    """

    word: str = ""
    every: bool = False
    lines: tuple[str, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of the word in the slots."""
        word = str(moment.slots.get("word", "")).casefold().strip(" .,!?\"'")
        takes = moment.state.own_voice.takes
        lines = tuple(dict.fromkeys(t.line for t in takes if not word or t.word == word))
        return cls(**moment.basics, word="" if lines else word, every=not word, lines=lines)

    def recalled(self, state: State) -> Self:
        """Return the brief with the word of its lines."""
        if self.every or not self.lines:
            return self
        takes = state.own_voice.takes
        word = next((take.word for take in takes if take.line in self.lines), "")
        return msgspec.structs.replace(self, word=word)


def forget_voice(brief: ForgetBrief) -> Dialogue:
    """Erase what was learned of how a word is said, or of all words."""
    of = "all" if brief.every else "one"
    if not brief.lines:
        yield Say(f"learn.not_known.{of}", word=brief.word)
        return
    sure = yield Ask(f"learn.shall_i_forget.{of}", YesNo(), word=brief.word)
    if sure:
        yield Erase(brief.lines)
    else:
        yield Say("learn.stays")


class KnownBrief(Brief, frozen=True):
    """What was learned: words, names with what they mean, and commands."""

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief of all that was learned."""
        own = moment.state.own_voice
        return cls(
            **moment.basics,
            words=tuple(own.words),
            names=tuple(own.names),
            commands=tuple((phrase, one.does) for phrase, one in own.commands.items()),
        )


def tell_learned(brief: KnownBrief) -> Dialogue:
    """Tell what was learned of the person's voice, names and commands."""
    if not (brief.words or brief.names or brief.commands):
        yield Say("learn.knows_nothing")
        return
    if brief.words:
        yield Say("learn.knows.words", values=brief.words)
    if brief.names:
        yield Say("learn.knows.names", values=brief.names)
    for phrase, does in brief.commands:
        yield Say("learn.knows.command", phrase=phrase, does=does)
