"""Keys, and lines and files which only the passphrase opens, though anybody may add one.

`key.json` lies beside the journal, for every device to seal with. It holds a public key, and the
private key encrypted under a key which scrypt makes of the passphrase.

A writer takes a random key of its own, seals that to the journal's public key (HPKE, RFC 9180) in a
line, and encrypts its lines with it (AES-256-GCM), each with its id as associated data, so that
none can be put in another's place. A sealed line holds the whole line as it would have been.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from assistant.errors import Trouble
from assistant.journal import disk
from assistant.journal.line import (
    KEY,
    SEALED,
    Event,
    Line,
    Unreadable,
    decode_line,
    encode_event,
    verify_checksum,
    with_checksum,
)

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hpke import Suite

KEY_FILE = "key.json"
COST = 17
"""Of scrypt, as a power of two: 128 MB and about half a second for each unlocking."""
_INFO = b"lantern journal key 1"
_ABOUT = (
    "This opens an encrypted journal together with its passphrase. Keep it with the journal. "
    "A lost passphrase, or a lost copy of this file, is a lost journal."
)
"""Written into the key file, whose format is the same in every language."""


class WrongPassphrase(Trouble):
    """The passphrase does not open the journal."""


class Locked(Trouble):
    """The journal is encrypted, and has not been unlocked."""


def require_cryptography() -> None:
    """Raise `Trouble` when the library which encrypts is not installed."""
    try:
        import cryptography  # noqa: F401
    except ImportError:
        raise Trouble("journal.encrypt_extra_missing") from None


# The key file -------------------------------------------------------------------------------------


class KeyFile(msgspec.Struct, frozen=True, kw_only=True):
    """What `key.json` holds; bytes are base64 there."""

    v: int = 1
    about: str = _ABOUT
    public: bytes
    salt: bytes
    cost: int
    private: bytes
    """The private key: 12 bytes of nonce, then AES-256-GCM."""

    @property
    def name(self) -> str:
        """The name by which lines refer to this key."""
        return self.public[:4].hex()

    def unlock(self, passphrase: str) -> X25519PrivateKey:
        """Give the private key. Raises `WrongPassphrase`."""
        require_cryptography()
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        aead = AESGCM(_derive_key(passphrase, self.salt, self.cost))
        try:
            raw = aead.decrypt(self.private[:12], self.private[12:], self.public)
        except InvalidTag:
            raise WrongPassphrase("journal.wrong_passphrase") from None
        return X25519PrivateKey.from_private_bytes(raw)

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
    aead = AESGCM(_derive_key(passphrase, salt, cost))
    private = nonce + aead.encrypt(nonce, key.private_bytes_raw(), public)
    return KeyFile(public=public, salt=salt, cost=cost, private=private)


def _derive_key(passphrase: str, salt: bytes, cost: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=1 << cost, r=8, p=1).derive(passphrase.encode())


def key_paths(folder: Path) -> list[Path]:
    """All key files in `folder`, a synced folder's conflicted copies too."""
    return sorted(folder.glob("key*.json"))


def read_key(path: Path) -> KeyFile:
    """Read the key file `path`. Raises `Unreadable`, `OSError`."""
    raw = path.read_bytes().rstrip(b"\n")
    verify_checksum(raw)
    try:
        return msgspec.json.decode(raw, type=KeyFile)
    except msgspec.MsgspecError as error:
        raise Unreadable("journal.damage.not_a_key") from error


def is_key(path: Path) -> bool:
    """Whether there is an undamaged key in the file `path`."""
    try:
        read_key(path)
    except (Unreadable, OSError):
        return False
    return True


def keys_by_name(folder: Path) -> dict[str, KeyFile]:
    """All undamaged keys in `folder`, those in a synced folder's conflicted copies too."""
    found = {}
    for path in key_paths(folder):
        try:
            key = read_key(path)
        except (Unreadable, OSError):
            continue
        found[key.name] = key
    return found


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
        self.announced = False
        """Whether the line which holds this writer's key is on disk."""
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

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / KEY_FILE
        self._sealer: Sealer | None = None
        self._opener: Opener | None = None

    @property
    def encrypted(self) -> bool:
        """Whether lines are sealed before they are written."""
        return self._path.exists()

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
            if not self.encrypted:
                raise Locked("journal.key_missing", path=self._path)
            raise Locked("journal.locked")
        return self._opener

    def sealer(self) -> Sealer | None:
        """What seals this process's lines, None while the journal is not encrypted.

        Raises `Trouble` when the key cannot be read: nothing is then written unsealed.
        """
        if not self._path.exists():
            return None
        if self._sealer is None:
            require_cryptography()
            self._sealer = Sealer(self.key())
        return self._sealer

    def key(self) -> KeyFile:
        """The key which lines are sealed to. Raises `Trouble` when it cannot be read."""
        try:
            return read_key(self._path)
        except Unreadable as error:
            raise Trouble("journal.key_unreadable", path=self._path, why=error) from error
        except OSError as error:
            why = Trouble("journal.damage.system", error=error.strerror or str(error))
            raise Trouble("journal.key_unreadable", path=self._path, why=why) from error

    def unlock(self, passphrase: str) -> None:
        """Open the journal for reading. Raises `WrongPassphrase`."""
        private = {}
        wrong: WrongPassphrase | None = None
        for name, key in keys_by_name(self._folder).items():
            try:
                private[name] = key.unlock(passphrase)
            except WrongPassphrase as error:
                wrong = error
        if wrong and not private:
            raise wrong
        self._opener = Opener(private)
