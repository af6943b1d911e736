"""Words which may mean that someone is in danger: noticing them, and what Lantern does then."""

from assistant.safety.concern import KINDS, Certainty, Concern, Kind, as_json, strongest
from assistant.safety.noticing import notice, notice_any
from assistant.safety.rules import load

__all__ = [
    "KINDS",
    "Certainty",
    "Concern",
    "Kind",
    "as_json",
    "load",
    "notice",
    "notice_any",
    "strongest",
]
