"""The talk about safety: its turns are kept here, in memory, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from assistant.conversation.acts import Interpretation
from assistant.conversation.replay import DialogueState, Turn, play
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
from assistant.safety import helplines
from assistant.safety.concern import Concern
from assistant.safety.kept import Kept
from intents import Choice, Dictation, YesNo

BESIDE = ("repeat", "back", "undo", "where_am_i", "grounding", "help")
"""Intents that answer no question."""


def safety_brief(
    session: str,
    now: datetime,
    concern: Concern,
    country: str,
    kept: Kept = "",
    language: str = "en",
) -> SafetyBrief:
    """All that the dialogue is told when it begins."""
    return SafetyBrief(
        session,
        now.isoformat(),
        language=language,
        kind=concern.kind,
        certainty=concern.certainty,
        helplines=helplines.load_safely(language),
        country=country,
        kept=kept,
    )


class SafetyTalk:
    """One talk about safety. `notes` are what may be kept of it: nothing but the country."""

    def __init__(self, brief: SafetyBrief) -> None:
        self.brief = brief
        self.notes: tuple[CountrySet, ...] = ()
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
        state = self._state()
        return Reply(state.says, state.ask, unseen=self.unseen)

    def respond(self, said: Interpretation) -> Reply:
        """The reply to an utterance. Only the person ends the talk."""
        ask = self._state().ask
        if ask is None:
            return Reply()
        if isinstance(ask.expects, Dictation):
            if said.kind == "command" and said.intent in ("done", "skip"):
                return self._answered(ask, " ".join(self._dictated))
            if said.kind == "answer":
                self._dictated.append(str(said.value))
            return Reply((), ask, unseen=self.unseen)
        soft = ask.key.startswith(("safety.soft.", "safety.only_asked."))
        if soft and said.text.strip() and said.intent not in BESIDE:
            return self._softly_answered(ask, said)
        if ask.key == "safety.which_country" and "fine" in said.safety:
            return self._answered(ask, FINE)
        if isinstance(ask.expects, Choice) and "fine" in said.safety:
            return self._answered(ask, GO_ON)
        if said.kind == "answer":
            return self._answered(ask, said.value)
        match said.intent:
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
        if not said.text.strip():
            return self._not_heard(ask, "silence")
        if said.kind == "command":
            return self._not_heard(ask, "unclear")
        if isinstance(ask.expects, YesNo):
            # "I don't know", "sort of": not a no, so it is taken as seriously as a yes.
            return self._answered(ask, None)
        if isinstance(ask.expects, Choice):
            return self._not_heard(ask, "unclear")
        return self._answered(ask, said.text)

    def last_number(self) -> tuple[Say, ...]:
        """The number once more, for someone who wants to stop; nothing before it is safe to say."""
        if self.brief.kind == "abuse" and not (self._turns and self._turns[0].value):
            return ()
        named = (note.country for note in self.notes)
        country = next(named, self.brief.country)
        line = self.brief.helplines.to_call(country, self.brief.kind)
        if line is None:
            return (Say("safety.directory_once"),)
        spoken = number(self.brief, country)[1].words["number"]
        return (Say("safety.number_once", number=spoken),)

    def _answered(self, ask: Ask, value: Any) -> Reply:
        how: Literal["said", "skipped"] = "skipped" if value is None else "said"
        turn = Turn(f"turn {len(self._turns)}", ask.key, ask.about, value, how)
        self._turns.append(turn)
        self._dictated.clear()
        self._missed = 0
        state = self._state()
        self.notes = tuple(
            note for noted in state.notes.values() for note in noted if isinstance(note, CountrySet)
        )
        return Reply(state.says, state.ask, unseen=self.unseen)

    def _softly_answered(self, ask: Ask, said: Interpretation) -> Reply:
        """To a mere "are you safe?" there is more than yes and no; nothing unsafe is missed."""
        yes = said.kind == "answer" and said.value is True
        why = "why" in said.safety
        if said.concern is not None:
            return self._answered(ask, False)
        unsure = "unsure" in said.safety
        if yes or ("safe" in said.safety and not unsure):
            return self._answered(ask, SAFE_BUT_WHY if why else True)
        if said.kind == "answer" and said.value is False:
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

    def _state(self) -> DialogueState:
        return play(safety(self.brief), [replace(turn) for turn in self._turns])
