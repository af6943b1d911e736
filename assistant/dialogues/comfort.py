"""A loss, or a heavy heart, told in the middle of something: it is heard, before anything else."""

from __future__ import annotations

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Begin, Dialogue, Say
from intents import Choice

LISTEN, GENTLY, ON = "just listen", "something gentle", "go on"


class ComfortBrief(Brief, frozen=True):
    """What it is, "feeling" or "sorrow", and how often something was told before.

    `answered`: it was told in an answer, and what waits was not asked yet.
    """

    of: str = "feeling"
    nth: int = 0
    answered: bool = False


def brief(moment: Moment) -> ComfortBrief:
    """What is known: not the words, which stand with the question they were said at."""
    of, nth = str(moment.slots.get("of", "feeling")), int(moment.slots.get("nth", 0))
    answered = bool(moment.slots.get("answered"))
    return ComfortBrief(
        moment.session, moment.now.isoformat(), moment.state.name, of, nth, answered
    )


def comfort(brief: ComfortBrief) -> Dialogue:
    """Acknowledge it; offer to listen, something gentle, or to go on. "Stop" is always there."""
    yield Say(f"told.{brief.of}")
    wish = yield Ask(f"comfort.what_now.{brief.of}", Choice((LISTEN, GENTLY, ON)))
    if wish == LISTEN:
        yield Begin("just_listen")
    elif wish == GENTLY:
        yield Begin("grounding")
    back = "on_to_it" if brief.answered else "back_to_it"
    yield Say(f"comfort.{back}.{brief.of}")
