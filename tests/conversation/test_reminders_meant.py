"""Which of the reminders words name, what of a correction is meant, and what a wish tells."""

from datetime import datetime

from assistant.conversation.acts import Context
from assistant.conversation.reading.changes.plan_refused import no_plan
from assistant.conversation.reading.changes.reminder_named import reminders_named
from assistant.conversation.reading.changes.reminder_told import told_of_a_reminder
from assistant.conversation.reading.changes.when_pieces import what_is_meant, when_pieces
from assistant.conversation.reading.changes.wished_of_reminders import of_named_reminders
from assistant.dialogues.steps import Ask, Say
from assistant.practice.reminders_there import ReminderThere
from intents import Command, Freely, load
from tests.tables import each

EN = load("en")
NOW = datetime.fromisoformat("2026-12-08T18:40+01:00")
WEEKLY = "FREQ=WEEKLY;BYDAY="


def there(id, words, time, rrule="FREQ=DAILY", day="", fresh=False, nth=0):
    return ReminderThere(id, words, "", time, rrule, day, "2026-12-07T10:00+01:00", fresh, nth)


KEPT = (
    there("walk", "walk to the mill", "09:50"),
    there("words", "learn polish words", "07:30", WEEKLY + "MO,TU,WE,TH,FR"),
    there("bins", "the bins", "19:30", WEEKLY + "TH"),
    there("call", "ring tomasz and tell him about the bank", "10:50", day="2026-12-11"),
)
MENU = Ask("menu.what_next", Command())


def kept(**more):
    return Context(MENU, goals=("walk to the mill",), reminders=KEPT, now=NOW, **more)


@each(
    ("said", "ids"),
    [
        ("the one at nine fifty", ("walk",)),
        ("the one at half past seven", ("words", "bins")),
        ("the one at half past seven in the evening", ("bins",)),
        ("the reminder of the polish words", ("words",)),
        ("the friday one", ("call",)),
        ("the one for tomasz", ("call",)),
        ("the thursday reminder", ("bins",)),
        ("the second one", ("words",)),
        ("the last", ("call",)),
        ("the reminder of the dentist", ()),
        ("the one at three", ()),
    ],
)
def test_reminders_named_are_found_by_hour_day_words_and_place(said, ids):
    assert reminders_named(EN, EN.words(said), kept()).ids == ids


@each(
    ("said", "hours", "rrule", "date"),
    [
        ("not today, every day", (), "FREQ=DAILY", ""),
        ("no not every day, only week days", (), WEEKLY + "MO,TU,WE,TH,FR", ""),
        ("no wrong wednesday, the sixteenth", (), "", "2026-12-16"),
        ("not tomorrow, tomorrow's the party, a week tomorrow", (), "", "2026-12-16"),
        ("at nine not seven, only tomorrow", ("09:00",), "", "2026-12-09"),
        ("at six no six fifteen in the morning", ("06:15",), "", ""),
        ("i said week days and you have every day", (), WEEKLY + "MO,TU,WE,TH,FR", ""),
        ("not on monday and tuesday but every friday", (), WEEKLY + "FR", ""),
        ("no, monday the twenty first", (), "", "2026-12-21"),
    ],
)
def test_when_pieces_what_is_denied_is_not_meant(said, hours, rrule, date):
    when = what_is_meant(when_pieces(EN, EN.words(said), NOW))
    assert when is not None
    assert (when.hours, when.rrule, when.date) == (hours, rrule, date)


@each(
    ("said", "intent", "slots"),
    [
        ("cancel the one at nine fifty", "cancel_reminder", {"reminders": ["walk"]}),
        ("get rid of the reminder walk to the mill", "cancel_reminder", {"reminders": ["walk"]}),
        (
            "the one on friday should only say ring tomasz, nothing more",
            "change_reminder",
            {"reminders": ["call"], "renamed": "ring tomasz"},
        ),
        (
            "call the bins reminder blue bin",
            "change_reminder",
            {"reminders": ["bins"], "renamed": "blue bin"},
        ),
        (
            "move the mill reminder from nine fifty to ten fifty every day",
            "change_reminder",
            {"reminders": ["walk"], "hours": ["10:50"], "half": True, "rrule": "FREQ=DAILY"},
        ),
        ("tell me every reminder you have", "list_reminders", {}),
    ],
)
def test_of_named_reminders_gives_what_is_wished(said, intent, slots):
    read = of_named_reminders(EN, said, kept(said=(Say("reminder.told.own"),)))
    assert read is not None
    assert (read.intent, dict(read.slots)) == (intent, slots)


@each(
    "said",
    [
        "cancel the walk",
        "the friday one was lovely",
        "move the piano to the wall",
        "no i went on thursday with my sister",
        "the one at the door was my brother",
        "drop the one about swimming",
        "not today",
    ],
)
def test_of_named_reminders_leaves_what_is_about_other_things(said):
    assert of_named_reminders(EN, said, kept()) is None


@each(
    ("said", "told"),
    [
        (
            "you left, i wanted a reminder for the parcel on the sixteenth at six in the evening",
            {"hours": ["18:00"], "date": "2026-12-16", "words": "the parcel"},
        ),
        (
            "a reminder is good sunday at four in the afternoon then it's noon in brazil",
            {"hours": ["16:00"], "date": "2026-12-13"},
        ),
        (
            "i want you to say swimming bag at ten on saturday",
            {"hours": ["10:00"], "date": "2026-12-12", "words": "swimming bag"},
        ),
        ("i only want that you remind me at nine tomorrow", {"hours": ["09:00"]}),
    ],
)
def test_told_of_a_reminder_passes_over_nothing(said, told):
    found = told_of_a_reminder(EN, said, Context(MENU, now=NOW))
    assert found is not None
    assert {name: found.get(name) for name in told} == told
    assert ("words" in found) == ("words" in told)


@each("said", ["no reminder please", "i don't want a reminder at nine", "he reminds me of my dad"])
def test_told_of_a_reminder_where_none_is_wished_for_is_none(said):
    assert told_of_a_reminder(EN, said, Context(MENU, now=NOW)) is None


@each(
    ("said", "intent"),
    [
        ("i'd rather not say it aloud", "skip"),
        ("must i recite it", "skip"),
        ("after supper i wash the pan", None),
        ("i will not drink and i say no thank you", None),
    ],
)
def test_no_plan_is_a_refusal_to_say_it(said, intent):
    read = no_plan(EN, said, Context(Ask("certain.plan", Freely(aloud=True)), now=NOW))
    assert (read.intent if read is not None else None) == intent
