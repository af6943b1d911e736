"""The words whose sound can be learned, and what to say instead: `learn.toml` of a language."""

from __future__ import annotations

from functools import cache

import msgspec

from intents.languages import folder_of


class Learnable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that are asked for, in order, and what else may be said for a word."""

    words: tuple[str, ...] = ()
    instead: dict[str, str] = {}


@cache
def learnable(language: str) -> Learnable:
    """Return what can be learned in a language; nothing where it has no `learn.toml`."""
    path = folder_of(language) / "learn.toml"
    if not path.exists():
        return Learnable()
    return msgspec.toml.decode(path.read_bytes(), type=Learnable)
