"""The words proposed while spelling: where they come from."""

from __future__ import annotations

import re
from datetime import date

from assistant.channels.scanning.completion import Completion
from assistant.conversation.manager import ConversationManager
from assistant.safety import notice

_NOT_SAID = ("errors.", "command_line.", "doctor.", "systemd.", "wyoming.", "page.", "event.")
"""The beginnings of the keys of what is no conversation."""
_PLACES = re.compile(r"\{[^}]*\}")


def completion_for(manager: ConversationManager) -> Completion:
    """The words of the person, and those that Lantern says.

    Nothing from before is proposed where others may hear or the journal is locked, nor ever a
    sentence that may have meant danger.
    """
    repository, language = manager.repository, manager.language.name
    hidden = repository.locked or not repository.may_read_aloud
    hidden = hidden or repository.state().settings.quietly
    own = () if hidden else repository.words_since(date.min)
    said = (
        _PLACES.sub(" ", text)
        for key, texts in manager.wording.variants.items()
        if not key.startswith(_NOT_SAID)
        for text in texts
    )
    return Completion((words for words in own if notice(words, language) is None), said)
