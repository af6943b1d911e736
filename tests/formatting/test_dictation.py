"""Recognized words and what is written of them. In a script "|0.6" is a pause of 0.6 seconds."""

from __future__ import annotations

from hypothesis import given, strategies

from assistant.formatting import (
    PARAGRAPH,
    SegmentText,
    format_dictation,
    join_segments,
    without_last_sentence,
)
from assistant.formatting.numbers import write_numbers
from assistant.formatting.token import Token
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


def test_format_dictation_numbers_are_written_as_people_write_them():
    written = {said: format_dictation(heard(said)).text for said in NUMBERS}
    assert written == NUMBERS


def test_format_dictation_unusual_numbers_raises_nothing():
    """Very large numbers, and digits of any kind a transcript may hold."""
    for said in ("million " * 80, "90th", "12.5", "9" * 400, "9" * 400 + "th", "\u24f8", "\u0667"):
        assert format_dictation(heard(said)).text.lower().rstrip(".") == said.strip()


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


def test_format_dictation_pauses_and_words_end_sentences():
    written = {said: format_dictation(heard(said), names=["Anna"]).text for said in SENTENCES}
    assert written == SENTENCES


def test_format_dictation_gaps_between_all_words_end_no_sentence():
    slowly = (
        "i |0.7 went |0.7 out |0.7 for |0.7 a |0.7 walk |0.7 today |0.7 and |0.7 it |0.7 rained"
    )

    assert format_dictation(heard(slowly)).text == "I went out for a walk today and it rained."


def test_join_segments_unfinished_sentence_goes_on():
    first = format_dictation(heard("i went to the"))
    then = format_dictation(heard("shop with anna"), before=first.text)
    text = join_segments([SegmentText(p.text, p.continues) for p in (first, then)])

    assert text == "I went to the shop with anna."


def test_join_segments_finished_sentence_stays_finished():
    first = format_dictation(heard("i went home"))
    then = format_dictation(heard("it rained"), before=first.text)

    assert (
        join_segments([SegmentText(p.text, p.continues) for p in (first, then)])
        == "I went home. It rained."
    )


def test_format_dictation_doubtful_words_are_marked_beside_the_text():
    written = format_dictation(heard("i felt grief? and twenty? five pounds"))

    assert written.text == "I felt grief and 25 pounds."
    assert [written.text[a:b] for a, b in written.doubtful] == ["grief", "25"]


def test_join_segments_empty_paragraphs_are_left_out():
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


def test_without_last_sentence_each_case_keeps_what_stood_before():
    """A text which begins with + goes on with the sentence before it."""
    wrong = []
    for texts, rest in SCRATCHED:
        pieces = [SegmentText(text.removeprefix("+"), text.startswith("+")) for text in texts]
        if without_last_sentence(pieces) != rest:
            wrong.append((texts, without_last_sentence(pieces)))
    assert wrong == []


def test_format_dictation_language_without_tables_keeps_the_words(tmp_path, monkeypatch):
    folder = tmp_path / "zz"
    folder.mkdir()
    (folder / "habits.toml").touch()
    (folder / "rules.py").touch()
    monkeypatch.setenv("LANTERN_LANGUAGES", str(tmp_path))

    written = format_dictation(heard("i have twenty |3 five pounds"), language="zz")

    assert written.text == "I have twenty. Five pounds."


WORDS = strategies.sampled_from(
    """
    i a one two seven twenty thirty hundred thousand and oh point the first may what do you at
    percent home went
    """.split()  # noqa: SIM905 - read as words
)


@given(strategies.lists(strategies.tuples(WORDS, strategies.floats(0, 3)), min_size=1))
def test_format_dictation_any_words_loses_none_but_numbers(said):
    """No word but those of numbers goes, and doubts lie within the text."""
    words = [Word(word, 3.0 * at, 3.0 * at + 3 - gap, gap / 3) for at, (word, gap) in
             enumerate(said)]  # fmt: skip
    written = format_dictation(words)
    for word in ("home", "went", "the", "what", "you"):
        assert written.text.lower().split().count(word) <= [w.text for w in words].count(word)
        here = [w.strip(".?").lower() for w in written.text.split()]
        assert here.count(word) == [w.text for w in words].count(word)
    assert all(0 <= a < b <= len(written.text) for a, b in written.doubtful)
    spans = write_numbers([Token(w.text, w.start, w.end, w.confidence) for w in words])
    assert [t.start for t in spans] == sorted(t.start for t in spans)
