"""What the journal says when the disk says no."""

from __future__ import annotations

import errno

from assistant.errors import Trouble


class NotSaved(Trouble):
    """An event is not on disk yet. It stays in `Journal.pending` and is tried again."""


_WHY = {
    errno.ENOSPC: "the disk is full; please free some space",
    errno.EDQUOT: "your share of the disk is full; please free some space",
    errno.EROFS: "the disk can only be read; please make it writable",
    errno.EACCES: "I may not write in {folder}; please allow me to",
    errno.EPERM: "I may not write in {folder}; please allow me to",
    errno.EIO: "the disk reports an error; please check it, or use another one with --data",
    errno.ENOENT: "{folder} is not there; please bring it back, or use another one with --data",
    errno.ENOTDIR: "{folder} is not a folder; please choose another one with --data",
    errno.EMFILE: "too many files are open; please close some programs",
    errno.ENFILE: "too many files are open; please close some programs",
    errno.EFBIG: "the file may not grow any more; please raise its limit",
    errno.ETIMEDOUT: "another program holds the journal; please close it",
}


def why(error: OSError, folder: object) -> str:
    """The reason of a failed write or read, and the remedy, as half of a sentence."""
    known = _WHY.get(error.errno or 0)
    if known is None:
        known = f"the system says: {error.strerror or error}; please check the disk"
    return known.format(folder=folder)


def could_not(what: str, error: OSError, folder: object) -> Trouble:
    """The error to raise when `error` kept `what` ("make a backup") from being done."""
    return Trouble(f"I could not {what}: {why(error, folder)}.")


def not_saved(error: OSError, folder: object) -> NotSaved:
    """The error to raise when `error` kept an event from the disk."""
    return NotSaved(f"I could not save that yet: {why(error, folder)}, and I will try again.")
