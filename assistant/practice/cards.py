"""The card sort: which cards matter, which of them most, and what living them looks like."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from assistant.practice.event import Event

Pile = Literal["very", "somewhat", "not"]
"""How important a card is to someone."""
Deck = Literal["short", "full"]
"""Two dozen cards for a first time, or all of them."""

SHORT_DECK = (
    "family", "honesty", "health", "creativity", "friendship", "independence", "caring",
    "growth", "fun", "justice", "inner_peace", "loving", "knowledge", "spirituality",
    "adventure", "responsibility", "contribution", "humor", "acceptance", "beauty",
    "commitment", "courtesy", "stability", "purpose",
)  # fmt: skip


class CardSorted(Event, frozen=True, tag="card_sorted"):
    """A card laid on a pile. `sort` numbers the sortings: a new one begins with none."""

    card: str
    pile: Pile
    sort: str
    deck: Deck = "short"


class CardAdded(Event, frozen=True, tag="card_added"):
    """A card of the person's own, with what they call it; it is very important to them."""

    card: str
    name: str
    sort: str
    deck: Deck = "short"


class CardWeighed(Event, frozen=True, tag="card_weighed"):
    """Whether a very important card stays among the ones which matter most."""

    card: str
    stays: bool


class CardPreferred(Event, frozen=True, tag="card_preferred"):
    """Of two cards the one which matters more."""

    card: str
    over: str


class CoreNamed(Event, frozen=True, tag="core_named"):
    """The core values, by their ids, the one which matters most first."""

    values: tuple[str, ...]
    day: str


class ValueLived(Event, frozen=True, tag="value_lived"):
    """What it looks like when the person lives a value, in their own words."""

    value: str
    words: str


CardNoted = CardSorted | CardAdded | CardWeighed | CardPreferred | CoreNamed | ValueLived


class Cards(msgspec.Struct):
    """The latest sorting, and what came of it.

    `piles`, `own` and `weighed` are by card, `preferred` pairs of cards with the one which matters
    more first; `core` are ids of values, named on `core_day`; `lived` is by value.
    """

    sort: str = ""
    deck: Deck = "short"
    piles: dict[str, Pile] = {}
    own: dict[str, str] = {}
    weighed: dict[str, bool] = {}
    preferred: list[tuple[str, str]] = []
    core: list[str] = []
    core_day: str = ""
    core_sort: str = ""
    lived: dict[str, str] = {}

    @property
    def finished(self) -> bool:
        """Whether the latest sorting was brought to its core values."""
        return bool(self.sort) and self.sort == self.core_sort


def note(cards: Cards, noted: Any) -> None:
    """Take in what was noted, where it is about cards."""
    match noted:
        case CardSorted() | CardAdded():
            if noted.sort != cards.sort:
                cards.sort, cards.deck = noted.sort, noted.deck
                cards.piles, cards.own, cards.weighed, cards.preferred = {}, {}, {}, []
            if isinstance(noted, CardAdded):
                cards.own[noted.card] = noted.name
                cards.piles[noted.card] = "very"
            else:
                cards.piles[noted.card] = noted.pile
        case CardWeighed(card=card, stays=stays):
            cards.weighed[card] = stays
        case CardPreferred(card=card, over=over):
            cards.preferred.append((card, over))
        case CoreNamed():
            cards.core, cards.core_day = list(noted.values), noted.day
            cards.core_sort = cards.sort
        case ValueLived(value=value, words=words):
            cards.lived[value] = words


def words(noted: CardNoted) -> str:
    """The person's own words in it."""
    match noted:
        case CardAdded(name=name):
            return name
        case ValueLived(words=said):
            return said
    return ""
