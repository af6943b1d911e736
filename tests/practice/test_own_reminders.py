"""Reminders with the person's own words: when they are due, what is said, and what answers them."""

from datetime import date, datetime

from assistant import wording
from assistant.dialogues.own_reminder import own_reminder
from assistant.dialogues.reminder import (
    HourBrief,
    KnownReminder,
    SetBrief,
    StepToRemind,
    at_its_hour,
)
from assistant.dialogues.steps import Ask, Note, Say
from assistant.handsfree.systemd import on_calendar
from assistant.practice.reminders import (
    OWN,
    ReminderCancelled,
    ReminderMet,
    ReminderSet,
    due,
    fold_reminders,
    replaced,
)
from assistant.practice.state import State
from intents import Command, Invitation, load
from tests.practice.test_reminders import at, known
from tests.tables import each
from tests.understanding.conftest import HERE

WORDS = wording.load()
EN = load("en")
NOW = datetime.fromisoformat("2026-11-29T10:00+00:00")


def own(time="11:00", rrule="FREQ=DAILY", day="", id="o", words="call the clinic"):
    return ReminderSet(id, OWN, time, rrule, day, words)


def offered(reminder, answer):
    """What is said at the hour, and what is noted after the answer."""
    state = State(reminders=known(reminder))
    brief = HourBrief("s", "2026-11-29T11:00:00+01:00", reminder="o", dialogue=OWN, on="2026-11-29")
    said, noted, dialogue = [], [], at_its_hour(brief.recalled(state))
    step = next(dialogue, None)
    while step is not None:
        given = None
        if isinstance(step, Note):
            noted.append(step.noted)
        elif isinstance(step, Ask):
            assert step.expects == Invitation(deed=True)
            said.append(WORDS.line(step.say).text)
            given = answer
        elif isinstance(step, Say):
            said.append(WORDS.line(step).text)
        try:
            step = dialogue.send(given)
        except StopIteration:
            break
    return said, noted


@each(
    ("answer", "how", "after"),
    [
        ("now", "done", 0),
        (900, "later", 900),
        ("not_today", "not_today", 0),
        (None, "not_today", 0),
        ("silence", "silence", 600),
    ],
)
def test_own_reminder_at_its_hour_says_its_words_and_takes_each_answer(answer, how, after):
    said, noted = offered(own(), answer)
    assert said[1] == "You wanted to be reminded: call the clinic."
    assert noted == [ReminderMet("o", "2026-11-29", how, after=after)]


def test_reminder_put_off_counts_from_the_answer_and_not_from_the_offer():
    reminders = []
    new = ReminderSet("o", OWN, "11:00", words="call the clinic")
    fold_reminders(reminders, new, "2026-11-29T10:00:00+01:00")
    answered = ReminderMet("o", "2026-11-29", "later", after=600)
    fold_reminders(reminders, answered, "2026-11-29T11:25:30+01:00")
    assert reminders[0].until == "2026-11-29T11:35:30+01:00"


def test_reminder_put_off_in_an_older_journal_keeps_its_moment():
    reminders = []
    fold_reminders(reminders, ReminderSet("o", OWN, "11:00"), "2026-11-29T10:00:00+01:00")
    met = ReminderMet("o", "2026-11-29", "later", "2026-11-29T11:10:00+01:00")
    fold_reminders(reminders, met, "2026-11-29T11:05:00+01:00")
    assert reminders[0].until == "2026-11-29T11:10:00+01:00"


def test_own_reminder_with_a_condition_says_it():
    rrule = "RRULE:FREQ=DAILY\nX-AS-SAID:but not when I am on nights"
    said, _ = offered(own(rrule=rrule, words="take my pills"), "now")
    assert said[1] == (
        "You wanted to be reminded: take your pills, but not when you are on nights."
    )


@each(
    ("said", "answer"),
    [
        ("done", "now"),
        ("I did it", "now"),
        ("yes", "now"),
        ("okay thanks", "now"),
        ("in ten minutes", 600),
        ("skip today", "not_today"),
        ("not today", "not_today"),
        ("later", 600),
    ],
)
def test_answer_to_a_reminder_is_read(said, answer):
    assert EN.understand(said, Invitation(deed=True), now=NOW).value == answer


def test_done_where_a_conversation_is_offered_does_not_begin_it():
    assert EN.understand("done", Invitation(), now=NOW).value is None


def test_own_reminders_at_the_same_hour_are_both_due():
    reminders = known(own(), own(id="p", words="water the plants"))
    assert replaced(reminders, own(id="q", words="breathe"), at("2026-11-29T10:00")) == []
    first = due(reminders, at("2026-11-29T11:00"))
    assert first is not None
    met = ReminderMet(first.reminder.id, first.day, "done")
    second = due(known(own(), own(id="p", words="water the plants"), met), at("2026-11-29T11:00"))
    assert second is not None
    assert {first.reminder.own_words, second.reminder.own_words} == {
        "call the clinic", "water the plants",
    }  # fmt: skip


def test_reminder_while_away_rests():
    away = [(date(2026, 11, 29), date(2026, 12, 1))]
    assert due(known(own()), at("2026-11-29T11:00"), away) is None
    assert due(known(own()), at("2026-12-02T11:00"), away) is not None


def test_own_reminder_of_any_rhythm_has_a_timer_without_its_words():
    (reminder,) = known(own(rrule="DTSTART;VALUE=DATE:20261208\nRRULE:FREQ=WEEKLY;INTERVAL=2"))
    assert on_calendar(reminder) == "*-*-* 11:00:00"
    (reminder,) = known(own(day="2026-11-30"))
    assert on_calendar(reminder) == "2026-11-30 11:00:00"


def rows():
    lines = (HERE / "reminders.tsv").read_text().splitlines()
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


@each(("said", "words", "when"), rows())
def test_wish_to_be_reminded_is_read_whole(said, words, when):
    meaning = EN.understand(said, Command(), now=NOW)
    assert meaning.intent == "set_reminder", meaning
    slots = meaning.slots
    found = [*slots.get("hours", ()), slots.get("date", ""), slots.get("rrule", "")]
    assert (slots.get("words", ""), " ".join(filter(None, found))) == (words, when)


@each(
    "said",
    [
        "my neighbour told my son to give me a shout at nine",
        "he will tell me tomorrow at eight whether it works",
        "tell me what I said on Monday at nine",
        "they told me at noon to go home",
        "let me know at five how it went",
        "at work they tell me every day at five to go home",
        "don't remind me at five to eat",
        "tomorrow at ten I see the doctor",
        "tonight at eight it was lovely with Karin",
    ],
)
def test_sentence_that_only_tells_of_a_time_is_no_reminder(said):
    meaning = EN.understand(said, Command(), now=NOW)
    assert meaning.intent != "set_reminder", meaning


@each(
    "said",
    [
        "remind me half an hour before sunset to shut the hens in",
        "remind me on Tuesday or Wednesday to ring the bank",
        "remind me on the thirty first of November at ten to pay the bill",
        "remind me this morning at nine to feed the hens",
    ],
)
def test_reminder_at_a_time_that_is_not_clear_is_asked_about(said):
    meaning = EN.understand(said, Command(), now=NOW)
    assert meaning.intent != "set_reminder" or meaning.slots.get("unclear", True), meaning


@each(
    ("said", "gone"),
    [
        ("every two hours from now until ten in the evening except at two", "14:00"),
        ("every ten minutes for the next hour except at twenty past ten", "10:20"),
        ("every hour until bedtime but not at three", "15:00"),
        ("hourly until bedtime, but not at three", "15:00"),
        ("every hour between nine and five but not at twelve", "12:00"),
    ],
)
def test_hour_left_out_of_a_span_is_not_set(said, gone):
    slots = EN.understand(f"remind me to drink {said}", Command(), now=NOW).slots
    assert slots["words"] == "drink"
    assert len(slots["hours"]) > 4
    assert gone not in slots["hours"]


def test_reminder_of_a_step_that_was_set_with_others_is_its_own():
    step = StepToRemind("g", "walk", ("FREQ=DAILY", 0, ""))
    there = KnownReminder("g.reminder.2", OWN, "18:00", "FREQ=WEEKLY;BYDAY=SA", "", "stretch")
    brief = SetBrief(
        "s",
        "2026-11-29T10:00:00+01:00",
        step=step,
        known=(there,),
        hours=("18:00",),
        rrule="FREQ=DAILY",
    )
    noted = [step.noted for step in own_reminder(brief, "walk") if isinstance(step, Note)]
    assert ReminderCancelled("g.reminder.2") in noted
