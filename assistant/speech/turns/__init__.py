"""Whose turn it is: when somebody has begun to speak, and when they have finished."""

from assistant.speech.turns.patience import Kind, Patience, patience
from assistant.speech.turns.turn import Turn, TurnEvent

__all__ = ["Kind", "Patience", "Turn", "TurnEvent", "patience"]
