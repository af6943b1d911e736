"""Opens the recognizer that was asked for, or the best there is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from assistant.errors import Trouble
from assistant.speech.language_data import speech_data
from assistant.speech.models.installed import find_model, find_moonshine
from assistant.speech.recognizers.base import Recognizer
from assistant.speech.recognizers.paired import PairedRecognizer

RecognizerName = Literal["vosk", "moonshine", "pocketsphinx"]


def open_recognizer(
    name: RecognizerName | None = None,
    model: str | Path | None = None,
    *,
    configured: str | Path | None = None,
    language: str = "en",
    environ: Mapping[str, str] = os.environ,
) -> Recognizer:
    """Load the recognizer named, else the best there is.

    That is Vosk and Moonshine together where models of both are found, else the one of which a
    model is found and works here, else PocketSphinx. `model` (a folder, or the name of a model in
    one of the known places), `configured` (the same, from the settings) and the environment's
    LANTERN_MODEL are Vosk's unless Moonshine is named, and must work: a missing model there raises
    Trouble. With `model`, Vosk is used alone. Importing and loading take about a second.
    """
    if name == "pocketsphinx":
        return _open_pocketsphinx(language)
    if name == "moonshine":
        return _open_moonshine(model, language)
    found = find_model(model, configured=configured, language=language, environ=environ)
    if found is not None:
        from assistant.speech.recognizers.vosk import VoskRecognizer

        vosk = VoskRecognizer(found, speech_data(language).fillers)
        reader = None if name or model else _moonshine_if_there(language)
        return PairedRecognizer(vosk, reader) if reader else vosk
    if name == "vosk":
        raise Trouble("models.none_for_vosk")
    return _moonshine_if_there(language) or _open_pocketsphinx(language)


def open_whisper(language: str = "en") -> Recognizer:
    """Load Whisper, which is for recordings only. Raises Trouble where it is not installed."""
    from assistant.speech.recognizers.whisper import WhisperRecognizer, find_whisper

    folder = find_whisper(language)
    if folder is None:
        raise Trouble("models.no_whisper")
    return WhisperRecognizer(folder, language)


def _moonshine_if_there(language: str) -> Recognizer | None:
    if find_moonshine(language=language) is None:
        return None
    with suppress(Trouble):
        return _open_moonshine(None, language)
    return None


def _open_moonshine(model: str | Path | None, language: str) -> Recognizer:
    folder = find_moonshine(model, language)
    if folder is None:
        raise Trouble("models.none_for_moonshine")
    from assistant.speech.recognizers.moonshine.recognizer import MoonshineRecognizer

    return MoonshineRecognizer(folder, language)


def _open_pocketsphinx(language: str) -> Recognizer:
    data = speech_data(language)
    if not data.pocketsphinx:
        raise Trouble("models.none_for_language", language=language)
    from assistant.speech.recognizers.pocketsphinx import PocketSphinxRecognizer

    return PocketSphinxRecognizer(data.pocketsphinx, data.fillers)
