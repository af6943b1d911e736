"""The response to one utterance: which handler an interpretation goes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from assistant.conversation import asides, comfort, dictation, global_commands
from assistant.conversation.acts import Interpretation
from assistant.conversation.confirmation import (
    ask_for_command,
    is_doubtful_command,
    not_meant,
    read_back,
    suggest,
    to_read_back,
    to_suggest,
)
from assistant.conversation.opening import (
    MET,
    listen_to,
    met_line,
    offered_to_listen,
    opens_listening,
    told_after_a_no,
    with_first_words,
)
from assistant.conversation.reading import preferences
from assistant.conversation.reading.dictation.dictation_end import respond_to_the_end
from assistant.conversation.reading.themes import tells_at_once
from assistant.conversation.reading.to_lantern.addressed import calls
from assistant.conversation.reading.to_lantern.kept_questions import (
    RECALL,
    answer_from_what_is_kept,
    guessed,
)
from assistant.conversation.reading.to_lantern.unmet import form_of
from assistant.conversation.reading.to_lantern.wants_to_talk import LISTEN, talk_wished
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import ConversationState
from assistant.conversation.state import (
    READ_BACK,
    SCRATCH_EVERYTHING,
    SessionState,
    is_read_back,
)
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Closed, Resumed
from intents import Command, Dictation, Meaning

STILL_PAUSED = "still_paused"
MENU = "menu"


def respond(conversation: ConversationState, utterance: Utterance, reply: Reply) -> Response:
    """The events and the reply after an utterance; `reply` is what Lantern said last."""
    said, ask = utterance.interpretation, reply.ask
    lead = said.lead
    if (to_the_end := respond_to_the_end(conversation, utterance, reply)) is not None:
        return to_the_end
    if lead is None or ask is None or said.is_answer:
        return respond_to_question(conversation, utterance, reply)
    match lead.kind:
        case "courtesy":
            key = "you_are_welcome" if lead.name == "thanks" else lead.name
            return Response(reply=replace(reply, says=(Say(key), ask.say)))
        case "not_knowing":
            return conversation.not_known(said.text)
        case "telling":
            return comfort.meet(conversation, said.text, lead)
        case "thinking" | "chatter":
            return asides.wait(conversation, lead, ask)
        case "question" if said.kind != "command" and lead.name == RECALL:
            top, slots = (
                conversation.open_sessions()[-1],
                guessed(lead, conversation.knowledge.language),
            )
            return answer_from_what_is_kept(conversation, top, ask, slots)
        case "question" if said.kind != "command":
            if (
                lead.name == "other"
                and form_of(lead.words, conversation.knowledge.language) == "request"
            ):
                top = conversation.open_sessions()[-1]
                return conversation.missed(top, "unclear", lead.words, "request")
            return asides.answer_question(conversation, lead, ask)
        case "preference" if said.kind != "command":
            return preferences.meet(conversation, lead, ask)
        case "complaint" if said.kind != "command":
            return asides.meet_complaint(conversation, lead, ask)
        case "refusal" | "command" if said.kind != "command":
            wish = Meaning(said.text, "command", lead.name, score=1.0, slots=lead.slots)
            meant = replace(utterance, interpretation=Interpretation.of(wish))
            return respond_to_question(conversation, meant, reply)
    return respond_to_question(conversation, utterance, reply)


def respond_to_question(
    conversation: ConversationState, utterance: Utterance, reply: Reply
) -> Response:
    """The response of the dialogue that is on, or of what is open above it."""
    said = utterance.interpretation
    chain = conversation.open_sessions()
    if not chain:
        return Response()
    top = chain[-1]
    if chain[0].offered:
        return _offered(conversation, top, chain[0].offered, said)
    if top.paused and said.intent not in ("resume", "stop", "yes"):
        return Response(reply=_paused(conversation, top, said, reply))
    if top.paused and said.intent == "yes":
        return global_commands.resume(conversation, top)
    confirming = is_read_back(top.suggestion)
    suggestion = None if said.meaning.beneath else top.suggestion
    if (
        suggestion is not None
        and suggestion["intent"] == SCRATCH_EVERYTHING
        and said.kind == "answer"
    ):
        return dictation.scratch_everything(conversation, top, sure=said.value is True)
    ask = conversation.question(top)
    if ask is None:
        return Response(goes_on=True)
    if suggestion is not None and said.kind == "answer" and said.value is False:
        return not_meant(conversation, top, ask, suggestion)
    told = offered_to_listen(top) if suggestion is not None else ""
    if told and said.kind == "answer" and said.value is True:
        return listen_to(conversation, top, ask, told)
    if suggestion is not None:
        meant = said.kind == "answer" and said.value is True
        if is_read_back(suggestion) and (meant or said.intent == READ_BACK):
            return conversation.answer(top, ask, suggestion["value"], said=suggestion["said"])
        if meant or said.intent == suggestion["intent"]:
            wished = Meaning(
                suggestion["said"], "command", suggestion["intent"], slots=suggestion["slots"]
            )
            said = Interpretation.of(wished)
    match said.kind:
        case "command" if is_doubtful_command(said):
            return ask_for_command(conversation, top, ask, said)
        case "command":
            told = said.acts[0].words if said.intent == LISTEN and said.acts else ""
            if told and not isinstance(ask.expects, Command):
                return _listen_within(conversation, top, told)
            if told:  # They stand in the dictation alone: an erasure has one place.
                response = conversation.answer(top, ask, LISTEN)
                return replace(response, first_words=told, first_words_say="just_listen.begun")
            return global_commands.carry_out(conversation, top, ask, said)
        case "answer":
            return _answer(conversation, top, ask, utterance, confirming)
        case "unsure" if (best := to_suggest(top, said)) is not None:
            return suggest(conversation, top, ask, said, best)
    unclear = said.doubtful or said.text.strip()
    form = "" if said.doubtful else form_of(said.text, conversation.knowledge.language)
    return conversation.missed(
        top, "unclear" if unclear else "silence", said.text, form or "", said.doubtful
    )


def _answer(
    conversation: ConversationState,
    top: SessionState,
    ask: Ask,
    utterance: Utterance,
    confirming: bool,
) -> Response:
    said = utterance.interpretation
    if isinstance(ask.expects, Dictation):
        return dictation.keep_segment(
            top,
            ask,
            said,
            utterance.recording,
            utterance.seconds,
            utterance.written,
            called=calls(said.text, conversation.knowledge.language),
        )
    if tells_at_once(ask.expects, said.meaning):
        # What the question only leads up to is told already. The answer is a plain no and holds
        # none of the words: an erasure has one place.
        words = utterance.written.text if utterance.written else said.text.strip()
        response = conversation.answer(top, ask, False)
        return replace(response, first_words=words, first_words_say="reflect.go_on")
    repeated = confirming and said.said_again
    confirm = conversation.knowledge.confirm()
    if not repeated and to_read_back(ask, said, confirm, confirming):
        return read_back(conversation, top, ask, said)
    return conversation.answer(top, ask, said.value, said=said.text, recording=utterance.recording)


def _paused(
    conversation: ConversationState, top: SessionState, said: Interpretation, reply: Reply
) -> Reply:
    """That it is still a pause, in fewer words once it was said; nothing to silence."""
    says: tuple[Say, ...] = ()
    if said.intent == "help":
        says = (Say("help.paused"),)
    elif said.text.strip():
        again = [say for say in reply.says if say.key.startswith(STILL_PAUSED)]
        says = (Say("still_paused_again", nth=again[0].nth + 1),) if again else (Say(STILL_PAUSED),)
    return Reply(says, conversation.question(top), paused=True)


def _offered(
    conversation: ConversationState, top: SessionState, wanted: str, said: Interpretation
) -> Response:
    """The response to an answer to "shall we go on with it?"."""
    yes = said.kind == "answer" and said.value is True
    no = said.kind == "answer" and said.value is False
    if yes or said.intent == "resume":
        return _go_on_with(conversation, wanted)
    if no and (listens := _listen_instead(conversation, said.text)) is not None:
        return listens
    if no or said.intent in ("skip", wanted):
        return _begin_instead(conversation, wanted, said)
    if said.intent == "stop":
        return conversation.leave("stop")
    if said.intent == RECALL and (ask := conversation.reply().ask) is not None:
        return answer_from_what_is_kept(conversation, top, ask, said.slots)
    if said.intent is not None and conversation.knowledge.has_dialogue(said.intent):
        if wanted == MENU:
            return _at_the_menu(conversation, said)
        return _begin_instead(conversation, said.intent, said)
    why: Literal["unclear", "silence"] = "unclear" if said.text.strip() else "silence"
    return conversation.missed(conversation.open_sessions()[0], why, said.text)


def _listen_within(conversation: ConversationState, top: SessionState, words: str) -> Response:
    """Listen in the middle of a form, to what was told with the wish for it."""
    met = met_line(words, conversation.knowledge.language)
    slots = {"within": True} if met is None else {"within": True, MET: met.key}
    return with_first_words(conversation.begin_aside(top, LISTEN, slots), words, met)


def _listen_instead(conversation: ConversationState, words: str) -> Response | None:
    """Listen, where something was told with the no, or a wish to talk; else `None`."""
    language = conversation.knowledge.language
    told = told_after_a_no(words, language)
    wishes = talk_wished(told, language)
    if wishes is None and opens_listening(told, language) != "surely":
        return None
    closed: SessionEvent = (conversation.root, Closed("declined"))
    words = told if wishes is None else wishes
    met = met_line(words, language) if words else None
    begun = conversation.begin(LISTEN, {} if met is None else {MET: met.key})
    begun = replace(begun, events=(closed, *begun.events))
    return with_first_words(begun, words, met) if words else begun


def _begin_instead(
    conversation: ConversationState, dialogue: str, said: Interpretation
) -> Response:
    closed: SessionEvent = (conversation.root, Closed("declined"))
    begun = conversation.begin(dialogue, said.slots)
    says = (Say("pick_up.something_new"), *begun.reply.says)
    return replace(begun, events=(closed, *begun.events), reply=Reply(says))


def _at_the_menu(conversation: ConversationState, said: Interpretation) -> Response:
    """Begin the menu with what was asked for in place of what was left."""
    wish = {"intent": str(said.intent), "slots": dict(said.slots)}
    begun = conversation.begin(MENU, {"called": True, "wish": wish})
    closed: SessionEvent = (conversation.root, Closed("declined"))
    says = (Say("pick_up.something_new"), *begun.reply.says)
    return replace(begun, events=(closed, *begun.events), reply=Reply(says))


def _go_on_with(conversation: ConversationState, wanted: str) -> Response:
    """Go on with what was left; what was asked for by name is on top again.

    What was begun beside that and left there is closed; all that was said in it is kept.
    """
    chain = conversation.open_sessions()
    named = (place for place, one in enumerate(chain) if one.dialogue == wanted != "menu")
    place = next(named, len(chain))
    beside = next((n for n, one in enumerate(chain) if n > place and one.aside), len(chain))
    events: list[SessionEvent] = [
        (over.session, Closed("declined")) for over in reversed(chain[beside:])
    ]
    top = chain[: max(beside, 1)][-1]
    events += [(session, Resumed()) for session in dict.fromkeys((conversation.root, top.session))]
    after = conversation.after(*events)
    changed = after.dialogue(after.open_sessions()[-1]).unused
    # Only the question: what was said before it was heard then.
    says = (Say("pick_up.changed" if changed else "pick_up.going_on"),)
    return Response(tuple(events), Reply(says), goes_on=True, briefly=True)
