"""The values card sort: sort the cards into three piles, rank the top ones, say how they are lived.

It may take weeks: what was sorted and ranked is in the journal, and a later session continues it.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import count
from typing import Any, Self
from zlib import crc32

import msgspec

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.choosing import choose
from assistant.dialogues.hearing import heard
from assistant.dialogues.steps import Ask, Dialogue, Note, Say, Step
from assistant.dialogues.value import in_a_word
from assistant.practice.events import ValueKept
from assistant.practice.values import (
    MOST_CARDS,
    SHORT_DECK,
    CardAdded,
    CardPreferred,
    CardSorted,
    CardWeighed,
    CoreNamed,
    Deck,
    Pile,
    ValueLived,
    first_of,
)
from intents import Freely, Importance, YesNo

CORE = 5
"""The number of core values."""
BOTH = "both"
"""The id of the answer that neither of two cards comes before the other."""
OWN_AT_MOST = 5
"""At most this many own cards are asked for in a row; more can be added at any card."""
SKIPS = 3
"""After this many skipped cards in a row, ask whether to leave the rest for today."""
DECKS: tuple[Deck, ...] = ("short", "full")


class CardsBrief(Brief, frozen=True):
    """The names of the cards by id, and how far the latest sorting has come.

    `core`: the core values found before. `finished`: the latest sorting has reached them.
    """

    cards: dict[str, str] = msgspec.field(default_factory=dict)
    sort: str = ""
    deck: Deck = "short"
    piles: dict[str, Pile] = msgspec.field(default_factory=dict)
    weighed: dict[str, bool] = msgspec.field(default_factory=dict)
    preferred: tuple[tuple[str, str], ...] = ()
    own: dict[str, str] = msgspec.field(default_factory=dict)
    core: tuple[ValueBrief, ...] = ()
    finished: bool = False
    values: tuple[ValueBrief, ...] = ()

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state, cards = moment.state, moment.state.cards
        known = {value.id: value for value in values_of(state)}
        return cls(
            **moment.basics,
            cards=dict(moment.cards),
            sort=cards.sort,
            deck=cards.deck,
            piles=dict(cards.piles),
            weighed=dict(cards.weighed),
            preferred=tuple(cards.preferred),
            own=dict(cards.own),
            core=tuple(known[id] for id in cards.core if id in known),
            finished=cards.finished,
            values=tuple(known.values()),
        )


class Table:
    """The cards, and the pile that each lies on."""

    def __init__(self, brief: CardsBrief, deck: Deck, anew: bool) -> None:
        self.sort = str(int(brief.sort or "0") + 1) if anew else brief.sort
        self.deck = deck
        self.names = {**brief.cards, **({} if anew else brief.own)}
        self.own = 0 if anew else len(brief.own)
        self.piles: dict[str, Pile] = {} if anew else dict(brief.piles)
        self.weighed: dict[str, bool] = {} if anew else dict(brief.weighed)
        self.preferred = () if anew else brief.preferred
        in_deck = [c for c in brief.cards if deck == "full" or c in SHORT_DECK]
        # Shuffled, but always the same for one sorting: a replay must give the same conversation.
        self.deal = sorted(in_deck, key=lambda card: crc32(f"{self.sort} {card}".encode()))

    @property
    def left(self) -> list[str]:
        """The cards that lie on no pile yet."""
        return [card for card in self.deal if card not in self.piles]

    def pile(self, pile: Pile) -> list[str]:
        """The cards on a pile, in the order they were put there."""
        return [card for card, where in self.piles.items() if where == pile]


def card_sort(brief: CardsBrief) -> Dialogue:
    """Sort the cards, find the ones that matter most, and ask what living them looks like."""
    table = yield from lay_out(brief)
    if table is None:
        return
    if not (yield from sort(brief, table)):
        yield Say("card_sort.rest_for_today")
        return
    yield from own_cards(brief, table)
    pile = table.pile("very") or table.pile("somewhat")
    if not pile:
        yield Say("card_sort.nothing_chosen")
        return
    finalists = yield from narrow(table, pile)
    core = yield from rank(table, finalists)
    values = yield from name_core(brief, table, core)
    yield from lived(brief, values)
    yield Say("card_sort.goodbye", name=brief.name)


def lay_out(brief: CardsBrief) -> Generator[Step, Any, Table | None]:
    """Return the cards as they were left, or a new deck; None if the person says not now."""
    if brief.sort and not brief.finished:
        going_on = Table(brief, brief.deck, anew=False)
        done = len(going_on.deal) - len(going_on.left)
        go_on = yield Ask(
            "card_sort.shall_we_go_on", YesNo(), done=done or None, of=len(going_on.deal)
        )
        if go_on:
            yield Say("card_sort.going_on", left=len(going_on.left) or None)
            return going_on
        anew = yield Ask("card_sort.begin_anew", YesNo())
        if not anew:
            yield Say("card_sort.they_wait")
            return None
    elif brief.core:
        names = [value.name for value in brief.core]
        anew = yield Ask("card_sort.sort_again", YesNo(), values=names)
        if not anew:
            yield Say("card_sort.as_they_are")
            return None
    else:
        yield Say("card_sort.hello")
        return Table(brief, "short", anew=True)
    which = yield from choose("card_sort.which_deck", {}, fixed=DECKS, named="card_deck")
    yield Say("card_sort.shuffled")
    return Table(brief, "full" if which == "full" else "short", anew=True)


def sort(brief: CardsBrief, table: Table) -> Generator[Step, Any, bool]:
    """Ask for the pile of each card. Return whether to go on after that."""
    skipped = 0
    for place, card in enumerate(left := table.left):
        pile: Any = {}
        # An own card can be added at any card, and may have the name of this one or a later one.
        while isinstance(pile, dict) and card not in table.piles:
            pile = yield Ask(
                "card_sort.how_important",
                Importance(),
                about=card,
                also=("add_card",),
                card=card,
                left=len(left) - place,
            )
            if isinstance(pile, dict):
                which = Ask("card_sort.which_card", Freely(good=True), about=card)
                yield from own_card(brief, table, which)
        if card in table.piles:
            continue
        if pile is None:
            skipped += 1
            yield Say("card_sort.heard.skipped")
        else:
            skipped = 0
            table.piles[card] = pile
            yield Note(CardSorted(card, pile, table.sort, table.deck))
            yield Say(f"card_sort.heard.{pile}")
        if skipped == SKIPS:
            skipped = 0
            enough = yield Ask("card_sort.enough_for_today", YesNo(), about=card)
            if enough is not False:
                return False
    return True


def own_cards(brief: CardsBrief, table: Table) -> Generator[Step, Any, None]:
    """Ask for what matters to the person and was on no card."""
    for turn in range(OWN_AT_MOST):
        key = "card_sort.is_anything_missing" if turn == 0 else "card_sort.anything_else_missing"
        added = yield from own_card(brief, table, Ask(key, Freely(good=True), about=str(turn)))
        if not added:
            return


def own_card(brief: CardsBrief, table: Table, question: Ask) -> Generator[Step, Any, bool]:
    """Add a card of the person's own to the very important ones. Return whether one was named."""
    said = yield question
    if said is None:
        return False
    name = yield from in_a_word(brief, said, question.about)
    if not name:
        return False
    for known, called in table.names.items():
        if called.casefold() == name.casefold():
            # There is a card of this name already: use that one.
            table.piles[known] = "very"
            yield Note(CardSorted(known, "very", table.sort, table.deck))
            yield Say("card_sort.card_added", card=called)
            return True
    card = f"{table.sort}.own.{table.own}"
    table.own += 1
    table.names[card] = name
    table.piles[card] = "very"
    yield Note(CardAdded(card, name, table.sort, table.deck))
    yield Say("card_sort.card_added", card=name)
    return True


def narrow(table: Table, pile: list[str]) -> Generator[Step, Any, list[str]]:
    """Reduce a pile to ten cards: ask about each again, then drop one of three while too many."""
    stay = [card for card in pile if table.weighed.get(card, True)]
    yield Say("card_sort.many" if len(stay) > MOST_CARDS else "card_sort.few", count=len(stay))
    for card in [card for card in stay if card not in table.weighed]:
        if len(stay) <= MOST_CARDS:
            break
        keep = yield Ask(
            "card_sort.does_it_stay", YesNo(named="stays"), about=card, card=table.names[card]
        )
        yield Note(CardWeighed(card, keep is not False))
        yield Say("card_sort.it_rests" if keep is False else "card_sort.it_stays")
        if keep is False:
            stay.remove(card)
    for turn in count():
        if len(stay) <= MOST_CARDS:
            return stay
        three = [stay[(3 * turn + n) % len(stay)] for n in range(3)]
        labels = {card: table.names[card] for card in three}
        names = tuple(labels.values())
        rests = yield from choose("card_sort.which_may_rest", labels, "|".join(three), cards=names)
        resting = rests or three[-1]
        stay.remove(resting)
        yield Note(CardWeighed(resting, False))
        yield Say("card_sort.this_one_rests", card=table.names[resting])
    raise AssertionError("it ends when few are left")


def rank(table: Table, cards: list[str]) -> Generator[Step, Any, tuple[str, ...]]:
    """Find the five that matter most by comparing pairs, in at most nineteen questions."""
    known = {pair: pair[0] for pair in table.preferred}
    pairs = first_of(cards, CORE, known)
    try:
        one, other = next(pairs)
        yield Say("card_sort.now_pairs")
        while True:
            first, second = table.names[one], table.names[other]
            if first.casefold() == second.casefold():
                # An older journal may hold two cards of one name: they are not compared.
                one, other = pairs.send(one)
                continue
            chosen = yield from choose(
                "card_sort.which_matters_more",
                {one: first, other: second},
                f"{one}|{other}",
                fixed=(BOTH,),
                named="pair",
                first=first,
                second=second,
            )
            winner = one if chosen in (None, BOTH) else chosen
            if chosen in (None, BOTH):
                yield Say("card_sort.both_matter")
            else:
                yield Note(CardPreferred(winner, one if winner == other else other))
                yield Say("card_sort.heard_pair", card=table.names[winner])
            one, other = pairs.send(winner)
    except StopIteration as ranked:
        found: tuple[str, ...] = ranked.value
        return found


def name_core(
    brief: CardsBrief, table: Table, core: tuple[str, ...]
) -> Generator[Step, Any, tuple[ValueBrief, ...]]:
    """Keep the core values; one that the person has already stays as it is."""
    known = {value.name.casefold(): value for value in brief.values}
    values = []
    for card in core:
        name = table.names[card]
        value = known.get(name.casefold())
        if value is None:
            value = ValueBrief(f"{brief.session}.core.{card}", name)
            known[name.casefold()] = value
            yield Note(ValueKept(value.id, value.name))
        if value not in values:
            values.append(value)
    yield Note(CoreNamed(tuple(value.id for value in values), brief.day))
    names = [value.name for value in values]
    yield Say("card_sort.your_values" if len(names) > 1 else "card_sort.your_value", values=names)
    return tuple(values)


def lived(brief: CardsBrief, values: tuple[ValueBrief, ...]) -> Generator[Step, Any, None]:
    """Ask what each core value looks like when the person lives it."""
    for value in values:
        words = yield Ask(
            "card_sort.when_you_live_it", Freely(good=True), about=value.id, value=value.name
        )
        if words:
            yield Note(ValueLived(value.id, words))
            yield heard("card_sort.lived", words, brief.language, value=value.name)
        else:
            yield Say("card_sort.lived_skipped")
