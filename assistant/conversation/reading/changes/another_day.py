"""Another day for a goal that is for once: "not by Wednesday, I'd ring tomorrow", "no, Tuesday".

Of the days that are named one is left, when those that are denied and the one it has now are taken
away; a reason may name as many as it likes. "Every" is another rhythm, and read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.step_said import AFTER_IT_IS_KEPT, SHALL_I
from assistant.conversation.reading.changes.when_said import tells_when, when_said
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.unasked_words import said_anywhere, wants_something_new
from assistant.dialogues.goal import OTHER_DAYS
from assistant.formatting.rephrasing import tidy
from intents import Command, Date, Dictation, Meaning, Recurrence, Sound
from intents.calendar import ONCE
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

A_SENTENCE = 24
"""In more words no day is put right."""
A_DATE = 6
"""A day is said in no more words."""
NEAR = 3
"""So many words before a day, a "not" denies it, and an "every" makes it one of each week."""
CHANGE = "change_goal"


def another_day(language: Language, text: str, context: Context) -> Interpretation | None:
    """The command to give a goal that is for once the day that is meant; `None` for none."""
    ask, expects = context.ask, context.expects
    if ask is None or context.paused or context.one_part or not context.goals:
        return None
    if isinstance(expects, Dictation | Sound | Date):
        return None
    words, phrases = list(language.words(text)), phrases_of(language.name)
    if not 1 < len(words) <= A_SENTENCE or wants_something_new(words, phrases):
        return None
    if any(phrases.has("reminder.speaks_of_it", word) for word in words):
        return None
    named = named_in(language, words, context.goals)
    goal = named or context.talked_of("goal")
    at_menu, once = isinstance(expects, Command), dict(context.once)
    says_once = _says_once(words, phrases)
    if not goal or (goal not in once and not says_once):
        return None
    if ask.key not in (*AFTER_IT_IS_KEPT, SHALL_I) and not (at_menu and (named or says_once)):
        return None
    if not _puts_right(words, phrases, named=bool(named)):
        return None
    if tells_a_rhythm(language, words, context.now):
        return None  # "Every day except Saturday" is no single day.
    day = day_meant(language, words, context.now, once.get(goal, ""))
    if not day or (isinstance(expects, Open) and not at_menu):
        return None
    intent = OTHER_DAYS if OTHER_DAYS in ask.also else CHANGE
    slots = {"goal": goal, "often": {"rrule": ONCE, "times": None, "by": day}}
    said = tidy(text, language.name)
    return Interpretation.of(Meaning(said, "command", intent, score=1.0, slots=slots))


def tells_a_rhythm(language: Language, words: Sequence[str], now: datetime | None) -> bool:
    """Whether words tell on which days of each week, and not only on which day."""
    phrases = phrases_of(language.name)
    each = [at for at, word in enumerate(words) if phrases.has("says_each", word)]
    near = (words[max(at - NEAR, 0) : at] for at in each)
    if any(phrases.has("correction_not", one) for before in near for one in before):
        return False
    read = language.understand(" ".join(words[each[-1] :]), Recurrence(), now=now) if each else None
    rrule = str(read.value["rrule"]) if read is not None and read.value else ""
    return bool(rrule) and "COUNT" not in rrule


def day_meant(language: Language, words: Sequence[str], now: datetime | None, kept: str) -> str:
    """The one day that words mean; "" for none, for several, or for one of each week.

    `kept` is the day there is now.
    """
    phrases = phrases_of(language.name)
    found: set[str] = set()
    before, still = 0, False
    for at, end, day in _days(language, words, now):
        near = words[max(at - NEAR, before) : at]
        denied = any(phrases.has("correction_not", word) for word in near)
        before = end
        each = any(phrases.has("says_each", word) for word in words[max(at - 1, 0) : end])
        if each and not denied:
            return ""
        still = still or (not denied and day == kept)
        if not denied and day != kept:
            found.add(day)
    if still and not found:
        return kept if said_anywhere("goal_corrects", words, phrases) else ""
    return found.pop() if len(found) == 1 else ""


def only_every_day(language: Language, words: Sequence[str], now: datetime | None) -> int:
    """How many of the words are denied in "not every day, Mondays and Fridays": all, or the first.

    `words` are those after the "not".
    """
    for cut in range(1, len(words)):
        first, rest = (when_said(language, some, now) for some in (words[:cut], words[cut:]))
        if first is None or rest is None or not first.rrule:
            continue
        if "BYDAY" not in first.rrule and "BYDAY" in rest.rrule:
            return cut
    return len(words)


def _days(
    language: Language, words: Sequence[str], now: datetime | None
) -> Iterator[tuple[int, int, str]]:
    """The days that are named: from where, to where, and which."""
    phrases, at = phrases_of(language.name), 0
    while at < len(words):
        onces = (n for n in range(at, len(words)) if phrases.has("repair.says_once", words[n]))
        for end in range(min(next(onces, len(words)), at + A_DATE), at, -1):
            if not all(tells_when(language, word) for word in words[at:end]):
                continue
            read = language.understand(" ".join(words[at:end]), Date(), now=now)
            if read.kind == "answer":
                yield at, end, str(read.value)
                at = end - 1
                break
        at += 1


def _says_once(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether it is said that it is for once: not "once a month"."""
    for at in range(len(words)):
        lead = phrases.longest_start("repair.says_once", " ".join(words[at:]))
        after = words[at + len(lead.split()) :][:1]
        if lead and not (after and phrases.has("reminder.per", after[0])):
            return True
    return False


def _puts_right(words: Sequence[str], phrases: Phrases, *, named: bool) -> bool:
    """Whether something kept is said to be otherwise, and no day only told."""
    said = " ".join(words)
    if phrases.longest_start("repair.no_before_a_name", said) or _says_once(words, phrases):
        return True
    if said_anywhere("goal_disputes", words, phrases):
        return True
    if not named or said_anywhere("goal_is_done", words, phrases):
        return False
    asks = ("goal_changes", "goal_corrects")
    return any(said_anywhere(name, words, phrases) for name in asks)
