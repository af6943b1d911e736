"""What follows a conversation: the timers of the system know the reminders it set."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from assistant.cli.options import Options

if TYPE_CHECKING:
    from assistant.conversation.manager import ConversationManager

_LATELY = timedelta(hours=1)


def follow_reminders(manager: ConversationManager, options: Options) -> None:
    """Update systemd's timers after reminders were set or cancelled.

    After the first one was set, say what begins it at its hour.
    """
    from assistant.handsfree.systemd import user_unit_folder

    if options.now is not None:
        return
    if any(user_unit_folder().glob("lantern-*.timer")):
        from assistant.cli.services import follow

        follow(manager.repository, options)
    elif _set_lately(manager, options.clock()):
        from assistant.cli.services import write_timers

        write_timers(manager.repository, options, None, mention_others=True)


def _set_lately(manager: ConversationManager, now: datetime) -> bool:
    """Whether a reminder was set within the last hour."""
    if manager.repository.locked:
        return False
    reminders = manager.repository.state().reminders
    return any(now - datetime.fromisoformat(one.added) < _LATELY for one in reminders)
