"""Lines and files which only the passphrase opens, though anybody may add one.

A writer takes a random key of its own, seals that to the public key of the key file (HPKE, RFC
9180) in a line, and encrypts its lines with it (AES-256-GCM), each with its id as associated data,
so that none can be put in another's place. A sealed line holds the whole line as it would be.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assistant.errors import Trouble
from assistant.journal.key_file import (
    KEY_FILE,
    KeyFile,
    WrongPassphrase,
    keys_by_name,
    read_key,
    require_cryptography,
)
from assistant.journal.line import (
    KEY,
    SEALED,
    Event,
    Line,
    Unreadable,
    decode_line,
    encode_event,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hpke import Suite

_INFO = b"lantern journal key 1"
_COPIES = 3
"""How often a process writes the line with its key."""
_APART = 1 << 13
"""Bytes between the second and the third: more than a block of a disk."""


class Locked(Trouble):
    """The journal is encrypted, and has not been unlocked."""


# Sealed lines -------------------------------------------------------------------------------------


class _KeyData(msgspec.Struct):
    """The data of a line which holds a writer's key."""

    name: str
    to: str
    sealed: bytes


class _Box(msgspec.Struct):
    """The data of a sealed line."""

    key: str
    box: bytes
    """12 bytes of nonce, then the encrypted line."""


_decode_key_data = msgspec.json.Decoder(_KeyData).decode
_decode_box = msgspec.json.Decoder(_Box).decode
_encode = msgspec.json.Encoder().encode


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class Sealer:
    """Encrypts lines with a random key, which it seals to the public key of a key file."""

    def __init__(self, key: KeyFile) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.to = key.name
        self._copies = 0
        """How many lines which hold this writer's key are on disk."""
        self._announced_at = 0
        self._name = secrets.token_hex(4)
        self._public = key.public
        self._key = os.urandom(32)
        self._aead = AESGCM(self._key)

    def key_data(self) -> bytes:
        """Give this writer's key, sealed to the journal's, as JSON."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

        public = X25519PublicKey.from_public_bytes(self._public)
        sealed = _suite().encrypt(self._key, public, _INFO)
        return _encode(_KeyData(name=self._name, to=self.to, sealed=sealed))

    def announcement(self) -> Event:
        """Make the event which lets the passphrase open what is sealed here."""
        return Event(type=KEY, data=msgspec.Raw(self.key_data()), ts="")

    @property
    def is_announced(self) -> bool:
        """Whether a line which holds this writer's key is on disk."""
        return self._copies > 0

    def announcements(self, size: int, with_events: bool) -> tuple[list[Event], list[Event]]:
        """What is to be written before and after some events, to a file of `size` bytes."""
        if not self._copies:
            return [self.announcement()], [self.announcement()] if with_events else []
        near = self._copies >= 2 and size - self._announced_at < _APART
        return [], [] if near or self._copies >= _COPIES else [self.announcement()]

    def announced(self, size: int, copies: int) -> None:
        """Note that so many announcements are on disk, in a file which had `size` bytes before."""
        if copies:
            self._announced_at = size
        self._copies += copies

    def box(self, content: bytes, place: str) -> bytes:
        """Encrypt `content`, with 12 bytes of nonce before it; it opens only for `place`."""
        nonce = os.urandom(12)
        return nonce + self._aead.encrypt(nonce, content, place.encode())

    def seal(self, raw: bytes, *, n: int, clock: int, device: str) -> bytes:
        """Give the line `raw` (line feed included) as a sealed line in the same place."""
        box = self.box(raw[:-1], f"{device}-{n}")
        data = _encode(_Box(key=self._name, box=box))
        event = Event(type=SEALED, data=msgspec.Raw(data), ts="")
        return encode_event(event, n=n, clock=clock, device=device)


class Opener:
    """Opens what was sealed, with the private halves of the journal's keys, by name."""

    def __init__(self, private: Mapping[str, X25519PrivateKey]) -> None:
        self._private = private
        self._keys: dict[str, AESGCM] = {}

    def knows(self, name: str) -> bool:
        """Whether it has the private half of the key of this name."""
        return name in self._private

    def with_keys(self, private: Mapping[str, X25519PrivateKey]) -> Opener:
        """As this one, with the private halves of more keys."""
        return Opener({**private, **self._private})

    def learn(self, key_data: bytes | msgspec.Raw) -> str | None:
        """Take a writer's key, and give its name; None when it is sealed to another key."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            data = _decode_key_data(key_data)
            if data.name not in self._keys:
                raw = _suite().decrypt(data.sealed, self._private[data.to], _INFO)
                self._keys[data.name] = AESGCM(raw)
        except (msgspec.MsgspecError, KeyError, InvalidTag, ValueError):
            return None
        return data.name

    def unbox(self, key: str, box: bytes, place: str) -> bytes:
        """Give what is sealed in `box`. Raises `Unreadable`."""
        from cryptography.exceptions import InvalidTag

        aead = self._keys.get(key)
        if aead is None:
            raise Unreadable("journal.damage.key_missing")
        try:
            return aead.decrypt(box[:12], box[12:], place.encode())
        except (InvalidTag, ValueError):
            raise Unreadable("journal.damage.does_not_open") from None

    def open(self, line: Line) -> Line:
        """Give the line which the sealed line `line` holds. Raises `Unreadable`."""
        try:
            data = _decode_box(line.data)
        except msgspec.MsgspecError:
            raise Unreadable("journal.damage.not_sealed") from None
        opened = decode_line(self.unbox(data.key, data.box, line.id))
        if (opened.id, opened.clock) != (line.id, line.clock):
            raise Unreadable("journal.damage.other_place")
        return opened


# Sealed files -------------------------------------------------------------------------------------


def seal_file(key: KeyFile, name: str, content: bytes) -> bytes:
    """Seal `content`, of the file `name`, to `key`: a line with a key, then the sealed bytes."""
    require_cryptography()
    sealer = Sealer(key)
    return sealer.key_data() + b"\n" + sealer.box(content, name)


def open_file(opener: Opener, name: str, sealed: bytes) -> bytes:
    """Give what `seal_file` sealed under `name`. Raises `Trouble` when it does not open."""
    key_data, _, box = sealed.partition(b"\n")
    try:
        return opener.unbox(opener.learn(key_data) or "", box, name)
    except Unreadable as error:
        raise Trouble("journal.file_does_not_open", name=name, why=error) from error


# The keys of one journal --------------------------------------------------------------------------


class Vault:
    """The keys of the journal in `folder`. Adding needs none of them; reading needs unlocking."""

    def __init__(self, folder: Path, sealed_here: Callable[[], bool]) -> None:
        """`sealed_here` says whether there are sealed lines: then the key file has to be there."""
        self._folder = folder
        self._path = folder / KEY_FILE
        self._sealed_here = sealed_here
        self._looked = False
        """Whether the lines were looked at, and none was sealed."""
        self._sealer: Sealer | None = None
        self._opener: Opener | None = None

    @property
    def encrypted(self) -> bool:
        """Whether lines are sealed before they are written.

        A journal with sealed lines stays encrypted when its key file has gone: nothing more is then
        written, instead of being written for all to read.
        """
        if self._path.exists() or self._sealer or self._opener:
            return True
        if not self._looked:
            self._looked = not self._sealed_here()
        return not self._looked

    @property
    def locked(self) -> bool:
        """Whether there is a key, and it was not opened."""
        return self._opener is None and self.encrypted

    @property
    def unlocked(self) -> bool:
        """Whether sealed lines can be opened."""
        return self._opener is not None

    @property
    def opener(self) -> Opener:
        """What opens sealed lines. Raises `Locked`."""
        if self._opener is None:
            if not self._path.exists():
                raise Locked("journal.key_missing", path=self._path)
            raise Locked("journal.locked")
        return self._opener

    def sealer(self) -> Sealer | None:
        """What seals this process's lines, None while the journal is not encrypted.

        Raises `Trouble` when the key cannot be read: nothing is then written unsealed.
        """
        if not self.encrypted:
            return None
        if self._sealer is None:
            require_cryptography()
            self._sealer = Sealer(self.key())
        return self._sealer

    def key(self) -> KeyFile:
        """The key which lines are sealed to. Raises `Trouble` when it cannot be read."""
        try:
            return read_key(self._path)
        except FileNotFoundError as error:
            raise Trouble("journal.key_missing", path=self._path) from error
        except Unreadable as error:
            raise Trouble("journal.key_unreadable", path=self._path, why=error) from error
        except OSError as error:
            why = Trouble("journal.damage.system", error=error.strerror or str(error))
            raise Trouble("journal.key_unreadable", path=self._path, why=why) from error

    def unlock(self, passphrase: str) -> None:
        """Open the journal for reading. Raises `WrongPassphrase`, or `Locked` without a key file.

        The journal's own key has to open. Others, which a syncing program brought, may not.
        """
        keys = keys_by_name(self._folder)
        if not keys:
            raise Locked("journal.key_missing", path=self._path)
        private = {}
        wrong: dict[str, WrongPassphrase] = {}
        for name, key in keys.items():
            try:
                private[name] = key.unlock(passphrase)
            except WrongPassphrase as error:
                wrong[name] = error
        own = next(iter(keys))
        if own in wrong:
            raise wrong[own]
        self._opener = Opener(private)

    def take(self, opener: Opener | None) -> None:
        """Use `opener`, of keys which were opened elsewhere, and seal to the key file anew."""
        self._opener, self._sealer = opener, None

    def opens(self, key: KeyFile) -> bool:
        """Whether what is sealed to `key` can be opened."""
        return self._opener is not None and self._opener.knows(key.name)
