"""Whose turn it is: when somebody has begun to speak, and when they have finished."""

from assistant.speech.turns.pace import Kind
from assistant.speech.turns.patience import Patience, patience
from assistant.speech.turns.standing import GROWING, Standing, standing
from assistant.speech.turns.turn import Turn, TurnEvent

__all__ = ["GROWING", "Kind", "Patience", "Standing", "Turn", "TurnEvent", "patience", "standing"]
