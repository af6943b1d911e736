"""What the service says of itself when it is asked to describe itself."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from wyoming.info import AsrModel, AsrProgram, Attribution, HandleModel, HandleProgram, Info

from assistant.speech.recognizers import Recognizer

_OURS = Attribution("Lantern", "")
_ENGINES = {
    "vosk": Attribution("Alpha Cephei", "https://alphacephei.com/vosk/"),
    "pocketsphinx": Attribution("Carnegie Mellon University", "https://cmusphinx.github.io/"),
}


def about(recognizer: Recognizer, language: str) -> Info:
    """Both services, with the engine and the model which are really loaded."""
    ours, engine = _version("lantern-voice"), recognizer.name
    folder = getattr(recognizer, "folder", None)
    model = AsrModel(
        name=folder.name if folder else f"{engine}-{language}",
        attribution=_OURS if folder and folder.name == "tiny-en" else _ENGINES[engine],
        installed=True,
        description=f"{engine}, {language}",
        version=None,
        languages=[language],
    )
    hears = AsrProgram(
        name=f"lantern-{engine}",
        attribution=_ENGINES[engine],
        installed=True,
        description="Speech to text on this machine, as it is spoken",
        version=_version(engine),
        models=[model],
        supports_transcript_streaming=True,
    )
    talks = HandleProgram(
        name="lantern",
        attribution=_OURS,
        installed=True,
        description="A private companion for living by one's values",
        version=ours,
        models=[
            HandleModel(
                name=f"lantern-{language}",
                attribution=_OURS,
                installed=True,
                description="Check-ins, reflections, values and goals",
                version=ours,
                languages=[language],
            )
        ],
    )
    return Info(asr=[hears], handle=[talks])


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:  # run from a folder, without having been installed
        return None
