"""Whether the journal is encrypted, and what is needed to add to it and to read it."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import Trouble
from assistant.journal import keyfile
from assistant.journal.line import Unreadable
from assistant.journal.sealing import Opener, Sealer


class Locked(Trouble):
    """The journal is encrypted, and has not been unlocked."""


class Vault:
    """The keys of the journal in `folder`. Adding needs none of them; reading needs unlocking."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / keyfile.NAME
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
                raise Locked(
                    f"The journal is encrypted, and its key {self._path} is missing; "
                    "please restore it from a backup: lantern journal restore."
                )
            raise Locked("The journal is locked; please give its passphrase to read it.")
        return self._opener

    def sealer(self) -> Sealer | None:
        """What seals this process's lines, None while the journal is not encrypted.

        Raises `Trouble` when the key cannot be read: nothing is then written unsealed.
        """
        if not self._path.exists():
            return None
        if self._sealer is None:
            keyfile.library()
            self._sealer = Sealer(self.key())
        return self._sealer

    def key(self) -> keyfile.KeyFile:
        """The key which lines are sealed to. Raises `Trouble` when it cannot be read."""
        try:
            return keyfile.read(self._path)
        except (Unreadable, OSError) as error:
            raise Trouble(
                f"The key {self._path} cannot be read ({error}); "
                "please restore it from a backup: lantern journal restore."
            ) from error

    def unlock(self, passphrase: str) -> None:
        """Opens the journal for reading. Raises `WrongPassphrase`."""
        private = {}
        wrong: keyfile.WrongPassphrase | None = None
        for name, key in keyfile.keys(self._folder).items():
            try:
                private[name] = key.unlock(passphrase)
            except keyfile.WrongPassphrase as error:
                wrong = error
        if wrong and not private:
            raise wrong
        self._opener = Opener(private)

    def lock(self) -> None:
        """Forgets what `unlock` opened."""
        self._opener = None
