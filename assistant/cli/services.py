"""Installs Lantern in systemd's user manager: services, and timers for reminders."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence

from assistant.cli.options import Options
from assistant.cli.texts import echo
from assistant.cli.wiring import load_wording
from assistant.conversation.ports import RepositoryPort
from assistant.dialogues.steps import Say
from assistant.handsfree import systemd
from assistant.practice.reminders import Reminder, over


def lantern_command(options: Options) -> Sequence[str]:
    """Return the command that starts Lantern for the same person in a unit."""
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
    if options.without_safety:
        command.append("--without-safety")
    return command


def write_service(name: str, command: Sequence[str], description: str, options: Options) -> None:
    """Write the service `lantern-NAME`, which runs `command`, and say how to start it.

    `description` is the key of its description in the wording.
    """
    folder, described = systemd.user_unit_folder(), load_wording(options).line(Say(description))
    unit = systemd.service_unit(command, described.text)
    systemd.write_service(folder, f"lantern-{name}.service", unit)
    echo("services.written", file=folder / f"lantern-{name}.service", name=f"lantern-{name}")


def reminders_ahead(repository: RepositoryPort, options: Options) -> list[Reminder]:
    """Return the reminders that are not over; none if the journal is locked."""
    if repository.locked:
        return []
    return [one for one in repository.state().reminders if not over(one, options.clock())]


def write_timers(
    repository: RepositoryPort, options: Options, wanted: bool | None, mention_others: bool
) -> None:
    """Update systemd's timers, if there is a user manager or if it was asked for.

    `wanted`: whether systemd is to start what is scheduled; None if not given.
    `mention_others`: say what starts it otherwise; not needed after a removal.
    """
    folder, who = systemd.user_unit_folder(), str(options.folder.absolute())
    has = wanted is not False and systemd.has_user_manager()
    known = [] if wanted is False else reminders_ahead(repository, options)
    if not (wanted or has or systemd.has_timers(folder, who)):
        if mention_others:
            echo("services.keep_listening")
        return
    words = load_wording(options)
    names = systemd.write_timers(folder, known, lantern_command(options), who, words)
    if systemd.start_timers(names):
        if names and mention_others:
            echo("services.systemd_begins")
    elif names:
        echo("services.timers", folder=folder, names=shlex.join(names))


def follow(repository: RepositoryPort, options: Options) -> None:
    """Update systemd's timers after a conversation, if this journal has any."""
    if not any(systemd.user_unit_folder().glob("lantern-*.timer")):
        return
    folder, who = systemd.user_unit_folder(), str(options.folder.absolute())
    if repository.locked or not systemd.has_timers(folder, who):
        return
    known = reminders_ahead(repository, options)
    if not systemd.timers_match(folder, known, who):
        words = load_wording(options)
        systemd.start_timers(
            systemd.write_timers(folder, known, lantern_command(options), who, words)
        )
