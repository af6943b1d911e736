"""`lantern schedule`: check-ins at their hour."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

import click

from assistant import wording
from assistant.cli.options import JOURNAL, SPEECH, Options, gather, with_options
from assistant.dialogues.reminder import Known, in_words, next_day
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.handsfree.systemd import (
    has_timers,
    has_user_manager,
    start_timers,
    timers_match,
    user_unit_folder,
    write_timers,
)
from assistant.practice.reminders import (
    Reminder,
    ReminderCancelled,
    ReminderSet,
    coming,
    over,
    replaced,
)
from assistant.practice.schedule import Schedule, once
from assistant.store.repository import Memory

NAMES = {
    "morning": "morning_checkin",
    "evening": "evening_checkin",
    "reflect": "reflect",
    "review": "weekly_review",
}
NOON = "12:00"


@click.command()
@click.argument("what", required=False)
@click.argument("time", required=False)
@click.option(
    "--on", metavar="DAYS", help='Such as "weekdays", "sundays" or "tomorrow"; else daily.'
)
@click.option("--systemd/--no-systemd", default=None, help="Have systemd begin it, or not.")
@click.option("--json", "as_json", is_flag=True, help="List it as JSON.")
@click.option("--ring", metavar="ID", hidden=True, help="It is the hour of this one.")
@with_options(JOURNAL, SPEECH)
def schedule(
    what: str | None, time: str | None, on: str | None, systemd: bool | None,
    as_json: bool, ring: str | None, **given: Any,
) -> None:  # fmt: skip
    """Check-ins at their hour: list them, set one, or remove one.

    A running `lantern listen` begins it, and so does systemd where it is there. "In ten minutes",
    "not today" and silence are fine answers.

    \b
    Example: lantern schedule
             lantern schedule morning 7:30 --on weekdays
             lantern schedule evening 20:30
             lantern schedule remove evening
    """
    options = gather(given)
    if ring:
        from assistant.cli.ring import ring as offer

        offer(ring, options)
        return
    memory = _memory(options)
    if what is None:
        if systemd is None:
            _list(memory, options, as_json)
            return
    elif what == "remove":
        _remove(memory, time, options)
    else:
        _set(memory, what, time, on, options)
    _tell_systemd(memory, options, systemd, began=what != "remove")


def _memory(options: Options) -> Memory:
    from assistant.cli.talk import opened_journal

    return Memory(opened_journal(options), options.clock, source="command")


def _set(memory: Memory, what: str, time: str | None, on: str | None, options: Options) -> None:
    if time is None:
        raise click.UsageError(f"Say when, as in: lantern schedule {what} 7:30")
    now = options.clock()
    hour = _hour(time, _named(what), options)
    rrule, day = _days(on, options)
    if once(rrule):
        rrule, day = "FREQ=DAILY", next_day(now.isoformat(), hour)
    new = ReminderSet(memory.new_session(), _named(what), hour, rrule, day)
    words = wording.load(options.language)
    for old in replaced(_living(memory, options), new, now):
        memory.record(ReminderCancelled(old.id), "")
        click.echo(words.line(Say("reminder.cancelled", **in_words(_known(old)))).text)
    memory.record(new, "")
    _kept(memory, words)
    click.echo(words.line(Say("reminder.set", **in_words(new))).text)


def _remove(memory: Memory, what: str | None, options: Options) -> None:
    wanted = _named(what) if what else None
    gone = [one for one in _living(memory, options) if wanted in (None, one.dialogue)]
    if not gone:
        raise Trouble("There is none to remove. See which there are with: lantern schedule")
    words = wording.load(options.language)
    for one in gone:
        memory.record(ReminderCancelled(one.id), "")
        click.echo(words.line(Say("reminder.cancelled", **in_words(_known(one)))).text)
    _kept(memory, words)


def _kept(memory: Memory, words: wording.Wording) -> None:
    if memory.unsaved:
        told = [t for t in memory.to_tell if isinstance(t, Say) and t.key.startswith("errors.")]
        raise Trouble("; ".join(line.text for line in words.lines(told)))


def _list(memory: Memory, options: Options, as_json: bool) -> None:
    now = options.clock()
    known = _living(memory, options)
    if as_json:
        told = [
            {
                "what": one.dialogue, "time": one.time, "rrule": one.rrule, "day": one.day,
                "next": str(coming(one, now) or ""),
            }
            for one in known
        ]  # fmt: skip
        click.echo(json.dumps(told, indent=2))
        return
    words = wording.load(options.language)
    if not known:
        click.echo("Nothing is scheduled. To begin: lantern schedule morning 7:30 --on weekdays")
    for one in known:
        name = next(name for name, dialogue in NAMES.items() if dialogue == one.dialogue)
        when = words.date(one.day) if one.day else words.often(Schedule(one.rrule))
        following = coming(one, now)
        then = f"; next on {words.date(str(following.date()))}" if following else ""
        click.echo(f"{name}: {when}, at {words.clock(one.time)}{then}")


def _living(memory: Memory, options: Options) -> list[Reminder]:
    if memory.locked:
        return []
    return [one for one in memory.state().reminders if not over(one, options.clock())]


def _known(reminder: Reminder) -> Known:
    return Known(reminder.id, reminder.dialogue, reminder.time, reminder.rrule, reminder.day)


def _named(what: str) -> str:
    if what not in NAMES:
        raise click.UsageError(f"There is no {what!r} to schedule; there are: {', '.join(NAMES)}.")
    return NAMES[what]


def _hour(time: str, dialogue: str, options: Options) -> str:
    from intents import Time, load

    meaning = load(options.language).understand(time, Time(), now=options.clock())
    if meaning.kind != "answer":
        raise click.UsageError(f"{time!r} is no time of day; write it like 7:30, or 20:30.")
    hour = str(meaning.value)
    in_words = not any(half in time.lower() for half in ("am", "morning")) and not time.startswith(
        "0"
    )
    if dialogue == "evening_checkin" and "04:00" <= hour < NOON and in_words:
        return f"{int(hour[:2]) + 12}{hour[2:]}"
    return hour


def _days(on: str | None, options: Options) -> tuple[str, str]:
    """The rule, and the day where it is for one day only."""
    from intents import Date, Recurrence, load

    if on is None:
        return "FREQ=DAILY", ""
    language = load(options.language)
    for said in (on, f"every {on}"):
        meaning = language.understand(said, Recurrence())
        if meaning.kind == "answer" and not meaning.value["times"]:
            return str(meaning.value["rrule"]), ""
    meaning = language.understand(on, Date(), now=options.clock())
    if meaning.kind == "answer" and str(meaning.value) >= str(options.clock().date()):
        return "FREQ=DAILY", str(meaning.value)
    raise click.UsageError(f"{on!r} are no days; say weekdays, sundays, tomorrow or the like.")


def _tell_systemd(memory: Memory, options: Options, wanted: bool | None, began: bool) -> None:
    """Bring systemd's timers in line, where there is one or where it was asked for.

    `began`: say who begins it then; of what was removed there is nothing to say.
    """
    folder, who = user_unit_folder(), str(options.folder.absolute())
    has = wanted is not False and has_user_manager()
    known = [] if wanted is False else _living(memory, options)
    if not (wanted or has or has_timers(folder, who)):
        if began:
            click.echo("Keep lantern listen running: it begins then.")
        return
    words = wording.load(options.language)
    names = write_timers(folder, known, lantern_command(options), who, words)
    if start_timers(names):
        if names and began:
            click.echo("systemd begins it then, whether Lantern is listening or not.")
    elif names:
        click.echo(
            f"The timers are in {folder}. To start them: systemctl --user daemon-reload; "
            f"systemctl --user enable --now {' '.join(names)}"
        )


def follow(memory: Memory, options: Options) -> None:
    """Bring systemd's timers in line with what was said, where this journal has any."""
    folder, who = user_unit_folder(), str(options.folder.absolute())
    if memory.locked or not has_timers(folder, who):
        return
    known = _living(memory, options)
    if not timers_match(folder, known, who):
        words = wording.load(options.language)
        start_timers(write_timers(folder, known, lantern_command(options), who, words))


def lantern_command(options: Options) -> Sequence[str]:
    """What starts Lantern for the same person in a unit of systemd's."""
    command = [sys.executable, "-m", "assistant"]
    given = {
        "--data": options.data and options.data.absolute(),
        "--person": options.person,
        "--lang": options.lang,
        "--recognizer": options.recognizer,
        "--model": options.model and options.model.absolute(),
    }
    for option, value in given.items():
        if value is not None:
            command += [option, str(value)]
    return command
