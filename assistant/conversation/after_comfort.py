"""What becomes of a check-in in which something heavy was told, once that was listened to."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.state import SessionState
from assistant.dialogues.comfort import GENTLY, LISTEN
from assistant.dialogues.steps import Say
from assistant.practice.events import Entry

RITUALS = frozenset({"morning_checkin", "evening_checkin", "weekly_review"})
"""The dialogues that begin by themselves, and end where somebody wanted to be heard instead."""
LISTENS = "just_listen"
"""The dialogue that only listens."""
CRAVING = "craving"
"""The dialogue that stays with somebody over the minutes of a craving."""
LISTENED = frozenset({LISTENS, "comfort", CRAVING})
"""The dialogues after which no list of what one can do is read out."""
RETURNS = ("comfort.back_to_it", "comfort.on_to_it")
"""What leads back to the question that waited."""


def has_had_enough(
    entries: Sequence[Entry], sessions: Sequence[SessionState], top: SessionState, comfort: str
) -> bool:
    """Whether the person chose to be listened to just now, in the midst of the check-in `top`.

    It is the same after a craving. `comfort` is the name of the dialogue that offered it.
    """
    if top.dialogue not in RITUALS or not entries:
        return False
    by_id = {one.session: one for one in sessions}
    last = by_id.get(entries[-1].session)
    if last is not None and last.dialogue == LISTENS and last.parent == top.session:
        return last.over
    while last is not None and last.dialogue not in (comfort, CRAVING):
        last = by_id.get(last.parent)
    if last is None or last.parent != top.session or not last.over:
        return False
    if last.dialogue == CRAVING:
        return True
    return any(turn.value in (LISTEN, GENTLY) for turn in last.turns)


def listened_just_now(entries: Sequence[Entry], sessions: Sequence[SessionState]) -> bool:
    """Whether what ended just now is a talk that was only listened to, or comfort."""
    last = entries[-1].session if entries else ""
    return any(one.session == last and one.dialogue in LISTENED and one.over for one in sessions)


def without_return(says: Sequence[Say]) -> tuple[Say, ...]:
    """What is said, without what leads back to the question."""
    return tuple(say for say in says if not say.key.startswith(RETURNS))
