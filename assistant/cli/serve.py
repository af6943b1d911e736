"""`lantern serve`: the Wyoming service."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import JOURNAL, SPEECH, Options, gather, with_options
from assistant.errors import Trouble
from assistant.handsfree.systemd import service_unit, user_unit_folder, write_service
from assistant.settings import Place

if TYPE_CHECKING:
    from assistant.channels.wyoming.server import Network
    from assistant.speech.recognizers import Recognizer

PORT = 10600


class _Addresses(click.ParamType):  # type: ignore[type-arg]
    name = "ADDRESS"

    def convert(self, value: Any, param: Any, ctx: Any) -> Network:
        try:
            return ip_network(str(value), strict=False)
        except ValueError:
            self.fail(f"{value!r} is no address; write it like 192.168.1.20.", param, ctx)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    default=PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port; 0 takes a free one.",
)
@click.option(
    "--allow",
    multiple=True,
    type=_Addresses(),
    help="Let only this address in, or this network; may be repeated.",
)
@click.option(
    "--anyone", is_flag=True, help="Every client reaches the journal, also those set up for nobody."
)
@click.option(
    "--connections",
    default=32,
    show_default=True,
    type=click.IntRange(1, 1000),
    help="How many clients at once.",
)
@click.option(
    "--systemd",
    is_flag=True,
    help="Write a service which serves like this whenever you are logged in, and end.",
)
@with_options(JOURNAL, SPEECH)
def serve(
    host: str,
    port: int,
    allow: tuple[Network, ...],
    anyone: bool,
    connections: int,
    systemd: bool,
    **given: Any,
) -> None:
    """Serve conversations and speech to text over Wyoming, for Home Assistant.

    A satellite reaches a journal only where the settings say whose: [places."its name"] with
    person = "anna", and aloud = true where past entries may be read out.

    Example: lantern serve
    """
    if systemd:
        _write_service(gather(given))
        return
    try:
        from assistant.channels.wyoming.conversations import Conversations
        from assistant.channels.wyoming.protocol import Limits
        from assistant.channels.wyoming.server import Server
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("wyoming"):
            raise
        raise Trouble(
            "The Wyoming library is missing. In Lantern's own folder ./scripts/run serve installs "
            'it by itself; elsewhere: pip install "lantern-voice[wyoming]"'
        ) from error
    options = gather(given)
    places = _places(options, anyone)
    if not _is_local(host):
        _warn(host, port, bool(allow))
    recognizer = _recognizer(options)
    conversations = Conversations(
        options.data or options.settings.journal_folder,
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
        lambda error: _say(f"A client's wish failed within Lantern ({type(error).__name__})."),
    )
    if not places:
        _say("Conversations are set up for nobody yet: see lantern serve --help. Speech to text is "
             "open to every client.")  # fmt: skip

    def ready(port: int) -> None:
        _say(f"Lantern serves Wyoming at tcp://{host}:{port}; recognizer: {recognizer.name}.")

    asyncio.run(server.run(host, port, ready))
    _say("Stopped; all that was said is kept.")


def _write_service(options: Options) -> None:
    from assistant import wording
    from assistant.dialogues.steps import Say

    again = [argument for argument in sys.argv[1:] if argument != "--systemd"]
    folder = user_unit_folder()
    description = wording.load(options.language).line(Say("systemd.serves")).text
    text = service_unit([*_program(), *again], description)
    write_service(folder, "lantern-serve.service", text)
    click.echo(
        f"Written: {folder / 'lantern-serve.service'}. To begin: systemctl --user daemon-reload; "
        "systemctl --user enable --now lantern-serve"
    )


def _program() -> list[str]:
    """What starts this program again, wherever it is started from."""
    program = Path(sys.argv[0]).resolve()
    return [sys.executable, "-m", "assistant"] if program.suffix == ".py" else [str(program)]


def _places(options: Options, anyone: bool) -> Mapping[str, Place]:
    if not anyone:
        return options.settings.places
    return {"*": Place(options.person or ""), **options.settings.places}


def _recognizer(options: Options) -> Recognizer:
    from assistant.speech.recognizers import open_recognizer

    return open_recognizer(
        options.recognizer or options.settings.recognizer,
        options.model,
        configured=options.settings.model,
        language=options.language,
    )


def _is_local(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _warn(host: str, port: int, limited: bool) -> None:
    who = "the addresses you named" if limited else "EVERY machine which reaches this one"
    _say(
        f"TAKE CARE: port {port} is open beyond this machine, on {host}, to {who}.\n"
        "Wyoming has no passwords and no encryption. What is said, and what Lantern answers, can\n"
        "be read on the way; and a machine which is let in can give itself any satellite's name,\n"
        "and so speak with the journal of the person it was set up for.\n"
        + ("" if limited else "Let in only the machine you mean, with: --allow ADDRESS")
    )


class _Once:
    """Says once of each satellite that it is set up for nobody, and how that is done."""

    def __init__(self, most: int = 20) -> None:
        self._left = most
        self._told: set[str] = set()

    def __call__(self, name: str) -> None:
        if name not in self._told and self._left:
            self._left -= 1
            self._told.add(name)
            shown = "".join(c if c.isprintable() and c != '"' else "?" for c in name)
            _say(f'"{shown}" is set up for nobody. In the settings: [places."{shown}"] and '
                 'under it person = "NAME".')  # fmt: skip


def _say(text: str) -> None:
    print(text.strip(), file=sys.stderr, flush=True)
