"""The safety dialogue as it is had: its turns live here, in memory, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from assistant.conversation.replay import Scene, Turn, play
from assistant.conversation.reply import Reply
from assistant.dialogues.safety import (
    BREATHE,
    FINE,
    GO_ON,
    SAFE_BUT_WHY,
    UNCLEAR,
    SafetyBrief,
    number,
    safety,
)
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import CountrySet
from assistant.safety import helplines, rules
from assistant.safety.concern import Concern
from assistant.safety.kept import Kept
from assistant.safety.noticing import notice
from intents import Choice, Dictation, Meaning, YesNo

BESIDE = ("repeat", "back", "undo", "where_am_i", "grounding", "help")
"""Wishes which answer no question."""


def talk_brief(
    session: str,
    now: datetime,
    concern: Concern,
    country: str,
    kept: Kept = "",
) -> SafetyBrief:
    """All that a talk is told when it begins."""
    return SafetyBrief(
        session,
        now.isoformat(),
        kind=concern.kind,
        certainty=concern.certainty,
        helplines=helplines.load(),
        country=country,
        kept=kept,
    )


class Talk:
    """One talk about safety. `notes` are what may be kept of it: nothing but the country."""

    def __init__(self, brief: SafetyBrief) -> None:
        self.brief = brief
        self.notes: tuple[CountrySet, ...] = ()
        self._known = rules.load("en")
        self._turns: list[Turn] = []
        self._dictated: list[str] = []
        self._missed = 0
        self._taken = 0

    def new_notes(self) -> tuple[CountrySet, ...]:
        """The notes made since this was last asked."""
        new = self.notes[self._taken :]
        self._taken = len(self.notes)
        return new

    @property
    def said_safe(self) -> bool:
        """Whether it was a soft question only, and the answer that they are safe."""
        soft = self.brief.certainty == "uncertain" and self.brief.kind != "abuse"
        return soft and bool(self._turns) and self._turns[-1].value in (True, SAFE_BUT_WHY)

    @property
    def takes_out(self) -> bool:
        """Whether what was dictated before is to be taken out."""
        return any(t.ask == "safety.take_it_out" and t.value is True for t in self._turns)

    @property
    def unseen(self) -> bool:
        """Whether its lines are to stay off the screen, where somebody might look along."""
        return self.brief.kind == "abuse"

    def reply(self) -> Reply:
        """What is said and waited for; no question where the talk is over."""
        scene = self._scene()
        return Reply(scene.says, scene.ask, unseen=self.unseen)

    def hear(self, meaning: Meaning) -> Reply:
        """Take in one utterance. Nothing ends this but the person."""
        ask = self._scene().ask
        if ask is None:
            return Reply()
        if isinstance(ask.expects, Dictation):
            if meaning.kind == "command" and meaning.intent in ("done", "skip"):
                return self._answered(ask, " ".join(self._dictated))
            if meaning.kind == "answer":
                self._dictated.append(str(meaning.value))
            return Reply((), ask, unseen=self.unseen)
        soft = ask.key.startswith(("safety.soft.", "safety.only_asked."))
        if soft and meaning.text.strip() and meaning.intent not in BESIDE:
            return self._softly_answered(ask, meaning)
        if ask.key == "safety.which_country" and self._known.answers("fine", meaning.text):
            return self._answered(ask, FINE)
        if isinstance(ask.expects, Choice) and self._known.answers("fine", meaning.text):
            return self._answered(ask, GO_ON)
        if meaning.kind == "answer":
            return self._answered(ask, meaning.value)
        match meaning.intent:
            case "repeat":
                return self.reply()
            case "back" | "undo" if self._turns:
                self._turns.pop()
                return self.reply()
            case "skip" | "done" | "resume" | "no":
                return self._answered(ask, None)
            case "back" | "undo":
                return self._beside(ask, Say("safety.nothing_before"), ask.say)
            case "where_am_i":
                return self._beside(ask, Say("where_am_i.safety"), ask.say)
            case "grounding" if isinstance(ask.expects, Choice) and BREATHE in ask.expects.options:
                return self._answered(ask, BREATHE)
            case "grounding":
                return self._beside(ask, Say("safety.breathe_with_me"), ask.say)
            case "help":
                return self._beside(ask, Say(f"help.{ask.expects.name}.{ask.key}"), ask.say)
        if not meaning.text.strip():
            return self._not_heard(ask, "silence")
        if meaning.kind == "command":
            return self._not_heard(ask, "unclear")
        if isinstance(ask.expects, YesNo):
            # "I don't know", "sort of": not a no, so it is taken as seriously as a yes.
            return self._answered(ask, None)
        if isinstance(ask.expects, Choice):
            return self._not_heard(ask, "unclear")
        return self._answered(ask, meaning.text)

    def last_number(self) -> tuple[Say, ...]:
        """The number once more, for someone who wants to stop; nothing before it is safe to say."""
        if self.brief.kind == "abuse" and not (self._turns and self._turns[0].value):
            return ()
        named = (note.country for note in self.notes)
        country = next(named, self.brief.country)
        line = self.brief.helplines.to_call(country, self.brief.kind)
        if line is None:
            return (Say("safety.directory_once"),)
        said = number(self.brief, country)[1].words["number"]
        return (Say("safety.number_once", number=said),)

    def _answered(self, ask: Ask, value: Any) -> Reply:
        how: Literal["said", "skipped"] = "skipped" if value is None else "said"
        turn = Turn(f"turn {len(self._turns)}", ask.key, ask.about, value, how)
        self._turns.append(turn)
        self._dictated.clear()
        self._missed = 0
        scene = self._scene()
        self.notes = tuple(
            note
            for noted in (scene.notes or {}).values()
            for note in noted
            if isinstance(note, CountrySet)
        )
        return Reply(scene.says, scene.ask, unseen=self.unseen)

    def _softly_answered(self, ask: Ask, meaning: Meaning) -> Reply:
        """To a mere "are you safe?" there is more than yes and no; nothing unsafe is missed."""
        text, value = meaning.text, meaning.value
        yes = meaning.kind == "answer" and value is True
        why = self._known.answers("why", text)
        if notice(text) is not None:
            return self._answered(ask, False)
        unsure = self._known.answers("unsure", text)
        if yes or (self._known.answers("safe", text) and not unsure):
            return self._answered(ask, SAFE_BUT_WHY if why else True)
        if meaning.kind == "answer" and value is False:
            return self._answered(ask, False)
        if unsure:
            return self._answered(ask, None)
        if why:
            return self._beside(ask, Say("safety.because"), ask.say)
        return self._answered(ask, UNCLEAR)

    def _not_heard(self, ask: Ask, why: Literal["silence", "unclear"]) -> Reply:
        self._missed += 1
        say = Say(f"safety.{why}", nth=self._missed)
        return self._beside(ask, say, *((ask.say,) if self._missed == 1 else ()))

    def _beside(self, ask: Ask, *says: Say) -> Reply:
        return Reply(says, ask, unseen=self.unseen)

    def _scene(self) -> Scene:
        return play(safety(self.brief), [replace(turn) for turn in self._turns])
