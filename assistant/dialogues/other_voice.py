"""Another voice: a few are played, each says its name and a sentence, and one may be chosen.

A voice that was not accepted is heard only after its licence was told and the person said yes.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import count
from typing import Any, Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.practice.events import SettingChanged
from assistant.practice.preferences import OtherVoice
from intents import Choice, YesNo

A_FEW = 3
"""So many voices are played before it is asked which one is wanted."""

Voices = tuple[OtherVoice, ...]


class OtherVoiceBrief(Brief, frozen=True):
    """The voices there are, without the one that speaks now."""

    voices: Voices = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the voices the channel has."""
        return cls(**moment.basics, voices=tuple(moment.slots.get("voices", ())))


def other_voice(brief: OtherVoiceBrief) -> Dialogue:
    """Play a few voices, let one be chosen, and speak with it from now on."""
    chosen = yield from _choose(brief.voices)
    if chosen is None:
        yield Say("other_voice.as_before")
        return
    yield Note(SettingChanged("voice", chosen.id))
    yield Say("other_voice.chosen", in_voice=chosen.id)


def _choose(voices: Voices) -> Generator[Step, Any, OtherVoice | None]:
    """Play voices until one is chosen, or none is wanted."""
    free = tuple(voice for voice in voices if voice.accepted)
    licensed = [voice for voice in voices if not voice.accepted]
    played: Voices = ()
    waiting = free
    yield Say("other_voice.here_they_are")
    for turn in count(1):
        if waiting:
            new, waiting = waiting[:A_FEW], waiting[A_FEW:]
            for voice in new:
                played += (voice,)
                yield _sample(voice, len(played))
        elif licensed:
            voice = licensed.pop(0)
            if (yield from _wanted(voice)):
                played += (voice,)
                yield _sample(voice, len(played))
        elif not played:
            return None
        else:
            yield Say("other_voice.no_more")
        if played:
            answer = yield from _which(played, turn, bool(waiting or licensed))
            if answer != "others":
                return next((voice for voice in played if voice.id == answer), None)
    raise AssertionError("the turns are not counted to an end")


def _wanted(voice: OtherVoice) -> Generator[Step, Any, bool]:
    """Whether a voice shall be heard whose licence is told."""
    question = Ask(
        "other_voice.licence", YesNo(), about=voice.id, called=voice.name, licence=voice.licence
    )
    return bool((yield question))


def _which(played: Voices, turn: int, more: bool) -> Generator[Step, Any, str | None]:
    """Ask which one, playing again what is asked for. Return its id, "others", or nothing."""
    last = played[-1].id
    options = tuple(voice.id for voice in played)
    labels = tuple(voice.name for voice in played)
    key = "other_voice.which" if more else "other_voice.which_of_all"
    for again in count():
        expects = Choice(options, labels=labels, heard=last)
        also = ("hear_others",) if more else ()
        answer = yield Ask(key, expects, about=f"{turn}.{again}", also=also)
        if not isinstance(answer, dict):
            return answer if answer is None else str(answer)
        if answer["intent"] == "hear_others":
            return "others"
        last = answer["slots"]["option"]
        place = options.index(last)
        yield _sample(played[place], place + 1)
    raise AssertionError("the turns are not counted to an end")


def _sample(voice: OtherVoice, number: int) -> Say:
    """What a voice says of itself, spoken by it."""
    return Say("other_voice.sample", number=number, called=voice.name, in_voice=voice.id)
