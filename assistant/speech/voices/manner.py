"""How Lantern speaks."""

from __future__ import annotations

from dataclasses import dataclass

SLOWEST, FASTEST = 80, 400


@dataclass(frozen=True, slots=True)
class Manner:
    """Rate, volume, pitch and voice; what is out of range is brought to its edge."""

    rate: int = 175
    """Words a minute, 80 to 400."""
    volume: float = 1.0
    """0 to 1."""
    pitch: int | None = None
    """0 to 100, 50 is the voice's own; None leaves it alone. Not every synthesizer has one."""
    voice: str | None = None
    """An id, a name or a language of a voice; None is the synthesizer's own choice."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", min(max(int(self.rate), SLOWEST), FASTEST))
        object.__setattr__(self, "volume", min(max(float(self.volume), 0.0), 1.0))
        if self.pitch is not None:
            object.__setattr__(self, "pitch", min(max(int(self.pitch), 0), 100))
