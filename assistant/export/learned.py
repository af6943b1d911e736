"""What was learned of a person's words, as a file to share or to move: plain JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from assistant.errors import Trouble
from assistant.practice.own_voice import NameLearned, OwnCommandTaught, OwnVoice, TakeKept

_MOST = 20_000_000
"""Bytes of the largest file that is read."""


class _Name(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    means: str = ""
    heard: tuple[str, ...] = ()


class _Command(msgspec.Struct, frozen=True):
    say: str
    does: str


class _Take(msgspec.Struct, frozen=True):
    word: str
    features: dict[str, str]


class _Shared(msgspec.Struct, frozen=True, omit_defaults=True):
    format: Literal["lantern-words"]
    version: Literal[1]
    names: tuple[_Name, ...] = ()
    commands: tuple[_Command, ...] = ()
    takes: tuple[_Take, ...] = ()


class Brought(msgspec.Struct, frozen=True):
    """What a file holds, as events to record."""

    names: tuple[NameLearned, ...]
    commands: tuple[OwnCommandTaught, ...]
    takes: tuple[TakeKept, ...]


def shared(own: OwnVoice, with_voice: bool) -> str:
    """Names and commands as JSON; `with_voice`: and what takes are compared by, never the sound."""
    takes = own.takes if with_voice else ()
    file = _Shared(
        "lantern-words",
        1,
        tuple(_Name(name, known.means, known.heard) for name, known in own.names.items()),
        tuple(_Command(phrase, known.does) for phrase, known in own.commands.items()),
        tuple(_Take(take.word, take.features) for take in takes),
    )
    return msgspec.json.format(msgspec.json.encode(file)).decode()


def read_shared(file: Path) -> Brought:
    """What a file of `shared` holds. Raises `Trouble` where it is none."""
    try:
        if file.stat().st_size > _MOST:
            raise Trouble("learn.not_a_file", file=file)
        read = msgspec.json.decode(file.read_bytes(), type=_Shared)
    except OSError as error:
        raise Trouble("learn.not_read", file=file, reason=error.strerror) from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Trouble("learn.not_a_file", file=file) from error
    return Brought(
        tuple(NameLearned(one.name, one.means, one.heard) for one in read.names if one.name),
        tuple(OwnCommandTaught(one.say, one.does) for one in read.commands),
        tuple(TakeKept(one.word, one.features) for one in read.takes if one.word),
    )
