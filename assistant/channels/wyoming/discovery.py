"""Tells Home Assistant on the same network where Lantern is, so that nobody has to type a host."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address

_GOODBYE = 0.5
"""Seconds that taking it back may last, since stopping takes no longer than two."""
KIND = "_wyoming._tcp.local."


@asynccontextmanager
async def announced(host: str, port: int) -> AsyncIterator[bool]:
    """Announce the service while the block runs; whether it is announced.

    It is not without the library, and where no network takes it. Nothing but the name of this
    machine, the address and the port is told.
    """
    try:
        from zeroconf import InterfaceChoice
        from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf
    except ModuleNotFoundError:
        yield False
        return
    address = address_of(host)
    name = f"lantern-{socket.gethostname().partition('.')[0]}.{KIND}"
    info = AsyncServiceInfo(KIND, name, addresses=[ip_address(address).packed], port=port)
    anywhere = address != host and _is_unspecified(host)
    try:
        network = AsyncZeroconf(interfaces=InterfaceChoice.Default if anywhere else [address])
    except OSError:
        yield False
        return
    try:
        await (await network.async_register_service(info, allow_name_change=True))
        yield True
        with suppress(TimeoutError):
            async with asyncio.timeout(_GOODBYE):
                await (await network.async_unregister_service(info))
    finally:
        await network.async_close()


def address_of(host: str) -> str:
    """The address of this machine that others reach."""
    if not _is_unspecified(host):
        return socket.gethostbyname(host)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("224.0.0.251", 1))  # Nothing is sent: it only chooses a way.
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def _is_unspecified(host: str) -> bool:
    """Whether it stands for all addresses of this machine."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False
