"""What can be a switch: a key or a click in the terminal, a joystick, a sound that was learned."""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, Protocol

from assistant.channels.keyboard import END, ESCAPE, RIGHT, Keys
from assistant.channels.scanning.sounds import Sounds
from assistant.speech.audio.base import Block

Press = Literal["choose", "next", "escape", "end"]
"""What a switch asks for: to choose what is offered, to go on to the next at once, to change the
subject at once, and to leave, since there is no input any more."""
_NAMED: dict[str, Press] = {ESCAPE: "escape", RIGHT: "next", "\t": "next", END: "end"}
_JOYSTICKS = Path("/dev/input")
_EVENT = struct.Struct("=IhBB")
"""An event of Linux's joystick interface: time, value, type and number."""
_BUTTON = 1
"""The type of a button's events. What a joystick tells of its state when opened has another bit."""


class Switch(Protocol):
    """Something to press. It is asked once for each block of audio, some thirty times a second."""

    @property
    def begun(self) -> bool:
        """Whether it may be that a press has begun; what is offered waits for it to end."""

    def presses(self, block: Block) -> list[Press]:
        """What was pressed since it was last asked. `block` is what the microphone heard since."""


class KeySwitch:
    """Any key of the keyboard, and what acts as one, as many foot pedals do; or a click.

    Tab and the arrow to the right go on to the next item, Escape changes the subject.
    """

    begun = False

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def presses(self, block: Block) -> list[Press]:
        """The keys pressed since it was last asked."""
        return [_NAMED.get(key, "choose") for key in self._keys()]


class Joystick:
    """Any button of a joystick or a switch box that acts as one, on Linux."""

    begun = False

    def __init__(self, path: Path) -> None:
        """Open the device. Raises OSError."""
        self._file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def presses(self, block: Block) -> list[Press]:
        """The buttons pressed since it was last asked; none once the device is gone."""
        try:
            sent = os.read(self._file, 64 * _EVENT.size)
        except OSError:
            return []
        whole = len(sent) - len(sent) % _EVENT.size
        pressed: list[Press] = []
        for _, value, type, _ in _EVENT.iter_unpack(sent[:whole]):
            if type == _BUTTON and value == 1:
                pressed.append("choose")
        return pressed

    def close(self) -> None:
        """Close the device."""
        os.close(self._file)


class SoundSwitch:
    """A sound that was learned: a hum, a click of the tongue, a word."""

    def __init__(self, is_it: Callable[[bytes], bool]) -> None:
        """`is_it` says whether a sound, 16-bit mono, is the one that was learned."""
        self._is_it = is_it
        self._sounds = Sounds()

    @property
    def begun(self) -> bool:
        """Whether a sound is being made."""
        return self._sounds.begun

    def presses(self, block: Block) -> list[Press]:
        """One press when the sound has been made. What is heard while Lantern speaks is none."""
        if block.muted:
            self._sounds.forget()
            return []
        sound = self._sounds.hear(block.pcm) if block.pcm else None
        return ["choose"] if sound is not None and self._is_it(sound) else []


def joysticks(folder: Path = _JOYSTICKS) -> Iterator[Joystick]:
    """The joysticks that are there and may be read."""
    for path in sorted(folder.glob("js*")):
        try:
            yield Joystick(path)
        except OSError:
            continue
