"""The words of a page: headings and sentences of the language, and the person's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from assistant.dialogues.steps import Say
from assistant.export.page.markup import Html, element, join
from assistant.formatting.capitals import first
from assistant.practice.overview import Column, Span
from assistant.wording import Wording

MOST_DAYS = 12
"""So many days are named one by one in a table."""


class Put:
    """Makes texts from the wordings below `page`, with the words put in unchanged."""

    def __init__(self, words: Wording, span: Span) -> None:
        self.words = words
        self._one_year = span.first.year == span.last.year

    def __call__(self, key: str, **given: Any) -> str:
        """Return a text."""
        return first(self.part(key, **given))

    def part(self, key: str, **given: Any) -> str:
        """Return a text that stands within another, as it is written."""
        return self.words.phrase(f"page.{key}", **given)

    def has(self, key: str) -> bool:
        """Whether exactly this key has a wording."""
        return self.words.has(f"page.{key}")

    def sentence(self, says: Iterable[Say]) -> str:
        """Return what is said of a picture, as one paragraph."""
        parts = (first(self.words.phrase(say.key, **say.words)) for say in says)
        return " ".join(part for part in parts if part)

    def day(self, day: str) -> str:
        """Return a day without its weekday: "3 November"."""
        return self.words.date(day[:10], "page_day")

    def full_day(self, day: str) -> str:
        """Return a day with its year: "3 November 2026"."""
        return self.words.date(day[:10], "page_date")

    def time(self, day: str, class_: str | None = None) -> Html:
        """Return a day as an element, with its year where the page is about several."""
        said = self.day(day) if self._one_year else self.full_day(day)
        return element("time", said, datetime=day[:10], class_=class_)

    def column(self, column: Column, are: str) -> str:
        """Return what a column of days, weeks or months stands for."""
        on = date.fromisoformat(column.first)
        month = self.words.variants["word.months"][on.month - 1]
        first, last = self.full_day(column.first), self.full_day(column.last)
        return self.part(f"column.{are}", first=first, last=last, month=month, year=on.year)

    def tick(self, day: str, are: str) -> str:
        """Return the day, month or year at the edge of a picture."""
        on = date.fromisoformat(day)
        month = self.words.variants["page.months_short"][on.month - 1]
        return self.part(f"tick.{are}", day=on.day, month=month, year=on.year)

    def days(self, days: Iterable[str]) -> str:
        """Return days one after the other."""
        return ", ".join(map(self.day if self._one_year else self.full_day, days))

    def some_days(self, days: Sequence[str]) -> str:
        """Return the last of some days one after the other."""
        said = self.days(days[-MOST_DAYS:])
        return said if len(days) <= MOST_DAYS else f"\u2026 {said}"


def own(words: str) -> Html:
    """Return a name that the person gave, apart from the direction of the text around it."""
    return element("bdi", first(words))


def quoted(words: str, put: Put) -> Html:
    """Return the person's words marked as such."""
    opens, closes = put.words.variants["page.quotes"]
    return element("q", join((opens, element("bdi", words), closes)))
