"""Whose journal a satellite reaches: only the one it was set up for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from assistant.settings import Place, folder_of

ANYWHERE = "*"
"""In the settings, the place which stands for all that are not named."""


_Name = Annotated[str, Meta(max_length=200)]


class Context(msgspec.Struct, frozen=True):
    """What a client tells of where a sentence was said. Nothing vouches for it."""

    conversation_id: _Name | None = None
    device_id: _Name | None = None
    satellite_id: _Name | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the one of the place itself first."""
        every = (self.satellite_id, self.device_id, self.conversation_id)
        return tuple(name for name in every if name)


@dataclass(frozen=True, slots=True)
class Household:
    """The people of one machine, and from where each is reached."""

    journals: Path
    places: Mapping[str, Place]

    def reached_from(self, context: Context) -> Place | None:
        """What the person who set this up allows there; `None`: nothing."""
        named = (self.places.get(name) for name in (*context.names, ANYWHERE))
        return next((place for place in named if place is not None), None)

    def folder(self, place: Place) -> Path:
        """The journal which is reached."""
        return folder_of(place.person, self.journals)
