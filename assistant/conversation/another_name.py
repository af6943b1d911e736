"""A name said at once in place of a yes or a no: "no, call it being a calm mum"."""

from __future__ import annotations

from assistant.conversation.phrases import Phrases
from assistant.formatting.rephrasing import is_pleasantry, is_sentence, strip_hedges
from assistant.practice.naming import A_NAME, short_name
from intents import Meaning


def with_another_name(meaning: Meaning, phrases: Phrases, language: str) -> Meaning:
    """The meaning of an answer to "I'd call that …; all right?", with the name it holds if any."""
    text = strip_hedges(meaning.text, language)
    sure = meaning.kind == "command" and meaning.score == 1
    if sure or meaning.value is True or phrases.has("not_known", text.lower().rstrip(" .!")):
        return meaning
    words = text.split()
    at = 0
    while at < len(words):
        lead = phrases.longest_start("correction_leads", " ".join(words[at:]).lower())
        if not lead:
            break
        at += len(lead.split())
    name = strip_hedges(" ".join(words[at:]), language)
    if len(name.split()) > A_NAME:
        name = short_name(name, language)
    if (
        (meaning.kind == "answer" and not at)
        or phrases.has("correction_no_content", name.lower())
        or phrases.has("no_name", name.lower().partition(" ")[0])
        or not name
        or is_sentence(name, language)
        or is_pleasantry(text, language)
    ):
        return meaning
    return Meaning(meaning.text, "answer", value={"kind": "name", "words": name}, score=1.0)
