"""What a good listener would say back of an utterance, in a few words of the person's own.

The language has learned which words those are (`Language.gist`). They are taken as they stand,
with what lies between them and with the beginning of their clause, so that no "not" is lost, and
turned into a sentence to the person: "I think mum fell this afternoon, I found her on the floor" is
"Your mum fell this afternoon". Questions, corrections, complaints, irony and what is harsh about
the person are not said back, and nothing that may mean danger: somebody else may hear it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.formatting.cut_out import (
    belongs_before,
    holds_address,
    says_the_same,
    without_address,
)
from assistant.formatting.gist import clause_beginnings, echo, is_own_doing, says_whom
from assistant.formatting.reflecting import (
    MOST_WORDS,
    as_reflection,
    begins_anew,
    begins_with,
    has_subject,
    is_harsh,
    is_of_the_person,
    is_one_sentence,
    leads_into,
    may_end_before,
    names_something,
    weightiest,
)
from assistant.practice.moods import HEAVIEST, LIGHT, may_be_joy_or_sorrow, mood_of
from assistant.practice.seeming import is_moved
from assistant.practice.tellings import telling_in
from intents import load

NOT_SAID_BACK = frozenset({"ironic", "despair", "shame", "none"})
"""The moods in which nothing is said back."""
PUT_TO_LANTERN = frozenset(
    {"question", "correction", "complaint", "command", "refusal", "preference"}
)
"""The parts of an utterance that tell nothing of a life."""
SURELY = 0.7
"""How probable such a part must be."""
SURE = 0.5
"""How probable it must be that something is said back."""
SURE_SPAN = 0.3
"""How probable just these words must be, in a longer utterance."""
SHORT = 8
"""Nothing longer is surely a good sentence."""
A_FEW_AT_MOST = 4
"""So few words need be no sentence."""
SOON = 4
"""What happened is told so soon, or at the end."""
A_LEAD = 2
"""So many words that only lead up to it may stand before what is said back."""
A_FEW = 5
"""So many words are short enough to be said back whole."""
A_SHORT_ANSWER = 8
"""So many words are said back by rule where no gist was learned of them."""
A_LITTLE_MORE = 4
"""Nearly all was said where so few words were left out."""
A_REST = 2
"""So many words left of a clause are said with it."""


@lru_cache(maxsize=256)  # A replayed conversation asks for the same words again.
def said_back(said: str, language: str = "en", *, deed: bool = False) -> str:
    """A sentence to the person, without its full stop; "" where nothing is said back.

    `deed`: something one does was asked for.
    """
    words = [bare for word in said.lower().split() if (bare := word.strip(' .,;:!?…"'))]
    words = without_address(" ".join(words), language).split()
    text = " ".join(words)
    if mood_of(text, language).mood in NOT_SAID_BACK or _may_mean_danger(text, language):
        return ""
    if event := _event(words, language):
        size = len(event.split())
        return event if size <= SHORT or len(words) - size <= A_LEAD else ""
    back = _learned(words, language, deed) or _whole(words, language, deed)
    return back if back and _is_surely_fit(back, words, language, deed) else ""


def _is_surely_fit(back: str, words: Sequence[str], language: str, deed: bool) -> bool:
    """Whether it is surely what a listener would say back, and not a scrap of a longer telling.

    Of a short answer nearly all is said. Of more only the sentence it begins with, which tells by
    itself what gladdens or hurts: what the person did that was good, or what befell somebody.
    """
    size, text, felt = len(back.split()), " ".join(words), load(language).felt
    if size > SHORT:
        return False
    if len(words) <= A_SHORT_ANSWER and len(words) - size <= A_LEAD:
        if deed or (size <= A_FEW_AT_MOST and is_of_the_person(back, language)):
            return True  # "Getting bored".
        named = names_something(back, language) or is_own_doing(text, language)
        named = named or felt(text).told >= SURE
        return named and is_one_sentence(text, language)
    if not is_one_sentence(back, language) or not begins_with(text, back, language):
        return False
    good = felt(back.lower()).mood == "good"
    return is_moved(back.lower(), text, language) and (not good or is_of_the_person(back, language))


def _is_of_its_mood(part: str, words: Sequence[str], language: str) -> bool:
    """Whether a part of a longer telling has its mood: not the milk of "I'm tired, I spilled it".

    Where nothing certain is felt, any part has.
    """
    feeling = mood_of(" ".join(words), language)
    if may_be_joy_or_sorrow(part, language) and not feeling.heavy:
        return False
    if len(words) <= A_SHORT_ANSWER or not feeling.certain:
        return True
    return mood_of(part, language).mood == feeling.mood or load(language).mood(part)[1] >= HEAVIEST


def _leaves_out_the_point(part: str, text: str, language: str) -> bool:
    """Whether what weighs in a telling is not in this part: "I sat in the car" of "and I cried"."""
    told = telling_in(text, language, met=True)
    if told is None or told.general or told.mood in LIGHT:
        return False
    held = telling_in(part, language, met=True)
    return held is None or held.kind != told.kind


def _may_mean_danger(text: str, language: str) -> bool:
    """Whether it may mean danger. The module is imported late: numpy takes long to load."""
    from assistant.safety.noticing import notice

    return notice(text, language) is not None


def _event(words: Sequence[str], language: str) -> str:
    """What weighs most in it, where the words surely tell it."""
    text = " ".join(words)
    start, found = weightiest(text, language, own=is_own_doing(text, language))
    if not found or _is_put_to_lantern(text, start, found, language):
        return ""
    begins = clause_beginnings(text, language)
    stop = min((begin for begin in begins if begin >= found), default=len(words))
    for end in (stop, *range(min(stop, start + MOST_WORDS), found - 1, -1)):
        whole = end == stop or may_end_before(words[end], language)
        whole = whole and says_the_same(words, start, end, language)
        whole = whole and (
            end >= len(words) or (start <= SOON and begins_anew(words[end], language))
        )
        part = " ".join(words[start:end])
        if (
            whole
            and not _leaves_out_the_point(part, text, language)
            and not holds_address(part, language)
            and not is_harsh(part, language)
            and (back := as_reflection(part, language))
        ):
            return back
    return ""


def _whole(words: Sequence[str], language: str, deed: bool) -> str:
    """A short answer, nearly all of it; or the deed that a longer one begins with."""
    text = " ".join(words)
    part = echo(text, language, habit=deed)
    begins = text.startswith(part.lower()) and is_own_doing(part, language)
    if len(words) > A_SHORT_ANSWER and not begins:
        return ""
    if (
        not part
        or is_harsh(text, language)
        or holds_address(part, language)
        or _leaves_out_the_point(part, text, language)
        or _is_put_to_lantern(text, 0, len(words), language)
    ):
        return ""
    size = len(part.split())
    if begins and size < len(words) and not says_the_same(words, 0, size, language):
        return ""
    return as_reflection(part, language, deed=deed)


def _learned(words: Sequence[str], language: str, deed: bool) -> str:
    """The words that a listener would say back, by what the language has learned."""
    text = " ".join(words)
    found = load(language).gist(text)
    if (
        not found.end
        or found.chance < SURE
        or found.sure < (SURE_SPAN if len(words) > A_FEW else 0)
    ):
        return ""
    clause = _span(words, found.start, found.end, language)
    spans = [(found.start, found.end), clause]
    if clause[0] == found.start and 0 < clause[1] - found.end <= A_LITTLE_MORE:
        spans.reverse()  # "I paid the gas | bill".
    if len(words) <= A_FEW and found.start > 1:
        spans.insert(0, (0, len(words)))  # "The soup | I made".
    if found.end < len(words) and belongs_before(words[found.end], language):
        spans.insert(0, (found.start, _clause_end(words, found.end, language)))
    for start, end in spans:
        if back := _of_span(words, start, end, language, deed):
            return back
    return ""


def _of_span(words: Sequence[str], start: int, end: int, language: str, deed: bool) -> str:
    """What is said back of some of the words; "" where they are no sentence for themselves."""
    part = " ".join(words[start:end])
    if not part or is_harsh(part, language) or holds_address(part, language):
        return ""
    if not says_the_same(words, start, end, language):
        return ""
    text = " ".join(words)
    if not _is_of_its_mood(part, words, language) or _leaves_out_the_point(part, text, language):
        return ""
    if not _ends_there(words, end, language):
        return ""
    if _is_put_to_lantern(text, start, end, language):
        return ""
    if start and leads_into(words[start - 1], language):
        return ""  # "I always say I'll go" says something else than "I'll go", as does "if I go".
    alone = has_subject(part, language) or start in clause_beginnings(" ".join(words), language)
    if not alone or (
        len(words) - (end - start) > A_LITTLE_MORE and not has_subject(part, language)
    ):
        return ""  # A few words out of a longer telling that are no sentence say little.
    return as_reflection(part, language, deed=deed)


def _ends_there(words: Sequence[str], end: int, language: str) -> bool:
    """Whether nothing of the same sentence is cut off: "I did a mushroom" of "a mushroom pie"."""
    begins = clause_beginnings(" ".join(words), language)
    return end >= len(words) or end in begins or may_end_before(words[end], language)


def _clause_end(words: Sequence[str], end: int, language: str) -> int:
    """Where the clause ends in which the word before `end` stands."""
    begins = clause_beginnings(" ".join(words), language)
    return min((begin for begin in begins if begin >= end), default=len(words))


def _span(words: Sequence[str], start: int, end: int, language: str) -> tuple[int, int]:
    """The words of one clause around those from `start` to `end`; (0, 0) for none."""
    begins = clause_beginnings(" ".join(words), language)
    start = max((begin for begin in begins if begin <= start), default=0)
    stop = min((begin for begin in begins if begin >= end), default=len(words))
    if cut := _run_on(words, start, end, begins, language):
        return start, cut
    if stop - end <= A_REST and stop - start <= MOST_WORDS:
        end = stop
    elif end < stop and not may_end_before(words[end], language):
        return 0, 0
    return (start, end) if end - start <= MOST_WORDS + A_LEAD else (0, 0)


def _run_on(
    words: Sequence[str], start: int, end: int, begins: Sequence[int], language: str
) -> int:
    """Where another sentence was run on: "I told her | she wasn't even angry"; 0 where none was."""
    for begin in begins:
        first = " ".join(words[start:begin])
        if start + 1 < begin < end and says_whom(words[begin], language):
            return begin if has_subject(first, language) else 0
    return 0


def _is_put_to_lantern(text: str, start: int, end: int, language: str) -> bool:
    """Whether the words are said to Lantern: a question, a correction, a command."""
    return any(
        part.start < end and start < part.end and part.chance >= SURELY
        for part in load(language).spans(text, None)
        if part.kind in PUT_TO_LANTERN
        and (part.kind != "command" or len(text.split()) > A_SHORT_ANSWER)  # "Ring her" is a step.
    )
