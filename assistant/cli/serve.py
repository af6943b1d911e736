"""`lantern serve`: the Wyoming service."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import JOURNAL, SAFETY, SPEECH, Options, gather, with_options
from assistant.cli.texts import command, option, text, write
from assistant.cli.wiring import announce_missing_safety, load_recognizer, manner_of
from assistant.errors import Trouble
from assistant.settings import Place

if TYPE_CHECKING:
    from assistant.channels.wyoming.server import Network

PORT = 10600
_SWITCH = 0.0005
"""Seconds a thread may keep the others waiting."""


class _Addresses(click.ParamType):  # type: ignore[type-arg]
    name = "ADDRESS"

    def convert(self, value: Any, param: Any, ctx: Any) -> Network:
        try:
            return ip_network(str(value), strict=False)
        except ValueError:
            self.fail(text("serve.no_address", given=value), param, ctx)


@command("serve")
@option("--host", default="127.0.0.1", show_default=True)
@option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535))
@option("--allow", multiple=True, type=_Addresses())
@option("--anyone", is_flag=True)
@option("--connections", default=32, show_default=True, type=click.IntRange(1, 1000))
@option("--discovery/--no-discovery", default=True)
@option("--systemd", is_flag=True)
@with_options(JOURNAL, SPEECH, SAFETY)
def serve(
    host: str,
    port: int,
    allow: tuple[Network, ...],
    anyone: bool,
    connections: int,
    discovery: bool,
    systemd: bool,
    **given: Any,
) -> None:
    """Serve until interrupted, or write a systemd service that serves."""
    if systemd:
        _write_service(gather(given))
        return
    try:
        from assistant.channels.wyoming.announcing import Announcer
        from assistant.channels.wyoming.conversations import Conversations
        from assistant.channels.wyoming.protocol import Limits
        from assistant.channels.wyoming.server import Server
        from assistant.channels.wyoming.speaking import Voice
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("wyoming"):
            raise
        raise Trouble("command_line.no_wyoming") from error
    from assistant.speech.voices.synthesizer import Synthesizer

    options = gather(given)
    announce_missing_safety(options)
    places = _places(options, anyone)
    if not is_local(host):
        _warn(host, port, bool(allow))
    recognizer = load_recognizer(options)
    journals = options.data or options.settings.journal_folder
    voice = Voice(
        lambda: Synthesizer(manner_of(options), language=options.language), options.language
    )
    conversations = Conversations(
        journals,
        places,
        options.clock,
        options.language,
        _Once(),
    )
    server = Server(
        recognizer,
        conversations,
        options.language,
        Limits(connections=connections),
        allow,
        lambda error: _write(text("serve.failed", what=type(error).__name__)),
        voice,
        Announcer(
            journals,
            places,
            options.clock,
            options.language,
            voice,
            lambda name: _write(text("serve.satellite_gone", name=name)),
        ),
    )
    if not places:
        _write(text("serve.nobody"))

    def ready(port: int) -> None:
        _write(text("serve.ready", host=host, port=port, recognizer=recognizer.name))

    # One that understands a long sentence gives way sooner to those who wait for a word.
    sys.setswitchinterval(_SWITCH)
    announce = discovery and not is_local(host)
    asyncio.run(server.run(host, port, ready, announce=announce))
    _write(text("serve.stopped"))
    if not server.ended:
        # A thread that is still at work would be cut off in the middle of an orderly end. What it
        # has confirmed is on disk.
        os._exit(0)


def _write_service(options: Options) -> None:
    from assistant.cli.services import write_service

    again = [argument for argument in sys.argv[1:] if argument != "--systemd"]
    write_service("serve", [*_program(), *again], "systemd.serves", options)


def _program() -> list[str]:
    """Return the command that starts this program from any folder."""
    program = Path(sys.argv[0]).resolve()
    return [sys.executable, "-m", "assistant"] if program.suffix == ".py" else [str(program)]


def _places(options: Options, anyone: bool) -> Mapping[str, Place]:
    if not anyone:
        return options.settings.places
    return {"*": Place(options.person or ""), **options.settings.places}


def is_local(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _warn(host: str, port: int, limited: bool) -> None:
    who = text("serve.named" if limited else "serve.everybody")
    _write(text("serve.take_care", port=port, host=host, who=who))
    if not limited:
        _write(text("serve.let_in"))


class _Once:
    """Writes once for each satellite that it is assigned to no person, and how to assign it."""

    def __init__(self, most: int = 20) -> None:
        self._left = most
        self._told: set[str] = set()

    def __call__(self, name: str) -> None:
        if name not in self._told and self._left:
            self._left -= 1
            self._told.add(name)
            shown = "".join(c if c.isprintable() and c != '"' else "?" for c in name)
            _write(text("serve.unknown", name=shown))


def _write(line: str) -> None:
    write(line, err=True)
