"""Steering: what every dialogue understands beside an answer, here once for all of them.

Repeat, slower, help, undo, back, pause, stop and the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation import dictation
from assistant.conversation.replay import BEGUN
from assistant.conversation.reply import Reply
from assistant.conversation.state import Progress, progress
from assistant.dialogues.erase import beginning
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Answered, Paused, Resumed, SessionBegan, WentBack, Withdrawn
from assistant.practice.preferences import OF_THE_VOICE
from intents import Aspiration, Command, Dictation, Freely, Meaning, YesNo

if TYPE_CHECKING:
    from assistant.conversation.session import Conversation


_ONLY_ONCE = frozenset({"welcome.hello", "evening.first_time"})
"""Who Lantern is need not be heard twice by who missed the question."""


def steer(talk: Conversation, top: Progress, ask: Ask, meaning: Meaning) -> Reply:
    """What every dialogue understands beside an answer."""
    dictating = isinstance(ask.expects, Dictation)
    dictated = top.dictated(ask.key, ask.about)
    match meaning.intent:
        case str() as wish if wish in ask.also:
            slots = {"slots": dict(meaning.slots)} if meaning.slots else {}
            return talk.answer(top, ask, {"intent": wish, **slots}, said=meaning.text)
        case "repeat":
            reply = talk.reply()
            return replace(reply, says=tuple(s for s in reply.says if s.key not in _ONLY_ONCE))
        case "read_back" | "read_last" if dictating and dictated:
            return Reply((Say("reflect.you_said", words=dictated),), ask)
        case "read_doubtful":
            return dictation.read_doubtful(top, ask)
        case "help":
            return aside(Say(f"help.{ask.expects.name}.{ask.key}", **ask.words), ask)
        case "where_am_i":
            return aside(Say(f"where_am_i.{top.dialogue}", **top.brief | ask.words), ask)
        case "more_time":
            return Reply((talk.memory.adjust("more_time", top.session),), ask)
        case str() as wish if wish in OF_THE_VOICE or wish == "go_easy":
            said = talk.memory.adjust(wish, top.session)
            return Reply((said,), ask) if dictating else aside(said, ask)
        case "keep_listening" if dictating:
            return Reply((), ask)
        case "new_paragraph" if dictating:
            return dictation.new_paragraph(talk, top, ask)
        case "undo" | "scratch_that" if dictating and dictated:
            return dictation.scratch(talk, top, ask)
        case "scratch_everything" if dictating and dictated:
            return dictation.ask_to_scratch_everything(talk, top, ask)
        case "undo" | "scratch_that":
            return _undo(talk, ask)
        case "back":
            return _back(talk, top, ask)
        case "keep" if top.back_to:
            talk.memory.record(Resumed(), top.session)
            return talk.go_on(Say("back.kept"))
        case "pause":
            talk.memory.record(Paused(), top.session)
            return Reply((Say("paused", nth=top.missed_in_all),), ask, paused=True)
        case "resume":
            return resume(talk, top)
        case "done" | "skip" if dictating:
            return talk.answer(top, ask, None, "dictated" if dictated else "skipped")
        case "stop":
            return talk.leave("stop")
        case "yes" if isinstance(ask.expects, Command):
            return Reply((Say(f"what_then.{ask.key}"),), ask)
        case "done" | "no" if isinstance(ask.expects, Command):
            return talk.leave("stop")
        case "skip" | "no" if not isinstance(ask.expects, Command | YesNo):
            return talk.answer(top, ask, None, "skipped", meaning.text)
        case "skip":
            return talk.answer(top, ask, None, "skipped", meaning.text)
        case "done" if isinstance(ask.expects, Freely | Aspiration):
            return talk.answer(top, ask, None, "skipped", meaning.text)
        case "done":
            return talk.leave("stop")
        case str() as wish if wish == top.dialogue and isinstance(ask.expects, Freely):
            # Worn out, said when asked what is in the way: that is what is in the way.
            return talk.answer(top, ask, meaning.text, said=meaning.text)
        case str() as wish if wish == top.dialogue:
            # What is asked for is what we are doing.
            return Reply((ask.say,), ask)
        case str() as wish if talk.memory.has_dialogue(wish):
            if isinstance(ask.expects, Command):
                value = {"intent": wish, "slots": dict(meaning.slots)}
                # What is to be erased is not to stand in the wish for it.
                heard = "" if wish == "erase_last" else meaning.text
                return talk.answer(top, ask, value if meaning.slots else wish, said=heard)
            told = talk.enter(wish, meaning.slots, parent=top.session, aside=True)[1]
            return talk.go_on(*told, briefly=bool(told))
        case str() as wish if isinstance(ask.expects, Command) and wish != "yes":
            return aside(Say(f"not_here.{wish}"), ask)
    return talk.missed(top, "unclear", meaning.text)


def _undo(talk: Conversation, ask: Ask) -> Reply:
    """Withdraw the last answer, in whichever dialogue it was, and ask again."""
    entries = talk.memory.entries(talk.root)
    standing = {
        turn.id
        for session in progress(entries).values()
        for turn in session.turns
        if turn.how != BEGUN
    }
    latest = next((e for e in reversed(entries) if e.id in standing), None)
    if latest is None:
        return aside(Say("undo.nothing"), ask)
    if isinstance(latest.event, Answered) and latest.event.erases:
        return aside(Say("undo.erased"), ask)
    # What the answer had begun was begun by it alone: asked for again, it is begun again.
    begun = (
        entry.id
        for entry in entries[entries.index(latest) + 1 :]
        if isinstance(entry.event, SessionBegan)
        and entry.event.parent == latest.session
        and not entry.event.aside
    )
    talk.memory.record(Withdrawn((latest.id, *begun)), latest.session)
    said = latest.event.said if isinstance(latest.event, Answered) else ""
    reply = talk.reply()
    return Reply((Say("undo.done", said=beginning(said)), *reply.says[-1:]), reply.ask)


def _back(talk: Conversation, top: Progress, ask: Ask) -> Reply:
    """The question before, with its answer offered again."""
    said = [t for t in talk.scene(top).used if t.how != BEGUN]
    place = next((i for i, t in enumerate(said) if t.id == top.back_to), len(said))
    if place == 0:
        return aside(Say("back.nothing"), ask)
    talk.memory.record(WentBack(said[place - 1].id), top.session)
    return talk.reply()


def resume(talk: Conversation, top: Progress) -> Reply:
    """Go on after a pause."""
    talk.memory.record(Resumed(), top.session)
    reply = talk.reply()
    return Reply((Say("resumed"), *reply.says[-1:]), reply.ask)


def aside(say: Say, ask: Ask) -> Reply:
    """Something said beside the question, which is then asked again."""
    return Reply((say, ask.say), ask)
