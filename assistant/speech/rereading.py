"""Kept recordings read again, by a recognizer which hears better; both readings are kept."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import msgspec
import numpy as np
import soundfile

from assistant.errors import Trouble
from assistant.formatting import FormattedText, format_dictation
from assistant.journal import Journal
from assistant.journal.recordings import read_recording
from assistant.practice.dictated import Stretch, stretch_of, text_of
from assistant.practice.events import Entry, Reread, Segment
from assistant.practice.readings import newest, readings
from assistant.practice.state import fold
from assistant.practice.withdrawals import withdrawn
from assistant.speech.recognizers import Recognizer
from assistant.store.read_model import entries_of

_PIECE = 3200


@dataclass(frozen=True, slots=True)
class Again:
    """One recording: `was` and `now` are its words; `trouble` why it could not be read."""

    recording: str
    was: str
    now: str = ""
    trouble: Trouble | None = None

    @property
    def changed(self) -> bool:
        """Whether the new reading is another one, and kept."""
        return bool(self.now) and self.now != self.was


def reread(journal: Journal, recognizer: Recognizer, by: str, now: datetime) -> Iterator[Again]:
    """Read every kept recording again which `by` has not read yet, oldest first.

    A reading which differs is kept beside the old one as soon as it is made, so that an interrupted
    run goes on from there. Stretches of which a sentence was scratched are left alone: their sound
    would bring it back.
    """
    entries = list(entries_of(journal))
    gone, again, names = withdrawn(entries), readings(entries), fold(entries).names()
    before: defaultdict[tuple[str, str, str], list[Stretch]] = defaultdict(list)
    for entry in newest(entries):
        stretch = stretch_of(entry)
        if entry.id in gone or stretch is None:
            continue
        said_before = before[entry.session, stretch.ask, stretch.about]
        segment = entry.event
        if isinstance(segment, Segment) and segment.recording and not segment.withdraws:
            known = again.get(entry.id)
            if known is None or not (isinstance(known.event, Reread) and known.event.by == by):
                told, stretch = _one(
                    journal, recognizer, by, now, entry, stretch, said_before, names
                )
                yield told
        said_before.append(stretch)


def _one(
    journal: Journal,
    recognizer: Recognizer,
    by: str,
    now: datetime,
    entry: Entry,
    stretch: Stretch,
    before: list[Stretch],
    names: list[str],
) -> tuple[Again, Stretch]:
    try:
        written = _read(journal, recognizer, stretch.recording, text_of(before), names)
    except Trouble as trouble:
        return Again(stretch.recording, stretch.text, trouble=trouble), stretch
    told = Again(stretch.recording, stretch.text, written.text)
    if not told.changed:
        return told, stretch
    event = Reread(entry.id, written.text, by, written.doubtful, written.continues)
    data = msgspec.to_builtins(event)
    # `ref`: whoever erases one of the two readings erases both.
    journal.append(
        data.pop("type"), data, ts=now, session=entry.session or None, ref=entry.id, source="voice"
    )
    return told, msgspec.structs.replace(stretch, text=written.text, continues=written.continues)


def _read(
    journal: Journal, recognizer: Recognizer, recording: str, before: str, names: list[str]
) -> FormattedText:
    sound = io.BytesIO(read_recording(journal, recording))
    try:
        samples, rate = soundfile.read(sound, dtype="int16", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise Trouble(f"The recording {recording} is damaged and cannot be read.") from error
    if rate != recognizer.rate:
        raise Trouble(f"The recording {recording} has {rate} samples a second; it stays as it is.")
    stream = recognizer.stream()
    pcm = np.ascontiguousarray(samples[:, 0])
    for at in range(0, len(pcm), _PIECE):
        stream.accept(pcm[at : at + _PIECE].tobytes())
    heard = stream.finish()
    return format_dictation(heard.words, before, names)
