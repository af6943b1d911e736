"""What is said beside the question, or in other words than it hopes for, read in its place.

A bare "no" to an open question, a thanks, the name of a value which sounds like a wish; and what
tells of a life, of a loss or of a heavy heart, where a short answer was asked for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from assistant.conversation.dictation import tells_at_once
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.practice.value_detection import detect_values, is_bad_news, is_good_news
from assistant.wording import Wording
from intents import (
    Aspiration,
    Choice,
    Command,
    Expectation,
    Freely,
    Meaning,
    Outcome,
    Several,
    YesNo,
)

if TYPE_CHECKING:
    from intents import Language

Told = Literal["something", "feeling", "sorrow", "gladness"] | None
FELT = frozenset({"sleep"})
"""What a wish may sound like to a machine, where somebody says how they feel."""
GREETED = ("greetings", "how_are_you")
"""Friendly words, which are answered before the question comes again."""
_FOR_ANOTHER = re.compile(
    r"^(?:(?:no|well|actually|sorry|oh),? )*(?:(?:it is|it's|that is|that's|this is) )?"
    r"(?:there )?(?:more )?(?:for |about )?",
    re.I,
)
"""What comes before a value which is named in place of another: "no, it's for"."""
THANKS = "thanks"
"""What is said in politeness: it answers nothing, and asks for nothing."""


def in_its_place(meaning: Meaning, expects: Expectation | None, wording: Wording) -> Meaning:
    """The meaning, given what people mean by such words where this is expected."""
    text = meaning.text
    if meaning.kind == "command" and _hopes(expects) and _names_a_value(text, wording):
        hope = {"kind": "value", "words": text.strip()}
        value = hope if isinstance(expects, Aspiration) else text.strip()
        meaning = Meaning(text, "answer", value=value, score=1.0)
    bare = _FOR_ANOTHER.sub("", _plainly(text))
    instead = meaning.value is False and _plainly(text).endswith(f" for {bare}")
    another = _may_be_another_value(meaning, expects, instead)
    if another and _is_a_value(bare, wording):
        # What it sounds like comes second: "love" is no "stop".
        named = {"kind": "value", "words": bare}
        return Meaning(text, "answer", value=named, score=1.0)
    if isinstance(expects, YesNo) and _plainly(text) in wording.variants["word.sounds_like_no"]:
        # Recognizers which do not know that yes or no was asked hear "know".
        return Meaning(text, "answer", value=False, score=1.0)
    if meaning.kind == "answer" and isinstance(expects, Aspiration | Freely):
        return _with_content(meaning, wording, expects)
    if isinstance(expects, Command) and meaning.score < 1 and (how := _greeting(text, wording)):
        return Meaning(text, "command", how, score=1.0)
    if expects is not None and expects.patience != "reflection":
        return _polite(meaning, expects, wording)
    return meaning


def told_beside(language: Language, meaning: Meaning, expects: Expectation | None) -> Told:
    """What was told beside the question, in place of a short answer, a value or a step."""
    if expects is None or tells_at_once(expects, meaning):
        return None
    tells = language.tells(meaning.text)
    closed = expects.patience == "closed"
    if _hopes(expects) or _is_for_good(expects) or (closed and meaning.intent in FELT):
        # What an `Aspiration` says of a loss its own dialogue hears.
        if tells == "sorrow" and isinstance(expects, Freely) and meaning.kind != "command":
            return "sorrow"
        return "feeling" if tells == "feeling" else None
    if not closed or meaning.kind == "command":
        return None
    if meaning.kind == "answer":
        # "Yes, my mother died" is a yes; nothing else that tells of a loss answers anything.
        return "sorrow" if tells == "sorrow" and not isinstance(meaning.value, bool) else None
    if tells == "feeling":
        return "feeling"
    if isinstance(expects, Outcome) and not tells and is_bad_news(meaning.text):
        tells = "something"
    if tells in ("", "something") and is_good_news(meaning.text):
        return "gladness"
    suggests = meaning.kind == "unsure" and bool(meaning.alternatives[0].phrase)
    if meaning.doubtful and tells == "something":
        return None  # A mumble heard as words is not what was told.
    return tells if tells and (tells == "sorrow" or not suggests) else None


def _names_a_value(text: str, wording: Wording) -> bool:
    """Whether it is the bare name of a value, though it may sound like a wish: "silence"."""
    said = text.strip().casefold().rstrip(".!").removeprefix("my ")
    cards = (name.casefold() for name in wording.cards().values())
    return said in cards or said in wording.variants["word.also_values"]


def _is_a_value(said: str, wording: Wording) -> bool:
    """Whether it is no more than the name of a value: of a card, or one as it is heard in words."""
    return _names_a_value(said, wording) or any(one.words == said for one in detect_values(said))


def _with_content(meaning: Meaning, wording: Wording, expects: Aspiration | Freely) -> Meaning:
    """A bare "no" or "nothing" to an open question is a skip, a bare "yes" no answer yet."""
    said = _plainly(meaning.text)
    if said in wording.variants["word.nothing_to_say"] or _does_not_know(said, wording):
        return Meaning(meaning.text, "command", "skip", score=1.0)
    if expects.what_there_was and said in wording.variants["word.no_answer"]:
        # "I forgot" says what got in the way, but not what mattered today.
        return Meaning(meaning.text, "command", "skip", score=1.0)
    if said in wording.variants["word.bare_yes"] or _is_none(said, expects, wording):
        return Meaning(meaning.text)
    return meaning


def _is_none(said: str, expects: Aspiration | Freely, wording: Wording) -> bool:
    """Whether a name or a deed was asked for, and this can be neither: "sometimes", "seven"."""
    no_name = said in wording.variants["word.no_name"] or said.replace(" ", "").isdigit()
    if expects.action and said in wording.variants["word.no_deed"]:
        return True
    return (expects.names or expects.action) and no_name


def _greeting(said: str, wording: Wording) -> str:
    """What is said in friendliness where a wish is waited for: which reply it has, if any."""
    plain = _plainly(said.replace(",", " "))
    for how in GREETED:
        if plain in wording.variants[f"word.{how}"]:
            return how
    return ""


def not_that_one(said: str, wording: Wording) -> bool:
    """Whether a question to be answered at length is refused before anything was said."""
    return _plainly(said.replace(",", " ")) in wording.variants["word.not_that_one"]


def _polite(meaning: Meaning, expects: Expectation, wording: Wording) -> Meaning:
    """ "Nothing else" refuses what is asked, and ends no more than that; a bare thanks is no
    answer to a question which may be answered either way.
    """
    said = _plainly(meaning.text)
    if _thanks(said, wording) and not isinstance(expects, Several):
        return Meaning(meaning.text, "command", THANKS, score=1.0)
    if meaning.intent == "done" and said in wording.variants["word.nothing_else"]:
        if isinstance(expects, YesNo):
            return Meaning(meaning.text, "answer", value=False, score=1.0)
        if not isinstance(expects, Command):
            return Meaning(meaning.text, "command", "skip", score=1.0)
    return meaning


def _thanks(said: str, wording: Wording) -> bool:
    """ "Thank you", and whatever kind word goes with it."""
    said = said.replace(",", "")
    thanks, kind = wording.variants["word.thanks"], wording.variants["word.kind_words"]
    if said in thanks or (said in kind and said.startswith(("you're ", "you are "))):
        return True
    return any(said.removeprefix(f"{thank} ") in kind for thank in thanks if said.startswith(thank))


def _hopes(expects: Expectation | None) -> bool:
    """Whether a value, a step or an intention is asked for."""
    return isinstance(expects, Aspiration) or (isinstance(expects, Freely) and expects.hope)


def _may_be_another_value(
    meaning: Meaning, expects: Expectation | None, instead: bool = False
) -> bool:
    """Whether another value is welcome here, and it is not surely something else.

    `instead`: it is said what it is for, after a "no".
    """
    welcome = isinstance(expects, YesNo | Choice) and expects.or_else == "value"
    if instead:
        return welcome
    sure = meaning.kind == "answer" or (meaning.kind == "command" and meaning.score == 1)
    return welcome and not sure


def _is_for_good(expects: Expectation) -> bool:
    """Whether something good or small is asked for, which nothing heavy answers."""
    return isinstance(expects, Freely) and expects.good


def _plainly(said: str) -> str:
    """Words without hesitation and without what ends them."""
    return strip_hedges(tidy(said)).lower().rstrip(" .!")


def is_not_known(meaning: Meaning, expects: Expectation | None, wording: Wording) -> bool:
    """Whether a short answer was asked for, and "I don't know" is all that was said."""
    closed = expects is not None and expects.patience == "closed"
    return (
        closed
        and meaning.kind in ("nothing", "unsure")
        and not isinstance(expects, Command)
        and _does_not_know(meaning.text, wording)
    )


def _does_not_know(said: str, wording: Wording) -> bool:
    return _plainly(said) in wording.variants["word.not_known"]
