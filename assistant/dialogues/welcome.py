"""The first conversation: what Lantern is, one value, a first small step, and a plan for it."""

from __future__ import annotations

from assistant.dialogues.brief import Brief
from assistant.dialogues.goal import new_goal
from assistant.dialogues.steps import Dialogue, Say
from assistant.dialogues.value import new_value, the_others


def welcome(brief: Brief) -> Dialogue:
    """Welcome someone who is here for the first time."""
    yield Say("welcome.hello")
    value, others = yield from new_value(brief)
    if value is None:
        yield Say("welcome.another_time")
        return
    yield Say("welcome.value_kept", value=value.name)
    goal = yield from new_goal(brief, value, plan=True, values=(value,))
    yield from the_others(brief, others)
    yield Say("welcome.goodbye", value=value.name, goal=goal)
