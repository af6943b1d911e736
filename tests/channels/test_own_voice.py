"""Lines with recordings are played from them, or synthesized where one is lost."""

import io
from pathlib import Path

import numpy as np
import pytest

from assistant.channels.captions import Captions
from assistant.channels.recordings import Recordings
from assistant.channels.spoken import SpokenChannel
from assistant.conversation.manager import ConversationManager
from assistant.journal import Journal
from assistant.practice.events import Answered, Segment, SessionBegan
from assistant.practice.exercises import LetterSealed
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.store.repository import Repository
from intents import load
from tests.conversation.world import MONDAY, WORDS


class Loudspeaker:
    """Keeps what is played."""

    rate = 16000
    playing = False

    def __init__(self) -> None:
        self.played: list[np.ndarray] = []

    def play(self, sound) -> None:
        self.played.append(sound.samples)


@pytest.fixture
def letter(tmp_path: Path) -> tuple[ConversationManager, Recordings, list[np.ndarray]]:
    """A letter of two segments, both with recordings, that is due today."""
    memory = Repository(Journal(tmp_path), lambda: MONDAY)
    recordings = Recordings(memory.journal)
    sounds = [np.arange(n, n + 900, dtype=np.int16) for n in (1, 2000)]
    session = memory.new_session()
    memory.record(SessionBegan("letter", {}), session)
    for sound, words in zip(sounds, ("dear me", "keep singing"), strict=True):
        name = recordings.save(sound.tobytes())
        memory.record(Segment("letter.write", words, "", name, 1.0), session)
    notes = (LetterSealed(session, "2026-11-20"),)
    memory.record(Answered("letter.write", how="dictated", notes=notes, ends=True), session)
    return ConversationManager(memory, load("en"), WORDS), recordings, sounds


def delivered(manager: ConversationManager, recordings: Recordings) -> list[np.ndarray]:
    audio, voice = Loudspeaker(), Synthesizer(Manner(voice="en-us"))
    spoken = SpokenChannel(
        manager, None, voice, audio, Captions(io.StringIO(), manager.wording), recordings
    )
    manager.start("reflect")
    spoken._speak(manager.respond_to("yes"))
    voice.close()
    return audio.played


def same(played: list[np.ndarray], sounds: list[np.ndarray]) -> bool:
    return len(played) == len(sounds) and all(map(np.array_equal, played, sounds))


def test_letter_is_played_from_recordings(letter) -> None:
    manager, recordings, sounds = letter
    _, *own, _, _ = delivered(manager, recordings)
    assert same(own, sounds)


def test_letter_with_lost_recording_is_synthesized(letter, tmp_path: Path) -> None:
    manager, recordings, sounds = letter
    next((tmp_path / "recordings").glob("*.flac")).unlink()
    played = delivered(manager, recordings)
    assert not any(np.array_equal(one, sound) for one in played for sound in sounds)
    assert len(played) == 4
