"""What can be pressed: keys as a terminal sends them, buttons of a joystick, a sound."""

import os
import struct

import numpy as np
import pytest

from assistant.channels.keyboard import CLICK, END, ESCAPE, OTHER, RIGHT, keys_in
from assistant.channels.scanning.switches import Joystick, KeySwitch, SoundSwitch, joysticks
from assistant.speech.audio.base import RATE, Block
from assistant.speech.takes.features import Extractor
from tests.speech.test_takes import learned, sound

QUIET = Block(b"", 0.0)


def test_keys_in_what_a_terminal_sends_are_single_keys():
    sent = {
        " ": [" "],
        "\x1b": [ESCAPE],
        "\x1b[C": [RIGHT],
        "\x1bOC": [RIGHT],
        "\x1b[6~": [OTHER],  # Page down, as many pedals send.
        "\x1b[<0;12;5M": [CLICK],
        "\x1b[<0;12;5m": [],  # The button is let go.
        "\x04": [END],
        "a\x1b[Cb": ["a", RIGHT, "b"],
        "\x1b[": [OTHER],
        "": [],
    }
    assert {typed: keys_in(typed) for typed in sent} == sent


def test_key_switch_any_key_chooses_but_a_few():
    switch = KeySwitch(lambda: [" ", CLICK, OTHER, "\t", RIGHT, ESCAPE, END])
    assert switch.presses(QUIET) == [
        "choose", "choose", "choose", "next", "next", "escape", "end",
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="joysticks of Linux")
def test_joystick_only_a_button_going_down_is_a_press(tmp_path):
    device = tmp_path / "js0"
    os.mkfifo(device)
    (stick,) = joysticks(tmp_path)
    with open(device, "wb", buffering=0) as hand:
        # As opened, a stick moved, a button down, the same button up.
        for value, type, number in ((0, 0x81, 0), (9000, 2, 1), (1, 1, 3), (0, 1, 3)):
            hand.write(struct.pack("=IhBB", 5, value, type, number))
        assert stick.presses(QUIET) == ["choose"]
        assert stick.presses(QUIET) == []
    assert stick.presses(QUIET) == []  # It was unplugged.
    stick.close()


def test_joystick_that_may_not_be_read_is_passed_over(tmp_path):
    (tmp_path / "js0").symlink_to(tmp_path / "nowhere")
    assert list(joysticks(tmp_path)) == []
    with pytest.raises(OSError, match=r"nowhere|js0"):
        Joystick(tmp_path / "js0")


def presses(switch, pcm, muted=False):
    """How often the switch is pressed by this audio, in blocks of 40 ms."""
    step = RATE // 25 * 2
    blocks = [Block(pcm[at : at + step], at / 2 / RATE, muted) for at in range(0, len(pcm), step)]
    return sum(len(switch.presses(block)) for block in blocks)


def test_sound_switch_only_the_sound_that_was_learned_is_a_press():
    extract = Extractor()
    taught = [("switch", sound("no", n)) for n in range(3)]
    words = learned(extract, taught)
    switch = SoundSwitch(lambda pcm: words.is_sure(pcm, "switch"))
    pressed = {name: presses(switch, sound(name, 4)) for name in ("yes", "no", "stop", "help")}
    assert pressed == {"yes": 0, "no": 1, "stop": 0, "help": 0}
    assert presses(switch, sound("no", 5), muted=True) == 0
    assert presses(switch, sound("no", 5)) == 1


def test_sound_switch_a_long_noise_is_no_press():
    switch = SoundSwitch(lambda pcm: True)
    noise = np.random.default_rng(1).normal(0, 4000, 6 * RATE).astype(np.int16).tobytes()
    quiet = bytes(2 * RATE)
    assert presses(switch, quiet + noise + quiet) == 0
    assert presses(switch, quiet + noise[: RATE // 2] + quiet) == 1
