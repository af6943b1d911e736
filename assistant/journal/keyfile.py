"""The key of an encrypted journal: a public half to seal with, a private half under a passphrase.

`key.json` lies beside the journal, for every device to seal with. The private half is encrypted
under a key which scrypt makes of the passphrase; nothing else can open it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.line import Unreadable, check, summed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

NAME = "key.json"
COST = 17
"""Of scrypt, as a power of two: 128 MB and about half a second, once for each unlocking."""
_ABOUT = (
    "This opens an encrypted journal together with its passphrase. Keep it with the journal. "
    "A lost passphrase, or a lost copy of this file, is a lost journal."
)


class WrongPassphrase(Trouble):
    """The passphrase does not open the journal."""


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """What `key.json` holds; bytes are base64 there."""

    v: int = 1
    about: str = _ABOUT
    public: bytes
    salt: bytes
    cost: int
    private: bytes
    """The private half: 12 bytes of nonce, then AES-256-GCM."""

    @property
    def name(self) -> str:
        """By which key lines name it."""
        return self.public[:4].hex()

    def unlock(self, passphrase: str) -> X25519PrivateKey:
        """The private half. Raises `WrongPassphrase`."""
        library()
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        box = AESGCM(_derived(passphrase, self.salt, self.cost))
        try:
            raw = box.decrypt(self.private[:12], self.private[12:], self.public)
        except InvalidTag:
            raise WrongPassphrase(
                "That passphrase does not open the journal; please try it again."
            ) from None
        return X25519PrivateKey.from_private_bytes(raw)


def library() -> None:
    """Raises `Trouble` when the library which encrypts is not there."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise Trouble(
            "This journal is encrypted, and what encrypts it is not installed; "
            "please run: pip install 'lantern-voice[encrypt]'."
        ) from None


def new(passphrase: str, cost: int = COST) -> KeyFile:
    """A new key which `passphrase` opens."""
    library()
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return _closed(X25519PrivateKey.generate(), passphrase, cost)


def changed(key: KeyFile, old: str, passphrase: str) -> KeyFile:
    """The same key under another passphrase. Raises `WrongPassphrase`."""
    return _closed(key.unlock(old), passphrase, key.cost)


def _closed(key: X25519PrivateKey, passphrase: str, cost: int) -> KeyFile:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    public, salt, nonce = key.public_key().public_bytes_raw(), os.urandom(16), os.urandom(12)
    box = AESGCM(_derived(passphrase, salt, cost))
    private = nonce + box.encrypt(nonce, key.private_bytes_raw(), public)
    return KeyFile(public=public, salt=salt, cost=cost, private=private)


def _derived(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=1 << cost, r=8, p=1).derive(passphrase.encode())


def text(key: KeyFile) -> bytes:
    """`key` as a file."""
    return summed(msgspec.json.encode(key)) + b"\n"


def keep(key: KeyFile, folder: Path) -> None:
    """Puts `key` beside the journal. Raises `OSError`."""
    disk.replace_with(folder / NAME, [text(key)])


def read(path: Path) -> KeyFile:
    """The key in the file `path`. Raises `Unreadable`, `OSError`."""
    raw = path.read_bytes().rstrip(b"\n")
    check(raw)
    try:
        return msgspec.json.decode(raw, type=KeyFile)
    except msgspec.MsgspecError as error:
        raise Unreadable("it is not a key") from error


def is_key(path: Path) -> bool:
    """Whether there is a whole key in the file `path`."""
    try:
        read(path)
    except (Unreadable, OSError):
        return False
    return True


def keys(folder: Path) -> dict[str, KeyFile]:
    """All keys in `folder` by name, those in a synced folder's conflicted copies too."""
    found = {}
    for path in sorted(folder.glob("key*.json")):
        try:
            key = read(path)
        except (Unreadable, OSError):
            continue
        found[key.name] = key
    return found
