"""The journal's folder is its owner's alone."""

from __future__ import annotations

import os
from pathlib import Path

from assistant.journal import disk


def close_to_others(folder: Path) -> list[str]:
    """Takes away everybody else's rights in `folder`; says so, in plain sentences, if it had to.

    Of an empty folder there is nothing to say: nobody could have read anything.
    """
    # Through a closed folder nobody comes to what is further inside.
    inside = folder.rglob("*") if _open_to_others(folder) else folder.iterdir()
    held = any(folder.iterdir())
    open_ones = [path for path in [folder, *inside] if _open_to_others(path)]
    refused = [path for path in open_ones if not _closed(path)]
    if refused:
        return [
            f"Other people on this machine may read {refused[0]}, and I may not change that; "
            "please close it to them."
        ]
    if open_ones and held:
        return [
            "Other people on this machine could have read your journal; I have closed it to them."
        ]
    return []


def _open_to_others(path: Path) -> bool:
    try:
        return not path.is_symlink() and disk.open_to_others(path)
    except OSError:
        return False


def _closed(path: Path) -> bool:
    try:
        os.chmod(path, disk.FOLDER if path.is_dir() else disk.FILE)
    except OSError:
        return False
    return True
