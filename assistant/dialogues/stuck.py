"""Obstacles: one open question, a name for the obstacle, and a way on that fits.

A person may be stuck not because of an obstacle but because of something heavy, such as a loss.
For them there is the gentler path (`assistant.dialogues.gently`), which does not ask what happened.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, goal_of
from assistant.dialogues.gently import gently
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.ways_on import FITTING, IN_OWN_WORDS, WAYS, Situation
from assistant.dialogues.which_goal import choose_goal, titles_of
from assistant.formatting.rephrasing import is_sentence
from assistant.practice import obstacle_detection as obstacles
from assistant.practice.obstacle_detection import GENTLE
from assistant.practice.obstacles import ObstacleNamed
from intents import Freely, YesNo

A_NAME_IS_SHORT = 4
"""An answer of more words than this is a description, not a name."""


class StuckBrief(Brief, frozen=True):
    """The current goals."""

    goals: tuple[GoalBrief, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state = moment.state
        goals = tuple(goal_of(state, goal) for goal in state.goals if goal.on(moment.today))
        return cls(**moment.basics, goals=goals)


def stuck(brief: StuckBrief) -> Dialogue:
    """Ask what is in the way, find a name for it, and a way on."""
    yield Say("stuck.hello", name=brief.name)
    goal = yield from _which_goal(brief.goals)
    words: str | None = yield Ask("stuck.what_happens", Freely(thoughts=True), goal=goal.title)
    if words is None:
        words = yield Ask("stuck.an_easier_way", Freely(thoughts=True))
    if words is None:
        yield Say("stuck.no_need")
        return
    name, kind = yield from _its_name(brief, words)
    yield Note(ObstacleNamed(name or words, words, goal.id))
    if kind in GENTLE:
        yield from gently(brief, kind)
        return
    yield Say("stuck.named" if name else "stuck.unnamed", obstacle=name, words=words)
    taken = yield from _way_on(Situation(brief, goal, name), kind)
    if taken:
        yield Say("stuck.summary", obstacle=name, goal=goal.title, taken=taken)


def _which_goal(goals: tuple[GoalBrief, ...]) -> Generator[Step, Any, GoalBrief]:
    """Ask which goal it is about. Return it, one without an id if it is about none."""
    none = GoalBrief("", "")
    if not goals:
        return none
    if len(goals) == 1:
        is_it = yield Ask("stuck.is_it_about", YesNo(), goal=goals[0].title)
        return goals[0] if is_it else none
    chosen = yield from choose_goal("stuck.which_goal", goals, goals=titles_of(goals))
    return chosen or none


def _its_name(brief: StuckBrief, words: str) -> Generator[Step, Any, tuple[str, str]]:
    """Ask for a name. Return it and the known obstacle it resembles; "" where there is none."""
    heard = obstacles.load(brief.language).detect(words)
    if heard is None:
        named: str | None = yield Ask("stuck.has_it_a_name", Freely(thoughts=True), words=words)
        return _called(named, brief.language)
    right = yield Ask(
        f"stuck.is_it.{heard.name}",
        YesNo(about=heard.name, or_else="words"),
        obstacle=heard.name,
        because=max(heard.because, key=len),
    )
    if isinstance(right, dict):  # neither yes nor no: the answer names it
        return _called(right["words"], brief.language)
    if right is not False:
        return (heard.name, heard.name) if right else ("", "")
    named = yield Ask("stuck.what_would_you_call_it", Freely(thoughts=True))
    return _called(named, brief.language)


def _called(named: str | None, language: str) -> tuple[str, str]:
    """Return the name given, if it is one, and the known obstacle it resembles."""
    like = obstacles.load(language).detect(named or "")
    kind = like.name if like is not None else ""
    named = named or ""
    short = len(named.split()) <= A_NAME_IS_SHORT and not is_sentence(named, language)
    return named if short else kind, kind


def _way_on(at: Situation, kind: str) -> Generator[Step, Any, str | None]:
    """Try the way on that fits best, or else another. Return its result, None for no result."""
    for nth, way in enumerate(FITTING.get(kind, IN_OWN_WORDS)):
        question = f"stuck.or_else.{way}" if nth else f"stuck.shall_we_try.{way}"
        wanted = yield Ask(question, YesNo(), obstacle=at.obstacle)
        if wanted:
            return (yield from WAYS[way](at))
    yield Say("stuck.naming_was_enough", obstacle=at.obstacle)
    return None
