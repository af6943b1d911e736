"""What morning and evening check-in share: the brief, how goals went, what was noticed."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, Self

import msgspec

from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, goals_due, values_of
from assistant.dialogues.change_goal import smaller
from assistant.dialogues.goal import ADD, new_goal, said_step
from assistant.dialogues.hearing import Met, heard, meet_gravely
from assistant.dialogues.steps import Ask, Note, Say, Step
from assistant.dialogues.why_goal import what_for
from assistant.practice.days import GentlyOffered
from assistant.practice.events import BarrierNamed, GoalChecked
from assistant.practice.goals import Goal, Went
from assistant.practice.gravity import is_grave_telling
from assistant.practice.moods import HEAVIEST, mood_of
from assistant.practice.observations import Kind, answers_briefly, family_of, recurring, to_offer
from assistant.practice.outcome_detection import is_others_part, nothing_in_the_way
from assistant.practice.schedule import Schedule, is_long, once
from assistant.practice.state import State
from assistant.practice.threads import Thread, speaks_of
from intents import Freely, Outcome, YesNo

A_FEW_GOALS = 3
"""After this many goals, ask whether to go on."""
NO_OUTCOME = frozenset({"later", "unfit", "unneeded"})
"""What is said of a step whose hour is still to come, which did not apply, or was not needed."""
A_NEW_STEP = 2
"""For so many days after a step was added, another one is not offered."""
NEW_STEP = "new_step"
"""What is noted when a new step was offered."""
BETWEEN_OFFERS = 4
"""So many days lie between two offers of a new step."""
A_WHILE = 3
"""After more days than this without a conversation, say that it is good to hear from them."""


class Noticed(msgspec.Struct, frozen=True):
    """Something to mention gently: its kind, the goal, value or word it is about, and its name."""

    kind: Kind | str
    about: str
    name: str
    days: int = 0
    goal: GoalBrief | None = None


class CheckInBrief(Brief, frozen=True):
    """The person's values, the goals due, the days since the last time, the last day of being away.

    `briefly`: the person answers briefly. `noticed`: the one thing to mention today, if any.
    `locked`: the journal is locked, so nothing of this is known. `tell_of_away`: mention that they
    are away. `aloud`: earlier words may be read aloud. `gently`: ask only a little. `thread_told`
    is the id of what was told another day, to be asked about; `told` is filled in by `with_told`.
    `new_lately`: a step was added or offered not long ago.
    """

    locked: bool = False
    gently: bool = False
    first_time: bool = False
    values: tuple[ValueBrief, ...] = ()
    goals_due: tuple[GoalBrief, ...] = ()
    goals: int = 0
    days_away: int = 0
    away_until: str = ""
    tell_of_away: bool = False
    briefly: bool = False
    noticed: Noticed | None = None
    aloud: bool = True
    thread_told: str = ""
    new_lately: bool = False
    told: Thread | None = None

    def with_told(self, state: State) -> Self:
        """Return the brief with what was told on another day and is asked about today."""
        kept = (thread for thread in state.threads.kept if thread.id == self.thread_told)
        barred = state.rests.about(date.fromisoformat(self.day))
        told = next((thread for thread in kept if not speaks_of(thread, barred)), None)
        return msgspec.structs.replace(self, told=told)

    @property
    def evening(self) -> bool:
        """Whether it asks about the day itself; in the morning it asks about the days before."""
        return False

    def recalled(self, state: State) -> Self:
        """Return the brief without goals that were dropped or paused before it asked of them.

        Nor does it ask of those of which was told in passing how they went.
        """
        today = date.fromisoformat(self.now[:10])
        told = {goal.id for goal in state.goals if self._was_told(goal)}
        at_rest = {goal.id: goal for goal in state.goals if not goal.on(today)}
        left = tuple(
            goal
            for goal in self.goals_due
            if goal.id not in told
            and (
                goal.id not in at_rest
                or any(check.day in (self.day, goal.missed) for check in at_rest[goal.id].history)
            )
        )
        return msgspec.structs.replace(self, goals_due=left)

    def _was_told(self, goal: Goal) -> bool:
        """Whether another dialogue was told how the goal went on the day, and this one was not."""
        day = date.fromisoformat(self.day) - timedelta(days=0 if self.evening else 1)
        told = {check.session for check in goal.history if check.of == day}
        return bool(told) and self.session not in told


def what_is_known(moment: Moment, today: date, evening: bool) -> dict[str, Any]:
    """The fields of a check-in's brief on the day `today`.

    Values not chosen for the longest time come first.
    """
    state = moment.state
    last_day = {value: day for day, value in state.day_values.items()}
    last = state.checked_in(today)
    return {
        **moment.basics,
        "locked": moment.locked,
        "gently": moment.gently,
        "first_time": not (state.values or state.goals or last or moment.locked),
        "values": tuple(sorted(values_of(state), key=lambda v: last_day.get(v.id, ""))),
        "goals_due": goals_due(state, today, evening),
        "goals": len(state.living()),
        "days_away": (today - date.fromisoformat(last)).days if last else 0,
        "away_until": state.days.away_until(today),
        "tell_of_away": state.days.tell_of_away(today),
        "briefly": answers_briefly(state),
        "noticed": noticed(moment),
        "aloud": moment.may_read_aloud,
        "thread_told": _due_thread(moment),
        "new_lately": any((today - _added(goal)).days < A_NEW_STEP for goal in state.living())
        or _offered_lately(state, today),
    }


def _offered_lately(state: State, today: date) -> bool:
    """Whether a new step was offered not long ago, so that it is offered twice a week at most."""
    last = state.days.last_offered(NEW_STEP, today)
    return bool(last) and (today - date.fromisoformat(last)).days < BETWEEN_OFFERS


def _added(goal: Goal) -> date:
    return date.fromisoformat(goal.added[:10])


def _due_thread(moment: Moment) -> str:
    """Return the id of what was told on another day and may be asked about now; "" for nothing."""
    if not moment.may_read_aloud or moment.gently:
        return ""
    state = moment.state
    thread = state.threads.due(moment.today, state.rests.about(moment.today))
    return thread.id if thread else ""


def noticed(moment: Moment) -> Noticed | None:
    """Return the one thing to mention today: a repeated obstacle, or else a misalignment."""
    state, today = moment.state, moment.today
    if state.is_gentle(today) or state.days.away_until(today):
        return None
    pattern = recurring(state, today, moment.again)
    if pattern:
        goal = next((g for g in state.living() if g.id == pattern.goal), None)
        found = None
        if goal:
            often = (goal.rrule, goal.times, goal.by)
            found = GoalBrief(goal.id, goal.title, state.value_named(goal.value), often)
        about = family_of(pattern.word, moment.again)
        return Noticed("pattern", about, pattern.word, pattern.days, found)
    one = to_offer(state, today)
    return Noticed(one.kind, one.id, one.name) if one else None


def welcome_back(brief: CheckInBrief) -> Generator[Step, Any, None]:
    """Greet a person who was not here for a while or is away. Days missed are never mentioned.

    Being away was confirmed when it was said; after that it is mentioned once.
    """
    if brief.tell_of_away:
        back = str(date.fromisoformat(brief.away_until) + timedelta(days=1))
        yield Say("checkin.away", day=back)
    elif not brief.away_until and brief.days_away > A_WHILE:
        yield Say("checkin.good_to_hear_you")


class GoalsWent(NamedTuple):
    """How many goals are done, and whether to go on as usual after what was told of them.

    `worn`: the person told that they are tired, or that it was hard.
    """

    done: int = 0
    met: Met = "light"
    worn: bool = False


def how_goals_went(brief: CheckInBrief) -> Generator[Step, Any, GoalsWent]:
    """Ask how due goals went; of many, as many as the person likes.

    After something heavy no further goal is asked about.
    """
    done, worn = 0, False
    for place, goal in enumerate(brief.goals_due):
        if place and place % A_FEW_GOALS == 0:
            left = len(brief.goals_due) - place
            more = yield Ask("checkin.more_goals", YesNo(), about=str(place), number=left)
            if not more:
                yield Say("checkin.another_time")
                break
        outcome, met = yield from how_it_went(goal, brief)
        done += outcome == "done"
        worn = worn or met == "worn"
        if met in ("heavy", "enough"):
            return GoalsWent(done, met)
    return GoalsWent(done, worn=worn)


def how_it_went(
    goal: GoalBrief, brief: CheckInBrief
) -> Generator[Step, Any, tuple[Went, Met | Literal["worn"]]]:
    """Ask how a goal went, and if it did not, what got in the way. A skip is accepted as it is.

    "worn": it was hard, and the check-in goes on with fewer questions.
    """
    question = "evening.how_did_it_go" if brief.evening else "morning.how_did_it_go"
    schedule = Schedule(*goal.often)
    if goal.missed:
        question = f"{question}.that_day"
    elif is_long(schedule):
        question = f"{question}.counted"
    elif not (brief.evening or schedule.times or once(schedule.rrule)):
        question = f"{question}.yesterday"
    answer = yield Ask(
        question,
        Outcome(),
        about=goal.id,
        goal=goal.title,
        day=goal.missed,
        often=goal.often,
        when=schedule.rhythm.as_said,
    )
    outcome: Went = "skip" if answer is None or answer in NO_OUTCOME else answer
    yield Note(GoalChecked(goal.id, outcome, brief.day, brief.evening, goal.missed))
    yield Say(f"morning.heard.{answer or outcome}", goal=goal.title, value=goal.value)
    if outcome not in ("partly", "not_yet"):
        return outcome, "light"
    barrier = yield Ask(
        "morning.what_got_in_the_way",
        Freely(thoughts=True),
        about=goal.id,
        takes_tail=True,
        goal=goal.title,
    )
    if not barrier or nothing_in_the_way(barrier, brief.language):
        yield Say("morning.barrier_skipped")
        return outcome, "light"
    yield Note(BarrierNamed(goal.id, barrier))
    feeling = mood_of(barrier, brief.language)
    if is_others_part(barrier, brief.language) and not feeling.heavy:
        yield Say("morning.others_part")
        return outcome, "light"
    if feeling.weight < HEAVIEST and not is_grave_telling(barrier, brief.language):
        # That it was hard is what was asked for: the check-in goes on.
        yield heard("morning.barrier_heard", barrier, brief.language)
        return outcome, "worn" if feeling.heavy else "light"
    return outcome, (yield from meet_gravely(brief, "morning.barrier_heard", barrier))


def name_what_was_noticed(brief: CheckInBrief) -> Generator[Step, Any, str | None]:
    """Make at most one gentle offer. Return the new goal it led to, if any."""
    seen = brief.noticed
    if seen is None:
        return None
    offered = Note(GentlyOffered("alignment", seen.about, brief.day))
    match seen.kind:
        case "pattern":
            wanted = yield Ask(
                "checkin.pattern", YesNo(), about=seen.about, word=seen.name, days=seen.days
            )
            yield Note(GentlyOffered("pattern", seen.about, brief.day))
            if wanted and seen.goal:
                yield from smaller(brief, seen.goal)
            elif wanted:
                yield Say("checkin.small_today")
            else:
                yield Say("checkin.as_you_like")
        case "value_without_goal":
            question = "checkin.value_without_goal"
            wanted = yield Ask(
                question, YesNo("goal", or_else="step"), seen.about, also=ADD, value=seen.name
            )
            yield offered
            if not wanted:
                yield Say("checkin.as_you_like")
                return None
            step = said_step(wanted)
            value = ValueBrief(seen.about, seen.name)
            return (yield from new_goal(brief, value, step=step, values=brief.values))
        case _ if brief.values:
            key = f"checkin.{seen.kind}"
            yield from what_for(brief, GoalBrief(seen.about, seen.name), brief.values, key)
            yield offered
    return None
