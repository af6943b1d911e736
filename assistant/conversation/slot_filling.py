"""What a command names in the journal: looked up before a dialogue begins with it."""

from __future__ import annotations

from assistant.conversation.interpretation import Interpretation
from assistant.conversation.ports import RepositoryPort

A_FEW = 3
"""No more passages than this are offered to be erased."""


def filled(interpretation: Interpretation, repository: RepositoryPort) -> Interpretation:
    """With the lines of the passages to be erased, in place of the words to look for.

    Those words are not to stand in the journal once more.
    """
    if interpretation.intent != "erase_last" or "query" not in interpretation.slots:
        return interpretation
    found = repository.find(str(interpretation.slots["query"]), None, None, A_FEW)
    return interpretation.with_slots({"lines": [passage.line for passage in found]})
