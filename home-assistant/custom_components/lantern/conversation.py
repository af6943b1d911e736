"""The conversation agent: a sentence to Lantern, its reply, and whether it asks something.

Home Assistant's own agent for Wyoming leaves out `continue_conversation`, and up to 2026.2 the
place as well. With them a satellite of the ESPHome protocol listens on after a question, without
its wake word, and each room has its own conversation.
"""

import asyncio
from typing import Literal

from homeassistant.components import conversation
from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_HOST, CONF_PORT, MATCH_ALL
from homeassistant.core import HomeAssistant
from homeassistant.helpers import intent
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import ulid
from wyoming.asr import Transcript
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.event import Event
from wyoming.handle import Handled, NotHandled

PATIENT = 15.0
"""Seconds that an answer may take."""


async def async_setup_entry(
    hass: HomeAssistant, entry: ConfigEntry, add: AddConfigEntryEntitiesCallback
) -> None:
    """Add the agent."""
    add([LanternAgent(entry)])


class LanternAgent(conversation.ConversationEntity):
    """Lantern, which keeps its conversations itself, by their place."""

    _attr_has_entity_name = True
    _attr_name = None

    def __init__(self, entry: ConfigEntry) -> None:
        self._host, self._port = entry.data[CONF_HOST], entry.data[CONF_PORT]
        self._attr_unique_id = entry.entry_id
        self._attr_name = "Lantern"

    @property
    def supported_languages(self) -> list[str] | Literal["*"]:
        """All: Lantern says itself which it speaks."""
        return MATCH_ALL

    async def async_process(
        self, user_input: conversation.ConversationInput
    ) -> conversation.ConversationResult:
        """Answer a sentence."""
        conversation_id = user_input.conversation_id or ulid.ulid_now()
        response = intent.IntentResponse(language=user_input.language)
        goes_on = False
        try:
            async with asyncio.timeout(PATIENT):
                event = await self._answer(user_input, conversation_id)
        except (OSError, TimeoutError) as error:
            response.async_set_error(intent.IntentResponseErrorCode.UNKNOWN, str(error))
        else:
            text = str(event.data.get("text") or "")
            if Handled.is_type(event.type):
                response.async_set_speech(text)
                goes_on = bool((event.data.get("context") or {}).get("continue_conversation"))
            else:
                response.async_set_error(intent.IntentResponseErrorCode.FAILED_TO_HANDLE, text)
        return conversation.ConversationResult(
            response=response, conversation_id=conversation_id, continue_conversation=goes_on
        )

    async def _answer(
        self, user_input: conversation.ConversationInput, conversation_id: str
    ) -> Event:
        places = {
            "device_id": user_input.device_id,
            "satellite_id": getattr(user_input, "satellite_id", None),
        }
        context = {"conversation_id": conversation_id}
        context |= {name: place for name, place in places.items() if place}
        async with AsyncTcpClient(self._host, self._port) as client:
            asked = Transcript(user_input.text, context=context, language=user_input.language)
            await client.write_event(asked.event())
            while event := await client.read_event():
                if any(kind.is_type(event.type) for kind in (Handled, NotHandled, Error)):
                    return event
        raise ConnectionError("Lantern has hung up")
