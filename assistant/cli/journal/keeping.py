"""Commands that verify, back up, encrypt and erase the journal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import click

from assistant.cli.journal.reading import (
    SINCE,
    UNTIL,
    added_text,
    asking_to_erase,
    confirm_erasing,
    span,
)
from assistant.cli.options import JOURNAL, Options, gather, with_options
from assistant.cli.texts import (
    command,
    echo,
    echo_error,
    error_text,
    group,
    option,
    text,
    usage_error,
    write,
    write_json,
)
from assistant.cli.unlocking import ask_new_passphrase, ask_passphrase, at_a_terminal, unlock
from assistant.cli.wiring import open_for_adding
from assistant.errors import Trouble
from assistant.journal import Journal, Locked, commands
from assistant.journal.encryption import forget_passphrase, remember_passphrase
from assistant.journal.erasure import Choice, Erasure
from assistant.journal.merging import Added
from assistant.store.read_model import is_understood, with_later_beginnings


@command("journal verify")
@option("--json", "as_json", is_flag=True)
@with_options(JOURNAL)
@click.pass_context
def verify(context: click.Context, /, as_json: bool, **given: Any) -> None:
    """Check that nothing was changed or lost."""
    report = commands.verify(gather(given).folder, is_understood)
    if as_json:
        found = [
            {"file": str(d.file), "line": d.line, "what": error_text(d.what)} for d in report.damage
        ]
        counts = {name: getattr(report, name) for name in ("files", "lines", "newer")}
        write_json(json.dumps({"whole": not found, **counts, "damage": found}))
    else:
        for damage in report.damage:
            write(error_text(damage.trouble))
        key = "verify.damaged" if report.damage else "verify.whole"
        newer = text("verify.newer", newer=report.newer) if report.newer else ""
        write(text(key, lines=report.lines, files=report.files) + newer)
    if report.damage:
        context.exit(1)


@command("journal backup")
@option("--list", "only_list", is_flag=True)
@with_options(JOURNAL)
def backup(only_list: bool, **given: Any) -> None:
    """Make a backup, or list those there are."""
    options = gather(given)
    if only_list:
        for path in commands.all_backups(options.folder):
            write(f"{path.stem}  {path}")
        return
    journal = open_for_adding(options)
    made = commands.back_up(journal, options.clock())
    assert made
    echo("backup.kept", lines=made.lines, file=made.path)
    if made.damaged:
        echo("backup.damaged", err=True, damaged=made.damaged)


@command("journal restore")
@click.argument("day", required=False)
@with_options(JOURNAL)
def restore(day: str | None, **given: Any) -> None:
    """Restore from a backup what the journal lacks."""
    options = gather(given)
    journal = open_for_adding(options)

    def restored(**more: Any) -> Added:
        return commands.restore(journal, day, options.clock(), **more)

    added = asking_to_erase(lambda **more: _unlocking(journal, restored, more))
    write(added_text("restored", added))


def _unlocking(journal: Journal, restored: Callable[..., Added], more: dict[str, Any]) -> Added:
    """Restore, asking for each passphrase which is needed."""
    try:
        return restored(**more)
    except Locked as error:
        if error.key == "journal.locked":
            if not unlock(journal):
                raise Trouble("command_line.locked_for_restoring") from None
            return _unlocking(journal, restored, more)
        if "passphrase" in more or error.key != "journal.backup_locked":
            raise
    passphrase = ask_passphrase(text("passphrase.ask_backup"))
    return _unlocking(journal, restored, {**more, "passphrase": passphrase})


# Erasing: first say what will be erased, then ask, then erase.


@command("journal erase")
@with_options((SINCE, UNTIL))
@option("--matching", metavar="WORDS")
@option("--all", "everything", is_flag=True)
@option("--yes", is_flag=True)
@with_options(JOURNAL)
def erase(matching: str | None, everything: bool, yes: bool, **given: Any) -> None:
    """Erase for good, after asking."""
    since, until = span(given)
    chosen = bool(since or until or matching)
    if everything == chosen or matching == "":
        raise usage_error("erase.what")
    options = gather(given)
    journal = open_for_adding(options)
    if everything:
        done = _erase_all(journal, options, yes)
    else:
        if not unlock(journal):
            raise Trouble("command_line.locked_for_erasing")
        choice = commands.choose(journal, since=since, until=until, matching=matching)
        choice = with_later_beginnings(journal, choice)
        if not choice.lines:
            echo("erase.nothing")
            return
        _say_choice(choice)
        confirm_erasing(yes)
        done = commands.erase(journal, choice, options.clock())
    _say_erased(done)


def _say_choice(choice: Choice) -> None:
    last = "" if choice.first == choice.last else choice.last
    kinds = Counter(line.type.replace("_", " ") for line in choice.lines).most_common()
    echo(
        "erase.to_go",
        lines=len(choice.lines),
        days=text("erase.days", first=choice.first, last=last),
        kinds=", ".join(f"{number} {kind}" for kind, number in kinds),
        recordings=len(choice.recordings) or None,
    )
    echo("erase.gone_for_good")


def _erase_all(journal: Journal, options: Options, yes: bool) -> Erasure:
    echo("erase.everything")
    confirm_erasing(yes)
    return commands.erase_all(journal, options.clock())


def _say_erased(done: Erasure) -> None:
    echo("erase.done", lines=done.lines, recordings=done.recordings or None)
    if done.waiting:
        echo("erase.waiting", lines=sum(done.waiting.values()))
    if done.damaged:
        echo("erase.damaged", err=True, lines=done.damaged)
    for notice in done.notices:
        echo_error(notice)


@command("journal take-over")
@click.argument("device", required=False)
@option("--yes", is_flag=True)
@with_options(JOURNAL)
def take_over(device: str | None, yes: bool, **given: Any) -> None:
    """Take over the files of a device that is no more."""
    journal = open_for_adding(gather(given))
    unlock(journal)
    others = journal.other_devices()
    if not others:
        echo("take_over.none")
        return
    if device is None:
        for name, day in others.items():
            echo("take_over.other", device=name, day=day or None)
        echo("take_over.how")
        return
    if device not in others:
        raise Trouble("command_line.no_such_device", device=device, devices=", ".join(others))
    echo("take_over.sure", device=device)
    if not yes:
        if not at_a_terminal():
            raise Trouble("command_line.not_asked")
        if not click.confirm(text("take_over.confirm"), err=True):
            return
    commands.take_over(journal, [device])
    echo("take_over.done", device=device)


# Encryption: a journal that only its passphrase opens.


@command("journal encrypt")
@option("--remember", is_flag=True)
@with_options(JOURNAL)
def encrypt(remember: bool, **given: Any) -> None:
    """Encrypt the journal under a new passphrase."""
    journal = open_for_adding(gather(given))
    if journal.vault.encrypted:
        raise Trouble("command_line.encrypted_already")
    echo("passphrase.lost", err=True)
    done = commands.encrypt(journal, ask_new_passphrase(), remember=remember)
    echo("encrypt.done", file=journal.folder / "key.json")
    for trouble in done.troubles:
        echo_error(trouble)
    if done.waiting:
        echo("encrypt.waiting", count=len(done.waiting))


@group("journal passphrase")
def passphrase() -> None:
    """Group the commands below."""


@command("journal passphrase change")
@with_options(JOURNAL)
def change(**given: Any) -> None:
    """Change the passphrase of the journal."""
    journal = _encrypted(open_for_adding(gather(given)))
    old = ask_passphrase(text("passphrase.ask_old"))
    journal.unlock(old)
    echo("passphrase.lost", err=True)
    troubles = commands.change_passphrase(journal, old, ask_new_passphrase())
    echo("passphrase.changed" if not troubles else "passphrase.changed_here")
    for trouble in troubles:
        echo_error(trouble)


@command("journal passphrase remember")
@with_options(JOURNAL)
def remember(**given: Any) -> None:
    """Keep the passphrase in the system's keyring."""
    journal = _encrypted(open_for_adding(gather(given)))
    remember_passphrase(journal, ask_passphrase(text("passphrase.ask_known")))
    echo("passphrase.remembered")


@command("journal passphrase forget")
@with_options(JOURNAL)
def forget(**given: Any) -> None:
    """Take the passphrase out of the system's keyring."""
    forget_passphrase(_encrypted(open_for_adding(gather(given))))
    echo("passphrase.forgotten")


def _encrypted(journal: Journal) -> Journal:
    if not journal.vault.encrypted:
        raise Trouble("command_line.not_encrypted")
    return journal


for _command in (change, remember, forget):
    passphrase.add_command(_command)
COMMANDS = (verify, backup, restore, erase, take_over, encrypt, passphrase)
