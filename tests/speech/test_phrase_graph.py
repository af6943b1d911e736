from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from assistant.speech.recognizers.pocketsphinx import END, START, phrase_graph

PHRASES = st.sets(
    st.lists(st.sampled_from(["i", "did", "not", "yes", "yet"]), min_size=1, max_size=4).map(
        " ".join
    ),
    min_size=1,
    max_size=12,
)


def paths(graph):
    """All word sequences from the start to the end of a graph."""
    ways = defaultdict(list)
    for came, to, _, *word in graph:
        ways[came].append((to, *word))

    def said(state, words):
        if state == END:
            yield " ".join(words)
        for to, *word in ways[state]:
            yield from said(to, [*words, *word])

    return sorted(said(START, []))


@given(PHRASES)
def test_phrase_graph_paths_are_exactly_the_phrases(phrases):
    assert paths(phrase_graph(phrases)) == sorted(phrases)


def test_phrase_graph_shares_beginnings_and_endings():
    phrases = [f"{who} {what} it" for who in ("i", "we") for what in ("did", "finished")]
    assert len(phrase_graph(phrases)) == 5
