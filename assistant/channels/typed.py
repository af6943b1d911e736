"""The typed channel: a line in is a turn, plain lines out. It reads well aloud and in a pipe."""

from __future__ import annotations

from typing import TextIO

from assistant.conversation.manager import Companion
from assistant.conversation.reply import Reply


def converse(companion: Companion, wanted: str, lines_in: TextIO, lines_out: TextIO) -> None:
    """Have a whole conversation. An empty line is silence; the end of input ends it politely."""
    typing = lines_in.isatty()

    def tell(reply: Reply) -> None:
        for line in companion.lines(reply):
            print(f"lantern: {line.text}", file=lines_out, flush=True)

    reply = companion.start(wanted)
    tell(reply)
    companion.after_first_words()
    while not reply.ended:
        if typing:
            print("you: ", end="", file=lines_out, flush=True)
        line = lines_in.readline()
        if not line:
            if typing:
                print(file=lines_out)
            tell(companion.leave("end_of_input"))
            return
        said = line.strip()
        if not typing:
            print(f"you: {said}", file=lines_out, flush=True)
        reply = companion.hear(said)
        tell(reply)
