"""Reads what declines a question of a check-in in a sentence: "stop, I go cook now"."""

from __future__ import annotations

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.formatting.gist import is_own_doing
from assistant.formatting.rephrasing import tidy
from intents import Dictation, Freely, Meaning, Outcome, YesNo, load

KIND = "evening.kind"
"""The question what one can be kind to oneself about."""
TO_BE_DONE = ("morning.intention", "evening.tomorrow", "morning.what_would_be_kind")
"""The questions for what is to be done."""
AN_ANSWER = 3
"""So many words after a refusal may answer all the same."""
FIRST = 3
"""Among so many first words a refusal begins."""


def declined(text: str, context: Context, language: str) -> Interpretation | None:
    """The stop, or the wish not to be asked, that a sentence says; `None` for neither."""
    ask = context.ask
    if ask is None or isinstance(ask.expects, Dictation):
        return None
    phrases = phrases_of(language)
    words = load(language).words(text)
    rests = [" ".join(words[at:]) for at in range(len(words))]
    if isinstance(ask.expects, Freely | Outcome | YesNo) and any(
        phrases.longest_start("stops_here", rest) for rest in rests[:2]
    ):
        return _command(text, "stop", language)
    if ask.key == KIND and (
        declines := next((r for r in rests if phrases.longest_start("declines_kindness", r)), "")
    ):
        if told := _told_after(declines, phrases, language):
            return Interpretation.of(
                Meaning(tidy(told, language), "answer", value=tidy(told, language), score=1.0)
            )
        meaning = _command(text, "stop_asking", language).meaning
        slots = {"topic": "kindness", "some_days": True}
        return Interpretation.of(
            Meaning(meaning.text, "command", meaning.intent, score=1.0, slots=slots)
        )
    if ask.key in TO_BE_DONE and any(
        phrases.longest_start("no_more_to_do", rest) for rest in rests[:FIRST]
    ):
        stops = any(phrases.has("plain_stop", word) for word in words[-1:])
        return _command(text, "stop" if stops else "skip", language)
    return None


def _told_after(rest: str, phrases: Phrases, language: str) -> str:
    """What was answered after declining: "I'm not one for that, but I held my tongue"; else ""."""
    after = rest.removeprefix(phrases.longest_start("declines_kindness", rest)).split()
    starts = range(min(len(after), FIRST))
    told = (" ".join(after[at:]) for at in starts if len(after) - at >= AN_ANSWER)
    return next((words for words in told if is_own_doing(words, language)), "")


def _command(text: str, intent: str, language: str) -> Interpretation:
    return Interpretation.of(Meaning(tidy(text, language), "command", intent, score=1.0))
