"""Words as they were heard, and what is written of them. |0.6 is a pause of so many seconds."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies

from assistant.formatting import (
    PARAGRAPH,
    SegmentText,
    format_dictation,
    join_segments,
    without_last_sentence,
)
from assistant.formatting.numbers import written as numbers_written
from assistant.formatting.token import Token
from assistant.formatting.token import words as words_of
from assistant.speech.recognizers import Word


def heard(script, confidence=0.9):
    words, at = [], 0.0
    for word in script.split():
        if word.startswith("|"):
            at += float(word[1:])
            continue
        sure = 0.2 if word.endswith("?") else confidence
        words.append(Word(word.rstrip("?"), at, at + 0.25, sure))
        at += 0.27
    return words


NUMBERS = {
    "no one came": "No one came.",
    "one of my friends": "One of my friends.",
    "two or three times": "Two or three times.",
    "i have twenty five pounds": "I have 25 pounds.",
    "he is forty": "He is 40.",
    "it was nineteen ninety five": "It was 1995.",
    "in twenty twenty six we move": "In 2026 we move.",
    "she was born in nineteen oh five": "She was born in 1905.",
    "since two thousand and eight": "Since 2008.",
    "one hundred and one nights": "101 nights.",
    "a hundred people came": "A hundred people came.",
    "a couple of hundred": "A couple of hundred.",
    "one hundred twenty thousand": "120,000.",
    "i walked three point five miles": "I walked 3.5 miles.",
    "twenty five percent of it": "25% of it.",
    "two thirds of it": "Two thirds of it.",
    "we met at seven thirty": "We met at 7:30.",
    "half past seven": "Half past seven.",
    "wait a second": "Wait a second.",
    "on the twenty first of may": "On the 21st of May.",
    "the second time": "The second time.",
    "it is five five five one two": "It is 55512.",
    "i may go": "I may go.",
}


@pytest.mark.parametrize(("said", "text"), NUMBERS.items())
def test_numbers_as_people_write_them(said, text):
    assert format_dictation(heard(said)).text == text


SENTENCES = {
    "i was tired |0.6 then i went home": "I was tired. Then I went home.",
    "i went to the |2.5 shop |0.6 then i came home": "I went to the shop. Then I came home.",
    "i was with my |1 my brother": "I was with my my brother.",
    "i was home |1.5 with my brother": "I was home with my brother.",
    "i think |0.5 grief is love": "I think grief is love.",
    "it rained all day |1.5 grief came back": "It rained all day. Grief came back.",
    "what should i do |1 i don't know": "What should I do? I don't know.",
    "what i did was wrong": "What I did was wrong.",
    "i'm free on monday i'll call anna's sister": "I'm free on Monday I'll call Anna's sister.",
}


@pytest.mark.parametrize(("said", "text"), SENTENCES.items())
def test_sentences_from_pauses(said, text):
    assert format_dictation(heard(said), names=["Anna"]).text == text


def test_somebody_who_speaks_word_by_word_is_not_cut_to_pieces():
    slowly = (
        "i |0.7 went |0.7 out |0.7 for |0.7 a |0.7 walk |0.7 today |0.7 and |0.7 it |0.7 rained"
    )

    assert format_dictation(heard(slowly)).text == "I went out for a walk today and it rained."


def test_after_an_unfinished_sentence_the_next_stretch_goes_on():
    first = format_dictation(heard("i went to the"))
    then = format_dictation(heard("shop with anna"), before=first.text)
    text = join_segments([SegmentText(p.text, p.continues) for p in (first, then)])

    assert text == "I went to the shop with anna."


def test_a_finished_one_stays_finished():
    first = format_dictation(heard("i went home"))
    then = format_dictation(heard("it rained"), before=first.text)

    assert (
        join_segments([SegmentText(p.text, p.continues) for p in (first, then)])
        == "I went home. It rained."
    )


def test_only_doubtful_words_are_marked_and_the_text_shows_nothing_of_it():
    written = format_dictation(heard("i felt grief? and twenty? five pounds"))

    assert written.text == "I felt grief and 25 pounds."
    assert [written.text[a:b] for a, b in written.doubtful] == ["grief", "25"]


def test_paragraphs():
    pieces = [
        SegmentText("One."),
        SegmentText(PARAGRAPH),
        SegmentText(PARAGRAPH),
        SegmentText("Two."),
        SegmentText(PARAGRAPH),
    ]

    assert join_segments(pieces) == "One.\n\nTwo."


SCRATCHED = [
    (["One. Two. Three."], (0, "One. Two.")),
    (["One.", "Two."], (1, "")),
    (["One. I went to the.", "+shop."], (0, "One.")),
    (["I went to the.", "+shop. Then home."], (1, "shop.")),
    (["I went to the.", "+shop."], (0, "")),
    (["One.", PARAGRAPH], (1, "")),
    (["as typed", "without stops"], (1, "")),
]


@pytest.mark.parametrize(("texts", "rest"), SCRATCHED)
def test_the_last_sentence_is_taken_back(texts, rest):
    pieces = [SegmentText(text.removeprefix("+"), text.startswith("+")) for text in texts]

    assert without_last_sentence(pieces) == rest


WORDS = strategies.sampled_from(
    sorted(
        words_of(
            "i a one two seven twenty thirty hundred thousand and oh point the first may what do "
            "you at percent home went"
        )
    )
)


@given(strategies.lists(strategies.tuples(WORDS, strategies.floats(0, 3)), min_size=1))
def test_whatever_is_said_nothing_of_it_is_lost(said):
    """No word but those of numbers goes, and doubts lie within the text."""
    words = [Word(word, 3.0 * at, 3.0 * at + 3 - gap, gap / 3) for at, (word, gap) in
             enumerate(said)]  # fmt: skip
    written = format_dictation(words)
    for word in ("home", "went", "the", "what", "you"):
        assert written.text.lower().split().count(word) <= [w.text for w in words].count(word)
        here = [w.strip(".?").lower() for w in written.text.split()]
        assert here.count(word) == [w.text for w in words].count(word)
    assert all(0 <= a < b <= len(written.text) for a, b in written.doubtful)
    spans = numbers_written([Token(w.text, w.start, w.end, w.confidence) for w in words])
    assert [t.start for t in spans] == sorted(t.start for t in spans)
