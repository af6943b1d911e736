"""Whose journal a session of OpenVoiceOS reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.settings import Place

HERE = "default"
"""The session of the device itself, on which somebody installed the skill for themselves."""


def reached_from(
    session: str, site: str, places: Mapping[str, Place], skill: Mapping[str, Any]
) -> Place | None:
    """What a session may reach; `None`: nothing.

    Satellites, each a session with an id or a site with a name, reach what Lantern's settings give
    them in `places`. The device itself reaches what the settings of the skill say.
    """
    if found := places.get(session) or places.get(site):
        return found
    if session != HERE:
        return None
    # Some of the programs which write a skill's settings keep a checkbox as a word.
    aloud = str(skill.get("aloud", False)).lower() == "true"
    return Place(str(skill.get("person") or ""), aloud)
