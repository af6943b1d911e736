"""Transcribes recordings: sound files, and those kept in the journal."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import soundfile

from assistant.errors import Trouble
from assistant.formatting import format_dictation
from assistant.journal import Journal
from assistant.journal.recordings import read_recording
from assistant.practice.dictations import Stretch, newest, readings, stretch_of, text_of
from assistant.practice.events import Entry, Reread, Segment, withdrawn
from assistant.practice.state import fold
from assistant.speech.audio.base import RATE
from assistant.speech.audio.files import RecordingReader
from assistant.speech.recognizers.base import Recognizer, Word
from assistant.store.read_model import entries_of

_PIECE = RATE // 5


@dataclass(frozen=True, slots=True)
class FileTranscript:
    """The transcript of one file, its duration in seconds, and the recognizer's name.

    `trouble` is why it could not be read (to its end); what was recognized before is kept.
    """

    file: str
    text: str
    words: tuple[Word, ...]
    seconds: float
    recognizer: str
    trouble: Trouble | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain data, one key for each field but `trouble`."""
        return {
            "file": self.file,
            "text": self.text,
            "words": [_plain(word) for word in self.words],
            "seconds": self.seconds,
            "recognizer": self.recognizer,
        }


def _plain(word: Word) -> dict[str, Any]:
    data = asdict(word)
    if not word.written:
        del data["written"]
    return data


TranscriptionProgress = Callable[[Path, float, float], None]
"""Called with the file, the seconds of it that are transcribed, and its duration."""


def transcribe_files(
    files: Iterable[Path],
    recognizer: Recognizer,
    progress: TranscriptionProgress = lambda file, seconds, of: None,
) -> Iterator[FileTranscript]:
    """Transcribe sound files of any kind, one after another.

    A file that cannot be read does not stop the others: its `trouble` says why.
    """
    for file in files:
        yield _transcribe_file(file, recognizer, progress)


def _transcribe_file(
    file: Path, recognizer: Recognizer, progress: TranscriptionProgress
) -> FileTranscript:
    try:
        reader = RecordingReader(file)
    except Trouble as trouble:
        return FileTranscript(str(file), "", (), 0.0, recognizer.name, trouble)
    stream = recognizer.stream()
    failed: Trouble | None = None
    seconds = 0.0
    try:
        while piece := reader.read(_PIECE):
            stream.accept(piece)
            seconds += len(piece) / 2 / RATE
            progress(file, seconds, reader.seconds)
    except Trouble as trouble:
        failed = trouble
    finally:
        reader.close()
    result = stream.finish()
    return FileTranscript(
        str(file), result.text, result.words, round(reader.seconds, 3), recognizer.name, failed
    )


@dataclass(frozen=True, slots=True)
class Rereading:
    """One recording of the journal: its words before and now, or why it could not be read."""

    recording: str
    was: str
    now: str = ""
    trouble: Trouble | None = None

    @property
    def changed(self) -> bool:
        """Whether the new transcript differs, and is kept."""
        return bool(self.now) and self.now != self.was


def reread_recordings(
    journal: Journal, recognizer: Recognizer, by: str, now: datetime, language: str = "en"
) -> Iterator[Rereading]:
    """Transcribe every kept recording that `by` has not transcribed yet, oldest first.

    A transcript that differs is kept beside the old one at once, so that an interrupted run can be
    continued. A recording of which a sentence was withdrawn is left alone: transcribing it would
    bring the sentence back.
    """
    entries = list(entries_of(journal))
    gone, reread, names = withdrawn(entries), readings(entries), fold(entries).names()
    before: defaultdict[tuple[str, str, str], list[Stretch]] = defaultdict(list)
    for entry in newest(entries):
        stretch = stretch_of(entry)
        if entry.id in gone or stretch is None:
            continue
        earlier = before[entry.session, stretch.ask, stretch.about]
        segment = entry.event
        if isinstance(segment, Segment) and segment.recording and not segment.withdraws:
            known = reread.get(entry.id)
            if known is None or not (isinstance(known.event, Reread) and known.event.by == by):
                rereading, stretch = _reread(
                    journal, recognizer, by, now, entry, stretch, earlier, names, language
                )
                yield rereading
        earlier.append(stretch)


def _reread(
    journal: Journal,
    recognizer: Recognizer,
    by: str,
    now: datetime,
    entry: Entry,
    stretch: Stretch,
    before: list[Stretch],
    names: list[str],
    language: str,
) -> tuple[Rereading, Stretch]:
    try:
        sound = read_recording(journal, stretch.recording)
        words = _recognize(recognizer, stretch.recording, sound)
        text = format_dictation(words, text_of(before), names, language)
    except Trouble as trouble:
        return Rereading(stretch.recording, stretch.text, trouble=trouble), stretch
    rereading = Rereading(stretch.recording, stretch.text, text.text)
    if not rereading.changed:
        return rereading, stretch
    event = Reread(entry.id, text.text, by, text.doubtful, text.continues)
    data = msgspec.to_builtins(event)
    # `ref`, so that erasing one of the two transcripts erases both.
    journal.append(
        data.pop("type"), data, ts=now, session=entry.session or None, ref=entry.id, source="voice"
    )
    return rereading, msgspec.structs.replace(stretch, text=text.text, continues=text.continues)


def _recognize(recognizer: Recognizer, recording: str, sound: bytes) -> Sequence[Word]:
    try:
        samples, rate = soundfile.read(io.BytesIO(sound), dtype="int16", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise Trouble("speech.kept_recording_damaged", name=recording) from error
    if rate != recognizer.rate:
        raise Trouble("speech.kept_recording_other_rate", name=recording, rate=str(rate))
    stream = recognizer.stream()
    pcm = np.ascontiguousarray(samples[:, 0])
    for at in range(0, len(pcm), _PIECE):
        stream.accept(pcm[at : at + _PIECE].tobytes())
    return stream.finish().words
