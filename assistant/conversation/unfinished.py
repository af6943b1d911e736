"""Conversations left in the middle: which of them can be gone on with."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.conversation.state import SessionState
from assistant.dialogues.catalogue import SCRIPTS


def has_begun(chain: tuple[SessionState, ...]) -> bool:
    """Whether there is anything to go on with: a menu at which nothing was chosen is nothing."""
    *beneath, top = chain
    return (bool(top.turns or top.segments) and top.dialogue != "menu") or any(
        session.turns for session in beneath
    )


def is_stale(session: SessionState, now: datetime) -> bool:
    """Whether a session is too old: each dialogue says how long it can be resumed."""
    began = datetime.fromisoformat(session.began)
    lasts = SCRIPTS[session.dialogue].lasts if session.dialogue in SCRIPTS else timedelta(0)
    return now.date() - began.astimezone(now.tzinfo).date() > lasts
