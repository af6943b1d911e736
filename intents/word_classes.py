"""Classes of words that are used alike: "sister" and "brother", "bus" and "train"."""

from __future__ import annotations

from collections.abc import Mapping

Classes = Mapping[str, tuple[str, str]]
"""Words to the small and the large class of words that they are used like."""


def read_classes(written: str) -> Classes:
    """The classes of words, small and large: a line for each small class, a blank line between
    large ones."""
    found = {}
    for large, group in enumerate(written.split("\n\n")):
        for small, line in enumerate(group.splitlines()):
            for word in line.split():
                found[word] = f"{large}.{small}", f"{large}"
    return found
