"""What is done when a journal is opened: whatever was interrupted is finished."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import Trouble
from assistant.journal.encrypting import seal_what_is_clear
from assistant.journal.rewriting import own_files

if TYPE_CHECKING:
    from assistant.journal.journal import Journal

_PLACES = (".*.part", "*/.*.part")
_TORN = (
    "The last thing you said was cut off while it was being saved; "
    "what there was of it is in the folder set-aside."
)


def tidy(journal: Journal) -> list[str]:
    """Finishes what a kill, or another device, left to do; says what a person should know.

    Does nothing where the folder cannot be written: then nothing can be wrong with it either.
    """
    notices: list[str] = []
    parts = [part for place in _PLACES for part in journal.folder.glob(place)]
    if not parts and not own_files(journal):
        return notices
    try:
        _finish(journal, parts, notices)
    except Trouble as error:
        notices.append(str(error))
    except OSError:
        pass
    return notices


def _finish(journal: Journal, parts: list[Path], notices: list[str]) -> None:
    with journal.alone():
        for part in parts:  # never finished; what they were to replace is there
            part.unlink(missing_ok=True)
        if journal.log.set_aside():
            notices.append(_TORN)
        seal_what_is_clear(journal)
