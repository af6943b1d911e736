"""Asks where Lantern serves, or takes what was discovered."""

import asyncio
from typing import Any

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult
from homeassistant.const import CONF_HOST, CONF_PORT
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from wyoming.client import AsyncTcpClient
from wyoming.info import Describe, Info

try:
    import probatio as schemas
except ImportError:  # before 2026.11
    import voluptuous as schemas

PORT = 10600
PATIENT = 5.0
"""Seconds that Lantern may take to answer."""


class LanternConfigFlow(ConfigFlow, domain="lantern"):
    """One step: the host and the port of `lantern serve`."""

    VERSION = 1

    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the address, and look whether Lantern answers there."""
        errors = {}
        if user_input is not None:
            host, port = user_input[CONF_HOST], user_input[CONF_PORT]
            await self.async_set_unique_id(f"{host}:{port}")
            self._abort_if_unique_id_configured()
            if await _is_lantern(host, port):
                return self.async_create_entry(title="Lantern", data=user_input)
            errors["base"] = "cannot_connect"
        known = user_input or self.context.get("lantern_address", {})
        asked = schemas.Schema(
            {
                schemas.Required(CONF_HOST, default=known.get(CONF_HOST, "127.0.0.1")): str,
                schemas.Required(CONF_PORT, default=known.get(CONF_PORT, PORT)): int,
            }
        )
        return self.async_show_form(step_id="user", data_schema=asked, errors=errors)

    async def async_step_zeroconf(self, discovery_info: ZeroconfServiceInfo) -> ConfigFlowResult:
        """Propose a Lantern that was found on the network."""
        found = {CONF_HOST: discovery_info.host, CONF_PORT: discovery_info.port or PORT}
        await self.async_set_unique_id(f"{found[CONF_HOST]}:{found[CONF_PORT]}")
        self._abort_if_unique_id_configured()
        self.context["lantern_address"] = found
        return await self.async_step_user()


async def _is_lantern(host: str, port: int) -> bool:
    try:
        async with asyncio.timeout(PATIENT), AsyncTcpClient(host, port) as client:
            await client.write_event(Describe().event())
            while event := await client.read_event():
                if Info.is_type(event.type):
                    return any(one.name == "lantern" for one in Info.from_event(event).handle)
    except (OSError, TimeoutError):
        pass
    return False
