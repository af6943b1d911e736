"""The gentler path, for a person who is numb, in transition, burned out, healing or lost.

It has its own prompts, never asks what happened, and everything in it can be skipped. Grounding is
offered once and can be asked for at any time.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any

from assistant.dialogues.brief import Brief, GoalBrief
from assistant.dialogues.hearing import heard
from assistant.dialogues.steps import Ask, Begin, Note, Say, Step
from assistant.practice.events import GoalAdded
from assistant.practice.exercises import ToldInExercise
from assistant.practice.goals import GoalPaused
from assistant.practice.naming import step_title
from assistant.practice.schedule import ONCE
from intents import Freely, YesNo

A_REST = timedelta(days=7)
RESTING = frozenset({"burnout", "healing"})
"""The situations in which letting all goals rest for a week is offered."""

KEYS = {
    "numbness": "numb",
    "burnout": "burned_out",
    "a time of change": "in_between",
    "healing": "healing",
    "losing sight of yourself": "finding_yourself",
}


def gently(brief: Brief, name: str) -> Generator[Step, Any, None]:
    """Ask a few kind questions, each of which can be skipped."""
    kind = KEYS[name]
    goals: tuple[GoalBrief, ...] = getattr(brief, "goals", ())
    yield Say(f"gently.hello.{kind}")
    arrive = yield Ask("gently.a_moment_first", YesNo())
    if arrive:
        yield Begin("grounding")
    good = yield Ask(f"gently.first.{kind}", Freely(good=True))
    if good:
        yield Note(ToldInExercise(f"gently.{kind}", good))
        yield heard("gently.heard", good, brief.language)
    else:
        yield Say("gently.nothing_is_fine")
    small = yield Ask(f"gently.small.{kind}", Freely(good=True), words=good)
    if small:
        yield Note(ToldInExercise("gently.small", small))
        keep = yield Ask("gently.shall_i_keep_it", YesNo(), step=small)
        if keep:
            title = step_title(small, brief.language)
            yield Note(GoalAdded(f"{brief.session}.goal", title, rrule=ONCE))
        yield Say("gently.kept" if keep else "gently.not_kept", step=small)
    if goals and kind in {KEYS[resting] for resting in RESTING}:
        yield from _let_goals_rest(brief, goals)
    yield Say(f"gently.goodbye.{kind}", small=small, name=brief.name)


def _let_goals_rest(brief: Brief, goals: tuple[GoalBrief, ...]) -> Generator[Step, Any, None]:
    rest = yield Ask("gently.shall_goals_rest", YesNo())
    if rest:
        until = str(date.fromisoformat(brief.day) + A_REST)
        for goal in goals:
            yield Note(GoalPaused(goal.id, brief.day, until))
        yield Say("gently.goals_rest", until=until)
    else:
        yield Say("gently.goals_stay")
