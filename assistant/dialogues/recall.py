"""Answers to questions about what is kept: a reminder, a step, a day, something told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Self

import msgspec

from assistant.dialogues.brief import Brief, GoalBrief, Moment, Passage, goal_of
from assistant.dialogues.counted import Counted, counted, tell_counted, tell_of_today
from assistant.dialogues.goals import goal_line
from assistant.dialogues.reminder import KnownReminder, half_a_day_on, in_words
from assistant.dialogues.steps import Dialogue, Say
from assistant.practice.naming import all_near, nearest
from assistant.practice.reminders import Reminder, coming, meant, over
from assistant.practice.state import State

A_FEW = 3
"""At most so many reminders, steps or passages are told."""


TOLD = frozenset({"done", "partly", "not_yet"})
"""How a step can have gone."""
GUESSED = "guessed"
"""The kind of a question of which only some words are known that it is about."""


class RecallBrief(Brief, frozen=True):
    """What is asked, and what is kept of it.

    `of` is the kind of question, `what` the words it names; `called` is the name of a value that
    is meant, `on` the day. `sorry`: it was asked before and not understood. `plan` is the plan of
    the step that is meant, `went` how it went when it was told last, `counted` how steps went this
    week, `meant` what was said for today. `line` is that of what was kept last.
    """

    of: str = ""
    what: str = ""
    called: str = ""
    on: str = ""
    sorry: bool = False
    reminders: tuple[KnownReminder, ...] = ()
    others: tuple[KnownReminder, ...] = ()
    goals: tuple[GoalBrief, ...] = ()
    found: tuple[Passage, ...] = ()
    counted: tuple[Counted, ...] = ()
    meant: str = ""
    plan: str = ""
    went: str = ""
    line: str = ""
    last_words: str = ""
    aloud: bool = True
    locked: bool = False

    def quoting(self, words_in: Callable[[str], str]) -> RecallBrief:
        """Return the brief with the words that were kept last."""
        if not self.line:
            return self
        return msgspec.structs.replace(self, last_words=words_in(self.line))

    def recalled(self, state: State) -> RecallBrief:
        """Return the brief with the words of the reminders."""
        words = {one.id: one.own_words for one in state.reminders}
        meant = _meant_for_today(state, self.now[:10]) if self.of == "intention" else ""

        def filled(known: Sequence[KnownReminder]) -> tuple[KnownReminder, ...]:
            return tuple(msgspec.structs.replace(one, words=words.get(one.id, "")) for one in known)

        return msgspec.structs.replace(
            self, reminders=filled(self.reminders), others=filled(self.others), meant=meant
        )

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief by looking up what the question names."""
        slots = moment.slots
        of, what = str(slots.get("of", "")), str(slots.get("what", ""))
        brief = cls(
            **moment.basics,
            of=of,
            what=what,
            on=str(slots.get("date", "")),
            sorry=bool(slots.get("sorry")),
            aloud=moment.may_read_aloud,
            locked=moment.locked,
        )
        if moment.locked or not moment.may_read_aloud:
            return brief
        made = {
            "reminder": _of_a_reminder,
            "next": _of_the_next,
            "day": _of_a_day,
            "plan": _of_a_plan,
            "written": _of_the_last,
            "last": _of_the_last,
            "name": _of_a_name,
            "went": _of_how_it_went,
            "count": _of_the_week,
            "undone": _of_the_week,
            "intention": _of_nothing,
            "place": _of_a_place,
            "my_name": _of_nothing,
            "asleep": _of_nothing,
        }.get(of, _of_a_thing)(moment, brief)
        return msgspec.structs.replace(brief, **made)


def recall(brief: RecallBrief) -> Dialogue:
    """Tell what is kept of what was asked, or that nothing is."""
    if brief.locked:
        yield Say("journal.locked")
        return
    if not brief.aloud:
        yield Say("journal.not_aloud")
        return
    if brief.sorry:
        yield Say("recall.sorry")
    match brief.of:
        case "asleep":
            yield Say("recall.asleep")
        case "my_name":
            yield Say(
                "recall.my_name" if brief.name else "recall.no_name_of_yours", name=brief.name
            )
        case "reminder":
            yield from _tell_reminders(brief)
        case "next":
            yield Say("recall.next" if brief.reminders else "recall.no_reminder")
            yield from _each(brief.reminders)
        case "day":
            yield from _tell_day(brief)
        case "plan":
            yield Say("journal.plan" if brief.plan else "recall.no_plan", words=brief.plan)
        case "written":
            key = "journal.kept_last" if brief.last_words else "recall.not_written"
            yield Say(key, words=brief.last_words)
        case "last":
            key = "journal.told_last" if brief.last_words else "recall.not_written"
            yield Say(key, words=brief.last_words)
        case "count":
            yield from tell_counted(brief.counted)
        case "undone":
            yield from tell_of_today(brief.counted)
        case "intention":
            key = "recall.meant_for_today" if brief.meant else "recall.nothing_meant"
            yield Say(key, words=brief.meant)
        case "name" | "place":
            yield Say("recall.name" if brief.called else "recall.no_name", name=brief.called)
        case "went":
            yield Say(f"recall.went_{brief.went or 'untold'}", day=brief.on)
        case _:
            yield from _tell_thing(brief)


def _tell_reminders(brief: RecallBrief) -> Dialogue:
    if brief.reminders:
        yield Say("recall.yes")
        yield from _each(brief.reminders)
    elif brief.others:
        yield Say("recall.no_such_reminder")
        yield from _each(brief.others)
    else:
        yield Say("recall.no_reminder")


def _tell_day(brief: RecallBrief) -> Dialogue:
    if brief.goals:
        titles = tuple(goal.title for goal in brief.goals)
        yield Say("recall.day", day=brief.on, goals=titles)
    else:
        yield Say("recall.day_free", day=brief.on)
    yield from _each(brief.reminders)


def _tell_thing(brief: RecallBrief) -> Dialogue:
    if brief.called:
        yield Say("recall.value" if brief.goals else "recall.value_alone", value=brief.called)
    for goal in brief.goals[:A_FEW]:
        yield goal_line(goal)
    yield from _each(brief.reminders)
    for passage in brief.found:
        yield Say("journal.passage", day=passage.day, words=passage.words, line=passage.line)
    if not (brief.called or brief.goals or brief.reminders or brief.found):
        yield Say("question.recall" if brief.of == GUESSED else "recall.nothing_about")


def _each(reminders: Sequence[KnownReminder]) -> Dialogue:
    for known in reminders[:A_FEW]:
        yield Say(f"reminder.told.{known.dialogue}", **in_words(known), reminder=known.id)


# What there is --------------------------------------------------------------------------------

_Found = dict[str, object]


def _there(moment: Moment) -> list[Reminder]:
    return [one for one in moment.state.reminders if not over(one, moment.now)]


def _known(reminders: Sequence[Reminder]) -> tuple[KnownReminder, ...]:
    return tuple(
        KnownReminder(one.id, one.dialogue, one.time, one.rrule, one.day) for one in reminders
    )


def _of_a_reminder(moment: Moment, brief: RecallBrief) -> _Found:
    """The reminders at the hour, on the day or with the words that are named; all for none."""
    there, time = _there(moment), str(moment.slots.get("time", ""))
    if time:
        hours = {time} if not moment.slots.get("half", True) else {time, half_a_day_on(time)}
        named = [one for one in there if one.time in hours]
    elif brief.on:
        day = date.fromisoformat(brief.on)
        named = [one for one in there if meant(one, day)]
    elif brief.what:
        called = [one.own_words or one.dialogue.replace("_", " ") for one in there]
        named = [there[place] for place in all_near(brief.what, called)]
    else:
        named = sorted(there, key=lambda one: datetime.fromisoformat(one.added))[-1:]
    others = [] if named else _by_time(there, moment.now)
    return {"reminders": _known(named), "others": _known(others)}


def _by_time(there: Sequence[Reminder], now: datetime) -> list[Reminder]:
    """The reminders that are to come, the next one first."""
    timed = [(when, one) for one in there if (when := coming(one, now)) is not None]
    return [one for _, one in sorted(timed, key=lambda pair: pair[0])]


def _of_the_next(moment: Moment, brief: RecallBrief) -> _Found:
    return {"reminders": _known(_by_time(_there(moment), moment.now)[:1])}


def _of_a_day(moment: Moment, brief: RecallBrief) -> _Found:
    state, day = moment.state, date.fromisoformat(brief.on or str(moment.today))
    away = state.days.away_days
    goals = tuple(goal_of(state, goal) for goal in state.goals if goal.meant_for(day, away))
    reminders = [one for one in _there(moment) if meant(one, day)]
    reminders.sort(key=lambda one: one.time)
    return {"goals": goals, "reminders": _known(reminders), "on": str(day)}


def _of_a_plan(moment: Moment, brief: RecallBrief) -> _Found:
    """The plan of the step that is named, or the one that was said last."""
    living = moment.state.living()
    place = (
        nearest(brief.what, [goal.title for goal in living], brief.language) if brief.what else None
    )
    planned = [goal for goal in living if goal.said.get("plan")]
    goal = (
        living[place] if place is not None else max(planned, key=lambda g: g.planned, default=None)
    )
    return {"plan": goal.said.get("plan", "") if goal else ""}


def _of_how_it_went(moment: Moment, brief: RecallBrief) -> _Found:
    """How the step that is named went, when it was told last."""
    goal = next((one for one in moment.state.living() if one.title == brief.what), None)
    told = [check for check in goal.history if check.outcome in TOLD] if goal else []
    if not told:
        return {}
    last = max(told, key=lambda check: check.of)
    return {"went": last.outcome, "on": str(last.of)}


def _of_the_week(moment: Moment, brief: RecallBrief) -> _Found:
    """How the step that is named went this week, or all of them."""
    living = moment.state.living()
    named = [goal for goal in living if goal.title == brief.what] or living
    return {"counted": tuple(counted(goal, moment.today) for goal in named)}


def _of_a_place(moment: Moment, brief: RecallBrief) -> _Found:
    """The name of the step or the value at a place in the list: "the second step"."""
    slots, state = moment.slots, moment.state
    goals = [goal.title for goal in state.living()]
    names = [value.name for value in state.values] if slots.get("values") else goals
    place = int(slots.get("place", 0))
    return {"called": names[place - 1] if 0 < place <= len(names) else ""}


def _meant_for_today(state: State, today: str) -> str:
    """What was said for today: this morning, or else the evening before."""
    said = [one.words for one in state.intentions if one.day == today]
    if said:
        return said[-1]
    eve = str(date.fromisoformat(today) - timedelta(days=1))
    return state.days.told.get(eve, {}).get("tomorrow", "")


def _of_nothing(moment: Moment, brief: RecallBrief) -> _Found:
    return {}


def _of_the_last(moment: Moment, brief: RecallBrief) -> _Found:
    last = moment.last("")
    return {"line": last.line} if last else {}


def _of_a_name(moment: Moment, brief: RecallBrief) -> _Found:
    """The name of the step or the value that was named, or that was kept last."""
    state = moment.state
    if brief.what:
        return {"called": brief.what}
    goals = [(goal.added, goal.title) for goal in state.living()]
    newest = [*((value.kept, value.name) for value in state.values), *goals]
    return {"called": max(newest, key=lambda one: one[0])[1] if newest else ""}


def _of_a_thing(moment: Moment, brief: RecallBrief) -> _Found:
    """The value, the step, the reminders and the passages that some words are about."""
    state, what, told = moment.state, brief.what, brief.of in ("told", GUESSED)
    living = state.living()
    of_value = nearest(what, [value.name for value in state.values], brief.language)
    titles = [goal.title for goal in living]
    of_goal = None if of_value is not None else nearest(what, titles, brief.language)
    there = _there(moment)
    called = [one.own_words for one in there]
    near = [there[n] for n in all_near(what, called)] if any(called) else []
    goals = [living[of_goal]] if of_goal is not None else []
    if of_value is not None:
        value = state.values[of_value]
        goals = [goal for goal in living if goal.value == value.id]
    known = of_value is not None or bool(goals) or bool(near)
    found = moment.find(what, None, None, A_FEW) if told or not known else ()
    if told and found:  # It is asked what was said, and not what that led to.
        return {"found": found[:A_FEW]}
    return {
        "called": state.values[of_value].name if of_value is not None else "",
        "goals": tuple(goal_of(state, goal) for goal in goals),
        "reminders": _known([one for one in near if one.own_words]),
        "found": found,
    }
