"""The key file, and the passphrase which opens it.

`key.json` lies beside the journal, for every device to seal with. It holds a public key, and the
private key encrypted under a key which scrypt makes of the passphrase.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from unicodedata import normalize

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.line import Unreadable, verify_checksum, with_checksum

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

KEY_FILE = "key.json"
COST = 17
"""Of scrypt, as a power of two: 128 MB and about half a second for each unlocking."""
_HIGHEST_COST = 20
"""A key file of somebody else may not make unlocking take more than 1 GB."""
_NAME = re.compile(r"key([^\w/\\][^/\\]*)?\.json")
_LARGEST = 1 << 16
_PRIVATE_SIZE = 12 + 32 + 16
_ABOUT = (
    "This opens an encrypted journal together with its passphrase. Keep it with the journal. "
    "A lost passphrase, or a lost copy of this file, is a lost journal."
)
"""Written into the key file, whose format is the same in every language."""


class WrongPassphrase(Trouble):
    """The passphrase does not open the journal."""


def require_cryptography() -> None:
    """Raise `Trouble` when the library which encrypts is not installed."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise Trouble("journal.encrypt_extra_missing") from None


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """What `key.json` holds; bytes are base64 there."""

    v: int = 1
    about: str = _ABOUT
    public: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    salt: Annotated[bytes, msgspec.Meta(min_length=8, max_length=64)]
    cost: Annotated[int, msgspec.Meta(ge=1, le=_HIGHEST_COST)]
    private: Annotated[bytes, msgspec.Meta(min_length=_PRIVATE_SIZE, max_length=_PRIVATE_SIZE)]
    """The private key: 12 bytes of nonce, then AES-256-GCM."""

    @property
    def name(self) -> str:
        """The name by which lines refer to this key."""
        return self.public[:4].hex()

    def unlock(self, passphrase: str) -> X25519PrivateKey:
        """Give the private key. Raises `WrongPassphrase`.

        A letter with an accent may be typed as one character or as two, which depends on the
        system; the passphrase is tried in each form.
        """
        require_cryptography()
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        for form in _forms(passphrase):
            aead = AESGCM(_derive_key(form, self.salt, self.cost))
            try:
                raw = aead.decrypt(self.private[:12], self.private[12:], self.public)
            except InvalidTag:
                continue
            return X25519PrivateKey.from_private_bytes(raw)
        raise WrongPassphrase("journal.wrong_passphrase")

    def with_passphrase(self, old: str, new: str) -> KeyFile:
        """Give the same key under the passphrase `new`. Raises `WrongPassphrase`."""
        return _key_file(self.unlock(old), new, self.cost)

    def encoded(self) -> bytes:
        """Give the content of the file: JSON with a checksum."""
        return with_checksum(msgspec.json.encode(self)) + b"\n"

    def save(self, folder: Path) -> None:
        """Write the key file beside the journal in `folder`. Raises `OSError`."""
        disk.replace_with(folder / KEY_FILE, [self.encoded()])


def new_key(passphrase: str, cost: int = COST) -> KeyFile:
    """Make a new key which `passphrase` opens; `cost` is scrypt's, as a power of two."""
    require_cryptography()
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return _key_file(X25519PrivateKey.generate(), passphrase, cost)


def _key_file(key: X25519PrivateKey, passphrase: str, cost: int) -> KeyFile:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    public, salt, nonce = key.public_key().public_bytes_raw(), os.urandom(16), os.urandom(12)
    aead = AESGCM(_derive_key(normalize("NFC", passphrase), salt, cost))
    private = nonce + aead.encrypt(nonce, key.private_bytes_raw(), public)
    return KeyFile(public=public, salt=salt, cost=cost, private=private)


def _forms(passphrase: str) -> Iterator[str]:
    """The passphrase as it was typed, and in Unicode's other forms."""
    forms = (normalize(form, passphrase) for form in ("NFC", "NFD", "NFKC", "NFKD"))
    yield from dict.fromkeys([passphrase, *forms])


def _derive_key(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    # A terminal may give bytes which are no letters as lone surrogates.
    typed = passphrase.encode("utf-8", "surrogatepass")
    return Scrypt(salt=salt, length=32, n=1 << cost, r=8, p=1).derive(typed)


# Key files in a folder ----------------------------------------------------------------------------


def is_key_name(name: str) -> bool:
    """Whether a file of this name is a key file, or a copy which a syncing program made of one."""
    return bool(_NAME.fullmatch(name))


def key_paths(folder: Path) -> list[Path]:
    """All key files in `folder`, the journal's own first, then copies of it by name."""
    found = [path for path in folder.glob("key*.json") if is_key_name(path.name)]
    return sorted((path for path in found if path.is_file()), key=lambda p: (p.name != KEY_FILE, p))


def read_key(path: Path) -> KeyFile:
    """Read the key file `path`. Raises `Unreadable`, `OSError`."""
    with path.open("rb") as file:
        return decode_key(file.read(_LARGEST))


def decode_key(content: bytes) -> KeyFile:
    """Read the content of a key file. Raises `Unreadable`."""
    raw = content.rstrip(b"\r\n")
    verify_checksum(raw)
    try:
        return msgspec.json.decode(raw, type=KeyFile)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Unreadable("journal.damage.not_a_key") from error


def is_key(path: Path) -> bool:
    """Whether there is an undamaged key in the file `path`."""
    try:
        read_key(path)
    except (Unreadable, OSError):
        return False
    return True


def keys_by_name(folder: Path) -> dict[str, KeyFile]:
    """The undamaged keys in `folder`.

    Those in a synced folder's conflicted copies are among them, unless they are copies of a key
    which is there already: an old copy may still be under an old passphrase.
    """
    found: dict[str, KeyFile] = {}
    for path in key_paths(folder):
        try:
            key = read_key(path)
        except (Unreadable, OSError):
            continue
        found.setdefault(key.name, key)
    return found


def copies_of_key(folder: Path, key: KeyFile) -> list[Path]:
    """The other files in `folder` which hold `key`, under this passphrase or another."""
    found = []
    for path in key_paths(folder):
        try:
            same = path.name != KEY_FILE and read_key(path).public == key.public
        except (Unreadable, OSError):
            continue
        if same:
            found.append(path)
    return found
