"""What people say of a step: by when, at once in place of a yes, in their own letters, a loss."""

from datetime import datetime

from intents import Aspiration, Command, Recurrence, YesNo, load
from tests.tables import each

EN = load("en")
MONDAY = datetime.fromisoformat("2026-11-23T07:30+01:00")


@each(
    ("said", "by"),
    [
        ("by friday", "2026-11-27"),
        ("once, by the first of december", "2026-12-01"),
        ("before Sunday", "2026-11-29"),
        ("tomorrow", "2026-11-24"),
        ("once, on Thursday", "2026-11-26"),
        ("this week", "2026-11-29"),
        ("by the end of the week", "2026-11-29"),
        ("by the end of the month", "2026-11-30"),
    ],
)
def test_recurrence_by_a_day_is_once(said: str, by: str) -> None:
    value = EN.understand(said, Recurrence(), now=MONDAY).value
    assert value == {"rrule": "FREQ=DAILY;COUNT=1", "times": None, "by": by}


@each(
    "said",
    ["every friday", "on mondays", "three times this week", "twice a month", "daily", "every week"],
)
def test_recurrence_rhythm_has_no_day(said: str) -> None:
    value = EN.understand(said, Recurrence(), now=MONDAY).value
    assert "by" not in (value or {})


STEP = YesNo(or_else="step")


@each(
    ("said", "step"),
    [
        ("I could call my sister", "call my sister"),
        ("yes, call Anna's mum", "call Anna's mum"),
        ("walk around the lake", "walk around the lake"),
        ("read ten pages", "read ten pages"),
        ("put my phone away", "put my phone away"),
        ("Water the plants.", "Water the plants"),
    ],
)
def test_step_instead_of_yes_is_kept_as_said(said: str, step: str) -> None:
    assert EN.understand(said, STEP).value == {"kind": "goal", "words": step}


@each("said", ["yes", "sure, why not", "yes that would be nice", "let's do that"])
def test_step_instead_of_yes_plain_yes_is_yes(said: str) -> None:
    assert EN.understand(said, STEP).value is True


@each("said", ["no", "not really", "no thanks", "I don't think so"])
def test_step_instead_of_yes_plain_no_is_no(said: str) -> None:
    assert EN.understand(said, STEP).value is False


@each(
    "said",
    [
        "my mother died last week",
        "the bus was late again",
        "he never calls me",
        "not sure",
        "maybe",
    ],
)
def test_step_instead_of_yes_anything_else_is_no_answer(said: str) -> None:
    assert EN.understand(said, STEP).kind != "answer"


@each("said", ["add a goal", "say that again", "help", "skip", "stop"])
def test_step_instead_of_yes_command_stays_a_command(said: str) -> None:
    assert EN.understand(said, STEP).kind == "command"


@each(
    ("said", "tells"),
    [
        ("my mother died last week", "sorrow"),
        ("I was at the funeral of my uncle", "sorrow"),
        ("we lost the baby in spring", "sorrow"),
        ("my boss shouted at me again", "something"),
        ("there is no milk left", ""),
        ("can you say that to me again", ""),
        ("not yet", ""),
    ],
)
def test_tells_loss_or_people_or_nothing(said: str, tells: str) -> None:
    assert EN.tells(said) == tells


def test_aspiration_loss_is_sorrow() -> None:
    value = EN.understand("I lost my brother in May", Aspiration()).value
    assert value == {"kind": "sorrow", "words": "I lost my brother in May"}


@each(
    ("said", "slots"),
    [
        ("pause my goal to run until sunday", {"goal": "run", "date": "2026-11-29"}),
        ("I'm away until Monday", {"until": "monday", "date": "2026-11-30"}),
        ("add a goal to write to Uncle Bob", {"goal": "write to Uncle Bob"}),
    ],
)
def test_slots_of_goal_commands_hold_name_and_day(said: str, slots: dict[str, str]) -> None:
    assert dict(EN.understand(said, Command(), now=MONDAY).slots) == slots


@each(
    ("said", "words", "rrule"),
    [
        ("call Anna every Sunday", "call Anna", "FREQ=WEEKLY;BYDAY=SU"),
        ("I want to walk three times a week", "walk", "FREQ=WEEKLY"),
        ("tell the truth once a day", "tell the truth", "FREQ=DAILY"),
        ("read a poem on Mondays and Thursdays", "read a poem", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("stretch every morning", "stretch", "FREQ=DAILY"),
    ],
)
def test_aspiration_with_a_rhythm_has_both(said: str, words: str, rrule: str) -> None:
    value = EN.understand(said, Aspiration(), now=MONDAY).value
    assert (value["kind"], value["words"], value["often"]["rrule"]) == ("goal", words, rrule)


@each(
    "said",
    ["go dancing on Friday", "be kind every time he calls me", "call my sister", "two walks"],
)
def test_aspiration_without_a_rhythm_has_none(said: str) -> None:
    assert "often" not in EN.understand(said, Aspiration(), now=MONDAY).value


@each("said", ["fix the gate", "fix the fence", "change the tap", "write the teacher a letter"])
def test_aspiration_deed_to_a_thing_is_a_goal(said: str) -> None:
    assert EN.understand(said, Aspiration()).value == {"kind": "goal", "words": said}


@each(
    ("said", "kind"),
    [
        ("get the kids to listen", "someone_else"),
        ("stop the drinking", "not_doing"),
        ("find the peace", "feeling"),
    ],
)
def test_aspiration_deed_to_people_is_no_goal(said: str, kind: str) -> None:
    assert EN.understand(said, Aspiration()).value["kind"] == kind


@each(
    ("said", "name"),
    [("could you change the value to my children", "my children"), ("change my value", None)],
)
def test_slots_of_change_value_hold_the_name(said: str, name: str | None) -> None:
    meaning = EN.understand(said, Command())
    assert (meaning.intent, meaning.slots.get("value")) == ("change_value", name)


@each(
    ("said", "goal"),
    [
        ("add a goal to call mum every sunday", "call mum"),
        ("add a goal to ring Mum", "ring Mum"),
        ("I want to set a goal to paint in colour every day", "paint in colour"),
    ],
)
def test_understand_goal_in_a_command_keeps_the_spelling(said: str, goal: str) -> None:
    assert EN.understand(said, now=MONDAY).slots["goal"] == goal
