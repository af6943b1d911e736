"""What a push channel keeps in memory of its conversations: the talks about safety, no more."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from assistant.conversation.safety_watch import Watch

_MOST = 256
"""Sessions of which something is kept; the one longest unheard of is forgotten first."""


class Watches:
    """The watch of each session, for as long as the session is spoken with."""

    def __init__(self, lasts: timedelta) -> None:
        """`lasts`: how long after its last sentence a session is forgotten."""
        self._lasts = lasts
        self._kept: OrderedDict[tuple[str, str], tuple[Watch, datetime]] = OrderedDict()

    def of(self, folder: str, session: str, now: datetime) -> Watch:
        """The watch of a session; a new one after a long silence."""
        watch, before = self._kept.pop((folder, session), (Watch(), now))
        if now - before > self._lasts:
            watch = Watch()
        self._kept[folder, session] = watch, now
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return watch
