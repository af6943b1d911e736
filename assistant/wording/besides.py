"""What is said besides the questions: greetings and acknowledgements, by their keys.

A person who wants to hear only the questions reads these, but does not hear them. Whatever tells
something is not among them: what was kept, what was asked for, comfort after something heavy, a
trouble, and everything about safety.
"""

from __future__ import annotations

_GREETS = frozenset({"greeting", "goodbye", "gentle_goodbye"})
"""The second part of the keys of greetings and goodbyes, in every dialogue."""
BESIDES = (
    "adjusting.all_stays",
    "bulls_eye.heard",
    "bulls_eye.passed_over",
    "card_sort.heard",
    "card_sort.heard_pair",
    "card_sort.lived_skipped",
    "certain.heard",
    "certain.plan_heard",
    "checkin.another_time",
    "checkin.as_you_like",
    "checkin.good_to_hear_you",
    "checkin.small_today",
    "decide.cost_heard",
    "decide.hello",
    "domains.passed_over",
    "evening.heard",
    "good_day.hello",
    "goal.heard_long",
    "goal.heard_the_step",
    "goal_done.glad",
    "goal_done.open_heard",
    "goal_done.well_done",
    "morning.barrier_heard",
    "morning.barrier_skipped",
    "morning.enjoyable_heard",
    "morning.heard",
    "morning.kind_heard",
    "morning.nothing_needed",
    "morning.value_chosen",
    "one_breath.heard",
    "reflect.hello",
    "review.hard_skipped",
    "review.hello",
    "review.proud_skipped",
    "stuck.hello",
    "stuck.no_need",
    "thread.let_be",
    "value.heard_long",
    "way_on.good_enough.heard",
    "what_matters.heard",
)
"""The beginnings of the other keys, in whole parts."""


def is_besides(key: str) -> bool:
    """Whether what stands under this key of the wording may be left unspoken."""
    parts = key.split(".")
    if len(parts) > 1 and parts[1] in _GREETS:
        return True
    return any(".".join(parts[:length]) in BESIDES for length in (2, 3))
