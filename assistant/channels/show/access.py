"""Who may see the page: one link for the browser of this machine, a code for another device.

A device that was let in holds a random token, for as long as this process runs. Nothing of it is
written to disk.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

DIGITS = 6
VALID = 120.0
"""Seconds for which a code lets a device in."""
TRIES = 5
"""After so many wrong codes another one has to be asked for."""
BETWEEN = 15.0
"""Seconds after which another code may be asked for."""
AT_MOST, WITHIN = 4, 600.0
"""So many codes are said within so many seconds, so that no stranger can make Lantern talk on."""


@dataclass(slots=True)
class _Code:
    digits: str
    made: float
    tries: int = 0


class Access:
    """Lets devices in. `clock` gives seconds, `announce` says a new code to the person."""

    def __init__(self, clock: Callable[[], float], announce: Callable[[str], None]) -> None:
        self._clock = clock
        self._announce = announce
        self._key = ""
        self._code: _Code | None = None
        self._asked: list[float] = []
        self._devices: dict[str, str] = {}

    def new_key(self) -> str:
        """The key of a link that lets in the one browser which opens it first."""
        self._key = secrets.token_urlsafe(32)
        return self._key

    def open(self, key: str) -> str | None:
        """The token of a device that has the key; None where it was used before, or is wrong."""
        if not self._key or not _same(key, self._key):
            return None
        self._key = ""
        return self._let_in()

    def ask_for_code(self) -> bool:
        """Say a new code; false where one was said a moment ago, or several of late."""
        now = self._clock()
        self._asked = [at for at in self._asked if now - at < WITHIN]
        if len(self._asked) >= AT_MOST or (self._asked and now - self._asked[-1] < BETWEEN):
            return False
        self._asked.append(now)
        self._code = _Code("".join(secrets.choice("0123456789") for _ in range(DIGITS)), now)
        self._announce(self._code.digits)
        return True

    def pair(self, digits: str) -> str | None:
        """The token of a device that names the code; None where it is wrong or too old."""
        code = self._code
        if code is None or self._clock() - code.made > VALID or code.tries >= TRIES:
            return None
        code.tries += 1
        if not _same("".join(c for c in digits if c.isdigit()), code.digits):
            return None
        self._code = None  # It lets in one device only.
        return self._let_in()

    def device(self, token: str) -> str | None:
        """The id of the device that holds this token; None for a stranger."""
        found = None
        for known, device in self._devices.items():
            if _same(token, known):
                found = device
        return found

    def _let_in(self) -> str:
        token = secrets.token_urlsafe(32)
        self._devices[token] = secrets.token_hex(8)
        return token


def _same(given: str, known: str) -> bool:
    return hmac.compare_digest(given.encode(), known.encode())
