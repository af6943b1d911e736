"""Dictations of a recognizer that sets marks and capitals itself."""

from assistant.formatting import format_dictation
from assistant.speech.recognizers import Word
from assistant.speech.recognizers.moonshine.writing import portions, spoken_words

WRITTEN = {
    # written by the recognizer: what is kept
    "I have 3 friends, and it was good.": "I have three friends, and it was good.",
    "My check-in was cold-hearted!": "My check-in was cold-hearted!",
    "Was it John? I think so": "Was it John? I think so.",
    "On Monday at 7:30 we met Anna's friend.": "On Monday at 7:30 we met Anna's friend.",
    "It is 50% done...": "It is 50% done.",
    "I stopped because. It rained.": "I stopped because it rained.",
    "\u201cYes,\u201d she said.": "Yes, she said.",
    "Twenty five people came.": "25 people came.",
    "No, no, no.": "No, no, no.",
    "i'm here": "I'm here.",
}


def words(text):
    found = []
    for piece in text.split():
        spoken = spoken_words(piece)
        for word, part in zip(spoken, portions(piece, spoken), strict=True):
            at = len(found)
            found.append(Word(word, float(at), at + 0.9, 0.9, part))
    return found


def test_format_dictation_marks_and_capitals_of_the_recognizer_are_kept():
    assert {text: format_dictation(words(text)).text for text in WRITTEN} == WRITTEN


def test_format_dictation_doubtful_written_word_is_marked_where_it_stands():
    heard = words("My check-in was late.")
    doubtful = [
        Word(w.text, w.start, w.end, 0.2 if w.text == "in" else 0.9, w.written) for w in heard
    ]
    done = format_dictation(doubtful)

    assert [done.text[begin:end] for begin, end in done.doubtful] == ["check-in"]


def test_format_dictation_after_unfinished_sentence_goes_on():
    done = format_dictation(words("They called me."), before="I was glad because")

    assert (done.text, done.continues) == ("they called me.", True)


def test_format_dictation_names_are_written_with_their_capitals():
    done = format_dictation(words("I saw lea today."), names=["Lea"])

    assert done.text == "I saw Lea today."
