"""What an examination found."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

How = Literal["well", "weak", "broken"]
"""well; weak: it works, with something to better; broken: a conversation would miss it."""


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: how it is, in a sentence; what to do, in another; figures for programs.

    `remedy` is empty where there is nothing to do.
    """

    name: str
    how: How
    found: str
    remedy: str = ""
    figures: dict[str, Any] = {}
