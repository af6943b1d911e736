"""The first conversation: what Lantern is, one value, a first small step, and a plan for it."""

from __future__ import annotations

from assistant.dialogues.brief import Brief
from assistant.dialogues.goal import hoped_for, new_goal, which_value
from assistant.dialogues.steps import Dialogue, Say
from assistant.dialogues.value import new_value, the_others


def welcome(brief: Brief) -> Dialogue:
    """Welcome someone who is here for the first time."""
    yield Say("welcome.hello")
    value, others, several = yield from new_value(brief)
    if value is None:
        yield Say("welcome.another_time")
        return
    step = None
    if several:
        # It is not known yet for which of them the step is.
        step = yield from hoped_for(brief, "", "", None)
        if step is not None and step["kind"] == "goal":
            value = (yield from which_value(several, brief)) or value
    else:
        yield Say("welcome.value_kept", value=value.name)
    goal = None
    if step is not None or not several:
        values = several or (value,)
        goal = yield from new_goal(brief, value, step=step, plan=True, values=values)
    yield from the_others(brief, others)
    names = [one.name for one in several] if several and goal is None else [value.name]
    yield Say("welcome.goodbye", value=names, goal=goal)
