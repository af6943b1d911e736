"""Wishes how to go on: keep it short, do not ask about this, ask about it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Dialogue, Note, Say
from assistant.practice.rests import ABOUT, RESTS, SHORT, TOPICS, Rest, RestAsked, RestEnded


class PreferBrief(Brief, frozen=True):
    """The topic, the words it is about, and what rests now.

    `today`: for today only; `some_days`: for as long as what was declined twice.
    """

    topic: str = ""
    words: str = ""
    today: bool = False
    some_days: bool = False
    rests: tuple[Rest, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the slots of the wish."""
        slots = moment.slots
        return cls(
            **moment.basics,
            topic=str(slots.get("topic", "")),
            words=str(slots.get("words", "")),
            today=bool(slots.get("today")),
            some_days=bool(slots.get("some_days")),
            rests=tuple(moment.state.rests.on(moment.today)),
        )


def stop_asking(brief: PreferBrief) -> Dialogue:
    """Let a topic rest, for a time or for good. A question of it that is open is dropped."""
    until, how = "", "for_good"
    if brief.today:
        until, how = brief.day, "today"
    elif brief.some_days:
        until, how = str(date.fromisoformat(brief.day) + timedelta(days=RESTS)), "some_days"
    yield Note(RestAsked(brief.topic, until, brief.words))
    yield Say(f"preference.kept.{how}.{_kind(brief.topic)}", words=brief.words)


def ask_again(brief: PreferBrief) -> Dialogue:
    """Ask about a topic again; about all of them where none is named."""
    if not brief.rests:
        yield Say("preference.nothing_rests")
        return
    yield Note(RestEnded(brief.topic, brief.words))
    yield Say(f"preference.ended.{_kind(brief.topic)}", words=brief.words)


def _kind(topic: str) -> str:
    """The topic as the wording knows it: a single question has no name of its own."""
    return topic if topic in TOPICS or topic in (SHORT, ABOUT, "") else "question"
