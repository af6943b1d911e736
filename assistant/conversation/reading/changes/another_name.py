"""A name said at once in place of a yes or a no: "no, call it being a calm mum"."""

from __future__ import annotations

from datetime import datetime

from rapidfuzz import fuzz

from assistant.conversation.reading.phrases import Phrases, next_word, phrases_of
from assistant.formatting.core import cores
from assistant.formatting.rephrasing import is_pleasantry, strip_hedges
from assistant.practice.naming import A_NAME, A_TITLE, is_name, short_name
from intents import Choice, Expectation, Meaning, Recurrence, YesNo, load

MARKS = ",.;:!?"
A_FEW = 3
"""So many words after a yes are looked at for a "but"; more words than these may hold a name."""
A_STORY = 12
"""In more words something is told, and no other name is given without a lead to it."""
ALIKE = 60
"""How alike (0 to 100) words after a yes are to the name proposed, where they are another one."""


def with_another_name(
    meaning: Meaning,
    phrases: Phrases,
    language: str,
    proposed: str = "",
    step: bool = False,
    now: datetime | None = None,
) -> Meaning:
    """The meaning of an answer to "I'd call that …; all right?", with the name it holds if any.

    `proposed` is the name that was asked about, `step`: of something to do. A yes with a "but" and
    no name is none: it is asked then what to call it.
    """
    text = strip_hedges(meaning.text, language)
    sure = meaning.kind == "command" and meaning.score == 1
    if sure or phrases.has("not_known", text.lower().rstrip(" .!")):
        return meaning
    if step:
        often = load(language).understand(text, Recurrence(), now=now)
        if often.kind == "answer":  # How often, before it was asked.
            value = {"kind": "often", "words": text, "often": often.value}
            return Meaning(meaning.text, "answer", value=value, score=1.0)
    if name := _other_word(text, proposed, phrases):
        return _named(meaning, name)
    words = text.split()
    if meaning.value is True or (words and phrases.has("bare_yes", words[0].lower().strip(MARKS))):
        rest = " ".join(words[1:])
        if name := _near_one(rest, proposed, language, step=step):
            return _named(meaning, name)
        near = proposed and fuzz.token_set_ratio(rest.lower(), proposed.lower()) >= ALIKE
        if near and rest.lower() != proposed.lower() and 1 < len(words) - 1 <= A_NAME:
            return _named(meaning, rest)
        return _bounded(meaning, rest, phrases, language, step=step)
    if len(words) > A_FEW and (name := _near_one(text, proposed, language, step=step)):
        return _named(meaning, name)
    rest, led = after_leads(text, phrases)
    name = strip_hedges(rest, language)
    if len(name.split()) > A_NAME:
        name = short_name(name, language, step=step)
    if (
        (meaning.kind == "answer" and not led)
        or (not led and len(words) > A_STORY)
        or phrases.has("correction_no_content", name.lower())
        or phrases.has("no_name", name.lower().partition(" ")[0])
        or not name
        or not is_name(name, language)
        or load(language).understand(name, Recurrence()).kind == "answer"
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


def _bounded(
    meaning: Meaning, rest: str, phrases: Phrases, language: str, *, step: bool
) -> Meaning:
    """A yes with a "but": another step after it ("but to talk to them"), else a no to the name."""
    words = rest.split()
    plain = [word.lower().strip(MARKS) for word in words]
    at = next((n for n, word in enumerate(plain[:A_FEW]) if phrases.has("yes_but", word)), None)
    if at is None:
        return meaning
    deed = step and phrases.has("leads_to_deed", " ".join(plain[at + 1 : at + 2]))
    name = short_name(" ".join(words[at + 1 :]), language, step=True) if deed else ""
    if name:
        return _named(meaning, name)
    return Meaning(meaning.text, "answer", value=False, score=1.0)


def _near_one(said: str, proposed: str, language: str, *, step: bool) -> str:
    """The last name in what was said that shares a word with the one proposed; "" for none."""
    most = A_TITLE if step else A_NAME
    own = _content(proposed, language)
    names = cores(said, language, action=step, most=most)
    near = [name for name in names if own & _content(name, language)]
    found = near[-1] if near else ""
    return found if is_name(found, language, most) and found.lower() != proposed.lower() else ""


def _content(name: str, language: str) -> set[str]:
    known = phrases_of(language)
    words = (word.strip(MARKS) for word in name.lower().split())
    return {
        word
        for word in words
        if not known.has("function_words", word) and not known.has("goal_word", word)
    }


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


def without_for(said: str, phrases: Phrases) -> str:
    """A value's name without "no, it's for" before it."""
    rest = said
    while (word := phrases.longest_start("before_another", next_word(rest))) and word:
        rest = rest[len(word) :].lstrip(" ,")
    for name in ("it_is", "more_for"):
        word = phrases.longest_start(name, rest)
        if word and rest != word:
            rest = rest[len(word) :].lstrip()
    return rest
