"""The answer to `describe`: which programs and models the service offers."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from wyoming.info import (
    AsrModel,
    AsrProgram,
    Attribution,
    HandleModel,
    HandleProgram,
    Info,
    TtsProgram,
    TtsVoice,
)

from assistant.dialogues.steps import Say
from assistant.speech.recognizers import Recognizer
from assistant.wording import load

_OURS = Attribution("Lantern", "")
_ENGINES = {
    "vosk": Attribution("Alpha Cephei", "https://alphacephei.com/vosk/"),
    "moonshine": Attribution("Moonshine AI", "https://github.com/moonshine-ai/moonshine"),
    "pocketsphinx": Attribution("Carnegie Mellon University", "https://cmusphinx.github.io/"),
}


def service_info(recognizer: Recognizer, language: str, speaks: bool = False) -> Info:
    """The services, with the recognizer and the model that are really loaded.

    The descriptions are in the language that is served.
    """
    wording = load(language)

    def described(key: str) -> str:
        return wording.line(Say(f"wyoming.{key}")).text

    ours, engine = _version("lantern-voice"), recognizer.name.split("+")[0]
    folder = getattr(recognizer, "folder", None)
    model = AsrModel(
        name=folder.name if folder else f"{engine}-{language}",
        attribution=_OURS if folder and folder.name == "tiny-en" else _ENGINES[engine],
        installed=True,
        description=f"{engine}, {language}",
        version=None,
        languages=[language],
    )
    recognition = AsrProgram(
        name=f"lantern-{engine}",
        attribution=_ENGINES[engine],
        installed=True,
        description=described("recognition"),
        version=_version(engine),
        models=[model],
        supports_transcript_streaming=True,
        # Lantern knows what is asked, and so how long a pause may be.
        requires_external_vad=False,
    )
    conversations = HandleProgram(
        name="lantern",
        attribution=_OURS,
        installed=True,
        description=described("companion"),
        version=ours,
        models=[
            HandleModel(
                name=f"lantern-{language}",
                attribution=_OURS,
                installed=True,
                description=described("conversations"),
                version=ours,
                languages=[language],
            )
        ],
    )
    voice = TtsProgram(
        name="lantern-voice",
        attribution=_OURS,
        installed=True,
        description=described("voice"),
        version=ours,
        voices=[
            TtsVoice(
                name=f"lantern-{language}",
                attribution=_OURS,
                installed=True,
                description=described("voice"),
                version=ours,
                languages=[language],
            )
        ],
        supports_synthesize_streaming=True,
    )
    return Info(asr=[recognition], handle=[conversations], tts=[voice] if speaks else [])


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:  # run from a folder, without having been installed
        return None
