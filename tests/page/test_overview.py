"""The overview of some days: the numbers and words that the page shows and that are told aloud."""

from datetime import date

from assistant.practice.domains import Rated, Shot
from assistant.practice.exercises import Telling
from assistant.practice.goals import (
    Check,
    Goal,
    GoalChanged,
    GoalDropped,
    GoalPaused,
    GoalResumed,
    fold_goal,
    strength,
    strengths,
)
from assistant.practice.looking_back import of_values
from assistant.practice.obstacles import Obstacle
from assistant.practice.overview import PARTS, Column, Span, count_in
from assistant.practice.state import Intention, Reflection, State, Value
from tests.page.lives import TODAY, lived, odd, page, seen, span
from tests.tables import each

DAILY = "FREQ=DAILY"


def goal(*checks: Check, title: str = "walk", **more) -> Goal:
    return Goal("g", title, "v", DAILY, 0, "2026-09-01", list(checks), **more)


def evening(day: int, outcome: str = "done", barrier: str = "") -> Check:
    return Check(f"2026-11-{day:02}", outcome, barrier, evening=True)


@each(
    ("days", "are", "number"),
    [(1, "days", 1), (28, "days", 28), (70, "days", 70), (71, "weeks", 11), (365, "weeks", 53),
     (742, "weeks", 106), (743, "months", 25), (3652, "months", 121)],
)  # fmt: skip
def test_span_columns_are_few_and_without_a_gap(days, are, number):
    columns = span(days).columns()
    assert (span(days).columns_are, len(columns)) == (are, number)
    assert columns[0].first == str(span(days).first)
    assert columns[-1].last == str(TODAY)
    each_day = [d for c in columns for d in (c.first, c.last)]
    assert each_day == sorted(each_day)


def test_count_in_counts_days_on_the_edges_and_leaves_out_others():
    columns = [Column("2026-11-02", "2026-11-08"), Column("2026-11-09", "2026-11-15")]
    days = ["2026-11-01", "2026-11-02", "2026-11-08", "2026-11-09", "2026-11-15", "2026-11-16"]
    assert count_in(columns, days) == [2, 2]


def test_overview_counts_the_days_that_the_review_tells():
    state = lived(84)
    told = {one.name: one.days for one in of_values(state, *span(28))}
    assert {one.name: len(one.days) for one in seen(state).calendar.lived} == told


def test_overview_value_of_which_nothing_was_told_is_quiet():
    state = State(values=[Value("v", "rest", "", "2026-01-01")])
    calendar = seen(state).calendar
    assert ([v.name for v in calendar.quiet], calendar.lived) == (["rest"], ())


def test_overview_domains_name_the_widest_gap_and_the_one_that_came_closer():
    state = State()
    state.domains.ratings = [
        Rated("2026-10-01", "health", 9, 2),
        Rated("2026-11-05", "health", 9, 3),
        Rated("2026-11-20", "health", 9, 7),
        Rated("2026-11-20", "career", 8, 3),
    ]
    found = seen(state).domains
    assert (found.widest.name, found.narrowed.name) == ("career", "health")
    assert [rated.day for rated in found.narrowed.ratings] == [
        "2026-10-01", "2026-11-05", "2026-11-20",
    ]  # fmt: skip


def test_overview_of_days_past_knows_nothing_of_what_came_after():
    state = State()
    state.domains.ratings = [Rated("2026-11-20", "health", 9, 7)]
    state.domains.bulls_eyes = [Shot("2026-10-02", 4), Shot("2026-11-20", 8)]
    then = Span(date(2026, 10, 1), date(2026, 10, 31))
    from assistant.practice.overview import overview

    found = overview(state, then, PARTS)
    assert found.domains.courses == ()
    assert (found.bulls_eyes.last.close, found.bulls_eyes.before) == (4, None)


def test_overview_step_marks_pauses_and_changes():
    walk = goal(evening(3), evening(20, "partly"))
    for noted in (
        GoalPaused("g", "2026-11-05"),
        GoalResumed("g", "2026-11-10"),
        GoalChanged("g", "2026-11-12", rrule=DAILY),
        GoalPaused("g", "2026-11-22", "2026-11-25"),
        GoalDropped("g", "2026-11-28"),
    ):
        fold_goal([walk], noted, noted.day)
    (step,) = seen(State(goals=[walk])).steps
    assert step.rests == (("2026-11-05", "2026-11-09"), ("2026-11-22", "2026-11-24"))
    assert [(m.day, m.what) for m in step.marks] == [
        ("2026-11-12", "changed"), ("2026-11-28", "let_go"),
    ]  # fmt: skip
    assert (step.count("done"), step.count("partly"), step.count("not_yet")) == (1, 1, 0)


def test_strengths_after_each_check_end_with_the_strength_of_the_day():
    walk = goal(*(evening(day, "done" if day % 3 else "not_yet") for day in range(1, 29)))
    course = strengths(walk, TODAY)
    assert len(course) == 28
    for day, much in course:
        assert strength(walk, date.fromisoformat(day)) == much


def test_overview_what_was_in_the_way_goes_by_the_persons_own_words():
    walk = goal(
        evening(3, "not_yet", "i was tired"),
        evening(4, "not_yet", "so tired after the long shift at work"),
        evening(5, "not_yet", "no time"),
        evening(6, "not_yet", "um the the neighbours came by and stayed for hours"),
    )
    state = State(goals=[walk], obstacles=[Obstacle("2026-11-07", "the fog", "grey", "g")])
    found = {one.name: len(one.days) for one in seen(state).in_the_way.hindrances}
    assert found == {"tired": 2, "no time": 1, "um the the neighbours came …": 1, "the fog": 1}


def test_overview_what_was_tried_is_told_with_the_step_done_soon_after_it():
    walk = goal(evening(3), evening(12))
    tried = Obstacle("2026-11-10", "the fog", "grey", "g", "smaller_step", "to the corner")
    late = Obstacle("2026-11-14", "the fog", "grey", "g", "smaller_step", "to the door")
    found = seen(State(goals=[walk], obstacles=[tried, late])).in_the_way.tried
    assert [(one.words, one.done) for one in found] == [
        ("To the corner", "2026-11-12"), ("To the door", ""),
    ]  # fmt: skip


def test_overview_tree_leads_every_goal_to_a_value_or_to_none():
    state = odd()
    leaves = [leaf.title for branch in seen(state).tree for leaf in branch.goals]
    assert sorted(leaves) == sorted(goal.title for goal in state.goals)
    assert seen(state).tree[-1].name == ""


def test_overview_reflections_leave_out_letters():
    state = State(
        reflections=[
            Reflection("1", "2026-11-20T20:00+01:00", "", "the garden", ask="reflect.go_ahead"),
            Reflection("2", "2026-11-21T20:00+01:00", "", "dear me", ask="letter.write"),
        ]
    )
    assert [one.words for one in seen(state).reflections] == ["the garden"]


def test_overview_parts_not_chosen_are_empty():
    state = odd()
    state.reflections = [Reflection("1", "2026-11-20T20:00+01:00", "", "the garden")]
    found = seen(state, parts=("steps",))
    assert found.steps
    empty = (found.calendar.values, found.domains.courses, found.bulls_eyes, found.tree)
    assert not any((*empty, found.in_the_way, found.quotations.newest, found.reflections))


def test_overview_quotations_leave_out_hesitations_only():
    state = State(intentions=[Intention("2026-11-20", "um i i really want to listen first")])
    state.exercises.told = [Telling("2026-11-20", "proud", "i sang")]
    said = [one.words for one in seen(state).quotations.newest]
    assert sorted(said) == ["I really want to listen first", "I sang"]


def test_page_has_for_each_picture_its_sentence_and_its_table():
    made = page(lived(84))
    for name in ("calendar", "domains", "bulls_eye", "steps", "in_the_way"):
        section = made.split(f'id="{name}"')[1].split("<section")[0]
        assert 'class="lead"' in section, name
        assert "<table" in section, name


def test_page_of_quiet_days_has_no_red_and_no_score():
    made = page(State(values=[Value("v", "rest", "", "2026-01-01")]))
    assert "quiet" in made
    assert "%" not in made.split("</style>")[1].replace('%"', "")
