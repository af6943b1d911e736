"""Conversations that somebody asks for by telling how it is.

What one was told to want, a goal reached that left one empty, words kept back, a boundary, a hard
time: each is met first and then offered, never forced.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self

from assistant.dialogues.brief import Brief, GoalBrief, Moment, goal_of
from assistant.dialogues.explore import beyond_should
from assistant.dialogues.gently import gently
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say, Step
from assistant.dialogues.value import in_a_word
from assistant.formatting.rephrasing import as_action
from assistant.practice.events import GoalAdded, ValueKept
from assistant.practice.schedule import ONCE
from intents import Freely, YesNo

LOST, SILENT = "losing sight of yourself", "silent"
"""What is taken to be told where it was not said."""


class PromisedBrief(Brief, frozen=True):
    """What was told: the kind of it, and the words named in it. `goals` are those there are."""

    of: str = ""
    words: str = ""
    goals: tuple[GoalBrief, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from the slots of what was told."""
        state = moment.state
        return cls(
            **moment.basics,
            of=str(moment.slots.get("of", "")),
            words=str(moment.slots.get("words", "")),
            goals=tuple(goal_of(state, goal) for goal in state.goals if goal.on(moment.today)),
        )


def hard_time(brief: PromisedBrief) -> Dialogue:
    """Meet somebody who is lost, numb, worn out, healing or in between; offer the gentler path."""
    kind = brief.of or LOST
    yield Say(f"promised.met.{_key(kind)}")
    wanted = yield Ask("promised.shall_we_go_gently", YesNo())
    if wanted:
        yield from gently(brief, kind)
    else:
        yield Say("promised.as_you_like")


def told_to_want(brief: PromisedBrief) -> Dialogue:
    """Ask whose wish it is that the person was told to have, and what they would choose."""
    yield Say("promised.met.told_to_want")
    chosen = yield from beyond_should("told_to_want", brief.words)
    if not chosen:
        yield Say("promised.as_you_like")
        return
    yield from _as_a_value(brief, "promised.a_name_for_it", chosen)


def empty_goal(brief: PromisedBrief) -> Dialogue:
    """Ask what had been hoped of a goal that was reached and left one empty; take it as a value."""
    yield Say("promised.met.empty_goal")
    hoped = yield Ask("promised.what_did_you_hope", Freely(thoughts=True))
    if hoped is None:
        yield Say("promised.as_you_like")
        return
    yield from _as_a_value(brief, "promised.a_name_for_the_hope", hoped)


def _as_a_value(brief: Brief, question: str, words: str) -> Generator[Step, Any, None]:
    """Ask for the name of what matters in some words; keep it, and offer a step for it."""
    said = yield Ask(question, Freely(hope=True, names=True), words=words)
    if said is None:
        yield Say("promised.words_kept")
        return
    name = yield from in_a_word(brief, said)
    value = f"{brief.session}.value"
    yield Note(ValueKept(value, name, words))
    yield Say("promised.kept", value=name)
    step = yield Ask("value.a_step_for_it", YesNo(or_else="step"), value=name)
    if step:
        said_at_once = {"goal": step["words"]} if isinstance(step, dict) else {}
        yield Begin("add_goal", {"value": value, **said_at_once})


def speak_up(brief: PromisedBrief) -> Dialogue:
    """Find gentle words for what was kept back, or for a boundary; say them once; keep a step."""
    of = brief.of or SILENT
    yield Say(f"promised.met.{of}")
    wanted = yield Ask(f"promised.shall_we_find_words.{of}", YesNo())
    if not wanted:
        yield Say("promised.as_you_like")
        return
    words = yield Ask(f"promised.what_to_say.{of}", Freely(thoughts=True))
    if words is None:
        yield Say("promised.as_you_like")
        return
    when = yield Ask("promised.a_calm_moment", Freely())
    aloud = yield Ask("promised.say_it_once", Freely(aloud=True), words=words)
    yield Say("promised.said_aloud" if aloud else "promised.for_when_it_comes", when=when)
    keep = yield Ask("promised.shall_i_keep_it", YesNo())
    if keep:
        title = as_action(aloud or words, brief.language)
        yield Note(GoalAdded(f"{brief.session}.goal", title, rrule=ONCE))
        yield Say("promised.step_kept")
    else:
        yield Say("promised.words_kept")


def kind_moment(brief: PromisedBrief) -> Dialogue:
    """Tie twenty seconds of kindness to oneself to a moment of the day."""
    yield Say("promised.met.kind_moment")
    moment = yield Ask("promised.which_moment", Freely(names=True))
    if moment is None:
        yield Say("promised.as_you_like")
        return
    words = yield Ask("promised.kind_words", Freely(thoughts=True), when=moment)
    if words is None:
        yield Say("promised.hand_on_heart", when=moment)
        return
    yield Say("promised.kind_words_heard", when=moment, words=words)
    keep = yield Ask("promised.shall_i_ask_of_it", YesNo(), when=moment)
    if keep:
        yield Note(GoalAdded(f"{brief.session}.goal", words, rrule="FREQ=DAILY"))
        yield Say("promised.step_kept")
    else:
        yield Say("promised.as_you_like")


def _key(kind: str) -> str:
    return kind.replace(" ", "_")
