"""The recognizer, and whether it can hear what is said here."""

from __future__ import annotations

from collections.abc import Callable

from assistant.doctor.finding import Finding
from assistant.errors import Trouble
from assistant.speech.recognizers import Recognizer, missing_words
from intents import Language

_A_FEW = 5


def examine_recognizer(
    open_it: Callable[[], Recognizer], language: Language
) -> tuple[Finding, Recognizer | None]:
    """Load it, and look for the words of our phrases in its vocabulary."""
    try:
        recognizer = open_it()
    except Trouble as trouble:
        remedy = "Fetch the usual model with: lantern models fetch"
        return Finding("recognizer", "broken", str(trouble), remedy), None
    phrases = (*(language.phrases(None) or ()), *language.dictation_phrases())
    missing = missing_words(recognizer, phrases)
    model = getattr(recognizer, "folder", None)
    figures = {
        "recognizer": recognizer.name,
        "model": str(model) if model else None,
        "closed_grammar": recognizer.closed,
        "phrases": len(phrases),
        "missing_words": list(missing),
    }
    if recognizer.name == "pocketsphinx":
        return Finding(
            "recognizer",
            "weak",
            "I understand short answers only: there is no speech model but the one built in.",
            "Fetch a better one, once, with: lantern models fetch",
            figures,
        ), recognizer
    if missing:
        more = f" and {len(missing) - _A_FEW} more" if len(missing) > _A_FEW else ""
        return Finding(
            "recognizer",
            "weak",
            f"The model does not know these words of our phrases: "
            f"{', '.join(missing[:_A_FEW])}{more}.",
            "Say it in other words, or fetch the usual model with: lantern models fetch",
            figures,
        ), recognizer
    if not recognizer.closed:
        return Finding(
            "recognizer",
            "weak",
            "The model cannot listen for given answers, so short ones are understood less well.",
            "Fetch one which can, with: lantern models fetch",
            figures,
        ), recognizer
    return Finding(
        "recognizer", "well", "The recognizer knows every word of our phrases.", "", figures
    ), recognizer
