"""The log on disk: events go in, one line each, and are never lost. It knows nothing of meaning."""

from assistant.journal.journal import Journal
from assistant.journal.line import Event, Line
from assistant.journal.reading import Damage
from assistant.journal.troubles import NotSaved

__all__ = ["Damage", "Event", "Journal", "Line", "NotSaved"]
