"""What Lantern says: the wording of one language, from its TOML files."""

from assistant.wording.loading import FALLBACK, load
from assistant.wording.wording import Line, Wording

__all__ = ["FALLBACK", "Line", "Wording", "load"]
