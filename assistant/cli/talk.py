"""Have a conversation, in the channel which was asked for."""

from __future__ import annotations

import sys

from assistant import wording
from assistant.channels import typed
from assistant.cli.options import Options
from assistant.companion import Companion
from assistant.journal import Journal
from assistant.memory import Memory
from intents import load


def talk(wanted: str, options: Options) -> None:
    """Have a conversation from its beginning to its end."""
    companion = companion_for(options, source="text")
    try:
        typed.converse(companion, wanted, sys.stdin, sys.stdout)
    except KeyboardInterrupt:
        print()
        for line in companion.lines(companion.leave("stop")):
            print(f"lantern: {line.text}")


def companion_for(options: Options, source: str, can_record: bool = False) -> Companion:
    """Lantern for the person and the language of these options."""
    words = wording.load(options.language)
    memory = Memory(
        Journal(options.folder),
        options.clock,
        prompts=words.prompts(),
        source=source,
        can_record=can_record,
    )
    return Companion(memory, load(options.language), words)
