"""Noticing concern in a text, from the rules and the learned model together.

The rules know what is denied, long ago, or said of someone else. What only one of the two notices
is uncertain: certain is what both are sure of. Where the model is sure that it is a figure of
speech, nothing is noticed.

In a language without safety data (see `rules.available`) nothing is ever noticed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.safety import learned, rules
from assistant.safety.concern import Concern, strongest
from assistant.safety.learned import Guess


def notice(text: str, language: str = "en", weight: int = 0) -> Concern | None:
    """The most pressing concern in a text; `None` where there is none.

    `weight`: how many signs of danger there were before (see `assistant.safety.course`).
    """
    return judge(text, language, weight)[0]


def notice_in_talk(text: str, language: str = "en") -> Concern | None:
    """The same in a talk about safety, where what made it begin weighs."""
    return notice(text, language, weight=1) if text.strip() else None


def judge(text: str, language: str = "en", weight: int = 0) -> tuple[Concern | None, Guess]:
    """The concern in a text, and what the learned model makes of it."""
    if not rules.available(language):
        return None, Guess()
    known, model = rules.load(language), learned.load(language)
    reasons = tuple(known.explain(text))
    concern = strongest(reason.concern for reason in reasons)
    if model is None:
        return concern, Guess()
    guess = model.guess(text)
    if concern is None:
        return _noticed_alone(text, known, guess, weight), guess
    told = [reason for reason in reasons if reason.concern == concern]
    telling = any(reason.telling for reason in told)
    chance = guess.chance
    if len(known.sentences(text)) > 1:
        # Amid much that is harmless, one sentence is enough.
        alone_in = dict.fromkeys(reason.sentence for reason in told)
        chance = max(chance, *(model.guess_of((sentence,)).chance for sentence in alone_in))
    doubted = learned.DOUBTED_TELLING if telling else learned.DOUBTED
    if concern.kind == "abuse" and known.was_so(text):
        doubted = learned.DOUBTED_PAST
    if chance < doubted:
        return None, guess
    sure = _after(weight, learned.SURE_TELLING if telling else learned.SURE)
    return concern if chance >= sure else replace(concern, certainty="uncertain"), guess


def _noticed_alone(text: str, known: rules.Rules, guess: Guess, weight: int) -> Concern | None:
    """What the model notices in a text which no pattern fits."""
    needed = learned.NOTICED
    if known.dismissed(text) or known.someone_near(text):
        needed = learned.NOTICED_DENIED
    kind = None if guess.concern is None else guess.concern.kind
    if kind == "abuse" and known.was_so(text):
        needed = learned.NOTICED_DENIED
    of_others = (kind == "coded" and not known.of_oneself(text)) or (
        kind == "abuse" and not known.done_to_oneself(text)
    )
    if of_others or known.supposes(text):
        needed = max(needed, learned.NOTICED_OF_OTHERS)
    alone = guess.chance >= _after(weight, needed) and len(text.split()) >= learned.LEAST
    if not alone or says_no(text, known):
        return None
    return guess.concern


def says_no(text: str, known: rules.Rules) -> bool:
    """Whether the speaker says in a text that there is no danger."""
    answers = set(known.answers(text))
    return "still" not in answers and not {"safe", "denies"}.isdisjoint(answers)


def judge_after(before: Sequence[str], text: str, language: str = "en") -> Guess:
    """What the learned model makes of a text after what was said before it.

    Of nothing where it says that there is no danger, and where the rules know it to be said of
    long ago, of another, or of an "if".
    """
    model = learned.load(language)
    if model is None or not before:
        return Guess()
    known = rules.load(language)
    if known.dismissed(text) or says_no(text, known):
        return Guess()
    guess = model.guess_after(before, text)
    of_abuse = guess.concern is not None and guess.concern.kind == "abuse"
    return Guess() if of_abuse and known.was_so(text) else guess


def _after(weight: int, needed: float) -> float:
    """The chance from which the model is believed, where so many signs came before.

    Each doubles the odds that words mean danger.
    """
    odds = needed / (1 - needed) / 2.0**weight
    return odds / (1 + odds)


def calls_for_help(readings: Iterable[str], language: str = "en") -> bool:
    """Whether any reading asks for help now: "help me stay safe", "who can I call"."""
    if not rules.available(language):
        return False
    known = rules.load(language)
    return any(known.calls_for_help(reading) for reading in readings)


def is_way_out(text: str, language: str = "en") -> bool:
    """Whether the words ask to speak of something else at once, since somebody comes."""
    return rules.available(language) and rules.load(language).is_way_out(text)


def notice_near(readings: Iterable[str], language: str = "en") -> bool:
    """Whether any reading says that somebody near the speaker is in danger of their life.

    That is no `Concern`: it is not about the speaker.
    """
    if not rules.available(language):
        return False
    known = rules.load(language)
    return any(known.someone_near(reading) for reading in readings)


def notice_any(readings: Iterable[str], language: str = "en") -> Concern | None:
    """The most pressing concern in any reading of the same sound."""
    return strongest(notice(reading, language) for reading in readings)


def notice_maybe(readings: Iterable[str], language: str = "en") -> Concern | None:
    """The same of what a sound may have been, where its words were doubtful: never certain."""
    found = notice_any(readings, language)
    return None if found is None else replace(found, certainty="uncertain")
