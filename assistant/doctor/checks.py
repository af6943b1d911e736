"""The checks of `lantern doctor`: each takes what it examines and returns a result."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np

from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.practice.breakdowns import count_breakdowns
from assistant.safety import helplines
from assistant.speech.audio.base import RATE, Samples
from assistant.speech.echo import CANCELLED, Echo
from assistant.speech.recognizers.base import Recognizer, missing_words
from assistant.speech.voice_activity import VoiceActivityDetector
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.store.read_model import entries_of
from assistant.wording import Wording
from intents import Language

SLOW = 0.5
"""Seconds for a sentence from which on the delay before an answer is felt."""
INAUDIBLE = 500
"""The peak of 16-bit samples below which speech is not audible."""
DEAD = -95.0
"""Decibels of full scale below which no room is: the microphone is switched off."""
FAINT = -45.0
"""Decibels below which a voice is mostly the microphone's own noise."""
CLIPPED = 0.001
"""The share of a voice's samples at full scale from which on it is distorted."""
CLEAR = 12.0
"""Decibels that a voice should be above the room."""
LOUD_ROOM = -35.0
"""Decibels of the room from which on a voice may not be detected."""
SPOKEN = 0.3
"""Seconds of voice below which nobody spoke."""
MANY = 4.0
"""Breakdowns a conversation from which on something is wrong with hearing or understanding."""
LITTLE_ROOM = 100_000_000
"""Bytes. A year of conversations takes a few millions, its recordings some more."""
_A_FEW = 5

Status = Literal["well", "weak", "broken"]
"""well; weak: it works and could be better; broken: a conversation would not work."""


class CheckResult(msgspec.Struct, frozen=True):
    """The result of one check.

    `key` names the wording of what was found and what to do, `doctor.<check>.<key>.found` and
    `.remedy`, with the parameters `words`; `trouble` is told in place of what was found. `figures`
    are for programs.
    """

    check: str
    status: Status
    key: str
    words: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    trouble: Trouble | None = None

    def found(self, wording: Wording) -> str:
        """What was found, in a sentence."""
        return wording.error(self.trouble) if self.trouble else self._text("found", wording)

    def remedy(self, wording: Wording) -> str:
        """What to do, in a sentence; "" where there is nothing to do."""
        return self._text("remedy", wording)

    def as_json(self, wording: Wording) -> dict[str, Any]:
        """Plain data for programs."""
        return {
            "name": self.check,
            "how": self.status,
            "found": self.found(wording),
            "remedy": self.remedy(wording),
            "figures": self.figures,
        }

    def _text(self, part: str, wording: Wording) -> str:
        key = f"doctor.{self.check}.{self.key}.{part}"
        if key not in wording.variants:
            return ""
        words: dict[str, Any] = {
            name: wording.error(word) if isinstance(word, Trouble) else word
            for name, word in self.words.items()
        }
        return wording.line(Say(key, **words)).text


def check_voice(synthesizer: Synthesizer, wording: Wording, language: str = "en") -> CheckResult:
    """Synthesize a sentence, with a synthesizer that is running already."""
    try:
        synthesizer.synthesize(wording.line(Say("doctor.say.warm_up")).text)
        began = time.monotonic()
        sound = synthesizer.synthesize(wording.line(Say("doctor.say.how_i_sound")).text)
        took = time.monotonic() - began
    except Trouble as trouble:
        return _broken_voice(synthesizer, trouble, language)
    figures: dict[str, Any] = {
        "voices": list(synthesizer.choices(language)),
        "seconds_to_make": round(took, 3),
        "seconds_long": round(sound.seconds, 2),
    }
    if np.abs(sound.samples.astype(np.int32)).max(initial=0) < INAUDIBLE:
        return CheckResult("voice", "broken", "silent", figures=figures)
    if took > SLOW:
        return CheckResult("voice", "weak", "slow", figures=figures)
    return CheckResult("voice", "well", "works", figures=figures)


def _broken_voice(synthesizer: Synthesizer, trouble: Trouble, language: str) -> CheckResult:
    """Find out whether other voices work, or none."""
    asked, synthesizer.manner = synthesizer.manner, Manner()
    try:
        there = synthesizer.choices(language)
    except Trouble:
        there = ()
    finally:
        synthesizer.manner = asked
    key = "unknown" if trouble.key == "speech.no_such_voice" else "failed"
    words = {**trouble.words, "voices": ", ".join(there)}
    if not there:
        return CheckResult("voice", "broken", "missing", words)
    return CheckResult("voice", "broken", key, words, {"voices": list(there)})


def check_room(samples: Samples) -> CheckResult:
    """A second or two in which nobody speaks."""
    level = round(decibels(samples), 1)
    if level <= DEAD:
        return CheckResult("microphone", "broken", "dead", figures={"room_db": level})
    return CheckResult("microphone", "well", "open", figures={"room_db": level})


def check_sentence(samples: Samples, room: float) -> CheckResult:
    """A sentence of the person's; `room` is the level of the room in decibels."""
    voice = voiced_part(samples)
    seconds = round(len(voice) / RATE, 2)
    level = round(decibels(voice), 1)
    edge = float(np.mean(np.abs(voice.astype(np.int32)) >= 32700)) if len(voice) else 0.0
    figures = {"voice_db": level, "room_db": room, "seconds": seconds, "clipped": round(edge, 4)}
    key = "clear"
    if seconds < SPOKEN and room < LOUD_ROOM:
        key = "nobody"
    elif edge > CLIPPED:
        key = "too_loud"
    elif level < FAINT:
        key = "faint"
    elif seconds < SPOKEN or level - room < CLEAR:
        key = "loud_room"
    status: Status = "well" if key == "clear" else "weak"
    return CheckResult("sentence", status, key, figures=figures)


def check_echo(echo: Echo) -> CheckResult:
    """What the microphone picked up while Lantern spoke and nobody else did."""
    figures = {
        "above_room_db": round(echo.above_room, 1),
        "likeness": round(echo.correlation, 2),
        "safe": echo.safe,
        "cancelled_db": round(echo.cancelled, 1),
    }
    if echo.safe:
        return CheckResult("interrupting", "well", "safe", figures=figures)
    if echo.cancelled >= CANCELLED:
        return CheckResult("interrupting", "well", "cancelled", figures=figures)
    return CheckResult("interrupting", "weak", "echo", figures=figures)


def check_recognizer(
    open_recognizer: Callable[[], Recognizer], language: Language
) -> tuple[CheckResult, Recognizer | None]:
    """Load the recognizer, and look up the words of the language's phrases in its vocabulary."""
    try:
        recognizer = open_recognizer()
    except Trouble as trouble:
        return CheckResult("recognizer", "broken", "missing", trouble=trouble), None
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
    words: dict[str, Any] = {}
    if recognizer.name == "pocketsphinx":
        key = "built_in"
    elif missing:
        key = "unknown_words"
        words = {"words": ", ".join(missing[:_A_FEW])}
        if len(missing) > _A_FEW:
            words["more"] = len(missing) - _A_FEW
    elif not recognizer.closed:
        key = "open_only"
    else:
        key = "knows_all"
    status: Status = "well" if key == "knows_all" else "weak"
    return CheckResult("recognizer", status, key, words, figures), recognizer


def check_journal(folder: Path, wording: Wording) -> CheckResult:
    """Verify every line. Nothing is changed, and no passphrase is needed."""
    try:
        report = commands.verify(folder)
        there = next(p for p in (folder, *folder.parents) if p.exists())
        free = shutil.disk_usage(there).free
    except OSError as error:
        words = {"folder": folder, "reason": error.strerror or str(error)}
        return CheckResult("journal", "broken", "unreadable", words)
    figures = {"folder": str(folder), "lines": report.lines, "damage": len(report.damage),
               "newer": report.newer, "free_bytes": free}  # fmt: skip
    if report.damage:
        words = {"damage": wording.error(report.damage[0].trouble)}
        return CheckResult("journal", "broken", "damaged", words, figures)
    if free < LITTLE_ROOM:
        return CheckResult("journal", "weak", "disk_nearly_full", figures=figures)
    if not report.lines:
        return CheckResult("journal", "well", "empty", figures=figures)
    return CheckResult("journal", "well", "whole", {"lines": report.lines}, figures)


def check_conversations(folder: Path) -> CheckResult:
    """How often something went wrong in the last conversations; numbers only."""
    try:
        if not folder.exists():
            return CheckResult("conversations", "well", "none")
        journal = Journal(folder)
        if journal.locked:
            return CheckResult("conversations", "well", "locked")
        found = count_breakdowns(entries_of(journal))
    except (OSError, Trouble):
        return CheckResult("conversations", "well", "none")  # The journal is a check of its own.
    if not found.turns:
        return CheckResult("conversations", "well", "none")
    figures = msgspec.to_builtins(found) | {"each": round(found.each, 1)}
    status: Status = "weak" if found.each > MANY else "well"
    return CheckResult(
        "conversations", status, "many" if status == "weak" else "few", figures, figures
    )


def check_helpline(country: str, language: str = "en") -> CheckResult:
    """The helpline for a country of two letters; "" where none is known."""
    try:
        lines = helplines.load(language=language)
    except Trouble as trouble:
        return CheckResult("helpline", "broken", "unreadable", trouble=trouble)
    own = helplines.own_file()
    figures = {"country": country or None, "checked": lines.checked, "own": own.exists()}
    if not country:
        return CheckResult("helpline", "weak", "no_country", figures=figures)
    first = lines.to_call(country, "explicit")
    if first is None:
        words = {"country": country, "file": own}
        return CheckResult("helpline", "weak", "none", words, figures)
    known = {"service": first.service, "phone": first.phone, "seen": first.seen}
    return CheckResult("helpline", "well", "known", known, figures | known)


def decibels(samples: Samples) -> float:
    """The level relative to full scale: 0 is the loudest possible, -100 is silence."""
    if not len(samples):
        return -100.0
    mean = float(np.mean(samples.astype(np.float64) ** 2))
    return max(-100.0, 10 * float(np.log10(mean / 32768**2 + 1e-12)))


def voiced_part(samples: Samples) -> Samples:
    """The frames with speech, joined."""
    activity = VoiceActivityDetector(RATE)
    step = int(activity.frame * RATE)
    results = activity.detect(samples.tobytes())
    kept = [samples[at * step : (at + 1) * step] for at, yes in enumerate(results) if yes]
    return np.concatenate(kept) if kept else np.zeros(0, np.int16)
