"""Questions put to Lantern that are the whole utterance: "how do you work", "what should I do".

They are read before anything else, so that none of their words is taken for an answer or a command.
The templates stand in the language's `requests.toml`, under names that begin with "asks_"; what
may stand before and after them in `interpretation.toml`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation, acts_of
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.to_lantern.addressed import addressed
from assistant.formatting.language import optional_table
from assistant.formatting.word_spans import WordSpans
from intents import Command, Dictation, Importance, Meaning, Outcome, Rating, Sound
from intents.patterns import any_of

if TYPE_CHECKING:
    from intents import Language

OF_REMINDING = frozenset({"reminding", "reminding_when"})
"""The questions how Lantern reminds, which wish for no reminder."""
A_LEAD = 3
"""So many words may lead up to one."""
ASKS = "asks_"
"""How the names of the templates begin; the name of the question follows."""
A_FEW = 2
"""With fewer words a question is not looked for at the end of an utterance."""
AT_MOST = 24
"""With more words it is a story, and no question alone."""
KEPT_IN_DICTATION = frozenset({"advice", "unknowable"})
"""The questions that belong to what is dictated too: they are kept, and answered in a line."""
AT_A_MENU = frozenset({"one_more"})
"""The questions that are asked only where it is asked what to do."""
NOT_IN_DICTATION = frozenset({"why_that", "heard", "one_more"})
"""The questions that may as well be told of in a dictation: "why did you do that" said to a son."""


def asked_directly(language: Language, text: str, context: Context) -> Interpretation | None:
    """The question to Lantern that `text` is; `None` where it is none, or more than one."""
    words, expects = text.split(), context.expects
    if context.paused or context.one_part or isinstance(expects, Sound) or context.safety_talk:
        return None
    if not 1 < len(words) <= AT_MOST:
        return None
    if (wish := not_heard(text, language.name)) and not isinstance(expects, Dictation):
        return Interpretation.of(Meaning(text, "command", wish, score=1.0))
    asked = addressed(text, language.name)
    if asked is not None and asked.name in OF_REMINDING and asked.start <= A_LEAD:
        return Interpretation(Meaning(text), (Act("question", 0, len(words), asked.name),))
    name = _asked(language, words)
    if not name or (name in AT_A_MENU and not isinstance(expects, Command)):
        return None
    act = Act("question", 0, len(words), name, words=text)
    if not isinstance(expects, Dictation):
        return Interpretation(Meaning(text), (act,))
    if name in NOT_IN_DICTATION:
        return None
    if name in KEPT_IN_DICTATION:
        meaning = Meaning(text, "answer", value=text, score=1.0)
        return Interpretation(meaning, (*acts_of(meaning), act))
    return Interpretation(Meaning(text), (act,))


def not_heard(text: str, language: str) -> str:
    """The command meant by "you'll have to speak up" or "what was that love"; "" for none."""
    searchable = WordSpans(text).searchable
    return next(
        (name for name, said in _not_heard(language).items() if said.search(searchable)), ""
    )


@cache
def _not_heard(language: str) -> dict[str, re.Pattern[str]]:
    table = optional_table(language, "addressed.toml").get("heard_badly", {})
    return {name: any_of(lines) for name, lines in table.items()}


def with_question_named(language: Language, said: Interpretation) -> Interpretation:
    """The interpretation with the question of which nothing is known named by its last words.

    "She was out so I left a message, does that count" asks what "does that count" asks.
    """
    acts = tuple(
        _named_by_its_end(language, act) if (act.kind, act.name) == ("question", "other") else act
        for act in said.acts
    )
    return replace(said, acts=acts)


def _named_by_its_end(language: Language, act: Act) -> Act:
    words = act.words.split()
    for at in range(1, max(1, len(words) - A_FEW)):
        name = _asked(language, words[at:])
        if name and name not in AT_A_MENU:
            return replace(act, name=name)
    return act


def _asked(language: Language, words: list[str]) -> str:
    """The name of the question that the words are as a whole; "" for none."""
    bare = without_ends(words, phrases_of(language.name))
    for said in dict.fromkeys((" ".join(words), " ".join(bare))):
        for request in language.requests(said):
            if request.name.startswith(ASKS):
                return request.name.removeprefix(ASKS)
    return ""


def asked_in_place_of_a_word(text: str, context: Context, language: str) -> Interpretation | None:
    """The question that stands where a word of a scale was asked for: "did you hear me" is no done.

    A question about the question that is open has its own reader.
    """
    if context.one_part or not isinstance(context.expects, Outcome | Rating | Importance):
        return None
    bare = " ".join(without_ends(text.split(), phrases_of(language)))
    said = addressed(bare, language)
    if said is None or said.kind != "question" or said.group != "of_lantern" or said.start:
        return None
    return Interpretation(
        Meaning(text), (Act("question", 0, len(text.split()), said.name, words=text),)
    )


def without_ends(words: list[str], phrases: Phrases) -> list[str]:
    """Words without what only leads up to a question, and without what ends it."""
    plain = [word.lower().strip(",.;:!?") for word in words]
    start, end = 0, len(words)
    while start < end and (lead := phrases.longest_start("asks_leads", " ".join(plain[start:end]))):
        start += len(lead.split())
    while end > start:
        tails = (size for size in (3, 2, 1) if end - size > start)
        size = next(
            (n for n in tails if phrases.has("asks_tails", " ".join(plain[end - n : end]))), 0
        )
        if not size:
            break
        end -= size
    return words[start:end]
