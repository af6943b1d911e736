"""A text as words which patterns can search, each with its place in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from intents.patterns import BEGINNING

MARK = ","
_TOKEN = re.compile(
    r"(?P<number>\d+)(?:[.:,]\d+)*"
    r"|(?P<word>[^\W\d_]+(?:['\u2019-][^\W\d_]+)*)"
    r"|[^\w\s\"'\u201d\u2019)]+[\"'\u201d\u2019)]*(?=\s|$)"
)


class WordSpans:
    """The words of a text in lower case, with its marks.

    A mark with a blank after it, or at the end, is `MARK`, whichever it is; other marks are passed
    over. Of a number such as "7:30" only the first digits count. `spans` says where each token
    stands in the text. `searchable` is what `intents.patterns` searches.
    """

    def __init__(self, text: str) -> None:
        found = list(_TOKEN.finditer(text))
        self.text = text
        self.tokens = [
            (match["word"] or match["number"] or MARK).lower().replace("\u2019", "'")
            for match in found
        ]
        self.spans = [match.span() for match in found]
        self.searchable = f" {BEGINNING} " + "".join(f"{token} " for token in self.tokens)
        sizes = (len(token) + 1 for token in self.tokens)
        self._begins = list(accumulate(sizes, initial=len(BEGINNING) + 2))

    def at(self, place: int) -> int:
        """The number of the token at a place of `searchable`."""
        return max(0, bisect_right(self._begins, place) - 1)

    def rest(self, place: int) -> str:
        """The text from the token at a place of `searchable` on."""
        at = self.at(place)
        return self.text[self.spans[at][0] :] if at < len(self.spans) else ""

    def before(self, place: int) -> str:
        """The text before the token at a place of `searchable`."""
        at = self.at(place)
        return self.text[: self.spans[at][0]] if at < len(self.spans) else self.text

    def words(self) -> str:
        """`searchable` without the marks."""
        words = (f"{token} " for token in self.tokens if token != MARK)
        return f" {BEGINNING} " + "".join(words)
