"""Sixty days with twenty goals of odd rhythms: what is said back, and the days each is asked about.

`lives.tsv` is the table: what was said, how each question was answered in turn, how the rhythm is
said back, and the evenings on which the goal was asked about, with the day that was named where it
was an earlier one. The person says it on Sunday, 29 November 2026, is away from 24 to 26 December,
and has a check-in on every evening but those of a Saturday.
"""

from datetime import date, datetime, timedelta
from itertools import cycle
from pathlib import Path

from assistant import wording
from assistant.practice.goals import Check, Goal
from assistant.practice.schedule import Schedule
from intents import Recurrence, load
from tests.tables import each

NOW = datetime.fromisoformat("2026-11-29T10:00+00:00")
AWAY = [(date(2026, 12, 24), date(2026, 12, 26))]
DAYS = 60
SATURDAY = 5
LIVES = Path(__file__).parent / "lives.tsv"
WORDS = wording.load()


def rows():
    lines = LIVES.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


def lived(said: str, answers: str) -> tuple[str, str]:
    """How the rhythm is said back, and on which evenings it is asked about."""
    meaning = load("en").understand(said, Recurrence(), now=NOW)
    value = meaning.value
    often = Schedule(value["rrule"], value["times"] or 0, value.get("by", ""))
    goal = Goal("g", "it", "", often.rrule, often.times, str(NOW.date()), by=often.by)
    answer = cycle(answers.split())
    asked = []
    for n in range(DAYS):
        today = NOW.date() + timedelta(n)
        away = any(first <= today <= last for first, last in AWAY)
        if today.weekday() == SATURDAY or away or not goal.due(today, True, AWAY):
            continue
        missed = goal.day_missed(today, True, AWAY)
        asked.append(f"{today:%d/%m}" + (f" for {missed[8:]}" if missed else ""))
        goal.history.append(Check(missed or str(today), next(answer), evening=True))  # type: ignore[arg-type]
    return WORDS.often(often), ", ".join(asked) or "never"


@each(("said", "answers", "often", "asked"), rows())
def test_life_goal_of_any_rhythm_is_asked_about_on_its_days(said, answers, often, asked):
    assert lived(said, answers) == (often, asked)


def test_lives_there_are_twenty():
    assert len(rows()) >= 20
