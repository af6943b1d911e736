"""Add a goal: from a value to one small step of the person's own, and its schedule."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from datetime import date
from functools import partial
from typing import Any, Self

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.certain import (
    NOTHING,
    REMIND,
    WISHED,
    more_certain,
    planned,
    remind_of,
    said_of_when,
    with_hours,
)
from assistant.dialogues.choosing import choose_value
from assistant.dialogues.hearing import heard, is_heavy_heart
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.value import new_value
from assistant.formatting.gist import in_short
from assistant.formatting.rephrasing import (
    as_action,
    as_value_name,
    insists_on_step,
    is_pleasantry,
)
from assistant.formatting.things import cue_and_step
from assistant.practice.events import GoalAdded, ValueKept
from assistant.practice.goals import GoalChanged, GoalSaid
from assistant.practice.naming import (
    A_TITLE,
    is_name,
    is_named_in,
    short_name,
    step_title,
    whole_name,
)
from assistant.practice.schedule import A_DAY, ONCE, Schedule, once
from intents import Aspiration, Date, Freely, Recurrence, YesNo

A_TITLE_IS_SHORT = 8
"""If a step has more words than this, ask for a short name."""

HEAVY = "heavy"
"""The kind of what was told in place of a step and is met: no step is asked for any more."""
ADD = ("add_goal",)
"""The intents that mean yes when a new step is offered."""

OTHER_DAYS = "other_days"
"""The intent that names other days than those the step was kept with."""

SERVES = ("goal_serves",)
"""The intents that name another value than the step was asked for."""

Hope = Mapping[str, Any]
"""Something the person hopes to do: its `kind` and its `words`."""

Often = tuple[str, int, str]
"""A schedule: rule, times, by when."""


class GoalsBrief(Brief, frozen=True):
    """The values that a goal can serve, and what the command named.

    The command can name the `step`, `when` in the day it is done, how `often`, the hour to `remind`
    of it ("" where one is still to be asked for), and the `value` (its id) and `domain` it is for.
    `other` is the name of a value that is none of the person's yet. `in_passing`: it was said
    beside an answer, and nothing more is asked.
    """

    values: tuple[ValueBrief, ...] = ()
    step: str = ""
    when: str = ""
    often: Mapping[str, Any] | None = None
    remind: str | None = None
    value: str = ""
    other: str = ""
    domain: str = ""
    in_passing: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state = moment.state
        step, value, domain = (str(moment.slots.get(of, "")) for of in ("goal", "value", "domain"))
        named = str(moment.slots.get("for", ""))
        value = value or next((of.id for of in values_of(state) if of.name == named), "")
        lives_in = {of: there for there, of in state.domains.values.items()}
        return cls(
            **moment.basics,
            values=values_of(state),
            step=step,
            when=str(moment.slots.get("when", "")),
            often=moment.slots.get("often"),
            remind=moment.slots.get("remind"),
            value=value or state.domains.values.get(domain, ""),
            other="" if value else named,
            domain=domain or lives_in.get(value, ""),
            in_passing=bool(moment.slots.get("in_passing")),
        )


def add_goal(brief: GoalsBrief) -> Dialogue:
    """Add a goal to one of the person's values."""
    value = next((value for value in brief.values if value.id == brief.value), None)
    said: dict[str, Any] | None = None
    if brief.step:
        said = {"kind": "goal", "words": brief.step, "often": brief.often, "remind": brief.remind}
        said |= {"when": brief.when}
    kept = ""
    if said and (often := rhythm(said)):
        # Named completely in one sentence: keep it, whatever the answers to the next questions.
        kept = f"{brief.session}.goal"
        _, step = cue_and_step(brief.step, brief.language)
        title = step_title(step, brief.language)
        yield Note(GoalAdded(kept, title, brief.value, *often, brief.domain))
    if value is None and brief.other:
        value = yield from other_value(brief, brief.other, brief.values, None)
    elif value is None and not (brief.in_passing and kept):
        short = in_short(brief.step, brief.language)
        if short and len(brief.values) > 1:
            yield Say("goal.heard_the_step", words=short)
        words = str(said["words"]) if said is not None else ""
        value = yield from which_value(brief.values, brief, told=said is not None, step=words)
    goal = yield from new_goal(
        brief,
        value,
        step=said,
        offer=not brief.in_passing,
        domain=brief.domain,
        values=brief.values,
        kept=kept,
    )
    if goal and not brief.in_passing:
        yield Say("goal.all_set", goal=goal)


def which_value(
    values: tuple[ValueBrief, ...], brief: Brief, *, told: bool = False, step: str = ""
) -> Generator[Step, Any, ValueBrief | None]:
    """Ask for the value that a goal is to serve, possibly a new one. Return it, None for none.

    Where there is one value only, the step is asked for with its name. A step that was `told`
    before may be for something else, so that is asked. The only value that the words of the
    `step` name is the one: "ring Eileen".
    """
    names = [value for value in values if is_named_in(value.name, step)]
    if len(names) == 1:
        return names[0]
    if not values or (len(values) == 1 and not told):
        return values[0] if values else None
    if len(values) == 1:
        question, of = "goal.is_it_for", {"value": values[0].name}
    else:
        question, of = "goal.which_value", {}
    chosen = yield from choose_value(question, values, or_else="value", **of)
    if isinstance(chosen, ValueBrief):
        return chosen
    if chosen is None:
        return None
    if chosen["kind"] == "new":
        another = yield from new_value(brief, "value.what_else_matters")
        return another.value
    if chosen["kind"] == "several":
        meant = tuple(value for value in values if value.name in chosen["names"])
        one = yield from choose_value("goal.which_of_these", meant)
        return one if isinstance(one, ValueBrief) else None
    value = named(brief, chosen["words"], values)
    if value not in values:
        yield Note(ValueKept(value.id, value.name))
        yield Say("repair.added", value=value.name)
    return value


def new_goal(
    brief: Brief,
    value: ValueBrief | None,
    about: str = "",
    *,
    step: Hope | None = None,
    offer: bool = False,
    plan: bool = False,
    domain: str = "",
    values: tuple[ValueBrief, ...] = (),
    kept: str = "",
) -> Generator[Step, Any, str | None]:
    """Ask for one small step and its schedule. Return its title, None if there is none.

    `step`: what was said already. `kept`: the id of the goal, if it was noted already with the
    words of `step`. `offer`: whether to offer to make it more certain afterwards, `plan`: a plan
    with a reminder only. `values`: the person's values, in case they then say that the goal is for
    another one.
    """
    about = about or (value.id if value else "")
    name = value.name if value else ""
    also = SERVES if values and value else ()
    hope = yield from hoped_for(brief, about, name, step, also)
    if hope is not None and "intent" in hope:
        # "It's not for my boy, it's for the flock": asked for again, for that one.
        value = yield from other_value(brief, str(hope["slots"]["value"]), values, value)
        about, name = (value.id, value.name) if value else ("", "")
        hope = yield from hoped_for(brief, f"{about}.other", name, None)
    cue = ""
    if hope is not None and hope["kind"] == "goal":
        cue, words = cue_and_step(str(hope["words"]), brief.language)
        hope, cue = {**hope, "words": words}, cue or str(hope.get("when", ""))
    title, told = yield from named_step(brief, about, hope)
    if hope is None or title is None:
        heavy = hope is not None and hope["kind"] == HEAVY
        yield Say("goal.none_for_now.gently" if heavy else "goal.none_for_now")
        return None
    goal = kept or ".".join(
        filter(None, (brief.session, "goal", about.removeprefix(f"{brief.session}.")))
    )
    serves = value.id if value else ""

    def add(often: Often) -> Note:
        rrule, times, by = often
        return Note(GoalAdded(goal, title, serves, rrule, times, by, domain))

    often = rhythm({**hope, **told})
    at: Mapping[str, Any] = NOTHING
    if often and kept:
        yield Note(GoalChanged(goal, brief.day, title=title, value=serves, domain=domain or None))
    elif often:
        yield add(often)
    else:
        often, at = yield from how_often(brief, goal, title, about, add)
    if often is None:
        yield Say("goal.not_kept", goal=title)
        return None
    if cue:
        yield Note(GoalSaid(goal, "when", cue))
    cue = cue or str(at.get("when", ""))
    hours = at.get("at") or NOTHING
    # The days of several hours, each with its own, are all there are.
    key = "goal.kept.each" if hours.get("also") else "goal.kept"
    yield Say(key, goal=title, often=often, value=name, when=cue)
    yield from when_first(brief, often)
    remind = hope.get("remind")
    if remind is not None:
        yield from remind_of(goal, title, Schedule(*often), {"time": remind})
    elif offer:
        key, or_else = "goal.more_certain", YesNo(or_else="value")
        ask = Ask(key, or_else, about=about, also=(*REMIND, OTHER_DAYS), goal=title)
        more, often = yield from with_its_days(brief, goal, title, often, ask)
        schedule = Schedule(*often)
        if isinstance(more, Mapping) and "intent" in more:
            yield from remind_of(goal, title, schedule, with_hours(hours, said_of_when(more)))
        elif isinstance(more, Mapping) and WISHED in more:
            told = with_hours(hours, more)
            yield from more_certain(goal, title, name, schedule, brief.language, cue, told)
        elif isinstance(more, Mapping):
            yield from serves_another(brief, goal, title, more["words"], values)
        elif more:
            yield from more_certain(goal, title, name, schedule, brief.language, cue, hours)
    elif plan:
        too = (*REMIND, OTHER_DAYS)
        ask = Ask("goal.shall_we_plan", YesNo(), about=about, also=too, goal=title)
        wanted, often = yield from with_its_days(brief, goal, title, often, ask)
        if isinstance(wanted, Mapping) and "intent" in wanted:
            said = with_hours(hours, said_of_when(wanted))
            yield from remind_of(goal, title, Schedule(*often), said)
        elif wanted:
            both = with_hours(hours, wanted if isinstance(wanted, Mapping) else NOTHING)
            yield from planned(goal, title, Schedule(*often), brief.language, cue, both)
    return title


def with_its_days(
    brief: Brief, goal: str, title: str, often: Often, ask: Ask
) -> Generator[Step, Any, tuple[Any, Often]]:
    """Ask about a step; where other days are said in place of an answer, keep them and ask again.

    Return the answer, and the schedule from then on.
    """
    while True:
        answer = yield ask
        if not isinstance(answer, Mapping) or answer.get("intent") != OTHER_DAYS:
            return answer, often
        said = rhythm(answer["slots"])
        if said is None:
            return None, often
        often = said
        rrule, times, by = often
        yield Note(GoalChanged(goal, brief.day, rrule=rrule, times=times, by=by))
        yield Say(is_now(often), goal=title, often=often)
        yield from when_first(brief, often)


def is_now(often: Often) -> str:
    """Return the key by which other days of a goal are said back."""
    return "change_goal.is_now.once" if once(often[0]) else "change_goal.is_now"


def when_first(brief: Brief, often: Often) -> Generator[Step, Any, None]:
    """Say which day is the first, where the schedule does not show it: "every other Tuesday"."""
    schedule, today = Schedule(*often), date.fromisoformat(brief.day)
    rhythm = schedule.rhythm
    plain = rhythm.interval == 1 and rhythm.unit in ("DAILY", "WEEKLY", "HOURLY")
    if schedule.times or rhythm.once or (plain and not rhythm.bounded):
        return
    first = rhythm.next_day(today, today)
    counts_from = rhythm.bounded or (rhythm.interval > 1 and "BYDAY" in rhythm.parts)
    if first is None or (first == today and not counts_from):
        return
    near = {today: "today", today + A_DAY: "tomorrow"}.get(first, "later")
    yield Say(f"goal.first.{near}", day=str(first))


def other_value(
    brief: Brief, words: str, values: tuple[ValueBrief, ...], before: ValueBrief | None
) -> Generator[Step, Any, ValueBrief | None]:
    """The value that was named in place of `before`; a new one is kept after a yes."""
    value = named(brief, words, values)
    if value in values:
        return value
    keep = yield Ask("repair.shall_i_keep", YesNo(or_else="name"), value=value.name)
    if isinstance(keep, Mapping):
        value = named(brief, str(keep["words"]), values)
    if keep and value not in values:
        yield Note(ValueKept(value.id, value.name))
    return value if keep else before


def named(brief: Brief, words: str, values: tuple[ValueBrief, ...]) -> ValueBrief:
    """Return the value with this name, or a new one."""
    name = as_value_name(words, brief.language)
    known = (value for value in values if value.name.casefold() == name.casefold())
    return next(known, ValueBrief(f"{brief.session}.served", name))


def serves_another(
    brief: Brief, goal: str, title: str, words: str, values: tuple[ValueBrief, ...]
) -> Generator[Step, Any, None]:
    """Note that the goal serves another value than assumed, as after "no, for creativity"."""
    value = named(brief, words, values)
    if value not in values:
        yield Note(ValueKept(value.id, value.name))
    yield Note(GoalChanged(goal, brief.day, value=value.id))
    yield Say("change_goal.serves", goal=title, value=value.name)


def said_step(answer: bool | Mapping[str, Any] | None) -> Hope | None:
    """Return the step said instead of yes, or with "add a goal"; None for a plain yes."""
    if not isinstance(answer, Mapping):
        return None
    if "words" in answer:
        return answer
    slots = answer.get("slots", {})
    words, often = slots.get("goal", ""), slots.get("often")
    return {"kind": "goal", "words": words, "often": often} if words else None


def own_step(brief: Brief, about: str, value: str) -> Generator[Step, Any, str | None]:
    """Ask for a step of the person's own, in a few words."""
    hope = yield from hoped_for(brief, about, value, None)
    return (yield from in_a_few_words(brief, about, hope))


def rhythm(hope: Hope) -> Often | None:
    """Return the schedule said with a step, as in "call my sister every Sunday"."""
    often = hope.get("often")
    return (often["rrule"], often["times"] or 0, often.get("by", "")) if often else None


def hoped_for(
    brief: Brief, about: str, value: str, step: Hope | None, also: tuple[str, ...] = ()
) -> Generator[Step, Any, Hope | None]:
    """Ask for a step; help kindly to turn an answer that is not a step into one."""
    if step is None:
        step = yield Ask(
            "goal.what_step",
            Aspiration(action=True),
            about=about,
            also=also,
            value=value,
        )
    if step is not None and "intent" in step:
        return step
    for again in ("", ".again"):
        if step is None or step["kind"] == "goal":
            break
        kind, words = step["kind"], step["words"]
        if kind != "sorrow" and is_heavy_heart(words, brief.language):
            yield heard("goal.heard", words, brief.language)
            return {**step, "kind": HEAVY}
        said_back = words if is_name(words, brief.language) else ""
        yield Say(f"goal.not_yet_a_step.{kind}", words=said_back)
        question = f"goal.what_would_you_do.{kind}"
        said = step
        step = yield Ask(
            question, Aspiration(action=kind != "sorrow"), about=f"{about}{again}", words=words
        )
        if step is not None and insists_on_step(step["words"], words, brief.language):
            return {**said, "kind": "goal"}
    return step


def in_a_few_words(brief: Brief, about: str, step: Hope | None) -> Generator[Step, Any, str | None]:
    """Return a short title for a step: its words, a name taken from them, or one asked for."""
    title, _ = yield from named_step(brief, about, step)
    return title


def named_step(
    brief: Brief, about: str, step: Hope | None
) -> Generator[Step, Any, tuple[str | None, Hope]]:
    """Return a short title for a step, and how often it is meant where that was said instead."""
    if step is None or step["kind"] == HEAVY:
        return None, {}
    words, language = str(step["words"]), brief.language
    if step.get("called"):
        return as_action(words, language), {}  # The person gave just this name.
    if whole := whole_name(words, language, step=True):
        return whole, {}
    short = short_name(words, language, step=True, core=str(step.get("name", "")))
    if short:
        fits = yield Ask("goal.shall_i_call_it", YesNo(or_else="name"), about=about, step=short)
        if isinstance(fits, Mapping):
            often = {"often": fits["often"]} if "often" in fits else {}
            called = str(fits["words"]) if fits.get("kind") == "name" or not often else ""
            name = step_title(as_action(called, language), language) if called else short
            return name, often
        if fits is not False:
            return short, {}
    else:
        yield Say("goal.heard_long")
    called = yield Ask("goal.in_a_few_words", Freely(hope=True, action=True), about=about)
    named = step_title(as_action(called, language), language) if called else ""
    if is_name(named, language, A_TITLE) and not is_pleasantry(named, language):
        return named, {}
    return short or words, {}


def how_often(
    brief: Brief, goal: str, title: str, about: str, keep: Callable[[Often], Note] | None = None
) -> Generator[Step, Any, tuple[Often | None, Mapping[str, Any]]]:
    """Ask for the schedule and keep it at once. Return it, None if the goal is not to be kept.

    `goal` is its id. A new goal is kept by `keep`. With it goes the answer, which may tell hours:
    ``at`` as slots of a reminder, ``when`` in words, which are kept too.
    """
    ask = Ask("goal.how_often", Recurrence(), about=about, takes_tail=True, goal=title)
    often = yield ask
    if often is None:
        if keep is None:
            return None, {}
        once_then = yield Ask("goal.shall_i_keep_it", YesNo(), about=about, goal=title)
        if not once_then:
            return None, {}
        yield keep((ONCE, 0, ""))
        return (ONCE, 0, ""), {}
    agreed = often["rrule"], often["times"] or 0, often.get("by", "")
    changed = partial(GoalChanged, goal, brief.day)
    rrule, times, by = agreed
    yield keep(agreed) if keep else Note(changed(rrule=rrule, times=times, by=by))
    if often.get("when"):
        yield Note(GoalSaid(goal, "when", often["when"]))
    if not once(rrule) or by:
        return agreed, often
    # The goal is kept already, so it stays if the person leaves at this question.
    by = (yield Ask("goal.by_when", Date(), about=about, goal=title)) or ""
    if by:
        yield Note(changed(rrule=rrule, times=times, by=by))
    return (rrule, times, by), often
