"""Lines which only the passphrase opens, though anybody may add one.

A writer takes a random key of its own, seals that to the journal's public key (HPKE, RFC 9180) in a
line, and encrypts its lines with it (AES-256-GCM), each with its id as associated data, so that
none can be put in another's place. What a sealed line holds is the whole line as it would have
been.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from assistant.journal.keyfile import KeyFile
from assistant.journal.line import Event, Line, Unreadable, read, write

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hpke import Suite

KEY, SEALED = "journal.key", "journal.sealed"
_INFO = b"lantern journal key 1"


class _KeyData(msgspec.Struct):
    name: str
    to: str
    sealed: bytes


class _Box(msgspec.Struct):
    key: str
    box: bytes
    """12 bytes of nonce, then the encrypted line."""


_key_data = msgspec.json.Decoder(_KeyData).decode
_box = msgspec.json.Decoder(_Box).decode
_encode = msgspec.json.Encoder().encode


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Sealer:
    """Seals lines to `key`."""

    def __init__(self, key: KeyFile) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.to = key.name
        self.announced = False
        """Whether the line which holds this writer's key is on disk."""
        self._name = secrets.token_hex(4)
        self._public = key.public
        self._key = os.urandom(32)
        self._aead = AESGCM(self._key)

    def key_data(self) -> bytes:
        """This writer's key, sealed to the journal's, as JSON."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

        public = X25519PublicKey.from_public_bytes(self._public)
        sealed = _suite().encrypt(self._key, public, _INFO)
        return _encode(_KeyData(name=self._name, to=self.to, sealed=sealed))

    def announcement(self) -> Event:
        """The line which lets the passphrase open what is sealed here."""
        return Event(type=KEY, data=msgspec.Raw(self.key_data()), ts="")

    def box(self, content: bytes, place: str) -> bytes:
        """`content`, sealed, with 12 bytes of nonce before it; it opens only for `place`."""
        nonce = os.urandom(12)
        return nonce + self._aead.encrypt(nonce, content, place.encode())

    def seal(self, raw: bytes, *, n: int, clock: int, device: str) -> bytes:
        """The line `raw` (line feed included) as a sealed line in the same place."""
        box = self.box(raw[:-1], f"{device}-{n}")
        data = _encode(_Box(key=self._name, box=box))
        event = Event(type=SEALED, data=msgspec.Raw(data), ts="")
        return write(event, n=n, clock=clock, device=device)


class Opener:
    """Opens what was sealed, with the private halves of the journal's keys, by name."""

    def __init__(self, private: Mapping[str, X25519PrivateKey]) -> None:
        self._private = private
        self._keys: dict[str, AESGCM] = {}

    def learn(self, key_data: bytes | msgspec.Raw) -> str | None:
        """Takes a writer's key, and returns its name; None when it is sealed to another's."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            data = _key_data(key_data)
            if data.name not in self._keys:
                raw = _suite().decrypt(data.sealed, self._private[data.to], _INFO)
                self._keys[data.name] = AESGCM(raw)
        except (msgspec.MsgspecError, KeyError, InvalidTag, ValueError):
            return None
        return data.name

    def unbox(self, key: str, box: bytes, place: str) -> bytes:
        """What is sealed in `box`. Raises `Unreadable`."""
        from cryptography.exceptions import InvalidTag

        aead = self._keys.get(key)
        if aead is None:
            raise Unreadable("the key to it is missing")
        try:
            return aead.decrypt(box[:12], box[12:], place.encode())
        except (InvalidTag, ValueError):
            raise Unreadable("it was sealed, and does not open") from None

    def open(self, line: Line) -> Line:
        """The line which the sealed line `line` holds. Raises `Unreadable`."""
        try:
            data = _box(line.data)
        except msgspec.MsgspecError:
            raise Unreadable("it says it is sealed, and is not") from None
        opened = read(self.unbox(data.key, data.box, line.id))
        if (opened.id, opened.clock) != (line.id, line.clock):
            raise Unreadable("what it holds belongs to another place")
        return opened
