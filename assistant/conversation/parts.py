"""Reads an utterance by its parts: the head answers, the tail tells why, a question is answered.

The parts are those of `intents.spans`. What the rules are sure of stands: an exact command, a short
answer to a closed question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from assistant.conversation.acts import HEAVY, Act, ActKind, Context, Told
from assistant.conversation.slot_filling import PLAINLY
from intents import Aspiration, Command, Dictation, Expectation, Freely, Meaning, Outcome, YesNo
from intents.expectations import Open
from intents.spans import Mood, Span, Spans

LIKELY = 0.6
"""How probable a part must be that is no answer, where the rules found nothing."""
SURE = 0.8
"""How probable it must be where the rules read an answer to a closed question."""
A_FEW = 3
"""So many words are an answer to a closed question whenever the rules read one in them."""
TOLD: dict[Mood, Told] = {"good": "gladness", "plain": "something", "ironic": "something",
                          "grief": "sorrow"}  # fmt: skip
"""How what is told is met, by its mood; every other mood as a feeling."""

OF_THE_CONVERSATION = frozenset(
    {"stop", "skip", "help", "repeat", "undo", "back", "pause", "resume", "done", "scratch_that"}
)
"""The commands that are meant as such at an open question too, though they could be its answer."""

MARKS = ",.;:!?"

Read = Callable[[str, Expectation | None], Meaning]
"""The meaning of some words, given what is expected."""


def told_of(mood: Mood) -> Told:
    """How a telling of this mood is met."""
    return TOLD.get(mood, "feeling")


def read_by_parts(
    text: str, whole: Meaning, spans: Spans, context: Context, read: Read
) -> tuple[Meaning, tuple[Act, ...]] | None:
    """The meaning and the acts of `text` by its parts.

    `whole` is what the rules make of all the words. Returns `None` where that stands as it is.
    """
    expects = context.expects
    if not spans.parts or expects is None or isinstance(expects, Dictation):
        return None
    answers = [part for part in spans if part.kind == "answer"]
    if isinstance(expects, Command):
        meaning = _wish(text, whole, spans, read)
    elif answers:
        meaning = _answer(text, whole, spans, answers, expects, read)
    else:
        lead = leading(spans.parts)
        if lead is None or lead.chance < LIKELY or _stands(whole, lead, expects):
            return None
        meaning = Meaning(text)
    if meaning is None:
        return None
    acts = tuple(
        act for part in spans if (act := _act(part, text, spans, meaning, read)) is not None
    )
    return meaning, acts


def leading(parts: Sequence[Span]) -> Span | None:
    """The part that the reply is to go by, of those that are no answer."""
    found = [part for part in parts if part.kind not in ("courtesy", "tail")]
    heavy = [part for part in found if part.kind == "telling" and part.weight >= HEAVY]
    return next(iter((*heavy, *found, *parts)), None)


def _stands(whole: Meaning, lead: Span, expects: Expectation) -> bool:
    """Whether what the rules read is surer than that the utterance holds no answer."""
    if whole.kind == "command":
        # An exact phrase is meant as it is said, whatever it sounds like.
        return whole.score >= PLAINLY or lead.kind == "command"
    if whole.kind == "answer" and not isinstance(expects, Open):
        return len(whole.text.split()) <= A_FEW or lead.chance < SURE
    return False


def _wish(text: str, whole: Meaning, spans: Spans, read: Read) -> Meaning | None:
    """What is to be done, said among other things."""
    if whole.kind == "command" and whole.score >= PLAINLY:
        return None
    for part in spans:
        if part.kind in ("answer", "command"):
            wish = read(spans.words_of(part, text), None)
            if wish.kind == "command" and wish.score >= PLAINLY:
                return replace(wish, text=text)
    lead = leading(spans.parts)
    if lead is None or lead.kind in ("answer", "command") or lead.chance < LIKELY:
        return None
    return None if _stands(whole, lead, Command()) else Meaning(text)


def _answer(
    text: str,
    whole: Meaning,
    spans: Spans,
    answers: Sequence[Span],
    expects: Expectation,
    read: Read,
) -> Meaning | None:
    """The meaning of the answer among the parts."""
    surely = answers[0].chance >= SURE and isinstance(expects, Open)
    exactly = whole.kind == "command" and whole.score >= PLAINLY
    if exactly and (not surely or whole.intent in OF_THE_CONVERSATION):
        return None
    if isinstance(expects, Open):
        return _open_answer(text, spans, answers, expects, read)
    if whole.kind == "answer" and len(spans.parts) == 1 and not spans.taken_back:
        return whole
    found = [read(spans.words_of(part, text), expects) for part in answers]
    heads = [meaning for meaning in found if meaning.kind == "answer"]
    if not heads:
        both = read(" ".join(spans.words_of(part, text) for part in answers), expects)
        heads = [both] if both.kind == "answer" else []
    if not heads:
        heads = _without_first_words(spans, answers, text, expects, read)
    if not heads:
        return whole if whole.kind == "answer" else None
    # What was said in place of a plain yes or no tells more than that; else the last one counts.
    telling = [meaning for meaning in heads if isinstance(meaning.value, dict)]
    head = (telling or heads)[-1]
    if isinstance(expects, YesNo | Outcome) and not telling:
        head = heads[0]
    return replace(head, text=text)


def _without_first_words(
    spans: Spans, answers: Sequence[Span], text: str, expects: Expectation, read: Read
) -> list[Meaning]:
    """The answer after a word or two that no list holds: "ha somewhat", "wee bit of a seven"."""
    for part in answers:
        words = spans.words_of(part, text).split()
        for start in range(1, min(len(words), A_FEW)):
            meaning = read(" ".join(words[start:]), expects)
            if meaning.kind == "answer" and len(words) - start <= A_FEW:
                return [meaning]
    return []


def _open_answer(
    text: str, spans: Spans, answers: Sequence[Span], expects: Open, read: Read
) -> Meaning | None:
    """The words of the answer; where something is to be named, its core."""
    said = " ".join(spans.words_of(part, text) for part in answers)
    meaning = read(said, expects)
    if meaning.intent == "skip":
        return replace(meaning, text=text)  # "Nothing, and he is the one who should call."
    if meaning.kind != "answer":
        return None
    named = isinstance(expects, Aspiration) or (
        isinstance(expects, Freely) and (expects.names or expects.action or expects.hope)
    )
    words = text.split()
    core = " ".join(words[place] for place in spans.core)
    value: Any = meaning.value
    if isinstance(value, dict) and core:
        value = {**value, "name": core}
    elif isinstance(value, str):
        tails = [part for part in spans if part.kind in ("answer", "tail")]
        value = core if named and core else _joined(spans.words_of(part, text) for part in tails)
    return replace(meaning, text=text, value=value)


def _joined(parts: Iterable[str]) -> str:
    """Parts of what was said as one text, with a comma where none was heard."""
    text = ""
    for part in parts:
        text += part if not text else f"{'' if text[-1] in MARKS else ','} {part}"
    return text


def _act(part: Span, text: str, spans: Spans, meaning: Meaning, read: Read) -> Act | None:
    """The act of a part."""
    words = spans.words_of(part, text)
    match part.kind:
        case "answer" | "command" if meaning.kind == "command":
            kind: ActKind = "refusal" if meaning.intent == "skip" else "command"
            return Act(kind, part.start, part.end, str(meaning.intent), None, meaning.slots,
                       words=words)  # fmt: skip
        case "answer":
            return Act("answer", part.start, part.end, value=meaning.value, words=words)
        case "tail" | "telling":
            mood = cast(Mood, part.name or "plain")
            return Act(part.kind, part.start, part.end, told_of(mood), mood=mood,
                       weight=part.weight, words=words)  # fmt: skip
        case "command":
            wish = read(words, None)
            if wish.kind != "command":
                return Act("unclear", part.start, part.end, words=words)
            return Act("command", part.start, part.end, str(wish.intent), None, wish.slots,
                       words=words)  # fmt: skip
        case "refusal":
            return Act("refusal", part.start, part.end, "skip", words=words)
        case "courtesy":
            return Act("courtesy", part.start, part.end, "thanks", words=words)
    return Act(part.kind, part.start, part.end, part.name, words=words)
