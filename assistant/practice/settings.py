"""Slower, faster, louder, quieter, more time: what each changes, and how far it may go."""

from __future__ import annotations

from typing import Literal

from assistant.practice.state import Settings

RATES = (80.0, 400.0)
VOLUMES = (0.25, 1.0)
PATIENCES = (1.0, 4.0)
A_STEP = 1.15
VOICE_WISHES = ("slower", "faster", "louder", "quieter")

Setting = Literal["rate", "volume", "patience"]


def adjusted(settings: Settings, wish: str) -> tuple[Setting | None, float, str]:
    """The setting which a wish changes, its new value, and the key of what to say.

    No setting, when it is already as far as it goes.
    """
    match wish:
        case "slower":
            return _moved("rate", settings.rate, 1 / A_STEP, RATES, "slower", "slowest")
        case "faster":
            return _moved("rate", settings.rate, A_STEP, RATES, "faster", "fastest")
        case "louder":
            return _moved("volume", settings.volume, A_STEP, VOLUMES, "louder", "loudest")
        case "quieter":
            return _moved("volume", settings.volume, 1 / A_STEP, VOLUMES, "quieter", "quietest")
    return _moved("patience", settings.patience, 1.5, PATIENCES, "more_time", "more_time")


def _moved(
    setting: Setting,
    value: float,
    factor: float,
    bounds: tuple[float, float],
    moved: str,
    at_the_end: str,
) -> tuple[Setting | None, float, str]:
    low, high = bounds
    new = round(min(high, max(low, value * factor)), 2)
    if new == value:
        return None, value, f"voice.{at_the_end}"
    return setting, new, f"voice.{moved}"
