"""Turn taking: when a person has begun to speak, and when they have finished."""

from assistant.speech.turns.completeness import GROWING, Completeness, completeness
from assistant.speech.turns.end_of_turn import EndOfTurnDetector, TurnEvent
from assistant.speech.turns.patience import Patience, QuestionKind, patience_for

__all__ = [
    "GROWING",
    "Completeness",
    "EndOfTurnDetector",
    "Patience",
    "QuestionKind",
    "TurnEvent",
    "completeness",
    "patience_for",
]
