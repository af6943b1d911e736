"""The conversations Lantern has: one file each, and here the list of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assistant.dialogue import Dialogue
from assistant.dialogues import (
    decide,
    goal,
    good_day,
    grounding,
    journal,
    letter,
    menu,
    morning,
    ninetieth,
    on_this_day,
    reflect,
    review,
    stuck,
    telling,
    value,
    welcome,
)
from assistant.dialogues.brief import Brief, Moment

TODAY = timedelta(0)
"""A dialogue which lasts for today is not gone on with on another day."""


@dataclass(frozen=True, slots=True)
class Script:
    """A dialogue: how it is performed, the brief it needs, and how long it may lie unfinished."""

    perform: Callable[[Any], Dialogue]
    brief: Callable[[Moment], Brief]
    brief_type: type[Brief]
    lasts: timedelta = TODAY


SCRIPTS: dict[str, Script] = {
    "menu": Script(menu.menu, menu.brief, menu.MenuBrief),
    "welcome": Script(welcome.welcome, welcome.brief, Brief, timedelta(days=7)),
    "morning_checkin": Script(morning.morning, morning.brief, morning.MorningBrief),
    "reflect": Script(reflect.reflect, reflect.brief, reflect.ReflectBrief, timedelta(days=2)),
    "explore_values": Script(value.explore_values, value.brief, Brief, timedelta(days=2)),
    "add_goal": Script(goal.add_goal, goal.brief, goal.GoalsBrief, timedelta(days=2)),
    "stuck": Script(stuck.stuck, stuck.brief, stuck.StuckBrief),
    "grounding": Script(grounding.grounding, grounding.brief, Brief),
    "decide": Script(decide.decide, decide.brief, decide.DecideBrief, timedelta(days=7)),
    "ninetieth_birthday": Script(
        ninetieth.ninetieth_birthday, good_day.brief, good_day.ExerciseBrief, timedelta(days=2)
    ),
    "good_day": Script(
        good_day.good_day, good_day.brief, good_day.ExerciseBrief, timedelta(days=2)
    ),
    "letter": Script(letter.letter, letter.brief, letter.LetterBrief, timedelta(days=2)),
    "letter_arrived": Script(letter.letter_arrived, letter.arrived_brief, letter.ArrivedBrief),
    "weekly_review": Script(review.weekly_review, review.brief, review.ReviewBrief),
    "on_this_day": Script(on_this_day.tell_this_day, on_this_day.brief, on_this_day.ThenBrief),
    "list_values": Script(telling.list_values, telling.brief, telling.TellingBrief),
    "list_goals": Script(telling.list_goals, telling.brief, telling.TellingBrief),
    "search_journal": Script(journal.search_journal, journal.search_brief, journal.SearchBrief),
    "read_last": Script(journal.read_last, journal.last_brief, journal.LastBrief),
    "erase_last": Script(journal.erase_last, journal.last_brief, journal.LastBrief),
    "explain_difference": Script(telling.explain_difference, telling.brief, telling.TellingBrief),
    "privacy": Script(telling.privacy, telling.brief, telling.TellingBrief),
}
"""Each by the name of the intent which asks for it."""
