"""How a step went is put right: "no, hang on, not done", "mark breakfast as not done today"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.day_counted import MARK, counted_for_another_day
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.unasked_words import said_anywhere
from assistant.practice import outcome_detection
from assistant.wording import load as load_wording
from intents import Dictation, Meaning, Outcome, Recurrence, Sound

if TYPE_CHECKING:
    from intents import Language

SAYS = {"repair.was_partly": "partly", "repair.was_not_done": "not_yet", "repair.was_done": "done"}
"""The outcomes that are told, by the lists of what tells them."""
TAKEN = ("morning.heard.", "repair.counted.")
"""How the keys begin that say an outcome back, which follows."""
COUNTED_DONE = ("goal_done.counted", "goal_done.today", "goal_done.well_done")
"""The keys that say back that a step is done."""
TAKEN_OUT = "skip"
"""The outcome of a step of which nothing is to be counted."""
PUTS_RIGHT = frozenset({"outcome", "remove", "wrong", "undo"})
"""The learned wishes with which an outcome that was just said back is disputed."""
DISPUTED = 0.65
"""How probable such a wish must be."""
LONGEST = 3
"""So many words tell how a step went, after "as"; without that, one less."""


def correction_of_outcome(
    language: Language, text: str, context: Context, weak: Sequence[str] = ()
) -> Meaning | None:
    """The wish that it is counted otherwise how a step went; `None` for none.

    `weak` words name no goal.
    """
    expects = context.expects
    if context.paused or context.one_part or not context.goals or context.safety_talk:
        return None
    if expects is None or isinstance(expects, Dictation | Sound):
        return None
    if (another := counted_for_another_day(language, text, context)) is not None:
        return another
    words, phrases = list(language.words(text)), phrases_of(language.name)
    if isinstance(context.beneath, Outcome) and not isinstance(expects, Outcome):
        return _other_than_read_back(language, text, words, context)
    there = (*context.goals, context.checked) if context.checked else context.goals
    named = named_in(language, words, there, weak)
    marked = outcome = _marked(language, words, phrases)
    if outcome is None and named:
        outcome = _told_of_a_step(language, words, phrases)
    if outcome is None and not isinstance(expects, Outcome):
        deed = _deed_to_count(words, phrases)
        if (done := _deed_of(deed, context.goals, language.name)) is not None:
            return _marking(text, *done, context, told=True)
    if outcome is None:
        said = " ".join(words)
        surely = bool(phrases.longest_start("repair.disputes_surely", said)) and _just_taken(
            context
        )
        disputes = surely or phrases.longest_start("repair.disputes_it", said)
        if context.checked and (surely or (disputes and not isinstance(expects, Outcome))):
            outcome = outcome_told(words, phrases)
        if surely and outcome is not None:
            return _marking(text, context.checked, outcome, context)
    if outcome is None or (isinstance(expects, Outcome) and not named):
        if (right := _put_right_just_now(language, text, words, context)) is not None:
            return _marking(text, context.checked, right, context)
        if isinstance(expects, Outcome) and marked is not None:
            return Meaning(text, "answer", value=marked, score=1.0)  # "Put it as partly".
        return None
    goal = named or context.checked
    return _marking(text, goal, outcome, context) if goal else None


def _deed_to_count(words: list[str], phrases: Phrases) -> str:
    """What was done and is to be counted: "I did visit him" of "put down that I did visit him"."""
    for at, word in enumerate(words[:-2]):
        if phrases.has("repair.marks", word):
            lead = phrases.longest_start("repair.as_told_of", " ".join(words[at + 1 :]))
            if lead:
                return " ".join(words[at + 1 + len(lead.split()) :])
    return ""


def _deed_of(deed: str, goals: Sequence[str], language: str) -> tuple[str, str] | None:
    """The one goal that a deed is of, with how it went; `None` where none or several are."""
    found = []
    for goal in goals if deed else ():
        others = tuple(other for other in goals if other != goal)
        told = outcome_detection.outcome_of_named(deed, goal, language, others)
        found += [(goal, str(told.outcome))] if told is not None else []
    return found[0] if len(found) == 1 else None


def _marking(
    text: str, goal: str, outcome: str, context: Context, *, told: bool = False
) -> Meaning:
    """The command that `goal` is counted as `outcome`; with `told` nothing was counted wrongly."""
    slots: dict[str, Any] = {"goal": goal, "outcome": outcome, "last": goal == context.checked}
    slots |= {"told": True} if told else {}
    return Meaning(text, "command", MARK, score=1.0, slots=slots)


def _put_right_just_now(
    language: Language, text: str, words: list[str], context: Context
) -> str | None:
    """Another outcome than the one that was said back just now; `None` where that stands.

    Where the next step is asked of, "no, put it down as done" after a "not yet" cannot answer that.
    """
    counted, phrases = _counted(context), phrases_of(language.name)
    if not context.checked or not counted:
        return None
    begins = bool(phrases.longest_start("repair.disputes_it", " ".join(words)))
    marked = _marked(language, words, phrases)
    if marked is not None and begins and counted == "not_yet" != marked:
        return marked
    wish = language.wish(text, context.expects, context.said_before(load_wording(language.name)))
    if wish.name not in PUTS_RIGHT or wish.chance < DISPUTED:
        return None
    others = tuple(goal for goal in context.goals if goal != context.checked)
    told = outcome_detection.outcome_told(text, context.checked, language.name, others)
    out = said_anywhere("repair.takes_out", words, phrases)
    outcome = marked or outcome_told(words, phrases)
    if outcome is None and told is not None and (told.sure or not out):
        outcome = told.outcome
    outcome = outcome or (TAKEN_OUT if out else None)
    return None if outcome == counted else outcome


def _other_than_read_back(
    language: Language, text: str, words: list[str], context: Context
) -> Meaning | None:
    """The outcome that is said in place of the one read back: "no, not partly, I did it".

    Where the step is named it is the one told of it: "the call is done, but the walk not yet".
    """
    phrases = phrases_of(language.name)
    disputes = phrases.longest_start("repair.disputes_it", " ".join(words))
    outcome = outcome_told(words, phrases) if disputes else None
    if outcome is None and context.step:
        others = tuple(goal for goal in context.goals if goal != context.step)
        told = outcome_detection.outcome_of_named(text, context.step, language.name, others)
        outcome = told.outcome if told is not None else None
    return Meaning(text, "answer", value=outcome, score=1.0, beneath=True) if outcome else None


def _just_taken(context: Context) -> bool:
    """Whether an outcome was the last that was said back."""
    return bool(_counted(context))


def _counted(context: Context) -> str:
    """The outcome that was said back just now; "" for none."""
    for say in reversed(context.said):
        if say.key.startswith(COUNTED_DONE):
            return "done"
        for lead in TAKEN:
            if say.key.startswith(lead):
                return say.key.removeprefix(lead).partition(".")[0]
    return ""


def _marked(language: Language, words: list[str], phrases: Phrases) -> str | None:
    """The outcome after "mark … as": "not done" of "mark the walk as not done today"."""
    starts = [at for at, word in enumerate(words) if phrases.has("repair.marks", word)]
    for at in starts:
        for place in range(at + 1, len(words)):
            lead = phrases.longest_start("repair.as_marked", " ".join(words[place:]))
            rest = words[place + len(lead.split()) :]
            while rest and (end := _end(rest, phrases)):
                rest = rest[: -len(end.split())]
            between = " ".join(words[at + 1 : place])
            if not 0 < len(rest) < LONGEST + bool(lead):
                continue
            if not lead and not phrases.has("goal_meant", between):
                continue
            often = language.understand(" ".join(rest), Recurrence())
            if often.kind == "answer":
                continue  # "Change it to every day" is a rhythm.
            read = language.understand(" ".join(rest), Outcome())
            if read.kind == "answer" and read.score == 1:
                return str(read.value)
    return None


def _told_of_a_step(language: Language, words: list[str], phrases: Phrases) -> str | None:
    """The outcome in "change it, the walk is done", "the walk is done, you can put it"."""
    asked = phrases.has("repair.marks", words[0]) if words else False
    for place in range(1, len(words)):
        if not phrases.has("repair.as_told", words[place]):
            continue
        for size in range(LONGEST, 0, -1):
            rest = words[place + 1 : place + 1 + size]
            after = words[place + 1 + len(rest) :]
            while after and phrases.has("repair.marked_end", after[0]):
                after = after[1:]
            said = " ".join(after)
            marked = bool(phrases.longest_start("repair.marked_after", said))
            if not rest or not (marked if after else asked):
                continue
            read = language.understand(" ".join(rest), Outcome())
            if read.kind == "answer" and read.score == 1:
                return str(read.value)
    return None


def _end(words: Sequence[str], phrases: Phrases) -> str:
    tails = (" ".join(words[-size:]) for size in (2, 1))
    return next((tail for tail in tails if phrases.has("repair.marked_end", tail)), "")


def outcome_told(words: Sequence[str], phrases: Phrases) -> str | None:
    """The outcome that is told, by the first words that tell one."""
    for at in range(len(words)):
        rest = " ".join(words[at:])
        for name, outcome in SAYS.items():
            if phrases.longest_start(name, rest):
                return outcome
    return None
