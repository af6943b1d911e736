"""Words which may mean that someone is in danger: noticing them, and the numbers to call."""

from assistant.safety.concern import KINDS, Certainty, Concern, Kind, as_json, strongest
from assistant.safety.noticing import calls_for_help, notice, notice_any
from assistant.safety.rules import available, load, require

__all__ = [
    "KINDS",
    "Certainty",
    "Concern",
    "Kind",
    "as_json",
    "available",
    "calls_for_help",
    "load",
    "notice",
    "notice_any",
    "require",
    "strongest",
]
