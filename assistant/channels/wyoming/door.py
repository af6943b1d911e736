"""Who is let in, and how many at once."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Protocol

Network = IPv4Network | IPv6Network


class Guest(Protocol):
    """A connection. `asked`: whether it has sent a whole event yet."""

    asked: bool

    def send_away(self) -> None:
        """End it at once."""


class Door:
    """Lets in at most so many. Those who only stand in the doorway make room for newcomers.

    So neither a thousand connections a second nor clients which say nothing keep others out for
    long, and they never end a conversation.
    """

    def __init__(self, most: int, allowed: Sequence[Network] = ()) -> None:
        """`allowed`: the addresses which may come in; none named, all."""
        self._most = most
        self._allowed = tuple(allowed)
        self._inside: dict[Guest, None] = {}

    def admits(self, address: str) -> bool:
        """Whether this address may come in at all."""
        if not self._allowed:
            return True
        try:
            known = ip_address(address.split("%")[0])
        except ValueError:
            return False
        known = getattr(known, "ipv4_mapped", None) or known
        return any(known in network for network in self._allowed)

    def enter(self, guest: Guest) -> bool:
        """Let a connection in, if there is room or can be made."""
        if len(self._inside) >= self._most:
            idle = next((other for other in self._inside if not other.asked), None)
            if idle is None:
                return False
            del self._inside[idle]
            idle.send_away()
        self._inside[guest] = None
        return True

    def leave(self, guest: Guest) -> None:
        """A connection has ended."""
        self._inside.pop(guest, None)

    def __len__(self) -> int:
        return len(self._inside)
