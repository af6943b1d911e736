"""The phones the model tells apart, and the numbers Kaldi knows them by.

Phones are ARPAbet without stress, with AX for the unstressed vowel of "about", and SIL. Each is a
chain of one state: its first 30 ms frame scores with pdf 2i, any further frame with pdf 2i + 1,
where i is its place in `PHONES`. In words they carry a position, so that the engine can tell where
a word begins and ends; all four positions share their pdfs.
"""

from __future__ import annotations

from collections.abc import Sequence

SILENCE = "SIL"
PHONES: tuple[str, ...] = (
    SILENCE,
    *("AA", "AE", "AH", "AO", "AW", "AX", "AY", "B", "CH", "D", "DH", "EH", "ER", "EY", "F", "G"),
    *("HH", "IH", "IY", "JH", "K", "L", "M", "N", "NG", "OW", "OY", "P", "R", "S", "SH", "T"),
    *("TH", "UH", "UW", "V", "W", "Y", "Z", "ZH"),
)
INDEX: dict[str, int] = {phone: place for place, phone in enumerate(PHONES)}
PDFS = 2 * len(PHONES)

POSITIONS = {"B": "begin", "E": "end", "I": "internal", "S": "singleton"}
SILENCE_ID = 1

Pronunciation = tuple[str, ...]


def kaldi_phones() -> list[tuple[int, str]]:
    """(place in `PHONES`, kind of position) of every Kaldi phone, the first of which has id 1."""
    kinds = [(place, kind) for place in range(1, len(PHONES)) for kind in POSITIONS.values()]
    return [(0, "nonword"), *kinds]


def kaldi_id(phone: str, position: str) -> int:
    """The Kaldi phone id of a phone at a position: B, E, I or S."""
    return SILENCE_ID + 1 + len(POSITIONS) * (INDEX[phone] - 1) + "BEIS".index(position)


def in_word(pronunciation: Sequence[str]) -> list[int]:
    """Kaldi phone ids of the phones of one word."""
    last = len(pronunciation) - 1
    if last == 0:
        return [kaldi_id(pronunciation[0], "S")]
    positions = ["B", *["I"] * (last - 1), "E"]
    return [kaldi_id(phone, at) for phone, at in zip(pronunciation, positions, strict=True)]


def loop_transition(phone_id: int) -> int:
    """The transition id of a phone's state staying where it is."""
    return 2 * phone_id - 1


def forward_transition(phone_id: int) -> int:
    """The transition id of a phone's state being entered and left."""
    return 2 * phone_id


def first_pdf(phone: str) -> int:
    """The pdf of a phone's first frame; the next number is that of its further frames."""
    return 2 * INDEX[phone]
