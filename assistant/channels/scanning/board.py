"""What is scanned: lists of items, one within the other. Pure data, made from what can be said.

At the top are the answers of the question. Beneath may be the letters to spell with, a long range
of numbers in parts, and what can be said at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.channels.scanning.completion import Completion
from assistant.conversation.offered_answers import OfferedAnswer
from assistant.wording import Wording

_LISTED = ("yesno", "outcome", "importance", "invitation", "rating", "choice", "several")
"""Where one of these is expected the list holds every usual answer, and spelling is beneath "more".
"""
AT_MOST = 6
"""More numbers than this are offered in parts."""
A_PART = 4
"""So many numbers are in one part."""
WORDS_OFFERED = 3
"""So many words are offered to go on with while spelling."""


@dataclass(frozen=True, slots=True)
class Choose:
    """The item stands for an answer."""

    answer: OfferedAnswer


@dataclass(frozen=True, slots=True)
class Open:
    """The item leads to a list beneath."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """The item changes what is spelled: `text` is all of it afterwards."""

    text: str


@dataclass(frozen=True, slots=True)
class Send:
    """The item hands over what was spelled."""

    text: str


@dataclass(frozen=True, slots=True)
class Do:
    """The item asks for something else.

    `what` is "spell", "back", "slower", "faster", or "escape" for another subject.
    """

    what: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to choose: what is spoken and shown of it, and what it leads to."""

    label: str
    leads_to: Choose | Open | Spell | Send | Do


class Board:
    """Makes the lists of one question."""

    def __init__(self, wording: Wording, completion: Callable[[], Completion]) -> None:
        """`completion` is asked for when somebody spells for the first time."""
        self._wording = wording
        self._completion = completion

    def answers(self, offered: Sequence[OfferedAnswer], expects: str) -> tuple[Item, ...]:
        """The list at the top: the answers, spelling, skip, and everything else beneath "more".

        `expects` is the name of what the question expects.
        """
        answers = [one for one in offered if one.kind != "command"]
        commands = [one for one in offered if one.kind == "command"]
        first = [one for one in commands if one.intent == "skip"]
        others = [one for one in commands if one.intent != "skip"]
        items = [*_in_parts(answers, self._words)]
        spell = Item(self._words("spell"), Do("spell"))
        listed = expects in _LISTED
        items += () if listed else (spell,)
        items += map(_item, first)
        more = (
            *((spell,) if listed else ()),
            *map(_item, others),
            Item(self._words("other_subject"), Do("escape")),
            Item(self._words("slower"), Do("slower")),
            Item(self._words("faster"), Do("faster")),
            self._back(),
        )
        return (*items, Item(self._words("more"), Open(more)))

    def letters(self, text: str) -> tuple[Item, ...]:
        """The list for spelling on from `text`: whole words, rows of letters, and the end of it."""
        whole = text.rstrip()
        items: list[Item] = []
        if whole and text != whole:  # A word is complete: perhaps it was the last one.
            items.append(Item(self._words("send", text=whole), Send(whole)))
        for word in self._completion().words(text, WORDS_OFFERED):
            items.append(Item(word, Spell(_with_word(text, word))))
        for row in self._wording.variants["scan.rows"]:
            letters = row.split()
            named = self._words("row", first=letters[0].upper(), last=letters[-1].upper())
            items.append(Item(named, Open((*_letters(letters, text), self._back()))))
        signs = (line.partition(" ") for line in self._wording.variants["scan.sign"])
        named_signs = (Item(name, Spell(whole + sign)) for sign, _, name in signs)
        items.append(Item(self._words("signs"), Open((*named_signs, self._back()))))
        if whole:
            if text == whole:
                items.append(Item(self._words("space"), Spell(f"{text} ")))
                items.append(Item(self._words("send", text=whole), Send(whole)))
            items.append(Item(self._words("take_back"), Spell(text[:-1])))
        return (*items, self._back())

    def _back(self) -> Item:
        return Item(self._words("back"), Do("back"))

    def _words(self, key: str, **words: str) -> str:
        return self._wording.phrase(f"scan.{key}", **words)


def _item(answer: OfferedAnswer) -> Item:
    return Item(answer.label, Choose(answer))


def _in_parts(answers: Sequence[OfferedAnswer], words: Callable[..., str]) -> Iterator[Item]:
    """The answers; a long range of numbers in parts, each of which leads to its numbers."""
    numbers = len(answers) > AT_MOST and all(one.text.isdigit() for one in answers)
    if not numbers:
        yield from map(_item, answers)
        return
    for at in range(0, len(answers), A_PART):
        part = answers[at : at + A_PART]
        named = words("numbers", first=part[0].label, last=part[-1].label)
        back = Item(words("back"), Do("back"))
        yield Item(named, Open((*map(_item, part), back))) if len(part) > 1 else _item(part[0])


def _letters(letters: Sequence[str], text: str) -> Iterator[Item]:
    for letter in letters:
        yield Item(letter.upper(), Spell(text + letter))


def _with_word(text: str, word: str) -> str:
    """The text with its last, begun word completed, and room for the next one."""
    begun = text.rpartition(" ")[0]
    return f"{begun} {word} " if begun else f"{word} "
