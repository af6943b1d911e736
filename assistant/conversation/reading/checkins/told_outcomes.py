"""Reads the outcome of a step from a story, where it is asked how the step went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.conversation.acts import VERY_HEAVY, Act, Context, Interpretation
from assistant.conversation.reading.changes.day_counted import MARK
from assistant.conversation.reading.checkins.met_first import met_first
from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Ask, Say
from assistant.formatting.rephrasing import tidy
from assistant.practice.gravity import is_grave_telling
from assistant.practice.moods import mood_of
from assistant.practice.outcome_detection import (
    ToldOutcome,
    begins_with_outcome,
    is_hard_beside,
    is_of_the_form,
    outcome_of_named,
    outcome_told,
    reason_in,
    speaks_of_others_only,
    told_of_both,
    waves_away,
    without_lead,
)
from assistant.practice.seeming import seems
from assistant.practice.tellings import felt_in, telling_in
from assistant.wording import load as load_wording
from intents import Meaning, Outcome
from intents.told_outcomes import NONE, SeenOutcome, seen_outcome

SAID_TO_LANTERN = frozenset({"question", "complaint", "preference"})
"""What is put to Lantern, and tells no outcome."""
TAKEN = frozenset({"morning.heard.done", "morning.heard.partly", "morning.heard.not_yet"})
"""What is said to an outcome."""
DONE = "morning.heard.done"
"""What is said to a step that was done."""
A_LONG_STORY = 8
"""With so many words more is told than the outcome."""
CUT_SHORT = "cut_short"
"""The kind of what was less than was hoped for."""
LIKELY_SEEN, SURELY_SEEN = 0.6, 0.85
"""How probable an outcome must be to the learned reader to agree with the patterns, and to count
in place of theirs."""
OUTVOTES = 0.95
"""The same, where the tables of answers read another and the patterns none."""
A_VERDICT = 3
"""With so many words an outcome is told by itself."""
A_STORY = 4
"""With fewer words it is an answer, which the tables of answers read."""


def with_told_outcome(
    said: Interpretation, text: str, context: Context, language: str
) -> Interpretation:
    """The interpretation with the outcome that a story tells, and with the reason for it.

    What is not quite sure is read back ("So, partly?"). A wish about the form, or that the step may
    rest now, is no outcome. What is heavy is met first, and stays as it was read.
    """
    ask = context.ask
    if ask is None or not isinstance(ask.expects, Outcome) or context.paused or context.one_part:
        return said
    if (only := of_others_only(text, context, language)) is not None:
        return only
    if (both := told_of_both(text, language)) is not None and len(context.goals) > 1:
        return _answered(ToldOutcome(both), text, language)
    if len(text.split()) < A_STORY or said.kind == "command":
        return said
    lead, plainly = said.lead, begins_with_outcome(text, language) or _begins_with_answer(said)
    asks = lead is not None and lead.kind in SAID_TO_LANTERN
    seen = _seen(text, context, language)
    surely = seen.chance >= SURELY_SEEN and seen.name != NONE
    if not plainly and asks and not surely and not is_grave_telling(text, language):
        return said
    done = said.is_answer and said.value in ("done", "partly")
    if done and any(act.name == "sorrow" for act in said.acts):
        return said  # The answer stays, and the loss is met after it.
    if not done and (met := met_first(text, language)) is not None:
        told = told_of(text, ask, context.goals, seen, language) if plainly else None
        if told is not None and told.sure and told.reason and met.acts[0].name != "sorrow":
            return _answered(told, text, language)  # Its reason is met by the check-in.
        return met
    heavy = any(act.weight >= VERY_HEAVY for act in said.acts)
    if heavy and mood_of(text, language).mood not in ("good", "mixed", "plain"):
        return said
    if is_of_the_form(text, language):
        return Interpretation.of(Meaning(text)) if said.is_answer else said
    if waves_away(text, language):
        told = told_of(text, ask, context.goals, seen, language)
        if told is not None and told.sure and told.outcome != "done":
            return _answered(replace(told, reason=text), text, language)
        return Interpretation.of(Meaning(tidy(text, language), "command", "skip", score=1.0))
    told = told_of(text, ask, context.goals, seen, language)
    if told is not None and told.outcome != said.value and _begins_with_answer(said):
        return said
    outvoted = said.is_answer and outcome_told(text, context.step, language) is None
    if outvoted and told is not None and told.outcome != said.value and seen.chance < OUTVOTES:
        return said
    kind = telling_in(text, language, met=True)
    if (told is None or not told.sure) and not said.is_answer and kind and kind.mood == "good":
        good = Act("telling", 0, len(text.split()), "gladness", mood="good", words=text)
        return Interpretation(Meaning(text), (replace(good, weight=kind.weight),))
    differs = told is not None and said.value != told.outcome and not plainly
    if told is not None and (told.sure or not said.is_answer or differs):
        return _answered(told, text, language)
    if told is None and said.value == "done" and not plainly:
        return said.with_doubt()  # A guess, where nothing of the step was told.
    if said.is_answer and said.value in ("partly", "not_yet"):
        reason = "" if said.act("tail") else reason_in(text, language)
        return replace(said, acts=(*said.acts, _reason(reason, text))) if reason else said
    return said


def in_its_tone(reply: Reply, said: Interpretation, language: str) -> Reply:
    """The reply to an outcome that was told as a story, in the tone of the story.

    What was hard or glad weighs more than the outcome; nothing is praised for what is only told.
    """
    if not said.is_answer or len(said.text.split()) < A_LONG_STORY:
        return reply
    tail = said.act("tail")
    grave = is_grave_telling(said.text, language) or (
        tail is not None and is_grave_telling(tail.words, language)
    )
    if grave and len(reply.says) > 1:
        # What was told is met, not that something was not done.
        return replace(reply, says=tuple(say for say in reply.says if say.key not in TAKEN))
    tone = _tone(said.text, language)
    return replace(reply, says=tuple(_toned(say, tone) for say in reply.says))


def _tone(text: str, language: str) -> str:
    """Whether a story was good or hard, or cut short what was hoped for; "told" for neither."""
    feeling, seeming = mood_of(text, language), seems(text, language)
    kind = telling_in(text, language, met=True)
    if kind is not None and kind.kind == CUT_SHORT:
        return CUT_SHORT
    if seeming is not None:
        return "hard" if seeming.heavy else "good"
    if feeling.mood in ("good", "mixed"):
        return str(feeling.mood).replace("mixed", "told")
    if kind is not None and kind.mood == "good":
        return "good"
    heavy = felt_in(text, language).heavy or is_hard_beside(text, language)
    return "hard" if heavy else "told"


def briefly(says: Sequence[Say]) -> tuple[Say, ...]:
    """What is said to an outcome, where what was told with it is met at once."""
    done = tuple(f"{DONE}.{tone}" for tone in ("told", "good", "hard", CUT_SHORT))
    return tuple(Say(f"{DONE}.briefly", s.nth) if s.key in (DONE, *done) else s for s in says)


def _toned(say: Say, tone: str) -> Say:
    key = f"{say.key}.{tone}" if say.key in TAKEN else say.key
    return Say(key, say.nth, **say.words)


def told_of(
    text: str, ask: Ask, goals: tuple[str, ...], seen: SeenOutcome, language: str
) -> ToldOutcome | None:
    """The outcome that `text` tells of the step that `ask` asks of.

    `seen` is what the learned reader finds. Where the patterns find another, it counts if it is
    sure.
    """
    step = str(ask.words.get("goal", ""))
    others = tuple(goal for goal in goals if goal != step)
    told = outcome_told(text, step, language, others)
    if told is not None and told.outcome == seen.name:
        return replace(told, sure=True) if seen.chance >= LIKELY_SEEN else told
    if begins_with_outcome(text, language) or seen.chance < SURELY_SEEN:
        return told
    match seen.name:
        case "done" | "partly" | "not_yet":
            reason = "" if seen.name == "done" else reason_in(text, language)
            return ToldOutcome(seen.name, True, reason)
    return None if told is None or not told.sure else told


def _begins_with_answer(said: Interpretation) -> bool:
    """Whether the outcome is told in the first words, and the rest tells more of it."""
    answer = said.act("answer")
    if not said.is_answer or answer is None or answer.start > 1:
        return False
    return answer.end <= A_VERDICT and said.act("tail") is not None


def _seen(text: str, context: Context, language: str) -> SeenOutcome:
    """The outcome as the learned reader sees it, after the question that was asked."""
    return seen_outcome(text, context.said_before(load_wording(language)), language)


def told_of_others(
    text: str, context: Context, language: str
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The other goals that are named, each with how it is to be counted: "but I rang mam".

    In the morning it is asked of the day before, and only what was said back just now is one of it.
    """
    step = context.step
    told: list[tuple[str, dict[str, Any]]] = []
    morning = context.ask is not None and context.ask.key.startswith("morning.")
    for goal in context.goals if step and len(text.split()) >= A_STORY else ():
        if goal == step or (morning and goal != context.checked):
            continue
        others = tuple(other for other in context.goals if other != goal)
        found = outcome_of_named(text, goal, language, others)
        if found is not None:
            last = goal == context.checked
            slots = {
                "goal": goal,
                "outcome": found.outcome,
                "last": last,
                "told": True,
                "beside": True,
            }
            told.append((goal, slots))
    return tuple(told)


def of_others_only(text: str, context: Context, language: str) -> Interpretation | None:
    """How another step went, told where it was asked of one of which nothing is said."""
    told = told_of_others(text, context, language)
    others = tuple(goal for goal in context.goals if goal != context.step)
    if not told or begins_with_outcome(text, language):
        return None
    if not speaks_of_others_only(text, context.step, language, others):
        return None
    meaning = Meaning(tidy(text, language), "command", MARK, score=1.0)
    return Interpretation.of(replace(meaning, slots=told[0][1]))


def of_another_step(
    said: Interpretation, ask: Ask | None, goals: tuple[str, ...], language: str
) -> Interpretation | None:
    """What was told in the same breath of the step that is asked of next; `None` for nothing."""
    if ask is None or not isinstance(ask.expects, Outcome):
        return None
    if (both := told_of_both(said.text, language)) is not None:
        return _answered(ToldOutcome(both), said.text, language)
    if len(said.text.split()) < A_STORY:
        return None
    step = str(ask.words.get("goal", ""))
    others = tuple(goal for goal in goals if goal != step)
    told = outcome_of_named(said.text, step, language, others)
    return _answered(told, said.text, language) if told is not None else None


def _answered(told: ToldOutcome, text: str, language: str) -> Interpretation:
    meaning = Meaning(
        tidy(text, language), "answer", value=told.outcome, score=1.0, doubtful=not told.sure
    )
    acts = (Act("answer", 0, len(text.split()), value=told.outcome, words=text),)
    if not told.reason and told.outcome == "done" and len(text.split()) >= A_LONG_STORY:
        story = without_lead(tidy(text, language), language)
        return Interpretation(meaning, (*acts, _reason(story, text)))
    if not told.reason:
        return Interpretation(meaning, acts)
    return Interpretation(meaning, (*acts, _reason(told.reason, text)))


def _reason(reason: str, text: str) -> Act:
    end = len(text.split())
    return Act("tail", 0, end, "something", mood="plain", weight=1, words=reason)
