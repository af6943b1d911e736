"""Detects a wake phrase in continuous speech.

Each step costs more than the one before and is reached less often. Silence stops at the voice
activity detector. A stretch of speech is recognized with a closed grammar. Only where that gave a
wake phrase, the same audio is recognized again with an open vocabulary, and both must agree.
"""

from __future__ import annotations

import re
import tomllib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.errors import Trouble
from assistant.speech.arbitration import likeness
from assistant.speech.audio.base import RATE, Block
from assistant.speech.recognizers import Recognizer, Spotter, Stream, Word, missing_words
from assistant.speech.voice_activity import VoiceActivityDetector
from intents.languages import folder_of

FEWEST_WORDS, MOST_WORDS = 2, 5
"""The words a wake phrase may have: a longer one is never said in one breath."""
FEWEST_LETTERS = 8
"""The letters a wake phrase needs: shorter ones come up in any talk."""

_ONSET = 0.06
"""Seconds of unbroken voice that begin a stretch of speech: a click does not."""
_PRE_ROLL = 0.4
"""Seconds of audio before that which belong to the stretch."""
_PAUSE = 0.35
"""Seconds of silence that end a stretch."""
_PAUSE_AFTER_PHRASE = 0.7
"""The same after the phrase: a command may follow in the same breath."""
_LONGEST = 6.0
"""Seconds after which speech without a pause is cut into stretches."""
_OVERLAP = 1.6
"""Seconds by which such stretches overlap, so that the phrase is not cut in two."""
_LONGEST_GAP = 0.6
"""The longest silence in seconds between two words of the phrase."""
_DURATION = (0.3, 2.6)
"""The shortest and longest time in seconds in which the phrase is said."""
_MARGIN = 0.3
"""Seconds around the phrase that are recognized again."""
_CLOSE_MARGIN = 0.15
"""The same where the phrase is compared with its rivals: other words must not be part of it."""
_LEAST_LIKENESS = 0.35
"""The least likeness of the open recognition to the phrase for that comparison."""
_COMMAND = 0.25
"""Seconds of voice after the phrase that are taken for a command."""


@dataclass(frozen=True, slots=True)
class WakePhrases:
    """The wake phrases of a language, from its file `wake_phrases.toml`.

    `sleep` is said while Lantern waits and ends the listening. `decoys` are phrases of everyday
    talk, for a recognizer that matches everything to one of its phrases. `rivals` are compared with
    the wake phrase at the end.
    """

    wake: str
    sleep: str
    decoys: tuple[str, ...]
    rivals: tuple[str, ...]


@cache
def wake_phrases(language: str) -> WakePhrases:
    """The wake phrases of a language."""
    table = tomllib.loads((folder_of(language) / "wake_phrases.toml").read_text("utf-8"))
    return WakePhrases(
        table["wake"], table["sleep"], tuple(table["decoys"]), tuple(table["rivals"])
    )


def checked_wake_phrase(phrase: str, recognizer: Recognizer) -> str:
    """The phrase in plain lower-case words.

    Raises `Trouble` where the recognizer does not know a word of it, or where it is so short that
    it would come up in any talk.
    """
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", phrase.lower().replace("\u2019", "'"))
    plain = " ".join(words)
    if unknown := missing_words(recognizer, [plain]):
        raise Trouble(
            "handsfree.unknown_words",
            words=[f"“{word}”" for word in unknown],
            phrase=phrase.strip(),
        )
    letters = len("".join(words))
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS or letters < FEWEST_LETTERS:
        raise Trouble("handsfree.bad_phrase", phrase=f"“{phrase.strip()}”")
    return plain


@dataclass(frozen=True, slots=True)
class WakeCall:
    """A wake phrase was said. `after` is the audio that followed in the same breath, if any."""

    phrase: str
    after: bytes = b""


class WakePhraseDetector:
    """Takes blocks of audio and tells when one of a few phrases was said."""

    def __init__(
        self,
        recognizer: Recognizer,
        phrases: Sequence[str],
        commands: Sequence[str] = (),
        language: str = "en",
        on_second_look: Callable[[str, str, float], None] = lambda phrase, text, likeness: None,
        learned: Callable[[bytes], str] = lambda pcm: "",
    ) -> None:
        """`phrases` are checked wake phrases; `commands` may follow the first.

        `learned` gives the word that some audio is surely like, of those the person taught.
        `on_second_look` is called with the phrase, the open recognition and their likeness.
        """
        self._recognizer = recognizer
        self._phrases = tuple(phrases)
        self._listed = wake_phrases(language)
        self._grammar = self._closed_grammar(commands)
        self._on_second_look = on_second_look
        self._learned = learned
        self.activity = VoiceActivityDetector(RATE)
        self._pre_roll: deque[bytes] = deque(maxlen=int(_PRE_ROLL / 0.02))
        self._run = 0.0
        self._stream: Stream | None = None
        self._pcm = bytearray()
        self._voiced: list[float] = []
        """The times of the frames with a voice, in seconds from the beginning of the stretch."""
        self._length = self._quiet = 0.0

    def accept(self, block: Block) -> WakeCall | None:
        """Take a block; the call when a stretch of speech with a phrase in it is over."""
        frames = self.activity.detect(block.pcm)
        if self._stream is None:
            self._await_onset(block.pcm, frames)
            return None
        self._recognize(block.pcm, frames)
        if self._quiet >= _PAUSE and (self._quiet >= _PAUSE_AFTER_PHRASE or not self._has_phrase()):
            return self._decide()
        if self._length >= _LONGEST and not self._has_phrase():
            rest = bytes(self._pcm[-int(_OVERLAP * RATE) * 2 :])
            voiced = [at - self._length + _OVERLAP for at in self._voiced]
            call = self._decide()
            if call is None:
                self._begin_stretch(rest, [at for at in voiced if at >= 0])
            return call
        return self._decide() if self._length >= 2 * _LONGEST else None

    def finish(self) -> WakeCall | None:
        """The audio is over: the call in the stretch of speech it ended in, if any."""
        return self._decide() if self._stream else None

    def _closed_grammar(self, commands: Sequence[str]) -> tuple[str, ...]:
        """The wake phrases alone, where the recognizer has a place for all other speech.

        Else also the first of them with each command after it, the commands alone, and decoys.
        """
        if self._recognizer.passes_over:
            return self._phrases
        first = self._phrases[0]
        together = (f"{first} {command}" for command in commands)
        return tuple(dict.fromkeys((*self._phrases, *together, *commands, *self._listed.decoys)))

    def _await_onset(self, pcm: bytes, frames: Sequence[bool]) -> None:
        self._pre_roll.append(pcm)
        while sum(map(len, self._pre_roll)) > _PRE_ROLL * RATE * 2 + len(pcm):
            self._pre_roll.popleft()
        for speaking in frames:
            self._run = self._run + self.activity.frame if speaking else 0.0
        if self._run >= _ONSET:
            before = b"".join(self._pre_roll)
            end = len(before) / 2 / RATE
            self._pre_roll.clear()
            self._begin_stretch(before, [end - self._run])

    def _begin_stretch(self, pcm: bytes, voiced: list[float]) -> None:
        if isinstance(self._recognizer, Spotter):
            self._stream = self._recognizer.spot(self._phrases)
        else:
            self._stream = self._recognizer.stream(self._grammar)
        self._pcm = bytearray(pcm)
        self._voiced = voiced
        self._length = len(pcm) / 2 / RATE
        self._quiet = self._run = 0.0
        self._stream.accept(pcm)

    def _recognize(self, pcm: bytes, frames: Sequence[bool]) -> None:
        assert self._stream is not None
        self._stream.accept(pcm)
        self._pcm += pcm
        for number, speaking in enumerate(frames):
            if speaking:
                self._quiet = 0.0
                self._voiced.append(self._length + number * self.activity.frame)
            else:
                self._quiet += self.activity.frame
        self._length += len(pcm) / 2 / RATE

    def _has_phrase(self) -> bool:
        """Whether a phrase is among the words so far."""
        assert self._stream is not None
        text = f" {self._stream.partial()} "
        return any(f" {phrase} " in text for phrase in self._phrases)

    def _decide(self) -> WakeCall | None:
        """End the stretch; the call, where a phrase was said in it."""
        assert self._stream is not None
        transcript, pcm, voiced = self._stream.finish(), bytes(self._pcm), self._voiced
        self._stream, self._pcm, self._run = None, bytearray(), 0.0
        for phrase in self._phrases:
            place = _find(phrase, transcript.words)
            if place is not None and self._confirm(phrase, pcm, *place):
                end = place[1]
                after = sum(self.activity.frame for at in voiced if at > end + 0.1)
                # The end of a word is not exact, so what follows begins a little earlier.
                rest = pcm[int(max(0.0, end - 0.06) * RATE) * 2 :]
                return WakeCall(phrase, rest if after >= _COMMAND else b"")
        if voiced and _DURATION[0] <= voiced[-1] - voiced[0] <= _DURATION[1]:
            said = self._learned(pcm)
            return WakeCall(said) if said in self._phrases else None
        return None

    def _confirm(self, phrase: str, pcm: bytes, start: float, end: float) -> bool:
        """Whether a second recognition of the audio around the phrase agrees."""
        if isinstance(self._recognizer, Spotter):  # It has looked twice itself.
            return True
        text = self._transcribe(None, _cut(pcm, start - _MARGIN, end + _MARGIN))
        alike = likeness(phrase, text)
        self._on_second_look(phrase, text, alike)
        if alike >= self._recognizer.alike:
            return True
        if self._recognizer.passes_over or alike < _LEAST_LIKENESS:
            return False
        # An open recognition follows what people usually say. In a closed grammar of the phrase and
        # that text, only the sound decides, and the two are told apart far better.
        rivals = (phrase, text, *self._listed.rivals)
        around = _cut(pcm, start - _CLOSE_MARGIN, end + _CLOSE_MARGIN)
        return self._transcribe(rivals, around) == phrase

    def _transcribe(self, phrases: Sequence[str] | None, pcm: bytes) -> str:
        stream = self._recognizer.stream(phrases)
        stream.accept(pcm)
        return stream.finish().text


def _cut(pcm: bytes, start: float, end: float) -> bytes:
    """The audio between two times in seconds."""
    return pcm[int(max(0.0, start) * RATE) * 2 : int(end * RATE) * 2]


def _find(phrase: str, words: Sequence[Word]) -> tuple[float, float] | None:
    """When a phrase was said, its words one after another; `None` where it was not."""
    wanted = phrase.split()
    for at in range(len(words) - len(wanted) + 1):
        found = words[at : at + len(wanted)]
        if [word.text for word in found] != wanted:
            continue
        gaps = (b.start - a.end for a, b in pairwise(found))
        start, end = found[0].start, found[-1].end
        if all(gap <= _LONGEST_GAP for gap in gaps) and _DURATION[0] <= end - start <= _DURATION[1]:
            return start, end
    return None
