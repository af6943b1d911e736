"""What every dialogue understands beside an answer: repeat, slower, help, undo, pause, stop …"""

from __future__ import annotations

from dataclasses import replace

from assistant.conversation import dictation
from assistant.conversation.acts import Interpretation
from assistant.conversation.asides import brief_question
from assistant.conversation.reading.to_lantern.kept_questions import answer_from_what_is_kept
from assistant.conversation.replay import BEGUN
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import ConversationState
from assistant.conversation.state import SessionState
from assistant.dialogues.erase import beginning
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import (
    Answered,
    Closed,
    Entry,
    GentleOver,
    Missed,
    Paused,
    Resumed,
    SessionBegan,
    WentBack,
    Withdrawn,
)
from assistant.practice.preferences import OF_THE_VOICE
from intents import Command, Dictation, Freely, YesNo
from intents.expectations import Open

LETS_GO = ("repair.shall_it_go", "drop_goal.", "journal.shall_i_erase", "journal.erase")
"""How the questions begin to which "keep it" is a no."""
ASKED_FOR_BESIDE = ("rename", "goal_serves", "drop_value", "mark_goal")
"""The dialogues which an undo at their first question ends."""
_INTRODUCTIONS = frozenset({"welcome.hello", "evening.first_time"})
"""On "repeat", leave out the introduction."""


def carry_out(
    conversation: ConversationState, top: SessionState, ask: Ask, command: Interpretation
) -> Response:
    """The response to a command, while `ask` is waited for in the session `top`."""
    dictating = isinstance(ask.expects, Dictation)
    dictated = top.dictated(ask.key, ask.about)
    knowledge, said = conversation.knowledge, command.text
    match command.intent:
        case str() as intent if intent in ask.also and not command.slots.get("words"):
            slots = {"slots": dict(command.slots)} if command.slots else {}
            return conversation.answer(top, ask, {"intent": intent, **slots}, said=said)
        case "repeat":
            reply = conversation.reply()
            says = tuple(say for say in reply.says if say.key not in _INTRODUCTIONS)
            return Response(reply=replace(reply, says=says))
        case "read_back" | "read_last" if dictating and dictated:
            return Response(reply=Reply((Say("reflect.you_said", words=dictated),), ask))
        case "read_doubtful" if dictating:
            return dictation.read_doubtful(top, ask)
        case "help":
            return _beside(Say(f"help.{ask.expects.name}.{ask.key}", **ask.words), ask)
        case "where_am_i":
            return _beside(Say(f"where_am_i.{top.dialogue}", **top.brief | ask.words), ask)
        case "more_time":
            return _adjust(conversation, top, "more_time", Reply((), ask))
        case "go_easy":
            gentle = knowledge.gentle_until()
            events = ((top.session, gentle),) if gentle else ()
            asks = () if dictating else (ask.say,)
            return Response(events, Reply((Say("gentle"), *asks), ask))
        case "as_usual":
            over: SessionEvent = (top.session, GentleOver())
            return Response((over,), Reply((Say("as_usual"), ask.say), ask))
        case "other_voice" if top.dialogue == "other_voice":
            return Response(reply=Reply((ask.say,), ask))
        case "other_voice" if voices := knowledge.other_voices():
            return conversation.begin_aside(top, "other_voice", {"voices": voices})
        case str() as intent if intent in OF_THE_VOICE:
            asks = () if dictating else (ask.say,)
            amount = float(command.slots.get("amount", 0))
            return _adjust(conversation, top, intent, Reply(asks, ask), amount)
        case "keep_listening" if dictating:
            return Response(reply=Reply((), ask))
        case "new_paragraph" if dictating:
            return dictation.new_paragraph(top, ask)
        case "undo" | "scratch_that" if dictating and dictated:
            return dictation.scratch(top, ask)
        case "scratch_everything" if dictating and dictated:
            return dictation.ask_to_scratch_everything(conversation, top, ask)
        case "undo" | "scratch_that":
            return _undo(conversation, top, ask)
        case "back":
            return _back(conversation, top, ask)
        case "keep" if top.back_to:
            return Response(((top.session, Resumed()),), Reply((Say("back.kept"),)), goes_on=True)
        case "keep" if isinstance(ask.expects, YesNo):
            return conversation.answer(top, ask, not ask.key.startswith(LETS_GO), said=said)
        case "off_record":
            unheard: SessionEvent = (top.session, Missed(ask.key, "asked", ask.about))
            return Response((unheard,), Reply((Say("off_record"), brief_question(ask)), ask))
        case "pause":
            paused = Say("paused", nth=top.misses_in_all)
            return Response(((top.session, Paused()),), Reply((paused,), ask, paused=True))
        case "resume" if knowledge.brief("came_back", "", {})["away_until"]:
            # Nothing is paused: "I'm back" means back from being away.
            return _begin(conversation, top, ask, command, "came_back")
        case "resume":
            return resume(conversation, top)
        case "done" | "skip" if dictating:
            return conversation.answer(top, ask, None, "dictated" if dictated else "skipped")
        case "stop":
            return conversation.leave("stop")
        case "yes" if isinstance(ask.expects, Command):
            return Response(reply=Reply((Say(f"what_then.{ask.key}"),), ask))
        case "done" | "no" if isinstance(ask.expects, Command):
            return conversation.leave("stop")
        case "no" if not isinstance(ask.expects, YesNo):
            return conversation.answer(top, ask, None, "skipped", said)
        case "skip":
            return conversation.answer(top, ask, None, "skipped", said)
        case "done" if isinstance(ask.expects, Open):
            return conversation.answer(top, ask, None, "skipped", said)
        case "done":
            return conversation.leave("stop")
        case "recall" if not isinstance(ask.expects, Command):
            return answer_from_what_is_kept(conversation, top, ask, command.slots)
        case "reminders_asked" if not isinstance(ask.expects, Command):
            kept = "reminders_asked"
            return answer_from_what_is_kept(conversation, top, ask, command.slots, kept)
        case "erase_last" if top.dialogue == "erase_last" and "lines" in command.slots:
            return _erase_instead(conversation, top, command)
        case str() as intent if intent == top.dialogue and isinstance(ask.expects, Freely):
            # "Worn out", where it was asked what is in the way, names what is in the way.
            return conversation.answer(top, ask, said, said=said)
        case str() as intent if intent == top.dialogue and not command.slots.get("words"):
            return Response(reply=Reply((ask.say,), ask))
        case str() as intent if knowledge.has_dialogue(intent):
            return _begin(conversation, top, ask, command, intent)
        case str() as intent if isinstance(ask.expects, Command) and intent != "yes":
            return _beside(Say(f"not_here.{intent}"), ask)
    return conversation.missed(top, "unclear", said)


def _erase_instead(
    conversation: ConversationState, top: SessionState, command: Interpretation
) -> Response:
    """Something else is to be erased than what was offered."""
    closed: SessionEvent = (top.session, Closed("declined"))
    after = conversation.after(closed)
    if not after.open_sessions():
        return conversation.missed(top, "unclear", command.text)
    begun = after.begin_aside(after.open_sessions()[-1], "erase_last", command.slots)
    return replace(begun, events=(closed, *begun.events))


def resume(conversation: ConversationState, top: SessionState) -> Response:
    """Go on after a pause."""
    event: SessionEvent = (top.session, Resumed())
    reply = conversation.after(event).reply()
    return Response((event,), Reply((Say("resumed"), *reply.says[-1:]), reply.ask))


def _begin(
    conversation: ConversationState,
    top: SessionState,
    ask: Ask,
    command: Interpretation,
    dialogue: str,
) -> Response:
    """Begin another dialogue: in answer to a menu, or beside what is asked."""
    slots = dict(command.slots)
    if isinstance(ask.expects, Command):
        value = {"intent": dialogue, "slots": slots} if slots else dialogue
        # What is to be erased is not to stand in the wish for it.
        said = "" if dialogue == "erase_last" else command.text
        return conversation.answer(top, ask, value, said=said)
    response = conversation.begin_aside(top, dialogue, command.slots)
    began = response.events[-1][1]
    if isinstance(began, SessionBegan) and not began.ends:
        begun = conversation.after(*response.events).open_sessions()[-1]
        question = conversation.dialogue(begun).ask
        if question is not None and (question.key, question.about) == (ask.key, ask.about):
            # What is wished for is under way already, by another name: its question stands.
            return Response(reply=Reply((ask.say,), ask))
    return response


def _adjust(
    conversation: ConversationState, top: SessionState, wish: str, after: Reply, amount: float = 0.0
) -> Response:
    event, say = conversation.knowledge.adjusted(wish, len(conversation.entries), amount)
    return Response(((top.session, event),) if event else (), after.after(say))


def _undo(conversation: ConversationState, top: SessionState, ask: Ask) -> Response:
    """Withdraw the last answer, in whichever dialogue it was, and ask again."""
    if top.aside and not top.turns and top.dialogue in ASKED_FOR_BESIDE:
        # Only asked for, and nothing done yet: that is taken back, and nothing else.
        closed: SessionEvent = (top.session, Closed("declined"))
        return Response((closed,), Reply((Say("undo.left"),)), goes_on=True, briefly=True)
    latest = latest_to_undo(conversation)
    if latest is None:
        return _beside(Say("undo.nothing"), ask)
    if _erased(latest):
        return _beside(Say("undo.erased"), ask)
    response = withdraw(conversation, latest)
    said = latest.event.said if isinstance(latest.event, Answered) else ""
    done = Say("undo.done", said=beginning(said))
    after = conversation.after(*response.events)
    if not after.open_sessions():
        return replace(response, reply=Reply((done,)), goes_on=True)
    reply = after.reply()
    return replace(response, reply=Reply((done, *reply.says[-1:]), reply.ask))


def latest_to_undo(conversation: ConversationState) -> Entry | None:
    """The last answer, or beginning that noted something, which can be withdrawn.

    What was only told is passed over, as long as there is something else.
    """
    standing = conversation.answers_standing() | conversation.beginnings_with_notes()
    found = [entry for entry in reversed(conversation.entries) if entry.id in standing]
    changed = next((entry for entry in found if not _only_told(conversation, entry)), None)
    if changed is None or _erased(changed):
        return next(iter(found), None)
    return changed


def _erased(entry: Entry) -> bool:
    return isinstance(entry.event, Answered | SessionBegan) and bool(entry.event.erases)


def _only_told(conversation: ConversationState, entry: Entry) -> bool:
    """Whether it asked for something that was only told, such as the values there are."""
    event = entry.event
    if not isinstance(event, Answered) or event.notes or event.erases:
        return False
    wish = event.value["intent"] if isinstance(event.value, dict) and "intent" in event.value else 0
    dialogue = wish or event.value
    if not isinstance(dialogue, str) or not conversation.knowledge.has_dialogue(dialogue):
        return False
    entries = conversation.entries
    later = entries[entries.index(entry) + 1 :]
    begun = next(
        (e.event for e in later if isinstance(e.event, SessionBegan) and not e.event.aside), None
    )
    told = begun is not None and begun.dialogue == dialogue
    return told and begun is not None and begun.ends and not begun.notes


def take_back(conversation: ConversationState) -> Response | None:
    """Withdraw the last answer without a word; `None` where there is none, or it erased."""
    latest = latest_to_undo(conversation)
    if latest is None or not isinstance(latest.event, Answered) or latest.event.erases:
        return None
    if latest.event.how == "dictated":
        return None  # What was dictated is taken back sentence by sentence, and only by name.
    response = withdraw(conversation, latest)
    after = conversation.after(*response.events)
    if not after.open_sessions():
        return None
    return replace(response, reply=after.reply())


def withdraw(conversation: ConversationState, entry: Entry) -> Response:
    """Withdraw an answer, and what it had begun: asked for again, that is begun again."""
    entries = conversation.entries
    begun = (
        later.id
        for later in entries[entries.index(entry) + 1 :]
        if _begun_by(later, entry)
        # What was only told since then was asked in a menu that is at another turn now.
        or (later.session == entry.session and _only_told(conversation, later))
    )
    return Response(((entry.session, Withdrawn((entry.id, *begun))),))


def _begun_by(later: Entry, entry: Entry) -> bool:
    event = later.event
    return isinstance(event, SessionBegan) and event.parent == entry.session and not event.aside


def _back(conversation: ConversationState, top: SessionState, ask: Ask) -> Response:
    """The question before, with its answer offered again."""
    said = [t for t in conversation.dialogue(top).used if t.how != BEGUN]
    place = next((i for i, t in enumerate(said) if t.id == top.back_to), len(said))
    if place == 0:
        return _beside(Say("back.nothing"), ask)
    event: SessionEvent = (top.session, WentBack(said[place - 1].id))
    return Response((event,), conversation.after(event).reply())


def _beside(say: Say, ask: Ask) -> Response:
    """Something said beside the question, which is then asked again."""
    return Response(reply=Reply((say, ask.say), ask))
