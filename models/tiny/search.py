"""The graph from frames to words, HCLr.fst: a tree of pronunciations over transition ids.

The language model stays apart, so that the engine can put a grammar in its place. Words are written
at the end of their pronunciation; homophones are parallel arcs, so no disambiguation is needed.
"""

from __future__ import annotations

import math
from pathlib import Path

from models.tiny import fst
from models.tiny.lexicon import Lexicon
from models.tiny.phones import (
    PHONES,
    SILENCE_ID,
    forward_transition,
    in_word,
    kaldi_id,
    kaldi_phones,
    loop_transition,
)
from models.tiny.texts import UNKNOWN

UNKNOWN_PHONE_COST = 2.9
VARIANT_WEIGHT = 0.5
SILENCE_COST = STEP_COST = -math.log(0.5)


class _Tree:
    """The transducer being grown."""

    def __init__(self) -> None:
        self.fst = fst.Transducer()
        start, self.root, silence = (self.fst.state() for _ in range(3))
        self._silence = silence
        self._between(start)
        self.fst.arc(silence, silence, loop_transition(SILENCE_ID), 0, STEP_COST)
        self.fst.arc(silence, self.root, 0, 0)
        self.fst.final(self.root)
        self.end = self.fst.state()
        self._between(self.end)
        self._branches: dict[tuple[int, int], int] = {}

    def _between(self, state: int) -> None:
        """From a state, to the words straight away or through silence."""
        self.fst.arc(state, self.root, 0, 0, SILENCE_COST)
        entering = forward_transition(SILENCE_ID)
        self.fst.arc(state, self._silence, entering, 0, SILENCE_COST + STEP_COST)

    def phone(self, source: int, phone: int, cost: float = 0.0) -> int:
        """A new state which is held while a phone lasts."""
        state = self.fst.state()
        self.fst.arc(source, state, forward_transition(phone), 0, STEP_COST + cost)
        self.fst.arc(state, state, loop_transition(phone), 0, STEP_COST)
        return state

    def word(self, phones: list[int], word_id: int, cost: float) -> None:
        """One way of saying a word."""
        state = self.root
        for phone in phones:
            if (state, phone) not in self._branches:
                self._branches[state, phone] = self.phone(state, phone)
            state = self._branches[state, phone]
        self.fst.arc(state, self.end, 0, word_id, cost)

    def anything(self, word_id: int) -> None:
        """Any two phones or more, each at a price: it wins where no word fits."""
        inside, after = self.fst.state(), self.fst.state()
        steps = ((self.root, "B", inside), (inside, "I", inside), (inside, "E", after))
        for phone in PHONES[1:]:
            for source, position, target in steps:
                state = self.phone(source, kaldi_id(phone, position), UNKNOWN_PHONE_COST)
                self.fst.arc(state, target, 0, 0)
        self.fst.arc(after, self.end, 0, word_id)


def write(folder: Path, lexicon: Lexicon) -> dict[str, int]:
    """Write HCLr.fst and what goes with it; the answer is every word's number.

    The form which looks ahead renumbers words, and words.txt and Gr.fst must use its numbers.
    """
    (folder / "phones").mkdir(parents=True, exist_ok=True)
    ids = {word: place for place, word in enumerate(sorted([*lexicon, UNKNOWN]), 1)}
    tree = _Tree()
    for word, ways in sorted(lexicon.items()):
        best = max(share for _, share in ways)
        for pronunciation, share in ways:
            tree.word(in_word(pronunciation), ids[word], -VARIANT_WEIGHT * math.log(share / best))
    tree.anything(ids[UNKNOWN])
    plain, relabelled = folder / "HCL.tmp", folder / "relabel.tmp"
    tree.fst.compile(plain, "olabel")
    option = f"--save_relabel_opairs={relabelled}"
    target = str(folder / "HCLr.fst")
    fst.run(["fstconvert", "--fst_type=olabel_lookahead", option, str(plain), target])
    pairs = (line.split() for line in relabelled.read_text().splitlines() if line)
    number = {int(old): int(new) for old, new in pairs}
    plain.unlink()
    relabelled.unlink()
    _write_phones(folder)
    return {word: number[old] for word, old in ids.items()}


def _write_phones(folder: Path) -> None:
    kinds = (f"{kaldi} {kind}\n" for kaldi, (_, kind) in enumerate(kaldi_phones(), 1))
    (folder / "phones" / "word_boundary.int").write_text("".join(kinds))
    none_used = 2 * len(kaldi_phones()) + 1  # the engine wants at least one number
    (folder / "disambig_tid.int").write_text(f"{none_used}\n")
