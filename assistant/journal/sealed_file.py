"""A whole file which only the passphrase opens: a line with its key, then its sealed bytes."""

from __future__ import annotations

from assistant.errors import Trouble
from assistant.journal.keyfile import KeyFile, library
from assistant.journal.line import Unreadable
from assistant.journal.sealing import Opener, Sealer


def seal_file(key: KeyFile, name: str, content: bytes) -> bytes:
    """`content` of the file `name`, sealed to `key`."""
    library()
    sealer = Sealer(key)
    return sealer.key_data() + b"\n" + sealer.box(content, name)


def open_file(opener: Opener, name: str, sealed: bytes) -> bytes:
    """What `seal_file` sealed under `name`. Raises `Trouble` when it does not open."""
    key_data, _, box = sealed.partition(b"\n")
    try:
        return opener.unbox(opener.learn(key_data) or "", box, name)
    except Unreadable as error:
        raise Trouble(
            f"The file {name} does not open: {error}; please restore it from a copy."
        ) from error
