"""The error a person is told about."""

from typing import Any


class Trouble(Exception):
    """Something could not be done. Two are equal when they say the same.

    `key` names a sentence of the wording (`errors.<key>`), which says what happened and what to do
    next; `words` are put into it. `Wording.error` turns both into that sentence at the edge, in the
    language of the person.
    """

    def __init__(self, key: str, **words: Any) -> None:
        super().__init__(key)
        self.key = key
        self.words = words

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Trouble):
            return NotImplemented
        return (type(self), self.key, self.words) == (type(other), other.key, other.words)

    def __hash__(self) -> int:
        return hash(self.key)
