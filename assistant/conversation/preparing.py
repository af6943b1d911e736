"""Reads the tables of a language before the first utterance would wait for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.reading.phrases import phrases_of
from assistant.formatting.gist import gist
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.practice.moods import mood_of
from assistant.practice.value_detection import detect_values, is_good_news
from assistant.safety.noticing import notice, notice_near
from intents import Freely

if TYPE_CHECKING:
    from intents import Language


def prepare(language: Language) -> Language:
    """Read the tables that the first utterance would wait for; gives the language.

    They are those of its words, its values and of safety, the learned parts, the requests and the
    moods, together about a second.
    """
    name = language.name
    language.spans(name, Freely())
    language.requests(name)
    mood_of(name, name)
    gist(name, name)
    phrases_of(name)
    said = strip_hedges(tidy("", name), name)
    detect_values(said, name)
    is_good_news(said, name)
    notice_near((said,), name)
    notice(said, name)
    return language
