"""What is made of an utterance whose parts are known: `[kind: words]`, taken back `~~words~~`."""

from __future__ import annotations

import re
from typing import Any, cast

import pytest

from assistant.conversation.acts import Act, Context, leading
from assistant.conversation.reading import corrections
from assistant.conversation.reading.interpretation import Interpreter
from assistant.conversation.reading.parts import read_by_parts
from assistant.conversation.reading.phrases import phrases_of
from assistant.dialogues.steps import Ask
from intents import (
    Aspiration,
    Command,
    Dictation,
    Expectation,
    Freely,
    Importance,
    Meaning,
    Outcome,
    Rating,
    YesNo,
    load,
)
from intents.spans import Span, SpanKind, Spans
from tests.conversation.world import WORDS
from tests.tables import each

NAMES = Freely(names=True)
STEP = Aspiration(action=True)


def parts_of(marked: str) -> tuple[str, Spans]:
    """The words of a marked-up utterance, and its parts; `{…}` is the core of a name."""
    words: list[str] = []
    parts: list[Span] = []
    taken: set[int] = set()
    core: list[int] = []
    back = named = False
    for kind, inner, outer in re.findall(r"\[([a-z_.0-9]+): ([^\]]*)\]|([^\[\]]+)", marked):
        start = len(words)
        for piece in re.split(r"(~~|[{}])", inner or outer):
            if piece == "~~":
                back = not back
            elif piece in "{}" and piece:
                named = piece == "{"
            else:
                for word in piece.split():
                    taken |= {len(words)} if back else set()
                    core += [len(words)] if named else []
                    words.append(word)
        if kind:
            act, _, rest = kind.partition(".")
            name, _, weight = rest.partition(".")
            part = Span(cast(SpanKind, act), start, len(words), name, int(weight or 0))
            parts.append(part)
    return " ".join(words), Spans(tuple(parts), frozenset(taken), tuple(core))


def read(marked: str, expects: Expectation) -> tuple[Meaning, tuple[Act, ...]] | None:
    language = load("en")

    def understand(words: str, wanted: Expectation | None) -> Meaning:
        return language.understand(words, wanted)

    text, spans = parts_of(marked)
    whole = understand(text, expects)
    return read_by_parts(text, whole, spans, Context(Ask("asked", expects)), understand, "en")


@each(
    ["marked", "expects", "value"],
    [
        ("[answer: very] [tail: fifty one years]", Importance(), "very"),
        ("[answer: seven] [tail: but it had two]", Rating(), 7),
        ("[answer: done] [tail: she sat on me and purred]", Outcome(), "done"),
        ("[answer: ~~done well~~ partly] [tail: i hung up]", Outcome(), "partly"),
        ("[answer: ha somewhat] [tail: there's a widower in the club]", Importance(), "somewhat"),
        ("[telling.anger.2: he laughed at me in the kitchen] [answer: so yes done]",
         Outcome(), "done"),
        ("[answer: ~~no och~~ well yes]", YesNo(), True),
        ("[answer: um ~~patience i guess or no~~ {a calm mum}]", NAMES, "a calm mum"),
        ("[answer: the gaelic] [tail: there's four of us left with it]", Freely(),
         "the gaelic, there's four of us left with it"),
    ],
)  # fmt: skip
def test_read_by_parts_the_head_answers(marked: str, expects: Expectation, value: Any) -> None:
    found = read(marked, expects)
    assert found is not None
    meaning, acts = found
    assert (meaning.kind, meaning.value) == ("answer", value)
    assert meaning.text == parts_of(marked)[0], "all that was said is kept"
    assert any(act.kind == "answer" for act in acts)


@each(
    ["marked", "expects", "kinds"],
    [
        ("[question.why: why do you ask]", STEP, ["question"]),
        ("[complaint.cold: you sound like a form]", NAMES, ["complaint"]),
        ("[refusal: leave it unnamed]", NAMES, ["refusal"]),
        ("[thinking: tomorrow what have i got tomorrow]", STEP, ["thinking"]),
        ("[telling.tired.2: there's not a drop left over]", STEP, ["telling"]),
    ],
)
def test_read_by_parts_what_is_no_answer_is_none(
    marked: str, expects: Expectation, kinds: list[str]
) -> None:
    found = read(marked, expects)
    assert found is not None
    meaning, acts = found
    assert meaning.kind != "answer"
    assert [act.kind for act in acts] == kinds


def test_interpret_nothing_and_a_telling_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    text, spans = parts_of("[answer: nothing] [telling.anger.2: he moved out he should call]")
    monkeypatch.setattr("intents.language.Language.spans", lambda *_: spans)
    said = Interpreter(load("en"), WORDS).interpret(text, Context(Ask("asked", STEP)))
    assert [act.kind for act in said.acts] == ["refusal", "telling"]
    assert not said.is_answer


def test_read_by_parts_wish_among_words_is_found() -> None:
    found = read("[chatter: turn that down jim] [command: morning check in]", Command())
    assert found is not None
    assert found[0].intent == "morning_checkin"


def test_read_by_parts_exact_command_at_an_open_question_stands() -> None:
    assert read("[answer: skip]", STEP) is None
    assert read("[answer: go back]", STEP) is None


def test_read_by_parts_question_in_a_dictation_stays_there() -> None:
    assert read("[question.me: what was i thinking]", Dictation()) is None


def test_leading_heavy_telling_comes_first() -> None:
    _, spans = parts_of("[refusal: skip this week] [telling.grief.3: we buried my uncle]")
    lead = leading(spans.parts)
    assert lead is not None
    assert lead.kind == "telling"


@each(
    ["said", "content"],
    [
        ("no that's not what i meant", ""),
        ("not monday", ""),
        ("no i said irish", "irish"),
        ("it's not english it's irish", "irish"),
        ("irish not english", "irish"),
        ("that's not quite what i said just call it being there", "being there"),
        ("no at nine", "at nine"),
        ("forget that one", ""),
    ],
)
def test_content_of_a_correction(said: str, content: str) -> None:
    assert corrections.content_of(said, phrases_of("en"), "en") == content
