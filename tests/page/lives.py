"""Journals of any length and of every oddity, as the states that follow from them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from assistant import wording
from assistant.demo.life import life
from assistant.demo.person import demo_data
from assistant.export.page import as_html
from assistant.practice.domains import Rated, Shot
from assistant.practice.events import Entry
from assistant.practice.exercises import Telling
from assistant.practice.goals import Check, Goal, GoalMark
from assistant.practice.obstacles import Obstacle
from assistant.practice.overview import PARTS, Overview, Part, Span, overview
from assistant.practice.pages import PageFor
from assistant.practice.state import Intention, State, Value, fold

TODAY = date(2026, 11, 29)
WORDS = wording.load("en")
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente" * 3
RIGHT_TO_LEFT = "مريم الحسيني"
GOALS = 60
OUTCOMES = ("done", "partly", "not_yet")


def entries(days: int) -> list[Entry]:
    told = life(demo_data().life, days, TODAY)
    return [Entry(f"l{n}", when.isoformat(), s, e) for n, (when, s, e) in enumerate(told)]


@cache
def lived(days: int) -> State:
    """What follows from so many days of a simulated life."""
    return fold(entries(days))


def span(days: int) -> Span:
    return Span(TODAY - timedelta(days=days - 1), TODAY)


def seen(state: State, days: int = 28, parts: tuple[Part, ...] = PARTS) -> Overview:
    return overview(state, span(days), parts, WORDS.families())


def page(state: State, days: int = 28, reader: PageFor = "me") -> str:
    return as_html(seen(state, days), TODAY, WORDS, reader)


def odd(words: str = LONG, name: str = RIGHT_TO_LEFT, goals: int = GOALS) -> State:
    """A life in which every name and every sentence is `words`, with sixty goals."""
    state = State(name=name)
    state.values = [
        Value(f"v{n}", f"{words}{n}" if n else RIGHT_TO_LEFT, words, "2026-01-01") for n in range(9)
    ]
    state.day_values = {f"2026-11-{day:02}": f"v{day % 4}" for day in range(3, 28)}
    state.goals = [
        Goal(
            f"g{n}",
            f"{words}{n}" if n % 3 == 0 else f"step {n}",
            f"v{n % 20}",
            "FREQ=DAILY",
            0,
            "2026-01-01",
            [
                Check(f"2026-11-{day:02}", OUTCOMES[(day + n) % 3], words, evening=True)
                for day in range(2, 29)
                if day * n % 5 < 3
            ],
            said={"plan": words},
        )
        for n in range(goals)
    ]
    state.goals[1].marks = [
        GoalMark("2026-11-05", "paused", "2026-11-09"), GoalMark("2026-11-12", "changed")
    ]  # fmt: skip
    state.goals[2].standing, state.goals[2].ended = "let_go", "2026-11-15"
    state.goals[2].marks = [GoalMark("2026-11-15", "let_go")]
    state.exercises.told = [
        Telling("2026-11-20", "proud", RIGHT_TO_LEFT),
        Telling("2026-11-21", "proud", words),
        Telling("2026-11-22", "hard", words),
    ]
    state.intentions = [Intention(f"2026-11-{day:02}", words) for day in range(1, 29)]
    state.obstacles = [Obstacle("2026-11-10", words, words, "g1", "smaller_step", words)]
    state.domains.own = {"own.1": words}
    state.domains.ratings = [
        Rated("2026-11-01", "health", 9, 2),
        Rated("2026-11-28", "health", 9, 5),
        Rated("2026-11-20", "own.1", 10, 0),
    ]
    state.domains.bulls_eyes = [Shot("2026-11-20", 0.0), Shot("2026-11-27", 10.0, words)]
    state.days.away = [("2026-11-13", "2026-11-16")]
    return state
