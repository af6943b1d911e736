"""What Lantern tells when asked: one's values, one's goals, how it works."""

from __future__ import annotations

from assistant.dialogue import Dialogue, Say
from assistant.dialogues.brief import Brief, GoalBrief, Moment, ValueBrief, values_of


class TellingBrief(Brief, frozen=True):
    """The values and the goals there are."""

    values: tuple[ValueBrief, ...] = ()
    goals: tuple[GoalBrief, ...] = ()


def brief(moment: Moment) -> TellingBrief:
    """What can be told."""
    state = moment.state
    return TellingBrief(
        moment.session,
        moment.now.isoformat(),
        state.name,
        values_of(state),
        tuple(GoalBrief(g.id, g.title, state.value_named(g.value)) for g in state.goals),
    )


def list_values(brief: TellingBrief) -> Dialogue:
    """Name the person's values."""
    key = "telling.values" if brief.values else "telling.no_values"
    yield Say(key, values=[value.name for value in brief.values])


def list_goals(brief: TellingBrief) -> Dialogue:
    """Name each goal, with the value it serves."""
    if not brief.goals:
        yield Say("telling.no_goals")
    for goal in brief.goals:
        yield Say("telling.goal", goal=goal.title, value=goal.value)


def who_are_you(brief: TellingBrief) -> Dialogue:
    """What it is that speaks here, and what it is not."""
    yield Say("telling.who_are_you")


def privacy(brief: TellingBrief) -> Dialogue:
    """Where the person's words are, and who can read them."""
    yield Say("telling.privacy")
