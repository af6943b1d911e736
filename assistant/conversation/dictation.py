"""Steering a dictation: paragraphs, taking the last sentence back or all, and what is doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from assistant.conversation.reply import Reply
from assistant.conversation.state import Progress
from assistant.dialogues.steps import Ask, Say
from assistant.formatting import without_last_sentence
from assistant.practice.dictated import doubts_of
from assistant.practice.events import Missed, ParagraphBegan, Resumed, Segment, Withdrawn
from intents import Dictation, Expectation, Meaning, YesNo

if TYPE_CHECKING:
    from assistant.conversation.session import Conversation

SCRATCH_EVERYTHING = "scratch_everything"
LEADS_TO = {"letter.when": "letter.write", "letter.a_day_to_come": "letter.write"}
"""Questions before a dictation, and the key of that."""
A_FEW = 3
"""More doubtful words than this are too many to listen to."""


def tells_at_once(expects: Expectation | None, meaning: Meaning) -> bool:
    """Whether it is told already what the question was to lead up to."""
    leads_up = isinstance(expects, YesNo) and expects.or_else == "telling"
    return leads_up and meaning.kind == "answer" and not isinstance(meaning.value, bool)


def begin_at_once(talk: Conversation, top: Progress, ask: Ask, words: str) -> Reply:
    """What a question only led up to was told at once: it is the dictation's beginning.

    The answer is a plain no and holds none of the words: an erasure has one place.
    """
    return _begun(talk, talk.answer(top, ask, False), words, "reflect.go_on")


def listen_at_once(talk: Conversation, top: Progress, ask: Ask, words: str, wish: str) -> Reply:
    """Who goes on telling, where it was offered to listen, has chosen that: it is listened to."""
    return _begun(talk, talk.answer(top, ask, wish), words, "comfort.listening")


def _begun(talk: Conversation, reply: Reply, words: str, say: str) -> Reply:
    """The dictation which `reply` asks for, with its first words; any other reply as it is."""
    if reply.ask is None or not isinstance(reply.ask.expects, Dictation):
        return reply
    segment = Segment(reply.ask.key, words, reply.ask.about)
    talk.memory.record(segment, talk.open_sessions()[-1].session)
    return Reply((Say(say),), reply.ask)


def told_early(talk: Conversation, top: Progress, ask: Ask, words: str) -> Reply:
    """What is to be dictated later was begun before its time: it is kept there."""
    talk.memory.record(Segment(LEADS_TO[ask.key], words), top.session)
    return Reply((Say("letter.begun_already", nth=len(top.segments)), ask.say), ask)


def new_paragraph(talk: Conversation, top: Progress, ask: Ask) -> Reply:
    """What is said from now on stands in a paragraph of its own."""
    talk.memory.record(ParagraphBegan(ask.key, ask.about), top.session)
    return Reply((), ask)


def scratch(talk: Conversation, top: Progress, ask: Ask) -> Reply:
    """Take the last sentence back. What was said before it in the same breath stays."""
    own = top.stretches(ask.key, ask.about)
    stay, rest = without_last_sentence([stretch.piece for stretch in own])
    gone = tuple(stretch.id for stretch in own[stay:])
    if rest:
        cut = own[stay]
        doubtful = tuple(span for span in cut.doubtful if span[1] <= len(rest))
        event = Segment(
            ask.key, rest, ask.about, cut.recording, cut.seconds, doubtful, cut.continues, gone
        )
        talk.memory.record(event, top.session)
    else:
        talk.memory.record(Withdrawn(gone), top.session)
    return Reply((Say("scratched", nth=len(own)),), ask)


def ask_to_scratch_everything(talk: Conversation, top: Progress, ask: Ask) -> Reply:
    """All of it is too much to lose to a misheard word: ask first."""
    sure = {"intent": SCRATCH_EVERYTHING, "phrase": "scratch everything", "said": "", "slots": {}}
    talk.memory.record(Missed(ask.key, "unsure", ask.about, suggestion=sure), top.session)
    return talk.reply()


def is_scratching(guess: Mapping[str, Any]) -> bool:
    """Whether this is the question if everything is to go."""
    return bool(guess["intent"] == SCRATCH_EVERYTHING)


def scratch_everything(talk: Conversation, top: Progress, ask: Ask) -> Reply:
    """They are sure."""
    gone = tuple(stretch.id for stretch in top.stretches(ask.key, ask.about))
    talk.memory.record(Withdrawn(gone), top.session)
    return Reply((Say("scratched_everything"),), ask)


def keep_everything(talk: Conversation, top: Progress) -> Reply:
    """They are not; nothing happened."""
    talk.memory.record(Resumed(), top.session)
    ask = talk.question(top)
    return Reply((Say("scratched_nothing"),), ask)


def read_doubtful(top: Progress, ask: Ask) -> Reply:
    """The words which were heard uncertainly, each with its neighbours; the last few."""
    doubts = doubts_of(top.segments, A_FEW)
    if not top.segments:
        return Reply((Say("doubtful.nothing_said"), ask.say), ask)
    told = Say("doubtful.these", words=doubts) if doubts else Say("doubtful.none")
    return Reply((told,), ask)
