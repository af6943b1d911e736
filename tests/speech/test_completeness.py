"""The completeness of the words so far, by what is expected."""

from collections import Counter

from assistant.speech.turns import completeness
from intents import Freely, Rating, YesNo, load

TEXTS = [
    (YesNo(), "yes", "complete"),
    (YesNo(), "i think", "unfinished"),
    (YesNo(), "um", "unfinished"),
    (YesNo(), "[unk]", "unclear"),
    (Rating(), "seven", "extensible"),
    (Rating(), "three out", "unfinished"),
    (Rating(), "three out of ten", "complete"),
    (None, "i want to be with my", "unfinished"),
    (None, "i want to be with my children", "unclear"),
    (None, "i was tired because", "unfinished"),
    (None, "that's all", "complete"),
]


def judge(text, expects, interpret=None):
    language, asked = load("en"), expects or Freely()
    interpret = interpret or (lambda said: language.understand(said, asked))
    return completeness(text, language.phrases(asked), interpret, language.unfinished)


def test_completeness_of_a_text_depends_on_what_is_expected():
    found = [(expects, text, judge(text, expects)) for expects, text, _ in TEXTS]

    assert [row for row, expected in zip(found, TEXTS, strict=True) if row != expected] == []


def test_completeness_interprets_each_text_at_most_once():
    failing = []
    for expects, text, _ in TEXTS:
        asked = Counter()
        language = load("en")

        def interpret(said, asked=asked, expects=expects, language=language):
            asked[said] += 1
            return language.understand(said, expects or Freely())

        judge(text, expects, interpret)
        failing += [(text, said) for said, times in asked.items() if times > 1]

    assert failing == []
