"""The typed channel: one line of input is one turn. The output is plain lines.

A line with the Escape key changes the subject at once (docs/safety.md).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from assistant.channels.captions import Captions
from assistant.channels.key_answers import chosen_by, keys_of
from assistant.conversation.manager import ConversationManager
from assistant.conversation.ports import Slots
from assistant.conversation.recorder import NO_SLOTS
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance

ESCAPE = "\x1b"


def converse(
    manager: ConversationManager,
    wanted: str,
    lines_in: TextIO,
    lines_out: TextIO,
    begin_loading: Callable[[], None] = lambda: None,
    plain: bool = False,
    slots: Slots = NO_SLOTS,
    keys: bool = False,
) -> None:
    """Have a whole conversation. An empty line is silence; the end of input leaves it.

    `begin_loading` is called after the first words, for what only the first answer needs. `plain`:
    as in `Captions`. `slots` came with the wish for the conversation. `keys`: the answers and their
    keys are shown with each question, and a line that is only such a key answers.
    """
    typing = lines_in.isatty()
    captions = Captions(lines_out, manager.wording, plain)

    def show(reply: Reply) -> None:
        if reply.clears:
            captions.clear()
        for line in manager.lines(reply):
            captions.show_lantern(line.text)
        if keys and not reply.ended:
            captions.note(keys_of(manager))

    def respond_to(said: str) -> Reply:
        if ESCAPE in said:
            return manager.change_subject()
        chosen = chosen_by(said, manager) if keys else None
        return manager.respond_to(said) if chosen is None else manager.respond(Utterance(chosen))

    reply = manager.start(wanted, slots)
    show(reply)
    begin_loading()
    manager.after_first_words()
    while not reply.ended:
        if typing:
            captions.prompt()
        line = lines_in.readline()
        if not line:
            if typing:
                captions.note("")
            show(manager.leave("end_of_input"))
            return
        said = line.strip()
        if not typing:
            captions.show_person(said)
        reply = respond_to(said)
        show(reply)
