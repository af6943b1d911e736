"""Pages that were asked for, and what the person chose to show to a therapist."""

from __future__ import annotations

from typing import Literal

from assistant.practice.event import Event

PageFor = Literal["me", "therapist"]
"""Who a page is for."""


class PartsChosen(Event, frozen=True, tag="parts_chosen"):
    """What the person wants to show on a page for a therapist, and nothing more.

    The names are those of `assistant.practice.overview.PARTS`; unknown ones show nothing.
    """

    parts: tuple[str, ...]


class PageAsked(Event, frozen=True, tag="page_asked"):
    """A page of the days from `first` to `last` was asked for. It is made when this is recorded.

    `opens`: it is to be opened in the browser too.
    """

    first: str
    last: str
    reader: PageFor = "me"
    opens: bool = False


PageNoted = PartsChosen | PageAsked
