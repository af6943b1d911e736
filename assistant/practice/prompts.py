"""The questions which open values up: what each is about, and which comes next.

The questions themselves are wording (`prompt.toml`); one which is not named here is about oneself.
"""

from __future__ import annotations

from collections.abc import Sequence

THEMES: dict[str, tuple[str, ...]] = {
    "relationships": ("belong", "loved_as", "friend_like", "hard_talk", "family_pass"),
    "career": ("work_well", "proud_work", "work_why", "courage_work", "work_and_life"),
    "health": ("body", "energy", "body_joy", "care_for_self"),
    "spirituality": ("awe", "hold_dear", "silence", "gratitude"),
    "creativity": ("lose_time", "make_freely", "beautiful", "play"),
    "community": ("leave_better", "belonging_place", "unfair", "neighbours"),
    "stuck": ("stuck_alive", "stuck_care", "stuck_kind"),
    "transition": ("change_keep", "in_between_who", "let_go"),
    "burned_out": ("tired_true", "enough", "slow"),
    "healing": ("tender", "still_here", "small_repair"),
    "rediscovering": ("forgotten_joy", "who_am_i_now", "own_pace"),
    "self": (
        *("admire", "yourself", "meaningful", "stand_for", "fear", "ninety", "time_free"),
        *("learn_from", "say_no", "brave_small"),
    ),
}
"""The prompts by what they are about: parts of a life, and the times when it is hard."""

HEAVY = frozenset({"ninety", "family_pass"})
"""Prompts which look back from the end of a life: they rest while we go gently."""


def next_prompt(
    prompts: Sequence[str], given: Sequence[str], *, gently: bool = False, theme: str = ""
) -> str:
    """The prompt which comes next: none twice until all were given; "" where there are none."""
    able = [
        p
        for p in prompts
        if not (gently and p in HEAVY) and (not theme or p in THEMES.get(theme, ()))
    ]
    rounds = min((given.count(p) for p in able), default=0)
    return next((p for p in able if given.count(p) == rounds), "")
