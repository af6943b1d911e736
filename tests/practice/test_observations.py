"""What a check-in can mention: misaligned goals and values, and repeated obstacles."""

from datetime import date, timedelta

from assistant import wording
from assistant.practice.days import DayTold, GentlyOffered, fold_days
from assistant.practice.goals import Check, Goal
from assistant.practice.observations import answers_briefly, misaligned, recurring, to_offer
from assistant.practice.state import Intention, State, Value

MONDAY = date(2026, 11, 23)
LONG_AGO = "2026-10-01"
FAMILIES = wording.load().families()


def goal(name: str, value: str = "", added: str = LONG_AGO) -> Goal:
    return Goal(name, name, value, "FREQ=DAILY", 0, added)


def values(*names: str) -> list[Value]:
    return [Value(name, name, "", LONG_AGO) for name in names]


def named(state: State) -> list[tuple[str, str]]:
    return [(one.kind, one.name) for one in misaligned(state, MONDAY)]


def test_misaligned_goal_for_each_value_gives_none() -> None:
    assert named(State(values=values("family"), goals=[goal("call", "family")])) == []


def test_misaligned_goal_and_value_apart_are_both_given() -> None:
    state = State(values=values("family"), goals=[goal("tidy")])
    assert named(state) == [("goal_without_value", "tidy"), ("value_without_goal", "family")]


def test_misaligned_resting_goal_serves_but_one_let_go_does_not() -> None:
    resting, gone = goal("call", "family"), goal("pray", "faith")
    resting.standing, gone.standing = "paused", "let_go"
    state = State(values=values("family", "faith"), goals=[resting, gone])
    assert named(state) == [("value_without_goal", "faith")]


def test_misaligned_reached_goal_unsatisfied_is_given() -> None:
    reached = goal("promotion", "work")
    reached.standing, reached.ended, reached.fulfilled = "reached", "2026-11-01", False
    state = State(values=values("work"), goals=[reached, goal("walk", "work")])
    assert named(state) == [("reached_unsatisfied", "promotion")]


def test_misaligned_new_things_are_left_out() -> None:
    state = State(values=values("family"), goals=[goal("tidy", added=str(MONDAY))])
    state.values[0].kept = str(MONDAY)
    assert named(state) == []


def test_to_offer_gives_one_a_week_and_another_next_time() -> None:
    state = State(values=values("family"), goals=[goal("tidy")])
    first = to_offer(state, MONDAY)
    assert first is not None
    fold_days(state.days, GentlyOffered("alignment", first.id, str(MONDAY)))
    assert to_offer(state, MONDAY + timedelta(days=6)) is None
    second = to_offer(state, MONDAY + timedelta(days=7))
    assert second is not None
    assert second.id != first.id


def barred(*barriers: str) -> State:
    """Return a state with a goal that these barriers stopped, one a day up to Monday."""
    walk = goal("walk")
    days = [str(MONDAY - timedelta(days=n)) for n in range(len(barriers))]
    walk.history = [Check(d, "not_yet", b) for d, b in zip(days, barriers, strict=True)]
    return State(goals=[walk])


def test_recurring_word_on_four_days_is_a_pattern() -> None:
    state = barred("too tired", "I was exhausted", "tired again", "so tired")
    found = recurring(state, MONDAY, FAMILIES)
    assert found == ("tired", 4, "walk")


def test_recurring_three_days_or_denied_is_none() -> None:
    assert recurring(barred("tired", "tired", "tired"), MONDAY, FAMILIES) is None
    assert recurring(barred("tired", "tired", "tired", "not tired"), MONDAY, FAMILIES) is None


def test_recurring_counts_days_and_evenings() -> None:
    state = barred("tired", "tired", "tired")
    fold_days(state.days, DayTold(str(MONDAY), "in_the_way", "still tired"))
    assert recurring(state, MONDAY, FAMILIES) is None
    fold_days(state.days, DayTold(str(MONDAY - timedelta(days=5)), "in_the_way", "just tired"))
    assert recurring(state, MONDAY, FAMILIES) is not None


def test_recurring_named_lately_is_none() -> None:
    state = barred("tired", "tired", "tired", "tired")
    fold_days(state.days, GentlyOffered("pattern", "tired", str(MONDAY)))
    assert recurring(state, MONDAY, FAMILIES) is None


def test_answers_briefly_after_short_answers_is_true() -> None:
    brief = [Intention("", words) for words in ("rest", "a walk", "listen first")]
    assert answers_briefly(State(intentions=brief))
    assert not answers_briefly(State(intentions=brief[:2]))
    longer = Intention("", "call my mother before lunch")
    assert not answers_briefly(State(intentions=[*brief, *[longer] * 4]))
