"""A name said at once in place of a yes or a no: "no, call it being a calm mum"."""

from __future__ import annotations

from rapidfuzz import fuzz

from assistant.conversation.phrases import Phrases
from assistant.formatting.rephrasing import is_pleasantry, is_sentence, strip_hedges
from assistant.practice.naming import A_NAME, is_name, short_name
from intents import Choice, Expectation, Meaning, Recurrence, YesNo, load

MARKS = ",.;:!?"
ALIKE = 60
"""How alike (0 to 100) words after a yes are to the name proposed, where they are another one."""


def with_another_name(
    meaning: Meaning, phrases: Phrases, language: str, proposed: str = ""
) -> Meaning:
    """The meaning of an answer to "I'd call that …; all right?", with the name it holds if any.

    `proposed` is the name that was asked about.
    """
    text = strip_hedges(meaning.text, language)
    sure = meaning.kind == "command" and meaning.score == 1
    if sure or phrases.has("not_known", text.lower().rstrip(" .!")):
        return meaning
    if name := _other_word(text, proposed, phrases):
        return _named(meaning, name)
    words = text.split()
    if meaning.value is True:
        rest = " ".join(words[1:])
        near = proposed and fuzz.token_set_ratio(rest.lower(), proposed.lower()) >= ALIKE
        if near and rest.lower() != proposed.lower() and 1 < len(words) - 1 <= A_NAME:
            return _named(meaning, rest)
        return meaning
    rest, led = after_leads(text, phrases)
    name = strip_hedges(rest, language)
    if len(name.split()) > A_NAME:
        name = short_name(name, language)
    if (
        (meaning.kind == "answer" and not led)
        or phrases.has("correction_no_content", name.lower())
        or phrases.has("no_name", name.lower().partition(" ")[0])
        or not name
        or not is_name(name, language)
        or load(language).understand(name, Recurrence()).kind == "answer"
        or is_sentence(name, language)
        or is_pleasantry(text, language)
    ):
        return meaning
    return _named(meaning, name)


def another_value_welcome(meaning: Meaning, expects: Expectation | None, instead: bool) -> bool:
    """Whether another value is welcome here, and the words are not surely something else.

    `instead`: it was said what it is for, after a "no".
    """
    welcome = isinstance(expects, YesNo | Choice) and expects.or_else == "value"
    sure = meaning.kind == "answer" or (meaning.kind == "command" and meaning.score == 1)
    return welcome and (instead or not sure)


def after_leads(text: str, phrases: Phrases) -> tuple[str, bool]:
    """The words after what leads to them, and whether anything did.

    After "call it" the name begins: "call it write a letter" is called "write a letter".
    """
    words, at = text.split(), 0
    while at < len(words):
        rest = " ".join(words[at:]).lower()
        lead = phrases.longest_start("correction_leads", rest)
        if not lead:
            break
        at += len(lead.split())
        if phrases.has("naming_leads", lead):
            only = phrases.longest_start("naming_only", " ".join(words[at:]).lower())
            at += len(only.split())
            break
    return " ".join(words[at:]), at > 0


def _other_word(text: str, proposed: str, phrases: Phrases) -> str:
    """The name with another word in it: "write Marta a letter", after "say Marta, not her"."""
    words, names = text.split(), proposed.split()
    plain = [word.lower().strip(MARKS) for word in words]
    for at in range(len(words) - 2, 0, -1):
        if not phrases.has("correction_not", plain[at]) or at + 2 < len(words):
            continue
        wrong = plain[at + 1]
        places = [n for n, word in enumerate(names) if word.lower() == wrong]
        if places and plain[at - 1] != wrong:
            right = words[at - 1].strip(MARKS)
            return " ".join(right if n in places else word for n, word in enumerate(names))
    return ""


def _named(meaning: Meaning, name: str) -> Meaning:
    return Meaning(meaning.text, "answer", value={"kind": "name", "words": name}, score=1.0)
