"""A goal made more certain, in two minutes: when, an if-then plan said aloud, the tiny version.

Then, for those who like, three numbers: how important, how sure, how willing.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.practice.goals import GoalAspect, GoalRated, GoalSaid, Ruler
from intents import Freely, Rating, YesNo

SURE = 7
"""From here on one is sure enough; below it is asked what would help."""
WILLING = 5
"""Below this a smaller step is kinder."""


def more_certain(goal: str, title: str, value: str) -> Generator[Step, Any, None]:
    """The whole of it. `goal` is its id; every question may be skipped."""
    when = yield from ask_of_goal(goal, "when", goal=title)
    if when:
        plan = yield Ask("certain.plan", Freely(aloud=True), about=goal, when=when, goal=title)
        if plan:
            yield Note(GoalSaid(goal, "plan", plan))
            yield Say("certain.plan_heard")
    tiny = yield from ask_of_goal(goal, "tiny", goal=title)
    yield from ask_of_goal(goal, "sign", goal=title, tiny=tiny)
    numbers = yield Ask("certain.shall_we_weigh_it", YesNo(), about=goal)
    if numbers:
        yield from weighed(goal, title, value, tiny)
    yield Say("certain.summary", goal=title, when=when, tiny=tiny)


def weighed(goal: str, title: str, value: str, tiny: str) -> Generator[Step, Any, None]:
    """How important, how sure, how willing; and what speaks for it, never against."""
    important = yield from rated(goal, "importance", goal=title)
    if important:
        yield from ask_of_goal(goal, "why_it_matters", rating=important)
    sure = yield from rated(goal, "confidence", goal=title)
    if sure:
        yield from ask_of_goal(goal, "why_so_sure", rating=sure)
    if sure is not None and sure < SURE:
        yield from ask_of_goal(goal, "surer", tiny=tiny)
    willing = yield from rated(goal, "willingness", value=value)
    if willing is not None:
        yield Say("certain.willing" if willing >= WILLING else "certain.less_willing", tiny=tiny)


def ask_of_goal(about: str, of: GoalAspect, **words: Any) -> Generator[Step, Any, str]:
    """Something of a goal in one's own words; "" where one would rather not."""
    said: str | None = yield Ask(f"certain.{of}", Freely(), about=about, **words)
    if not said:
        return ""
    yield Note(GoalSaid(about, of, said))
    yield Say(f"certain.heard.{of}", words=said)
    return said


def rated(about: str, of: Ruler, **words: Any) -> Generator[Step, Any, float | None]:
    """A number from 0 to 10."""
    rating: float | None = yield Ask(f"certain.{of}", Rating(0, 10), about=about, **words)
    if rating is not None:
        yield Note(GoalRated(about, of, rating))
    return rating
