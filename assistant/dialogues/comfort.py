"""When a loss or sorrow is told in the middle of a dialogue: acknowledge it before going on."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.choosing import choose
from assistant.dialogues.steps import Begin, Dialogue, Say

LISTEN, GENTLY, ON = "listen", "gentle", "go_on"


class ComfortBrief(Brief, frozen=True):
    """What it is, how often one was told before, the mood of a feeling, and the kind of telling.

    "feeling", "sorrow", "gladness" or "something": told of oneself. "cold": Lantern was found
    cold. "worse": an exercise made it worse, and was ended. `answered`: it was told in an
    answer, so the next question was not asked yet. `met`: the line that meets it.
    """

    of: str = "feeling"
    nth: int = 0
    mood: str = ""
    kind: str = ""
    answered: bool = False
    met: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief. The words are in the journal already, with the question they answered."""
        slots = moment.slots
        return cls(
            **moment.basics,
            of=str(slots.get("of", "feeling")),
            nth=int(slots.get("nth", 0)),
            mood=str(slots.get("mood", "")),
            kind=str(slots.get("kind", "")),
            answered=bool(slots.get("answered")),
            met=str(slots.get("met", "")),
        )


def comfort(brief: ComfortBrief) -> Dialogue:
    """Acknowledge it, then offer to listen, something gentle, or to go on. "Stop" ends it."""
    if brief.met:
        yield Say(brief.met, nth=brief.nth)
    elif brief.kind or brief.of != "something":
        yield Say(f"heard.about.{brief.kind}" if brief.kind else f"told.{brief.of}.{brief.mood}")
    wish = yield from choose(
        f"comfort.what_now.{brief.of}", {}, fixed=(LISTEN, GENTLY, ON), named="comfort"
    )
    if wish == LISTEN:
        yield Begin("just_listen", {"within": True})
    elif wish == GENTLY:
        yield Begin("grounding")
    if brief.of != "worse":
        back = "on_to_it" if brief.answered else "back_to_it"
        yield Say(f"comfort.{back}.{brief.of}")
