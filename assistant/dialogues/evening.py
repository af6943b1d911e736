"""The evening check-in: what was done, what was hard, one thing to be kind about, tomorrow."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Moment
from assistant.dialogues.checkin import (
    CheckInBrief,
    how_goals_went,
    name_what_was_noticed,
    welcome_back,
    what_is_known,
)
from assistant.dialogues.hearing import Met, about, heard, meet
from assistant.dialogues.saying_back import said_back
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.thread import ask_of_thread
from assistant.formatting.gist import gives_reason, in_short, is_own_doing
from assistant.formatting.intention import (
    for_another_day,
    intention_of,
    is_for_tomorrow,
    says_what_is_meant,
    tells_when,
)
from assistant.formatting.reflecting import has_subject
from assistant.practice.days import DayAspect, DayTold
from assistant.practice.gravity import tells_of_sorrow
from assistant.practice.hours import evening_day
from assistant.practice.moods import HEAVIEST, mood_of
from assistant.practice.observations import is_brief, tells_much
from assistant.practice.outcome_detection import is_same_step
from assistant.practice.state import State
from intents import Freely, YesNo

MEETS_GOOD = frozenset({"toward", "kind", "tomorrow"})
"""The questions that ask for something good."""
A_STORY = 7
"""So many words tell what was done, and not only how it went."""
TOLD_ALREADY = frozenset({"toward", "away", "in_the_way"})
"""What is often told in the same breath as the answer before."""


class EveningBrief(CheckInBrief, frozen=True):
    """Adds the value of the day, its intention, and what was to be enjoyed.

    The last two are filled in by `recalled`.

    `about` is the day it is about; in the small hours that is the day before.
    """

    value: str = ""
    intention: str = ""
    enjoy: str = ""
    about: str = ""

    @property
    def day(self) -> str:
        """The day it is about, as YYYY-MM-DD."""
        return self.about or self.now[:10]

    @property
    def evening(self) -> bool:
        """True: it asks about the day itself."""
        return True

    def recalled(self, state: State) -> Self:
        """Return the brief with what the person meant to do today."""
        meant = [i.words for i in state.intentions if i.day == self.day and self.aloud]
        intention = meant[-1] if meant else ""
        enjoy = state.days.told.get(self.day, {}).get("enjoy", "") if self.aloud else ""
        known = super().recalled(state).with_told(state)
        return msgspec.structs.replace(known, intention=intention, enjoy=enjoy)

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state = moment.state
        today = evening_day(moment.now, state.day_values)
        value = state.value_named(state.day_values.get(str(today), ""))
        return cls(**what_is_known(moment, today, evening=True), value=value, about=str(today))


def evening(brief: EveningBrief) -> Dialogue:
    """Run the whole check-in. After something heavy it asks only what would be kind."""
    yield Say(f"evening.greeting.{brief.part_of_day}", name=brief.name)
    if brief.first_time:
        yield Say("evening.first_time")
    yield from welcome_back(brief)
    went = yield from how_goals_went(brief)
    met = went.met
    if met == "light":
        met = yield from ask_of_thread(brief)
    toward = ""
    told = any(is_same_step(brief.intention, g.title, brief.language) for g in brief.goals_due)
    if brief.intention and met == "light" and not told:
        meant = intention_of(brief.intention, brief.language)
        key = "meant" if meant else "meant_unsaid"
        told_of_it, met = yield from ask_of_day(brief, "meant", key, words=meant)
        toward = told_of_it if _tells_of_the_day(told_of_it, brief.language) else ""
    if brief.enjoy and met == "light":
        enjoy = in_short(brief.enjoy, brief.language)
        key = "enjoyed" if enjoy else "enjoyed_unsaid"
        _, met = yield from ask_of_day(brief, "enjoyed", key, words=enjoy)
    if met == "light" and not toward:  # It is not asked where it was told just now.
        toward, met = yield from ask_of_day(brief, "toward", value=brief.value)
    # Do not ask a person who answers briefly for more, nor one who has told all of the day.
    worn = went.worn or mood_of(toward, brief.language).mood == "tired"
    shortly = brief.briefly or worn or is_brief(toward) or tells_much(toward)
    if met == "light" and not shortly:
        met = yield from and_what_was_hard(brief)
    if met != "light":
        yield from gentle_end(brief, met)
        return
    kind, met = yield from ask_of_day(brief, "kind")
    if met != "light":
        yield from gentle_end(brief, "enough")
        return
    if not brief.locked and not shortly:
        yield from name_what_was_noticed(brief)
    tomorrow = kind if is_for_tomorrow(kind, brief.language) else ""
    if not tomorrow:  # It is not asked where it was told just now.
        tomorrow, met = yield from ask_of_day(brief, "tomorrow")
    if met == "light":
        yield Say(
            "evening.summary",
            toward=_to_end_with(toward, brief.language),
            tomorrow=for_another_day(tomorrow, brief.language),
        )
    yield Say(f"evening.goodbye.{brief.part_of_day}", name=brief.name)


def gentle_end(brief: EveningBrief, met: Met) -> Generator[Step, Any, None]:
    """End the evening after something heavy; ask only what would be kind, or nothing."""
    if met == "heavy":
        kind = yield Ask("evening.kind_tonight", Freely(good=True))
        if kind:
            yield Note(DayTold(brief.day, "kind", kind))
            is_wish = for_another_day(kind, brief.language)
            place = "evening.heard.kind_tonight" if is_wish else "evening.heard.told_tonight"
            yield heard(place, kind, brief.language)
    yield Say(f"evening.gentle_goodbye.{brief.part_of_day}", name=brief.name)


def and_what_was_hard(brief: EveningBrief) -> Generator[Step, Any, Met]:
    """Ask for a move away from what matters and what got in the way, if they want to tell."""
    met: Met = "light"
    was_there = yield Ask("evening.was_there_a_move_away", YesNo(or_else="words"))
    if isinstance(was_there, dict):
        away = was_there["words"]
        yield Note(DayTold(brief.day, "away", away))
        met = yield from meet(brief, "evening.heard.away", away)
    elif was_there:
        away, met = yield from ask_of_day(brief, "away")
    else:
        return met
    language = brief.language
    feeling = mood_of(away, language)
    if not away or feeling.weight >= HEAVIEST or feeling.mood == "good":
        return met
    if tells_of_sorrow(away, language):  # To cry over somebody is no lapse.
        return "light" if met == "heavy" else met
    if met != "enough" and not gives_reason(away, language):
        _, met = yield from ask_of_day(brief, "in_the_way")
    return "light" if met == "heavy" else met  # That it was hard is what was asked for.


def ask_of_day(
    brief: EveningBrief, of: DayAspect, key: str = "", **words: Any
) -> Generator[Step, Any, tuple[str, Met]]:
    """Ask about the day, to be answered in own words. Return them, "" if skipped, and how it met.

    `key`: the last part of the question's key, where it is not `of`.
    """
    said: str | None = yield Ask(
        f"evening.{key or of}",
        Freely(
            good=of in MEETS_GOOD,
            what_there_was=of in MEETS_GOOD,
            action=of == "tomorrow",
            thoughts=of in TOLD_ALREADY and of not in MEETS_GOOD,
        ),
        takes_tail=of in TOLD_ALREADY,
        **words,
    )
    if not said:
        return "", "light"
    if of == "kind" and is_for_tomorrow(said, brief.language):
        yield Note(DayTold(brief.day, "tomorrow", said))
        yield Say("evening.tomorrow_kept")
        return said, "light"
    yield Note(DayTold(brief.day, of, said))
    if of == "tomorrow" and not for_another_day(said, brief.language):
        feeling = mood_of(said, brief.language)
        meant = (
            says_what_is_meant(said, brief.language)
            or tells_when(said, brief.language)
            or not has_subject(said, brief.language)  # "Take mum the picture to look at".
        )
        if (
            meant
            and not feeling.heavy
            and feeling.mood != "grief"
            and about(said, brief.language) is None
        ):
            yield Say("evening.tomorrow_kept")
            return said, "light"
        # It says something else than what is to be done: that is not promised for tomorrow.
        return said, (yield from meet(brief, "evening.heard.not_for_tomorrow", said))
    return said, (yield from meet(brief, f"evening.heard.{of}", said))


def _tells_of_the_day(said: str, language: str) -> bool:
    """Whether an answer about the day's intention tells what was done, so that it is told."""
    long = len(said.split()) >= A_STORY
    return long and is_own_doing(said, language) and not mood_of(said, language).heavy


def _to_end_with(said: str, language: str) -> str:
    """What the day is said to have had, at its end; "" where it was hard."""
    back = said_back(said, language) if mood_of(said, language).mood in ("good", "plain") else ""
    return back[:1].lower() + back[1:]
