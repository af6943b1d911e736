"""Values: the card sort, the ranking of core values, and the prompts.

The prompts themselves are wording (`prompt.toml`); one that is in no theme is about oneself.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any, Literal

import msgspec

from assistant.practice.event import Event

# What becomes of a value. -----------------------------------------------------------------------


class ValueDropped(Event, frozen=True, tag="value_dropped"):
    """A value was let go. The goals that served it stay, and serve none."""

    value: str


class ValueMerged(Event, frozen=True, tag="value_merged"):
    """A value became part of another, to which its goals and days belong from then on."""

    value: str
    into: str


ValueGone = ValueDropped | ValueMerged

# The card sort. ----------------------------------------------------------------------------------

Pile = Literal["very", "somewhat", "not"]
"""How important a card is to someone."""
Deck = Literal["short", "full"]
"""Two dozen cards, or all of them."""

SHORT_DECK = (
    "family", "honesty", "health", "creativity", "friendship", "independence", "caring",
    "growth", "fun", "justice", "inner_peace", "loving", "knowledge", "spirituality",
    "adventure", "responsibility", "contribution", "humor", "acceptance", "beauty",
    "commitment", "courtesy", "stability", "purpose",
)  # fmt: skip


class CardSorted(Event, frozen=True, tag="card_sorted"):
    """A card laid on a pile. `sort` is the number of the sorting; a new sorting starts empty."""

    card: str
    pile: Pile
    sort: str
    deck: Deck = "short"


class CardAdded(Event, frozen=True, tag="card_added"):
    """A card of the person's own, with its name. It counts as very important."""

    card: str
    name: str
    sort: str
    deck: Deck = "short"


class CardWeighed(Event, frozen=True, tag="card_weighed"):
    """Whether a very important card stays among the ones that matter most."""

    card: str
    stays: bool


class CardPreferred(Event, frozen=True, tag="card_preferred"):
    """The one of two cards that matters more."""

    card: str
    over: str


class CoreNamed(Event, frozen=True, tag="core_named"):
    """The core values, by their ids, the most important first."""

    values: tuple[str, ...]
    day: str


class ValueLived(Event, frozen=True, tag="value_lived"):
    """What it looks like when the person lives a value, in their own words."""

    value: str
    words: str


CardNoted = CardSorted | CardAdded | CardWeighed | CardPreferred | CoreNamed | ValueLived


class Cards(msgspec.Struct):
    """The latest sorting and its results.

    `piles`, `own` and `weighed` are by card, `preferred` pairs of cards with the one that matters
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
        """Whether the latest sorting has reached its core values."""
        return bool(self.sort) and self.sort == self.core_sort


def fold_cards(cards: Cards, noted: Any) -> None:
    """Update `cards` with what was noted, if it is about cards."""
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


# The ranking of core values by pairs. -------------------------------------------------------------

MOST_CARDS = 10
"""Of this many cards, the first five are found with at most 19 questions."""

KnownPreferences = Mapping[tuple[str, str], str]
"""For pairs compared before, in either order, the one that matters more."""


def first_of(
    cards: Sequence[str], how_many: int, known: KnownPreferences
) -> Generator[tuple[str, str], str, tuple[str, ...]]:
    """Yield pairs, receive the one that matters more, and return the first few in order.

    This is a knockout tournament, repeated for each place without those already placed. Only pairs
    that were not compared before are yielded.
    """
    met = {frozenset(pair): winner for pair, winner in known.items()}
    placed: list[str] = []
    while len(placed) < min(how_many, len(cards)):
        winner = yield from _winner([None if c in placed else c for c in cards], met)
        assert winner is not None, "there is one which is not placed yet"
        placed.append(winner)
    return tuple(placed)


def _winner(
    cards: Sequence[str | None], met: dict[frozenset[str], str]
) -> Generator[tuple[str, str], str, str | None]:
    if len(cards) == 1:
        return cards[0]
    half = (len(cards) + 1) // 2
    one = yield from _winner(cards[:half], met)
    other = yield from _winner(cards[half:], met)
    if one is None or other is None:
        return one or other
    pair = frozenset((one, other))
    if pair not in met:
        met[pair] = yield (one, other)
    return met[pair]


# Beyond a "should". ------------------------------------------------------------------------------


class ShouldMet(Event, frozen=True, tag="should_met"):
    """A "should" in an answer: whose voice it is, in the person's own words."""

    prompt: str
    whose: str


class OwnChoice(Event, frozen=True, tag="own_choice"):
    """What the person would choose if nobody were watching, in their own words."""

    prompt: str
    words: str


ExploringNoted = ShouldMet | OwnChoice


class Choosing(msgspec.Struct, frozen=True):
    """What the person would choose, and the day they said it."""

    day: str
    prompt: str
    words: str


def fold_choices(choices: list[Choosing], noted: Any, day: str) -> None:
    """Update `choices` with what was noted, if it is a choice of the person's own."""
    if isinstance(noted, OwnChoice):
        choices.append(Choosing(day, noted.prompt, noted.words))


# The prompts. ------------------------------------------------------------------------------------

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
"""The prompts by theme: life domains, and hard times."""

HEAVY = frozenset({"ninety", "family_pass"})
"""Prompts that look back from the end of a life. They are left out on gentle days."""


def next_prompt(
    prompts: Sequence[str], given: Sequence[str], *, gently: bool = False, theme: str = ""
) -> str:
    """Return the next prompt; none is repeated until all were given. "" if there are none."""
    able = [
        p
        for p in prompts
        if not (gently and p in HEAVY) and (not theme or p in THEMES.get(theme, ()))
    ]
    rounds = min((given.count(p) for p in able), default=0)
    return next((p for p in able if given.count(p) == rounds), "")
