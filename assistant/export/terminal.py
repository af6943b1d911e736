"""Makes text safe to show on a terminal.

Words of a journal come from anywhere: an import, another program, a sentence over the network. In a
terminal some characters are commands: they move the cursor, change the title, or write what the
person never typed. Others reverse the order of what is read.
"""

from __future__ import annotations

import re

_COMMANDS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed
    r"\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"  # direction and line separators
    r"\ud800-\udfff]"  # halves of a character, which no terminal can be sent
)
_SHOWN = "\N{REPLACEMENT CHARACTER}"


def cleaned(text: str) -> str:
    """`text` with a sign in the place of each character that a terminal would obey."""
    return _COMMANDS.sub(_SHOWN, text)


def cleaned_json(text: str) -> str:
    """A JSON text with such characters written as escapes, so that it means the same."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
