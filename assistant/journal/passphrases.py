"""The passphrase in the system's keyring, for those who would rather not type it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.errors import Trouble

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

_SERVICE = "lantern journal"


def remember(journal: Journal, passphrase: str) -> None:
    """Puts the passphrase of `journal` into the system's keyring. Raises `Trouble`."""
    keyring = _keyring()
    if keyring is None:
        raise Trouble(
            "The system's keyring cannot be used from here; "
            "please run: pip install 'lantern-voice[encrypt]'."
        )
    journal.vault.key().unlock(passphrase)
    try:
        keyring.set_password(_SERVICE, journal.vault.key().name, passphrase)
    except keyring.errors.KeyringError as error:
        raise Trouble(
            f"The system's keyring did not take the passphrase ({error}); "
            "please unlock it, or type the passphrase each time."
        ) from error


def remembered(journal: Journal) -> str | None:
    """The passphrase which the system's keyring has for `journal`, None when it has none."""
    keyring = _keyring()
    if keyring is None or not journal.vault.encrypted:
        return None
    try:
        found = keyring.get_password(_SERVICE, journal.vault.key().name)
    except keyring.errors.KeyringError:
        return None
    return found if isinstance(found, str) else None


def forget(journal: Journal) -> None:
    """Takes the passphrase of `journal` out of the system's keyring, if it is there."""
    keyring = _keyring()
    if keyring is None:
        return
    try:
        keyring.delete_password(_SERVICE, journal.vault.key().name)
    except keyring.errors.KeyringError:
        return


def _keyring() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        return None
    return keyring
