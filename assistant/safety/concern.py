"""A concern: its class and how certain it is. It holds no score and no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["explicit", "harm_to_others", "abuse", "self_harm", "passive", "coded"]
Certainty = Literal["certain", "uncertain"]

KINDS: tuple[Kind, ...] = get_args(Kind)
"""All classes, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Words which may mean that the speaker is in danger, or that someone is in danger from them.

    `present`: it is about now, not about a time gone by or an "if". The words themselves are not
    in it, so that no log can hold them.
    """

    kind: Kind
    certainty: Certainty = "certain"
    present: bool = True

    @property
    def pressing(self) -> bool:
        """Whether to speak of it at the next pause, rather than when the person has finished."""
        return self.kind == "explicit" and self.present and self.certainty == "certain"


def strongest(concerns: Iterable[Concern | None]) -> Concern | None:
    """The most certain one, then the most pressing class."""
    found = [concern for concern in concerns if concern is not None]
    return min(
        found,
        key=lambda c: (c.certainty != "certain", KINDS.index(c.kind)),
        default=None,
    )


def as_json(concern: Concern | None) -> dict[str, str] | None:
    """The concern as commands show it: its class and certainty, or null."""
    if concern is None:
        return None
    return {"class": concern.kind, "certainty": concern.certainty}
