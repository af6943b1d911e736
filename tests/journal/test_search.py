"""The search index: ranking, misspelt words, days and passages."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from assistant.journal.searching import Index, index_of

SAID = {
    "walk": ("2026-03-20", "I walked along the river before breakfast and felt awake"),
    "call": ("2026-04-02", "I finally called my grandmother; we laughed a lot"),
    "report": ("2026-06-11", "The quarterly report is late and I am anxious about my manager"),
    "river": ("2026-07-01", "The river was too high for swimming"),
    "sea": ("2026-10-05", "Être au bord de la mer, c'est la liberté"),
    "night": ("2026-11-02", "A long night without sleep, thinking about the report"),
}


@pytest.fixture
def index() -> Index:
    return Index((id, f"{day}T08:00:00.000+00:00", text) for id, (day, text) in SAID.items())


def found(index: Index, query: str, **more) -> list[str]:
    return [hit.id for hit in index.find(query, **more)]


BEST = {
    "grandmother": "call",
    "GRANDMOTHER!": "call",
    "swimming river": "river",
    "liberte": "sea",
    "walk": "walk",
    "walking": "walk",
    "granmother": "call",
    "grandmohter": "call",
    "anxius manger": "report",
    "brekfast": "walk",
    "quarterly": "report",
}


def test_find_words_gives_best_first(index):
    first = {query: found(index, query)[:1] for query in BEST}
    assert [query for query, best in BEST.items() if first[query] != [best]] == []


def test_find_several_words_ranks_more_words_then_later_first(index):
    assert found(index, "the anxious report")[:2] == ["report", "night"]
    assert found(index, "river") == ["river", "walk"]


def test_find_part_inside_word_gives_nothing(index):
    assert found(index, "port") == []


def test_find_between_days_gives_only_these(index):
    spring = {"since": date(2026, 3, 1), "until": date(2026, 5, 31)}
    assert found(index, "river", **spring) == ["walk"]
    assert found(index, "", **spring) == ["call", "walk"]


def test_find_unknown_word_gives_nothing(index):
    assert found(index, "xylophone") == []


def test_find_long_text_gives_passage_with_word():
    text = "word " * 500 + "then we saw the lighthouse at last " + "word " * 500
    (hit,) = Index([("a", "2026-01-01", text)]).find("lighthouse")
    assert "the lighthouse at" in hit.passage
    assert len(hit.passage.split()) <= 32
    assert hit.passage.startswith("… ")


def test_find_common_and_rare_word_gives_texts_with_rare_one():
    texts = [(str(n), f"2026-01-01T{n:06}", "the day") for n in range(6000)]
    index = Index([*texts, ("x", "2020-01-01", "the zebra"), ("y", "2020-01-02", "a zebra")])
    assert found(index, "the zebra", limit=2) == ["x", "y"]
    assert found(index, "the", limit=1) == ["x"] or found(index, "the", limit=1) == ["5999"]


def test_index_of_line_without_words_leaves_it_out(journal, say):
    say(journal, "a zebra")
    say(journal, "")
    index = index_of(journal.lines(), lambda line: msgspec.json.decode(line.data)["words"])
    assert len(index) == 1
    assert index.find("zebra")[0].ts.startswith("2026-11-23")
