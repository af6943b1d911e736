"""PortAudio, found only when sound is really wanted."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from assistant.errors import Trouble

Which = int | str | None
"""A device by its number or (part of) its name; None is the system's own choice."""


def portaudio() -> Any:
    """The sounddevice module. Raises Trouble where PortAudio is missing."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        remedy = (
            "Install it with: sudo apt install libportaudio2"
            if sys.platform.startswith("linux")
            else "Install it again with: pip install --force-reinstall sounddevice"
        )
        raise Trouble(
            f"Sound needs PortAudio, which is not here. {remedy} — or type instead, with: --text"
        ) from error
    _quieten_alsa()
    return sounddevice


def refresh() -> None:
    """Look for devices anew. PortAudio's list is frozen otherwise; every stream must be closed.

    Raises Trouble when the system's sound cannot be reached at all.
    """
    sounddevice = portaudio()
    try:
        if sounddevice._initialized:
            sounddevice._terminate()
        sounddevice._initialize()
    except sounddevice.PortAudioError as error:
        raise Trouble(f"The system's sound cannot be reached ({error}).") from error


def describe(which: Which, kind: str) -> dict[str, Any]:
    """PortAudio's description of an "input" or "output" device. Raises Trouble if there is none."""
    sounddevice = portaudio()
    try:
        return dict(sounddevice.query_devices(which, kind))
    except (ValueError, sounddevice.PortAudioError) as error:
        what = "microphone" if kind == "input" else "loudspeaker"
        named = f" called {which}" if which is not None else ""
        raise Trouble(
            f"There is no {what}{named}. Connect one and begin again — or type, with: --text"
        ) from error


def cannot_open(what: str, error: Exception) -> Trouble:
    """What to say when a device is there and does not open."""
    return Trouble(
        f"The {what} cannot be opened ({error}). Another program may be using it: "
        "close that one — or type, with: --text"
    )


@contextmanager
def hushed() -> Iterator[None]:
    """Keep what PortAudio writes about a device which is not there from the terminal, where a
    program may be reading aloud. What Python itself writes still gets through."""
    real = os.dup(2)
    mine = sys.stderr is sys.__stderr__
    if mine:
        sys.stderr = os.fdopen(os.dup(real), "w", buffering=1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(real, 2)
        os.close(real)
        if mine:
            sys.stderr.close()
            sys.stderr = sys.__stderr__


@cache
def _quieten_alsa() -> None:
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_SAY_NOTHING)
    except (OSError, AttributeError):
        return  # Another system.


_SAY_NOTHING = ctypes.CFUNCTYPE(None)(lambda: None)
"""Kept for the life of the process, for C holds it. Its arguments are of no interest."""
