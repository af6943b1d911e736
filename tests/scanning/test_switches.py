"""What can be pressed: keys as a terminal sends them, buttons of a joystick, a sound."""

import os
import struct

import pytest

from assistant.channels.keyboard import CLICK, END, ESCAPE, OTHER, RIGHT, keys_in
from assistant.channels.scanning.switches import Joystick, KeySwitch, SoundSwitch, joysticks
from assistant.speech.audio.base import Block

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


def test_sound_switch_hears_the_person_and_not_lantern():
    switch = SoundSwitch(lambda block: True)
    assert switch.presses(Block(b"\0\0", 0.0)) == ["choose"]
    assert switch.presses(Block(b"\0\0", 0.0, muted=True)) == []
