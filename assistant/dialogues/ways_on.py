"""Ways on: exercises of a few turns for dealing with an obstacle.

Each returns what the person said they would do or remember, None if there was nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from assistant.dialogues.brief import Brief, GoalBrief
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.practice.events import GoalAdded
from assistant.practice.goals import GoalChanged, GoalSaid
from assistant.practice.naming import step_title
from assistant.practice.obstacles import WayOnTaken
from assistant.practice.schedule import ONCE
from intents import Aspiration, Freely, Rating, YesNo

WILLING = 5
"""Below this willingness, of ten, offer a smaller step."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What a way on is about: the goal (without an id if there is none) and the obstacle."""

    brief: Brief
    goal: GoalBrief
    obstacle: str


Way = Generator[Step, Any, str | None]


def make_room(at: Situation) -> Way:
    """Act for what matters while the feeling is there, without waiting until it is gone."""
    matters = yield Ask(
        "way_on.make_room.for_what", Freely(), value=at.goal.value, obstacle=at.obstacle
    )
    willing = yield Ask(
        "way_on.make_room.how_willing", Rating(0, 10), matters=matters, obstacle=at.obstacle
    )
    if willing is not None and willing < WILLING:
        yield Say("way_on.make_room.not_so_willing")
        return (yield from smaller_step(at))
    key = "way_on.make_room.willing" if willing is not None else "way_on.make_room.never_mind"
    yield Say(key, obstacle=at.obstacle)
    step: str | None = yield Ask(
        "way_on.make_room.first_thing", Freely(good=True, action=True), obstacle=at.obstacle
    )
    if step:
        yield Note(WayOnTaken("make_room", step, at.goal.id))
        yield Say("way_on.make_room.taken", step=step, obstacle=at.obstacle)
    return step


def smaller_step(at: Situation) -> Way:
    """Find a two-minute version, in place of the goal for now or as a separate step."""
    goal = at.goal.title
    heard = yield Ask("way_on.smaller.two_minutes", Aspiration(action=True), goal=goal)
    if heard is not None and heard["kind"] != "goal":
        yield Say("way_on.smaller.not_yet", words=heard["words"])
        heard = yield Ask("way_on.smaller.someone_could_see", Aspiration(), words=heard["words"])
    if heard is None:
        yield Say("way_on.smaller.none_for_now")
        return None
    step: str = heard["words"]
    yield Note(WayOnTaken("smaller_step", step, at.goal.id))
    yield from perhaps_change(at, step)
    return step


def good_enough(at: Situation) -> Way:
    """Ask what would be good enough this time."""
    enough: str | None = yield Ask("way_on.good_enough.what", Freely(good=True), goal=at.goal.title)
    if enough is None:
        yield Say("way_on.good_enough.none")
        return None
    yield Note(WayOnTaken("good_enough", enough, at.goal.id))
    yield Say("way_on.good_enough.heard", words=enough)
    yield from perhaps_change(at, enough)
    return enough


def if_then(at: Situation) -> Way:
    """Make an if-then plan; it is said aloud once, as a rehearsal."""
    step = at.goal.title
    if not step:
        heard = yield Ask("way_on.if_then.what", Freely(good=True))
        step = heard or ""
    when = yield Ask("way_on.if_then.when", Freely(), goal=step)
    if when is None:
        yield Say("way_on.if_then.none")
        return None
    plan: str | None = yield Ask("way_on.if_then.say_it", Freely(), when=when, goal=step)
    plan = plan or when
    yield Note(WayOnTaken("if_then", plan, at.goal.id))
    if at.goal.id:
        yield Note(GoalSaid(at.goal.id, "plan", plan))
    yield Say("way_on.if_then.kept", plan=plan)
    return plan


def notice_the_thought(at: Situation) -> Way:
    """Notice a thought as a thought, which can stay without deciding what to do."""
    thought = yield Ask(
        "way_on.notice.what_does_it_say", Freely(thoughts=True), obstacle=at.obstacle
    )
    if thought is None:
        yield Say("way_on.notice.none")
        return None
    said = yield Ask("way_on.notice.say_it", Freely(thoughts=True), thought=thought)
    key = "way_on.notice.what_now" if said else "way_on.notice.what_now_unsaid"
    step: str | None = yield Ask(key, Freely(good=True), value=at.goal.value)
    yield Note(WayOnTaken("notice_the_thought", step or thought, at.goal.id))
    yield Say("way_on.notice.taken" if step else "way_on.notice.enough", step=step)
    return step


def self_kindness(at: Situation) -> Way:
    """Say to oneself what one would say to a friend."""
    words: str | None = yield Ask(
        "way_on.kindness.to_a_friend", Freely(thoughts=True), obstacle=at.obstacle
    )
    if words is None:
        yield Say("way_on.kindness.none")
        return None
    yield Note(WayOnTaken("self_kindness", words, at.goal.id))
    for_me = yield Ask("way_on.kindness.for_you_too", YesNo(), words=words)
    yield Say("way_on.kindness.taken" if for_me else "way_on.kindness.kept", words=words)
    return words


def perhaps_change(at: Situation, step: str) -> Generator[Step, Any, None]:
    """Offer to change the goal at once; without a goal, offer to make one."""
    step = step_title(step, at.brief.language)
    if at.goal.id:
        change = yield Ask(
            "way_on.shall_i_change", YesNo(), about=at.goal.id, goal=at.goal.title, step=step
        )
        if change:
            yield Note(GoalChanged(at.goal.id, at.brief.day, title=step))
            yield Say("way_on.changed", step=step, value=at.goal.value)
        else:
            yield Note(GoalSaid(at.goal.id, "tiny", step))
            yield Say("way_on.stays", goal=at.goal.title, step=step)
        return
    keep = yield Ask("way_on.shall_i_keep", YesNo(), step=step)
    if keep:
        yield Note(GoalAdded(f"{at.brief.session}.goal", step, rrule=ONCE))
        yield Say("way_on.kept", step=step)
    else:
        yield Say("way_on.not_kept", step=step)


WAYS: dict[str, Callable[[Situation], Way]] = {
    "make_room": make_room,
    "smaller_step": smaller_step,
    "good_enough": good_enough,
    "if_then": if_then,
    "notice_the_thought": notice_the_thought,
    "self_kindness": self_kindness,
}

FITTING: dict[str, tuple[str, str]] = {
    "fear": ("make_room", "smaller_step"),
    "shame": ("self_kindness", "smaller_step"),
    "procrastination": ("smaller_step", "if_then"),
    "perfectionism": ("good_enough", "notice_the_thought"),
    "self-doubt": ("notice_the_thought", "self_kindness"),
    "overwhelm": ("smaller_step", "good_enough"),
    "tiredness": ("smaller_step", "self_kindness"),
    "too little time": ("smaller_step", "if_then"),
    "forgetting": ("if_then", "smaller_step"),
    "distraction": ("if_then", "smaller_step"),
    "other people": ("if_then", "make_room"),
    "not knowing how": ("smaller_step", "good_enough"),
    "anger": ("make_room", "if_then"),
    "loneliness": ("self_kindness", "smaller_step"),
    "pain": ("self_kindness", "smaller_step"),
}
"""For each known obstacle, the way on that fits best, and another if that is declined."""
IN_OWN_WORDS = ("smaller_step", "make_room")
"""The ways on for an obstacle with a name of the person's own."""
