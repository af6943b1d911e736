"""`lantern schedule`: sets, lists and cancels reminders of check-ins."""

from __future__ import annotations

import json
import time as clocks
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import JOURNAL, SAFETY, SPEECH, Options, gather, with_options
from assistant.cli.services import follow, reminders_ahead, write_timers
from assistant.cli.texts import command, echo, option, text, usage_error, write, write_json
from assistant.cli.wiring import load_wording, open_for_talking
from assistant.dialogues.catalogue import SCRIPTS
from assistant.dialogues.reminder import KnownReminder, in_words, next_day, own
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.practice.reminders import (
    Due,
    Reminder,
    ReminderCancelled,
    ReminderSet,
    coming,
    due,
    replaced,
)
from assistant.practice.schedule import Days, Schedule, once
from assistant.store.repository import Repository

if TYPE_CHECKING:
    from assistant.conversation.manager import ConversationManager
    from assistant.handsfree.listener import HandsFreeSetup

NAMES = {script.command: name for name, script in SCRIPTS.items() if script.remindable}
"""What can be scheduled: the name on the command line, and the dialogue."""
NOON = "12:00"
_NAP = 20.0
"""Seconds to wait at a time, so that it is not late for long after the computer was suspended."""


@command("schedule")
@click.argument("what", required=False)
@click.argument("time", required=False)
@option("--on", metavar="DAYS")
@option("--systemd/--no-systemd", default=None)
@option("--json", "as_json", is_flag=True)
@option("--ring", is_flag=False, flag_value="due", hidden=True)
@with_options(JOURNAL, SPEECH, SAFETY)
def schedule(
    what: str | None, time: str | None, on: str | None, systemd: bool | None,
    as_json: bool, ring: str | None, **given: Any,
) -> None:  # fmt: skip
    """List, set or remove reminders; with `--ring`, offer the reminder that is due.

    Units of earlier versions give `--ring` the id of one; which is due, the journal says.
    """
    options = gather(given)
    if ring:
        _ring(options)
        return
    repository = Repository(open_for_talking(options), options.clock, source="command")
    if what is None:
        if systemd is None:
            _list(repository, options, as_json)
            return
    elif what == "remove":
        _remove(repository, time, options)
    else:
        _set(repository, what, time, on, options)
    write_timers(repository, options, systemd, mention_others=what != "remove")


def _set(
    repository: Repository, what: str, time: str | None, on: str | None, options: Options
) -> None:
    if time is None:
        raise usage_error("schedule.say_when", what=what)
    now = options.clock()
    hour = _hour(time, _dialogue(what), options)
    rrule, day = _days(on, options)
    if once(rrule):
        rrule, day = "FREQ=DAILY", next_day(now.isoformat(), hour)
    new = ReminderSet(repository.new_session(), _dialogue(what), hour, rrule, day)
    words = load_wording(options)
    for old in replaced(reminders_ahead(repository, options), new, now):
        _cancel(old, repository, options)
    repository.record(new, "")
    _check_saved(repository, options)
    write(words.line(Say("reminder.set", **in_words(new))).text)


def _remove(repository: Repository, what: str | None, options: Options) -> None:
    wanted = _dialogue(what) if what else None
    gone = [one for one in reminders_ahead(repository, options) if wanted in (None, one.dialogue)]
    if not gone:
        raise Trouble("command_line.none_to_remove")
    for one in gone:
        _cancel(one, repository, options)
    _check_saved(repository, options)


def _cancel(one: Reminder, repository: Repository, options: Options) -> None:
    repository.record(ReminderCancelled(one.id), "")
    known = KnownReminder(one.id, one.dialogue, one.time, one.rrule, one.day, one.own_words)
    write(
        load_wording(options).line(Say(f"reminder.cancelled{own(known)}", **in_words(known))).text
    )


def _check_saved(repository: Repository, options: Options) -> None:
    if repository.unsaved:
        told = [t for t in repository.to_tell if isinstance(t, Say) and t.key.startswith("errors.")]
        lines = load_wording(options).lines(told)
        raise Trouble("command_line.not_saved", what="; ".join(line.text for line in lines))


def _list(repository: Repository, options: Options, as_json: bool) -> None:
    now = options.clock()
    known = reminders_ahead(repository, options)
    if as_json:
        told = [
            {
                "what": one.dialogue, "words": one.own_words, "time": one.time,
                "rrule": one.rrule, "day": one.day, "next": str(coming(one, now) or ""),
            }
            for one in known
        ]  # fmt: skip
        write_json(json.dumps(told, indent=2))
        return
    words = load_wording(options)
    if not known:
        echo("schedule.none")
    names = {dialogue: name for name, dialogue in NAMES.items()}
    for one in known:
        # A later version may have scheduled a dialogue that this one does not know.
        name = one.own_words or names.get(one.dialogue, one.dialogue)
        when = words.date(one.day) if one.day else words.often(Schedule(one.rrule))
        following = coming(one, now)
        day = str(following.date()) if following else ""
        echo("schedule.one", name=name, when=when, time=one.time, next=day)


def _dialogue(what: str) -> str:
    if what not in NAMES:
        raise usage_error("schedule.unknown", what=what, names=list(NAMES))
    return NAMES[what]


def _hour(time: str, dialogue: str, options: Options) -> str:
    """Return a time of day as HH:MM; "8:30" for an evening check-in is taken as 20:30."""
    from intents import Time, load

    meaning = load(options.language).understand(time, Time(), now=options.clock())
    if meaning.kind != "answer":
        raise usage_error("schedule.no_time", given=time)
    hour = str(meaning.value)
    morning = load_wording(options).variants["command_line.schedule.morning"]
    open_half = not time.startswith("0") and not any(word in time.lower() for word in morning)
    if dialogue == "evening_checkin" and "04:00" <= hour < NOON and open_half:
        return f"{int(hour[:2]) + 12}{hour[2:]}"
    return hour


def _days(on: str | None, options: Options) -> tuple[str, str]:
    """Return the rule, and the day if it is for one day only."""
    from intents import Date, Recurrence, load

    if on is None:
        return "FREQ=DAILY", ""
    language = load(options.language)
    for said in (on, text("schedule.every", days=on)):
        meaning = language.understand(said, Recurrence())
        if meaning.kind == "answer" and not meaning.value["times"]:
            return str(meaning.value["rrule"]), ""
    meaning = language.understand(on, Date(), now=options.clock())
    if meaning.kind == "answer" and str(meaning.value) >= str(options.clock().date()):
        return "FREQ=DAILY", str(meaning.value)
    raise usage_error("schedule.no_days", given=on)


# `--ring`: called by systemd's timer when a reminder is due.


def _ring(options: Options) -> None:
    """Offer the conversation that is due, and again later if that is the answer.

    Do nothing if another Lantern uses the microphone: it offers the reminder itself, or is in a
    conversation.
    """
    from assistant.cli.wiring import load_recognizer, manner_of, open_audio, setup_for
    from assistant.handsfree.single_instance import InstanceLock
    from assistant.speech.voices.synthesizer import Synthesizer

    def on_end(manager: ConversationManager) -> None:
        follow(manager.repository, options)

    lock = InstanceLock()
    if not lock.acquire(lambda request: "busy"):
        return
    try:
        recognizer = load_recognizer(options)
        voice = Synthesizer(manner_of(options), language=options.language)
        try:
            audio = open_audio(options)
            try:
                setup, _ = setup_for(options, audio, voice, recognizer, on_end)
                while (one := due(_reminders(setup), setup.clock(), _away(setup))) is not None:
                    _offer(one, setup)
                    if not _until_again(one.reminder.id, setup):
                        return
            finally:
                audio.close()
        finally:
            voice.close()
    finally:
        lock.release()


def _reminders(setup: HandsFreeSetup) -> Sequence[Reminder]:
    return setup.open_channel().manager.repository.state().reminders


def _away(setup: HandsFreeSetup) -> Sequence[Days]:
    return setup.open_channel().manager.repository.state().days.away_days


def _offer(one: Due, setup: HandsFreeSetup) -> None:
    from assistant.handsfree.conversation import HandsFreeConversation
    from assistant.handsfree.systemd import show_notification

    question = setup.wording.line(Say(f"reminder.shall_we.{one.reminder.dialogue}")).text
    show_notification("Lantern", question)
    spoken = setup.open_channel()
    manager = spoken.manager
    assert isinstance(manager, HandsFreeConversation)
    manager.due = one
    try:
        spoken.play_earcon("listening")
        spoken.start("at_its_hour")
        spoken.run()
    finally:
        manager.after_last_words()


def _until_again(id: str, setup: HandsFreeSetup) -> bool:
    """Wait until the time it was put off to. Return False if it was not put off."""
    known = next((one for one in _reminders(setup) if one.id == id), None)
    if known is None or not known.until:
        return False
    until = datetime.fromisoformat(known.until)
    while (left := (until - setup.clock()).total_seconds()) > 0:
        clocks.sleep(min(left, _NAP))
    return True
