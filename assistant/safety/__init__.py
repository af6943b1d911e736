"""Words which may mean that someone is in danger: noticing them, and what Lantern does then."""

from assistant.safety.concern import KINDS, Certainty, Concern, Kind, as_json, strongest
from assistant.safety.rules import load, notice, notice_any

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
