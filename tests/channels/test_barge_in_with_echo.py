"""Speaking over Lantern where the microphone hears it: the real canceller in a simulated room."""

import numpy as np
import pytest
import soxr

from assistant.channels.barge_in import BargeInDetector
from assistant.speech.audio.base import RATE, Block, Sound
from assistant.speech.audio.echo_canceller import open_echo_canceller
from assistant.speech.voices.process import Manner
from assistant.speech.voices.synthesizer import Synthesizer
from tests.audio.room import Room

STORY = (
    "Good morning. Yesterday you wanted to walk as far as the river, and some days are heavier. "
)
SPEAKS = 5.0
PIECE = RATE // 25
AHEAD = RATE // 5
"""Samples that the loudspeaker is handed before they sound."""
LOUD = 3000.0


def level(samples):
    return float(np.sqrt(np.mean(np.asarray(samples, float) ** 2)))


@pytest.fixture(scope="module")
def said():
    """Lantern's story, and what a person says over it, a little louder than the echo."""
    pytest.importorskip("pywebrtc_audio")
    voice = Synthesizer(Manner(voice="en-gb", rate=150))
    story, person = (voice.synthesize(text) for text in (STORY * 2, "wait, I am not done yet"))
    voice.close()
    sounds = (soxr.resample(s.samples.astype(np.float32), s.rate, RATE) for s in (story, person))
    return [(sound * LOUD / level(sound)).astype(np.int16) for sound in sounds]


def muted_blocks(played, person=None, held_up_at=None, cancels=True, **room):
    """What the device gives while Lantern speaks; its clocks are known within 5 ms."""
    canceller = open_echo_canceller()
    place = Room(RATE, **room)
    heard = np.concatenate(
        [place.heard(played[at : at + RATE]) for at in range(0, len(played), RATE)]
    )
    if person is not None:
        begin = int(SPEAKS * RATE)
        heard[begin : begin + len(person)] += person
    rng = np.random.default_rng(3)
    handed = 0
    for at in range(0, len(heard) - PIECE, PIECE):
        while handed < min(at + AHEAD, len(played)):
            late = 0.15 if held_up_at is not None and handed > held_up_at * RATE else 0.0
            when = handed / RATE + rng.uniform(0, 0.005) + late
            canceller.add_played(played[handed : handed + PIECE], RATE, when)
            handed += PIECE
        pcm = heard[at : at + PIECE].tobytes()
        clean = canceller.cancel(pcm, at / RATE + rng.uniform(0, 0.005))
        yield Block(pcm, at / RATE, muted=True, clean=clean if cancels else None)


def interrupted(blocks, played):
    """When Lantern would be stopped, and what is listened to then; `None` where it is not."""
    detector = BargeInDetector("auto")
    detector.playback_started()
    detector.add_played(Sound(played, RATE))
    for block in blocks:
        if detector.detect(block):
            return block.at, b"".join(kept.pcm for kept in detector.take_blocks())
    return None


def test_detect_with_canceller_only_a_person_interrupts(said):
    story, person = said
    rooms = (
        {"level": 0.5, "reverberation": 0.25, "delay": 0.02},
        {"level": 0.5, "reverberation": 0.5, "delay": 0.15, "drift": 1e-4, "noise": 30},
    )
    failing = []
    for room in rooms:
        if itself := interrupted(muted_blocks(story, **room), story):
            failing.append((room, "answers itself", itself[0]))
        found = interrupted(muted_blocks(story, person, **room), story)
        if found is None or not SPEAKS < found[0] < SPEAKS + 1.0:
            failing.append((room, "the person is not heard", found and found[0]))
        elif len(found[1]) / 2 / RATE < found[0] - SPEAKS:
            failing.append((room, "the first word is missing"))

    assert failing == []


def test_detect_with_echo_and_no_canceller_nobody_interrupts(said):
    story, person = said
    assert interrupted(muted_blocks(story, person, cancels=False), story) is None


def test_cancel_echo_is_taken_away_and_streams_that_run_apart_are_told(said):
    story, _ = said
    blocks = list(muted_blocks(story, noise=5))
    late = blocks[len(blocks) // 2 :]
    there, left = (level(np.frombuffer(b"".join(pcm), np.int16)) for pcm in (
        [block.pcm for block in late], [block.clean for block in late],
    ))  # fmt: skip
    held_up = [block.at for block in muted_blocks(story, held_up_at=4.0) if not block.clean]

    assert 20 * np.log10(there / left) > 25
    # After the last of the story nothing more is handed to the loudspeaker.
    assert all(block.clean for block in blocks[: -AHEAD // PIECE - 1])
    assert any(4.0 < at < 7.0 for at in held_up)
