"""The card sort with anything answered: it ends, asks few pairs, and names what was chosen."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.dialogues.card_sort import CORE, CardsBrief, card_sort
from assistant.dialogues.steps import Ask, Note
from assistant.practice.values import Cards, CoreNamed, fold_cards
from intents import Choice, Importance, YesNo
from tests.conversation.world import WORDS

MONDAY = "2026-11-23T07:30:00+01:00"


def brief(cards: Cards, session: str) -> CardsBrief:
    return CardsBrief(
        session,
        MONDAY,
        cards=WORDS.cards(),
        sort=cards.sort,
        deck=cards.deck,
        piles=dict(cards.piles),
        weighed=dict(cards.weighed),
        preferred=tuple(cards.preferred),
        own=dict(cards.own),
        finished=cards.finished,
    )


def answer(ask: Ask, pick: int) -> Any:
    """One of the answers there may be; a skip now and then."""
    match ask.expects:
        case Importance():
            return ("very", "very", "somewhat", "not", None, {"intent": "add_card"})[pick % 6]
        case YesNo():
            return (True, False, None)[pick % 3]
        case Choice(options):
            return (*options, None)[pick % (len(options) + 1)]
    return ("a word", "some longer words of my own", None)[pick % 3]


def sit_down(known: CardsBrief, picks: list[int], cards: Cards) -> Counter[str]:
    """One sitting, noted as the journal would; how often each question came. It may break off."""
    asked: Counter[str] = Counter()
    dialogue = card_sort(known)
    sent: Any = None
    while True:
        try:
            step = dialogue.send(sent)
        except StopIteration:
            return asked
        sent = None
        if isinstance(step, Note):
            assert asked, "nothing is noted before there is an answer to note it with"
            fold_cards(cards, step.noted)
        elif isinstance(step, Ask):
            if not picks:
                return asked
            asked[step.key] += 1
            sent = answer(step, picks.pop())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.integers(0, 11), min_size=20, max_size=200), min_size=1, max_size=4))
def test_card_sort_sittings_of_any_length_lose_nothing(sittings: list[list[int]]) -> None:
    cards = Cards()
    for number, picks in enumerate(sittings):
        before = dict(cards.piles), cards.sort
        asked = sit_down(brief(cards, f"s{number}"), list(picks), cards)
        assert asked["card_sort.which_matters_more"] <= 20
        if cards.sort == before[1]:
            assert before[0].items() <= cards.piles.items(), "what was sorted stays sorted"
        if cards.finished:
            assert 1 <= len(cards.core) <= CORE


def test_card_sort_all_cards_very_important_gives_five() -> None:
    cards = Cards(sort="1", deck="full", piles={"family": "very"})
    known = brief(cards, "s")
    core: list[CoreNamed] = []
    dialogue = card_sort(known)
    sent: Any = None
    pairs = 0
    while not core:
        step = dialogue.send(sent)
        sent = None
        match step:
            case Note(noted=CoreNamed() as named):
                core.append(named)
            case Ask(expects=Importance()):
                sent = "very"
            case Ask(expects=YesNo()):
                sent = True
            case Ask(expects=Choice(options), key=key):
                pairs += key == "card_sort.which_matters_more"
                sent = options[0]
    assert len(core[0].values) == CORE
    assert pairs <= 20
