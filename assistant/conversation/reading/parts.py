"""Reads an utterance by its parts: the head answers, the tail tells why, a question is answered.

The parts are those of `intents.spans`. What the rules are sure of stands: an exact command, a short
answer to a closed question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

from assistant.conversation.acts import VERY_HEAVY, Act, ActKind, Context, Told, leading
from assistant.conversation.reading.slot_filling import PLAINLY
from assistant.conversation.reading.themes import with_a_theme
from assistant.dialogues.hearing import is_heavy_heart
from assistant.formatting.gist import is_own_doing
from assistant.practice.naming import A_NAME, short_name
from assistant.practice.tellings import telling_in
from assistant.practice.value_detection import split_named_things
from intents import (
    Aspiration,
    Choice,
    Command,
    Date,
    Dictation,
    Expectation,
    Freely,
    Importance,
    Meaning,
    Outcome,
    Rating,
    Recurrence,
    Time,
    YesNo,
)
from intents.expectations import Open
from intents.recurrence_set import RecurrenceSet
from intents.spans import Mood, Span, Spans

LIKELY = 0.6
"""How probable a part must be that is no answer, where the rules found nothing."""
UNSURE = 0.5
"""Below this a tail or a telling is a part of what it follows."""
SURE = 0.8
"""How probable it must be where the rules read an answer, or where it changes what was kept."""
VERY_SURE = 0.9
"""How probable it must be where a thought of any kind is the answer: "what if they laugh"."""
A_FEW = 3
"""So many words are an answer to a closed question whenever the rules read one in them, and no
complaint that only the model sees."""
TOLD: dict[Mood, Told] = {"good": "gladness", "plain": "something", "ironic": "something"}
"""How what is told is met, by its mood; every other mood as a feeling. That it is a loss, after
which the days go gently, is left to the rules."""

OF_THE_CONVERSATION = frozenset(
    {"stop", "skip", "help", "repeat", "undo", "back", "pause", "resume", "done", "scratch_that"}
)
"""The commands that are meant as such at an open question too, though they could be its answer."""

CAREFULLY = frozenset({"complaint", "correction", "preference", "chatter"})
"""The parts that change what was kept or how it goes on."""
TOLD_KINDS = frozenset({"answer", "tail", "telling", "thinking"})
"""The parts that may be the rest of the part before them."""
PLAINLY_ASKED = frozenset(
    {
        *("why", "meaning", "example", "what_to_say", "how_long", "privacy", "stored", "person"),
        *("there", "heard", "opinion", "silly", "my_values"),
        *("where", "have_to", "can_do", "off", "ring", "broken", "share", "others_use", "me"),
        *("start_again", "how_to_delete", "how_to_change", "learns", "name", "lives", "luck"),
        *("reminding", "reminding_when", "glad_for_me", "taken_back", "cards", "what_was_it"),
        *("joke", "why_changed", "how_many_ways", "doing", "my_words", "cost", "languages"),
        *("made_by", "advice", "ask_me", "turn_off"),
    }
)
"""The questions that are surely put to Lantern."""
NO_ANSWERS = frozenset({"question", "complaint", "correction", "refusal", "preference"})
"""The parts beside which no answer is looked for."""
NOTHING_TAKEN = NO_ANSWERS | {"not_knowing", "thinking", "chatter", "courtesy"}
"""The parts whose first and last words answer nothing: "I'm not sure" is no "sure"."""
A_LONG_NO = 8
"""From so many words on a "no" to "would you like a question?" is the telling itself."""
MARKS = ",.;:!?"

Read = Callable[[str, Expectation | None], Meaning]
"""The meaning of some words, given what is expected."""


def told_of(mood: Mood) -> Told:
    """How a telling of this mood is met."""
    return TOLD.get(mood, "feeling")


def read_by_parts(
    text: str, whole: Meaning, spans: Spans, context: Context, read: Read, language: str
) -> tuple[Meaning, tuple[Act, ...]] | None:
    """The meaning and the acts of `text` by its parts.

    `whole` is what the rules make of all the words; `language` is the name of theirs. Returns
    `None` where `whole` stands as it is.
    """
    expects = context.expects
    if not spans.parts or expects is None or isinstance(expects, Dictation):
        return None
    if isinstance(expects, YesNo) and expects.or_else == "name" and isinstance(whole.value, dict):
        return None  # "No, call it Irish" is no mere no.
    greets = all(part.kind == "courtesy" and part.chance >= VERY_SURE for part in spans)
    if greets and isinstance(expects, Outcome | Rating | Importance):
        # "Hello, good evening" does not say that it was good.
        return Meaning(text), (Act("courtesy", 0, len(text.split()), "greetings", words=text),)
    answers = [part for part in spans if part.kind == "answer" or _told_answers(part, expects)]
    if any(part.kind in NO_ANSWERS and part.chance >= LIKELY for part in spans):
        answers = [part for part in answers if part.chance >= UNSURE]
    if isinstance(expects, Command):
        meaning = _wish(text, whole, spans, read)
    elif answers:
        meaning = _answer(text, whole, spans, answers, expects, read, language)
        besides = tuple(part for part in spans if part not in answers)
        lead = _lead(besides)
        nothing = meaning is None and whole.kind in ("nothing", "unsure")
        if (
            nothing
            and lead is not None
            and lead.kind in NO_ANSWERS
            and _likely(lead, expects, text, language)
        ):
            answers, spans, meaning = [], replace(spans, parts=besides), Meaning(text)
    else:
        # A tail of nothing is told for itself.
        alone = (replace(p, kind="telling") if p.kind == "tail" else p for p in spans)
        spans = replace(spans, parts=tuple(alone))
        lead = _lead(spans.parts)
        if lead is None or not _likely(lead, expects, text, language):
            return None
        if _stands(whole, lead, expects):
            return None
        if lead.kind == "telling" and _met_by_its_dialogue(whole, expects, language):
            return None
        meaning = Meaning(text)
    sayable = isinstance(expects, Importance | Outcome | Rating | YesNo)
    if (
        sayable
        and (meaning is None or meaning.kind == "nothing")
        and whole.kind in ("nothing", "unsure")
    ):
        meaning = _at_the_edge(text, _lead(spans.parts), expects, read) or meaning
    if meaning is None:
        return None
    acts = tuple(
        _act(replace(part, kind="answer") if part in answers else part, text, spans, meaning, read)
        for part in spans
        if part.kind not in NO_ANSWERS or part.chance >= UNSURE
    )
    if isinstance(expects, Command) and meaning.kind == "nothing":
        # At a menu nothing is answered: it is told.
        acts = tuple(
            replace(act, kind="telling", name="something") if act.kind == "answer" else act
            for act in acts
        )
    if meaning.kind == "answer" and all(act.kind != "answer" for act in acts):
        acts = (Act("answer", 0, len(text.split()), value=meaning.value), *acts)
    return meaning, acts


def _lead(parts: Sequence[Span]) -> Span | None:
    """The part that the reply goes by; one that is probable before those that are not."""
    return leading([part for part in parts if part.chance >= LIKELY]) or leading(parts)


def _at_the_edge(text: str, lead: Span | None, expects: Expectation, read: Read) -> Meaning | None:
    """The answer in the first or last words: "oh that's a splinter that one very"."""
    if lead is not None and lead.kind in NOTHING_TAKEN and lead.chance >= LIKELY:
        return None
    words = text.split()
    sizes = range(1, 2 if isinstance(expects, YesNo) else A_FEW + 1)
    ends = [words[:size] for size in sizes]
    if isinstance(expects, Outcome):
        ends += [words[: A_FEW + 1]]
    if lead is not None and lead.kind == "telling" and isinstance(expects, Outcome):
        # "It was awful" is not done, though "it was" may be; "I did it and she sang" is.
        ends = [end for end in ends if len(end) >= A_FEW]
    first = _only(ends, words, expects, read)
    if first is None and not isinstance(expects, YesNo):
        first = _only([words[-size:] for size in sizes], words, expects, read)
    return replace(first, text=text) if first is not None else None


def _only(
    ends: Sequence[list[str]], words: list[str], expects: Expectation, read: Read
) -> Meaning | None:
    """The one answer that is read in some of the first or the last words."""
    found = [read(" ".join(end), expects) for end in ends if len(words) > len(end)]
    values = {str(meaning.value): meaning for meaning in found if meaning.kind == "answer"}
    return next(iter(values.values())) if len(values) == 1 else None


def is_plainly_asked(name: str) -> bool:
    """Whether a question of this name is surely put to Lantern."""
    return name.partition(".")[0] in PLAINLY_ASKED


def _met_by_its_dialogue(whole: Meaning, expects: Expectation, language: str) -> bool:
    """Whether a loss or a heavy heart is met by the dialogue that asks for a hope."""
    if not isinstance(expects, Aspiration) or not isinstance(whole.value, dict):
        return False
    return whole.value["kind"] == "sorrow" or is_heavy_heart(whole.value["words"], language)


def _told_answers(part: Span, expects: Expectation) -> bool:
    """Whether a telling is what the question asked for: what got in the way, how the day was."""
    open_to_all = isinstance(expects, Freely) and not (
        expects.names or expects.action or expects.hope
    )
    return part.kind == "telling" and open_to_all


def _likely(lead: Span, expects: Expectation, text: str, language: str) -> bool:
    """Whether a part is probable enough to be taken for no answer.

    Where a value or a step is asked for, a telling has to be surely one, unless the words hold
    nothing that could be called one: "I have been putting it off for three weeks".
    """
    if isinstance(expects, Freely) and expects.thoughts:
        if lead.kind in ("refusal", "not_knowing"):
            return lead.chance == 1  # The rules know how those are said.
        return lead.chance >= VERY_SURE and (lead.kind != "question" or is_plainly_asked(lead.name))
    named = isinstance(expects, Open) and (expects.names or expects.action)
    told = lead.kind == "telling" and named
    if told and (lead.chance >= UNSURE or telling_in(text, language) is not None):
        step = isinstance(expects, Open) and expects.action
        if not short_name(text, language, step=step):
            return True
    careful = lead.kind in CAREFULLY or told
    return lead.chance >= (SURE if careful else LIKELY)


def _stands(whole: Meaning, lead: Span, expects: Expectation) -> bool:
    """Whether what the rules read is surer than that the utterance holds no answer."""
    if whole.kind == "command":
        if _surely_asked(whole, lead):
            return False
        # An exact phrase is meant as it is said, whatever it sounds like.
        return whole.score >= PLAINLY or lead.kind == "command"
    if whole.kind != "answer":
        return False
    if lead.kind == "complaint" and lead.chance < 1 and len(whole.text.split()) <= A_FEW:
        return True  # "The same again", of what to do tomorrow.
    if lead.kind == "not_knowing" and lead.chance < 1 and isinstance(expects, Outcome):
        return True  # "Haven't had a chance", of a step.
    many = len(whole.text.split()) > A_FEW
    asked = lead.kind == "question" and lead.name != "what_to_say"
    besides = asked or (lead.kind == "telling" and many and not isinstance(expects, YesNo))
    if besides and lead.chance >= VERY_SURE and not isinstance(expects, Open | Choice):
        return False  # "Is six typical", "it's been frozen since new year"
    said_instead = isinstance(whole.value, dict) and isinstance(expects, YesNo | Choice)
    if said_instead or isinstance(expects, Recurrence | Date | Time | Rating):
        # Something was said in place of a yes, as the question allows; or a day, which few other
        # words could be.
        return lead.kind not in NO_ANSWERS or lead.chance < SURE
    if not isinstance(expects, Open):
        return len(whole.text.split()) <= A_FEW or lead.chance < SURE
    return False


def _surely_asked(whole: Meaning, lead: Span) -> bool:
    """Whether the rules find a question or a complaint where a command is only likely."""
    asked = lead.kind in ("question", "complaint") and lead.chance == 1
    return asked and whole.kind == "command" and whole.score < 1


def _wish(text: str, whole: Meaning, spans: Spans, read: Read) -> Meaning | None:
    """What is to be done, said among other things."""
    lead = _lead(spans.parts)
    if lead is not None and _surely_asked(whole, lead):
        return Meaning(text)
    if whole.kind == "command" and whole.score >= PLAINLY:
        return None
    for part in spans:
        if part.kind == "command" and part.name:
            return Meaning(text, "command", part.name, score=1.0)
        if part.kind in ("answer", "command"):
            wish = read(spans.words_of(part, text), None)
            if wish.kind == "command" and wish.score >= PLAINLY:
                return replace(wish, text=text)
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
    language: str,
) -> Meaning | None:
    """The meaning of the answer among the parts."""
    surely = answers[0].chance >= LIKELY and isinstance(expects, Open)
    exactly = whole.kind == "command" and whole.score >= PLAINLY
    if exactly and (not surely or whole.intent in OF_THE_CONVERSATION):
        return None
    if isinstance(expects, Open):
        return _open_answer(text, whole, spans, answers, expects, read, language)
    if isinstance(whole.value, dict) and whole.kind == "answer":
        told = isinstance(expects, Recurrence) and _tells_when(whole.value)
        if told and answers[0].chance >= SURE and len(spans.parts) > 1:
            head = read(spans.words_of(answers[0], text), expects)
            return replace(head, text=text) if head.kind == "answer" else whole
        return whole
    if whole.kind == "answer" and len(spans.parts) == 1 and not spans.taken_back:
        return whole
    if whole.kind == "answer" and isinstance(expects, Time):
        return whole  # The rules read what was corrected in it: "half seven no quarter past seven".
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
        changed = heads[0].value is True and heads[-1].value is False
        head = heads[-1 if changed else 0]  # "Oh that's right, no, not another one."
    return replace(head, text=text)


def _tells_when(value: Mapping[str, Any]) -> bool:
    """Whether a rhythm has words that no rule says; they may be the tail of the answer."""
    return bool(RecurrenceSet.parse(str(value["rrule"])).as_said)


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
    text: str,
    whole: Meaning,
    spans: Spans,
    answers: Sequence[Span],
    expects: Open,
    read: Read,
    language: str,
) -> Meaning | None:
    """The words of the answer; where something is to be named, with its core."""
    said = " ".join(spans.words_of(part, text) for part in _head(spans, answers))
    meaning = whole if said == " ".join(text.split()) else read(said, expects)
    if meaning.intent == "skip":
        return replace(meaning, text=text)  # "Nothing, and he is the one who should call."
    if meaning.kind != "answer":
        return None
    words = text.split()
    core = " ".join(_once([words[place] for place in spans.core]))
    value: Any = meaning.value
    if len(spans.core) + 1 < len(said.split()) <= A_NAME:
        core = ""  # It is short as it is, and the core leaves out more than a filler.
    if expects.action and len(spans.core) == 1:
        core = ""  # One word tells no step.
    if split_named_things(said, language):
        core = ""  # Several things are named; the dialogue takes them one after the other.
    if isinstance(value, dict):
        if value["kind"] == "someone_else" and expects.action and is_own_doing(said, language):
            value = {**value, "kind": "goal"}  # "Ring him more often" is one's own to do.
        if isinstance(whole.value, dict) and "often" in whole.value and "often" not in value:
            value = whole.value
        value = {**value, "name": core} if core else value
    elif isinstance(value, str):
        value = core if expects.names and core else _as_a_text(text, spans, expects)
    return replace(meaning, text=text, value=value)


def mended(spans: Spans, text: str, leads_on: Collection[str], closed: bool = False) -> Spans:
    """The parts, none of which is cut off after a word that needs another after it.

    `leads_on` are such words. Neither does the core end with one. `closed`: a short answer is
    expected, whose tail stands by itself however unsure it is.
    """
    words = [word.lower().strip(MARKS) for word in text.split()]
    parts: list[Span] = []
    for part in spans:
        before = parts[-1] if parts else None
        if before is not None and before.end == part.start:
            cut_off = words[before.end - 1] in leads_on and part.kind in TOLD_KINDS
            unsure = part.chance < UNSURE and part.kind in TOLD_KINDS and not closed
            same = part.kind == before.kind != "answer"
            if cut_off or unsure or same:
                parts[-1] = replace(before, end=part.end, chance=min(before.chance, SURE))
                continue
        parts.append(part)
    core = list(spans.core)
    while core and words[core[-1]] in leads_on:
        core.pop()
    return replace(spans, parts=tuple(parts), core=tuple(core))


def _once(words: list[str]) -> list[str]:
    """Words without what is said a second time: "being a calm mum a calm"."""
    for place in range(2, len(words)):
        again = next((at for at in range(place) if words[at] == words[place]), None)
        if again is not None and words[again : again + len(words) - place] == words[place:]:
            return words[:place]
    return words


def _head(spans: Spans, answers: Sequence[Span]) -> list[Span]:
    """The parts that answer; an unsure tail is a part of the answer."""
    return [
        part for part in spans if part in answers or (part.kind == "tail" and part.chance < SURE)
    ]


def _as_a_text(text: str, spans: Spans, expects: Expectation) -> str:
    """The answer and its tail as one text, with a comma between them where none was heard.

    What is improbably no answer is a part of it, so that none of its words is lost.
    """
    whole = ""
    for part in spans:
        improbable = part.kind in NO_ANSWERS and part.chance < UNSURE
        answers = part.kind in ("answer", "tail") or _told_answers(part, expects)
        if not (answers or improbable):
            continue
        words = spans.words_of(part, text)
        apart = part.chance >= SURE and part.end - part.start > A_FEW
        comma = "," if whole and whole[-1] not in MARKS and apart else ""
        whole = f"{whole}{comma} {words}" if whole else words
    return whole


def _act(part: Span, text: str, spans: Spans, meaning: Meaning, read: Read) -> Act:
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
        case "command" if part.name:
            return Act("command", part.start, part.end, part.name, words=words)
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


def told_at_once(meaning: Meaning, expects: Expectation | None, language: str) -> Meaning:
    """A telling that begins with "no" is one, where it was only asked how to begin.

    So is the theme that a question is asked for.
    """
    if (themed := with_a_theme(meaning, expects, language)) is not meaning:
        return themed
    leads_up = isinstance(expects, YesNo) and expects.or_else == "telling"
    if not leads_up or meaning.value is not False or len(meaning.text.split()) < A_LONG_NO:
        return meaning
    return replace(meaning, value={"kind": "words", "words": meaning.text})


def with_wish_behind(whole: Span, spans: Spans) -> Spans:
    """The part `whole`, known by its beginning, with the wish that surely follows it, if any.

    "You didn't answer me, put the swim under health" complains, and wishes something.
    """
    wish = next((p for p in spans if p.kind == "command" and p.start and p.chance >= SURE), None)
    if wish is None or wish.kind == whole.kind:
        return Spans((whole,))
    return Spans((replace(whole, end=wish.start), wish))


def surely_answered(spans: Spans) -> bool:
    """Whether there surely is an answer beside whatever else is told."""
    head = spans.first("answer")
    return head is not None and head.chance >= SURE


def as_ruled(act: Act, told: str) -> Act:
    """A telling as the rules know it: what they take for a loss or for a heavy heart is one."""
    if act.kind != "telling" or told not in ("sorrow", "feeling") or act.name == told:
        return act
    return replace(act, name=told, mood="grief" if told == "sorrow" else "hard", weight=VERY_HEAVY)


def with_the_time(act: Act, now: datetime | None) -> Act:
    """The act; a question for the day or the time with both."""
    if (act.kind, act.name) != ("question", "date") or now is None:
        return act
    return replace(act, slots={"day": now.date().isoformat(), "time": f"{now:%H:%M}"})
