"""Searching without decoding every line: nothing is missed."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.journal import Journal
from assistant.journal.encryption import encrypt
from assistant.journal.reading import lines_holding
from assistant.journal.searching import Index, fold_text, words_in
from assistant.practice.events import Segment, Withdrawn
from assistant.practice.words import words_of
from assistant.store.read_model import entries_of
from assistant.store.search import search
from tests.conversation.world import memory_in

from .looking import NOW

SOME = st.sampled_from(["a", "Ab", "b", "é", "\\", "\n", "c" * 70_000])


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(SOME, max_size=20), sought=st.sampled_from(["ab", "b", "cb", "bc"]))
def test_lines_holding_any_text_misses_none(parts, sought):
    text = "".join(parts).encode()
    lines = dict(enumerate(text.splitlines(keepends=True), 1))
    found = dict(lines_holding(io.BytesIO(text), [sought.encode()]))
    assert found.items() <= lines.items()
    missed = {number: line for number, line in lines.items() if number not in found}
    assert not [line for line in missed.values() if sought in fold_text(line.decode())]


SAID = st.lists(
    st.text(st.sampled_from('abé \\"\n'), min_size=1, max_size=12), min_size=1, max_size=8
)


@settings(max_examples=60, deadline=None)
@given(said=SAID, query=st.text(st.sampled_from("abé "), max_size=5), taken_back=st.booleans())
def test_search_any_words_finds_as_much_as_full_scan(said, query, taken_back):
    with tempfile.TemporaryDirectory() as there:
        memory = memory_in(Path(there) / "journal")
        first, *_ = [memory.record(Segment("reflect.go_ahead", text), "s") for text in said]
        if taken_back:
            memory.record(Withdrawn((first.id,)), "s")
        journal = memory.journal
        gone = {first.id} if taken_back else set()
        entries = [e for e in entries_of(journal) if e.id not in gone and words_of(e)]
        every = Index((e.id, e.ts, words_of(e)) for e in entries)
        expected = {hit.id for hit in every.find(query, limit=99)}
        assert {hit.id for hit in search(journal, query, limit=99)} == expected


def test_search_encrypted_journal_finds_all(journal, say):
    memory = memory_in(journal.folder)
    memory.record(Segment("reflect.go_ahead", "the heron by the weir"), "s")
    journal = Journal(journal.folder)
    encrypt(journal, "phrase", 4)
    journal.append("segment", {"ask": "reflect.go_ahead", "text": "a heron again"}, ts=NOW)
    assert len(search(journal, "heron")) == 2
    assert words_in("Heron, heron!") == ["heron"]
