"""The wording of one language: variants of sentences by their keys, and how words are put in.

A key has one wording or several variants, and maybe one under `simple.` in short sentences. A
variant that needs a word that is not given is skipped, so "Good morning, {name}." is said only if
the name is known. A person's own words are put in the second person, "my
kids" becomes "your kids", except under the keys where they are read exactly as they were said.

What can be in braces:

`{goal}`               a word, as it is
`{values:or}`          a list, with "or" before the last
`{value:word}`         a plain answer: "not_yet" is "not yet"
`{day:date}`           a day; `{day:day}` without its year; `{day:page_date}` without its weekday,
                       `{day:page_day}` without both
`{time:clock}`         a time of day; `{minutes:minutes}` a length of time
`{when:often}`         a schedule
`{words:beginning}`    the first of many words
`{words:gist}`         a few of them that can be said back; where none can, the variant is skipped
`{number:days}`        a number of days
`{card:cards}`         the wording of this id under `cards`; of a list, those of all its ids

A key is looked up first whole, then without its last part, and so on. So `help.yesno` is used for
every yes-or-no question that has no wording of its own, as `help.yesno.reflect.may_i_record` has.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.formatting.gist import echo
from assistant.formatting.rephrasing import to_second_person
from assistant.practice.observations import Families
from assistant.practice.schedule import Schedule
from assistant.wording.besides import is_besides
from assistant.wording.schedule_phrases import often

SIMPLE = "simple"
"""The beginning of the keys with shorter sentences."""
A_FEW_WORDS = 12
"""At most this many words of a long answer are repeated."""
NOON, EVENING = 12, 18
"""The hours at which the afternoon and the evening begin."""

Variants = dict[str, tuple[str, ...]]
"""The wordings of each key."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or two to be spoken.

    `personal`: it contains the person's words and is never cached. `unseen`: spoken, but not shown.
    `recordings` are files of the person saying it, to be played instead. `besides`: it need not be
    spoken where only the questions are wanted. `voice`: the voice that says it; "" is the usual.
    """

    text: str
    personal: bool = False
    unseen: bool = False
    recordings: tuple[str, ...] = ()
    besides: bool = False
    voice: str = ""


class Wording:
    """All that Lantern says in one language."""

    def __init__(
        self,
        variants: Mapping[str, tuple[str, ...]],
        as_said: Sequence[str] = (),
        language: str = "en",
    ) -> None:
        """`as_said` are the beginnings of keys under which the person's words are not changed."""
        self.variants = variants
        self.language = language
        self._as_said = tuple(as_said)
        self._formatter = _Formatter(self)

    def prompts(self) -> tuple[str, ...]:
        """Return the names of the values prompts, in the order of their file."""
        named = (key.split(".")[1] for key in self.variants if key.startswith("prompt."))
        return tuple(dict.fromkeys(named))

    def families(self) -> Families:
        """Return the words that are noticed when repeated, by the plainest of each meaning."""
        start = "word.again."
        words = {k.removeprefix(start): v for k, v in self.variants.items() if k.startswith(start)}
        return Families(words, self.variants.get("word.denials_before", ()))

    def cards(self) -> dict[str, str]:
        """Return the names of the cards of the values card sort, by their ids."""
        return {
            key.removeprefix("cards."): text[0].partition(":")[0]
            for key, text in self.variants.items()
            if key.startswith("cards.")
        }

    def lines(self, says: Sequence[Say], simple: bool = False) -> tuple[Line, ...]:
        """Return the lines to speak, one for each `Say` that is not empty.

        `simple`: use short sentences if there is such a wording.
        """
        lines = (self.line(say, simple) for say in says)
        return tuple(line for line in lines if line.text)

    def line(self, say: Say, simple: bool = False) -> Line:
        """Return one `Say` in words.

        Raises `KeyError` if neither the key nor any beginning of it has a wording.
        """
        if say.key.startswith("errors."):
            trouble = Trouble(say.key.removeprefix("errors."), **say.words)
            return Line(self.error(trouble), personal=bool(say.words))
        variants = self._find(say.key, simple)
        gists = {
            name: echo(say.words[name], self.language)
            for name in {name for variant in variants for name in _gists(variant)}
            if isinstance(say.words.get(name), str)
        }
        able = [
            variant
            for variant in variants
            if all(_is_given(say.words.get(name)) for name in _fields(variant))
            and all(gists.get(name) for name in _gists(variant))
        ]
        # Take the variants that use the most of these words: one with the name before one without.
        most = max((len(_fields(v)) for v in able), default=0)
        fullest = [v for v in able if len(_fields(v)) == most]
        if not fullest:
            return Line("")
        chosen = fullest[say.nth % len(fullest)]
        exactly = self.is_as_said(say.key)
        words = say.words | {name: gists[name] for name in _gists(chosen)}
        if not exactly:
            words = {k: _in_second_person(v, self.language) for k, v in words.items()}
        text = self._formatter.vformat(chosen, (), words)
        if most:
            text = text.replace("..", ".") if exactly and "..." not in text else text
            text = text.replace("….", "…") if exactly else text
            text = text if exactly else _tidied(text)
        own = tuple(say.words.get("recordings", ())) or (say.words.get("recording"),)
        recordings = tuple(str(name) for name in own if name)
        said = text[:1].upper() + text[1:]
        voice, besides = str(say.words.get("in_voice", "")), is_besides(say.key)
        return Line(said, most > 0, recordings=recordings, besides=besides, voice=voice)

    def phrase(self, key: str, **words: Any) -> str:
        """Return a part of a sentence or page, with the words put in unchanged.

        "" if every variant needs a word that is not given. Raises `KeyError` as `line` does.
        """
        able = [
            variant
            for variant in self._find(key, simple=False)
            if all(_is_given(words.get(field)) for field in _fields(variant))
        ]
        fullest = max(able, key=lambda variant: len(_fields(variant)), default="")
        return self._formatter.vformat(fullest, (), words)

    def has(self, key: str) -> bool:
        """Whether exactly this key has a wording."""
        return key in self.variants

    def is_as_said(self, key: str) -> bool:
        """Whether the person's words are not changed under this key."""
        return any(key == start or key.startswith(f"{start}.") for start in self._as_said)

    def claims(self, say: Say) -> bool:
        """Whether a wording says that something was kept, changed or done."""
        words = self.variants["word.claims"]
        variants = (f" {text.lower()} " for text in self._find(say.key, False))
        return any(f" {word}" in text for text in variants for word in words)

    def error(self, trouble: Trouble) -> str:
        """Return what went wrong and what to do next, in one plain sentence.

        Its words, such as paths, are put in unchanged. A word that is itself a `Trouble`, such as
        the reason, becomes a part of the sentence.
        """
        key = f"errors.{trouble.key}"
        if key not in self.variants:
            return str(trouble)
        words = {
            name: self.error(word) if isinstance(word, Trouble) else word
            for name, word in trouble.words.items()
        }
        return self.phrase(key, **words) or str(trouble)

    def word(self, value: Any) -> str:
        """Return a plain answer in words: True is "yes", "not_yet" is "not yet"."""
        key = f"word.{str(value).lower()}"
        return self.variants[key][0] if key in self.variants else str(value)

    def telling(self, words: str) -> str:
        """Return `words` without "my", "the" and the like; all of them if nothing would be left."""
        weak = self.variants["word.weak"]
        return " ".join(w for w in words.split() if w.lower() not in weak) or words

    def beginning(self, words: str) -> str:
        """Return the first few words, not ending with one that needs another after it."""
        every = words.split()
        few = every[:A_FEW_WORDS]
        leads_on = self.variants["word.leads_on"]
        while len(every) > A_FEW_WORDS and len(few) > 1 and few[-1].lower() in leads_on:
            few.pop()
        return " ".join(few).rstrip(" .,;:")

    def date(self, day: str, shape: str = "date") -> str:
        """Return a day (YYYY-MM-DD) in words; `shape`: see `word.toml`."""
        on = date.fromisoformat(day)
        weekday = self.variants["word.weekdays"][on.weekday()]
        month = self.variants["word.months"][on.month - 1]
        shaped = self.variants[f"word.{shape}"][0]
        return shaped.format(weekday=weekday, day=on.day, month=month, year=on.year)

    def often(self, schedule: Schedule) -> str:
        """Return a schedule in words: "every weekday", "three times a week"."""

        def said_back(words: str) -> str:
            return to_second_person(words, self.language) or words

        return often(schedule, self.variants, lambda day: self.date(day, "near_date"), said_back)

    def clock(self, time: str) -> str:
        """Return a time of day (HH:MM) in words: "7:30 in the morning"."""
        if named := self.variants.get(f"word.clock.{time}"):
            return named[0]
        hour = int(time[:2])
        part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
        return self._clock_with(time, self.variants[f"word.clock.{part}"][0])

    def hour(self, time: str) -> str:
        """Return a time of day (HH:MM) in words without its half of the day: "7:30"."""
        return self._clock_with(time, "").strip()

    def _clock_with(self, time: str, part: str) -> str:
        hour, minute = map(int, time.split(":"))
        # A full hour is "7 o'clock", because "7:00" would be spelled out when read aloud.
        shape = self.variants[f"word.clock.{'minute' if minute else 'hour'}"][0]
        return shape.format(
            hour=(hour + 11) % 12 + 1, hour_of_24=hour, minute=f"{minute:02d}", part=part
        )

    def minutes(self, minutes: int) -> str:
        """Return some minutes in words: "ten minutes", "an hour"."""
        named = self.variants.get(f"word.minutes.{minutes}")
        return named[0] if named else self.variants["word.minutes.other"][0].format(number=minutes)

    def every(self, minutes: int) -> str:
        """Return how often something comes in a day: "every hour", "every twenty minutes"."""
        if named := self.variants.get(f"word.every.{minutes}"):
            return named[0]
        hours, rest = divmod(minutes, 60)
        shape = self.variants["word.every.minutes" if rest else "word.every.hours"][0]
        return shape.format(number=minutes if rest else hours)

    def _find(self, key: str, simple: bool) -> tuple[str, ...]:
        parts = key.split(".")
        for end in range(len(parts), 0, -1):
            named = ".".join(parts[:end])
            if found := self.variants.get(named):
                return self.variants.get(f"{SIMPLE}.{named}", found) if simple else found
        raise KeyError(f"no wording for {key}")


class _Formatter(string.Formatter):
    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "word":
            return self.wording.word(value)
        if format_spec == "gist":
            return str(value)
        if format_spec == "beginning":
            return self.wording.beginning(str(value))
        if format_spec == "clock":
            return self.wording.clock(str(value))
        if format_spec == "hour":
            return self.wording.hour(str(value))
        if format_spec == "clocks":
            return self._joined([self.wording.clock(str(time)) for time in value], "and")
        if format_spec == "every":
            return self.wording.every(int(value))
        if format_spec == "minutes":
            return self.wording.minutes(int(value))
        if format_spec == "date":
            return self.wording.date(str(value))
        if format_spec in ("page_date", "page_day"):
            return self.wording.date(str(value), format_spec)
        if format_spec == "day":
            return self.wording.date(str(value), "near_date")
        if format_spec == "often":
            return self.wording.often(Schedule(*value))
        if counted := self.wording.variants.get(f"word.counted.{format_spec}"):
            one, many = counted
            return one if value == 1 else many.format(number=value)
        if format_spec in ("and", "or"):
            return self._joined([str(item) for item in value], format_spec)
        if isinstance(value, list | tuple):
            return self._joined([self.format_field(item, format_spec) for item in value], "and")
        if named := self.wording.variants.get(f"{format_spec}.{str(value).lower()}"):
            return named[0]
        # The id of what the person added, such as a domain, is its name; show other ids as words.
        is_id = "." in format_spec and isinstance(value, str) and not value[:1].isdigit()
        return _id_as_words(value) if is_id else str(value)

    def _joined(self, items: list[str], link: str) -> str:
        *most, last = items
        return f"{', '.join(most)} {self.wording.word(link)} {last}" if most else last


def _id_as_words(value: Any) -> str:
    """Return an id that has no wording as words: "smaller_step" is "smaller step"."""
    return (
        f"{value:g}"
        if isinstance(value, float)
        else str(value).replace("_", " ").replace(".", ", ")
    )


def _is_given(value: Any) -> bool:
    """Whether there is something to put in: a zero is, an empty text or list or None is not."""
    return bool(value) or (isinstance(value, int | float) and not isinstance(value, bool))


def _in_second_person(value: Any, language: str) -> Any:
    """Return the person's words in the second person, without a full stop at the end.

    Names of cards, days and the like are not changed.
    """
    if isinstance(value, str):
        return to_second_person(value.strip(" .,;:"), language) or value
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return [to_second_person(item.strip(" .,;:"), language) or item for item in value]
    return value


def _tidied(text: str) -> str:
    """Tidy a sentence with words put in: no space before a comma, one full stop, then a capital."""
    text = re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", " ".join(text.split()))
    text = re.sub(r"([!?…])[.,;:]", r"\1", re.sub(r"(?<!\.)\.{2}(?!\.)", ".", text))
    return re.sub(r"(?<=[.!?] )[^\W\d_]", lambda begins: begins[0].upper(), text)


@cache
def _gists(variant: str) -> frozenset[str]:
    """The words of which a variant says the gist."""
    parts = string.Formatter().parse(variant)
    return frozenset(name for _, name, spec, _ in parts if name and spec == "gist")


@cache
def _fields(variant: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(variant) if name)
