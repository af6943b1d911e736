"""Conversations on the page of `lantern show` alone, without any sound."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant.cli.following import follow_reminders
from assistant.cli.options import Options
from assistant.cli.texts import echo
from assistant.cli.wiring import (
    Later,
    announce_missing_safety,
    conversation_manager_for,
    load_language,
)

if TYPE_CHECKING:
    from assistant.channels.show.page import Page


def read_on_page(wanted: str, options: Options, page: Page) -> None:
    """Have conversations on the page alone, one after the other, until interrupted."""
    from assistant.channels.show.conversation import SilentConversation

    announce_missing_safety(options)
    page.screen.change(silent=True)
    language = Later(lambda: load_language(options))
    manager = conversation_manager_for(options, source="text", language=language)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        captions = page.captions(nowhere, manager, plain=True)

        def say_code(digits: str) -> None:
            echo("show.code", err=True, digits=digits)
            captions.tell(manager.wording.phrase("show.code", digits=digits))

        given = page.input(manager, say_code)
        silent = SilentConversation(manager, page.screen, captions, given)
        try:
            silent.converse(wanted, language.begin)
            while True:
                manager.after_last_words()
                follow_reminders(manager, options)
                silent.wait_for_another()
        except KeyboardInterrupt:
            manager.leave("stop")
        finally:
            manager.after_last_words()
            follow_reminders(manager, options)
