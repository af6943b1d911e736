"""`lantern show`: a conversation seen large in a browser, and answered there."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Any

import click

from assistant.cli.options import CHANNEL, JOURNAL, SPEECH, Options, gather, with_options
from assistant.cli.serve import is_local
from assistant.cli.texts import command, echo, option, usage_error
from assistant.cli.wiring import load_wording
from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.channels.show.page import Page

PORT = 10620
_BEGINNINGS = {
    "morning": "morning_checkin",
    "values": "explore_values",
    "review": "weekly_review",
    "menu": "menu",
}
"""What can be begun by another name than that of its command in the catalogue."""


@command("show")
@click.argument("conversation", default="menu")
@option("--host", default="127.0.0.1", show_default=True)
@option("--port", default=None, type=click.IntRange(0, 65535))
@option("--open/--no-open", "opens", default=True)
@with_options(CHANNEL, JOURNAL, SPEECH)
def show(conversation: str, host: str, port: int | None, opens: bool, **given: Any) -> None:
    """Have a conversation that is on a page in the browser too."""
    options = gather(given)
    dialogue = _dialogue(conversation)
    page = _served(options, host, port)
    try:
        link = _address(host, page.port)
        key = page.start()
        echo("show.ready", err=True, link=f"{link}#key={key}")
        if not is_local(host):
            echo("show.take_care", err=True, link=link)
        if opens and _has_browser():
            address = f"{link}#key={key}"
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        if options.text and not options.switch:
            from assistant.cli.on_page import read_on_page

            read_on_page(dialogue, options, page)
        else:
            from assistant.cli.talk import talk

            talk(dialogue, options, page)
    finally:
        page.close()


def _dialogue(name: str) -> str:
    """The dialogue that a conversation's command begins. Raises a usage error."""
    from assistant.dialogues.catalogue import SCRIPTS

    commands = {script.command: name for name, script in SCRIPTS.items() if script.command}
    known = _BEGINNINGS | commands
    if name not in known:
        raise usage_error("show.unknown", name=name, known=", ".join(sorted(known)))
    return known[name]


def _served(options: Options, host: str, port: int | None) -> Page:
    try:
        from assistant.channels.show.page import Page
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise Trouble("show.missing") from error
    words, silent = load_wording(options), bool(options.text)
    if port is not None:
        return Page(words, host, port, silent)
    try:
        return Page(words, host, PORT, silent)
    except Trouble:  # Another one is shown already.
        return Page(words, host, 0, silent)


def _address(host: str, port: int) -> str:
    name = _own_address(host) if host in ("0.0.0.0", "::") else host
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _own_address(host: str) -> str:
    """This machine's address in the house; nothing is sent to find it."""
    family, far = (
        (socket.AF_INET6, "fd00::1") if ":" in host else (socket.AF_INET, "10.255.255.255")
    )
    with socket.socket(family, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect((far, 1))
            return str(asking.getsockname()[0])
        except OSError:
            return "::1" if ":" in host else "127.0.0.1"


def _has_browser() -> bool:
    """Whether there is a screen a browser can open on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
