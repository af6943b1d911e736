"""What is said to Lantern in a dictation: "that's all", "what do you think", "are you there".

The rest of the sentence is dictated and is kept. Where the last words may end the dictation or may
belong to it, it is asked. A question gets a short line at once; an opinion or advice is not given.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation import dictation
from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.asides import brief_question
from assistant.conversation.reading.dictation.dictated_words import (
    DONE,
    KEPT,
    answered_whether_all,
    ending_of,
    put_to_lantern,
    wanted_instead,
)
from assistant.conversation.reading.dictation_left import LEFT, leave, left
from assistant.conversation.reading.to_lantern.addressed import asked_at_the_end
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import ConversationState
from assistant.conversation.state import SessionState
from assistant.dialogues.hearing import READ_BACK, reflected
from assistant.dialogues.steps import Ask, Say
from assistant.formatting import FormattedText
from assistant.practice.events import Closed, Missed
from intents import Command, Dictation, Meaning

if TYPE_CHECKING:
    from assistant.conversation.utterance import Utterance
    from intents import Language

A_CALL = 8
"""In more words something is told besides a call or impatience, and is kept."""
A_REQUEST = 8
"""More words than these do not ask for the dictation to be read back."""
PERHAPS_DONE = "perhaps_done"
LISTENING = "just_listen.listening"
NO_TALK = "no_talk"
SURELY = 0.9
"""How well the words of a request have to fit."""
THERE = "there"
WAS_IT_ALL = "dictation.was_that_all"
"""The key of what is said where the last words may have ended it."""
GO_ON = "dictation.go_on"
ANSWERED_AT_ONCE = frozenset({"demand", "moment", "what_to_do", "is_it_so"})
"""The questions, by their names in `dictating.toml`, which get a line of their own at once."""
TO_LANTERN = frozenset({"opinion", "advice"})
"""The questions to Lantern that are answered by what it heard."""


def said_at_the_end(language: Language, text: str, context: Context) -> Interpretation | None:
    """The interpretation of a dictated sentence that ends with words to Lantern; else `None`."""
    ask = context.ask
    if ask is None or context.paused or context.one_part:
        return None
    if READ_BACK in ask.also and len(text.split()) <= A_REQUEST:
        meaning = language.understand(text, Dictation(), now=context.now)
        if meaning.intent == READ_BACK:
            return Interpretation.of(meaning)
        head, name = asked_at_the_end(text, language.name)
        asked = Act("question", 0, len(text.split()), name, words=text)
        return None if head or not name else Interpretation(Meaning(text), (asked,))
    if not isinstance(ask.expects, Dictation):
        return None
    if (gone := left(language, text, context)) is not None:
        return gone
    if ask.key == LISTENING and (no_talk := _instead_of_a_talk(language, text, context)):
        return no_talk
    said = _answer_whether_all(text, context, language.name) or _put_to_lantern(text, language.name)
    if said is not None:
        return said
    ending = ending_of(text, language.name)
    end = len(text.split())
    if ending.ends == "perhaps":
        return _dictated(text, Act("command", end, end, PERHAPS_DONE))
    ended = ending.ends == "surely"
    head, name = asked_at_the_end(ending.head, language.name)
    if not (ended or name):
        return None
    if not head and not name:
        return Interpretation.of(Meaning(text, "command", DONE, score=1.0))
    if not (head or context.dictated):
        return None
    words = len(head.split())
    acts: list[Act] = []
    if head:
        acts.append(Act("answer", 0, words, value=head))
    if name:
        acts.append(Act("question", words, end, name, words=" ".join(text.split()[words:])))
    if ended:
        acts.append(Act("command", end, end, DONE))
    meaning = Meaning(head, "answer", value=head, score=1.0) if head else Meaning(text)
    return Interpretation(meaning, tuple(acts))


def _instead_of_a_talk(language: Language, text: str, context: Context) -> Interpretation | None:
    """That no talk was meant, and the request that is made instead, if it is understood.

    `None` where neither is said.
    """
    wanted = wanted_instead(text, language.name)
    if wanted is None:
        return None
    wish, surely = ending_of(wanted[0], language.name).head, wanted[1]
    meaning = language.understand(wish, Command(), now=context.now)
    known = meaning.kind == "command" and meaning.score >= SURELY
    if not (known or surely):
        return None
    act = Act(
        "refusal",
        0,
        len(text.split()),
        NO_TALK,
        meaning.intent if known else None,
        meaning.slots if known else {},
        words=wish,
    )
    return Interpretation(Meaning(text), (act,))


def _leave(conversation: ConversationState, act: Act) -> Response:
    """Stop listening, and do what is wished instead."""
    closed: SessionEvent = (conversation.open_sessions()[-1].session, Closed("declined"))
    after = conversation.after(closed)
    chain = after.open_sessions()
    ask = after.question(chain[-1]) if chain else None
    if ask is None or not isinstance(ask.expects, Command):
        return Response((closed,), Reply((Say("dictation.no_talk"),)), goes_on=True)
    if not after.knowledge.has_dialogue(str(act.value)):
        return Response((closed,), Reply((Say("dictation.no_talk"), ask.say), ask))
    value = {"intent": act.value, "slots": dict(act.slots)} if act.slots else act.value
    begun = after.answer(chain[-1], ask, value, said=act.words)
    return replace(begun, events=(closed, *begun.events))


def _dictated(text: str, *beside: Act) -> Interpretation:
    """Words that are dictated as they are, and what they do besides."""
    meaning = Meaning(text, "answer", value=text, score=1.0)
    return Interpretation(meaning, (Act("answer", 0, len(text.split()), value=text), *beside))


def _answer_whether_all(text: str, context: Context, language: str) -> Interpretation | None:
    """The answer to "Was that all?"; `None` where that was not asked, or something else is said."""
    if not any(say.key == WAS_IT_ALL for say in context.said):
        return None
    over = answered_whether_all(text, language)
    if over is None:
        return None
    if over:
        return Interpretation.of(Meaning(text, "command", DONE, score=1.0))
    return Interpretation(Meaning(text), (Act("question", 0, len(text.split()), GO_ON),))


def _put_to_lantern(text: str, language: str) -> Interpretation | None:
    """A question that gets a line at once. A call, and impatience, are no part of what is told."""
    name = put_to_lantern(text, language)
    if not name:
        return None
    asked = Act("question", 0, len(text.split()), name, words=text)
    kept = name in KEPT or (name != THERE and len(text.split()) > A_CALL)
    return _dictated(text, asked) if kept else Interpretation(Meaning(text), (asked,))


def ends_what_is_dictated(said: Interpretation, ask: Ask | None) -> bool:
    """Whether something was said to Lantern in a dictation: a question, or that this is all."""
    if ask is None or not isinstance(ask.expects, Dictation) or said.kind == "command":
        return False
    asked, done = said.act("question"), said.act("command")
    if (refuses := said.act("refusal")) is not None and refuses.name in (NO_TALK, LEFT):
        return True
    ends = done is not None and done.name in (DONE, PERHAPS_DONE)
    return ends or (asked is not None and asked.name in (TO_LANTERN | ANSWERED_AT_ONCE | {GO_ON}))


def respond_to_the_end(
    conversation: ConversationState, utterance: Utterance, reply: Reply
) -> Response | None:
    """The response to a dictated sentence that ends with words to Lantern; else `None`."""
    said, ask = utterance.interpretation, reply.ask
    chain = conversation.open_sessions()
    if ask is None or not chain or said.kind == "command" or chain[-1].suggestion is not None:
        return None
    asked, done = said.act("question"), said.act("command")
    if not isinstance(ask.expects, Dictation):
        about = asked is not None and asked.name in TO_LANTERN and not said.is_answer
        heard = reflected(dictated_in(chain[-1]), conversation.knowledge.language)
        return _answer(conversation, asked, ask) if about and asked and heard else None
    if (refuses := said.act("refusal")) is not None and refuses.name == NO_TALK:
        return _leave(conversation, refuses)
    if refuses is not None and refuses.name == LEFT:
        return leave(conversation, refuses)
    if done is not None and done.name == PERHAPS_DONE:
        return _kept_with_a_line(conversation, utterance, ask, Say(WAS_IT_ALL))
    if asked is not None and asked.name == GO_ON:
        return Response(reply=Reply((Say(GO_ON, nth=len(chain[-1].segments)),), ask))
    if asked is not None and asked.name in ANSWERED_AT_ONCE:
        return _kept_with_a_line(conversation, utterance, ask, Say(f"dictation.{asked.name}"))
    done = done if done and done.name == DONE else None
    asked = asked if asked and asked.name in TO_LANTERN else None
    if done is None and asked is None:
        return None
    top, events = chain[-1], []
    if said.is_answer:
        written = _cut(utterance.written, len(said.text.split()), _words_in(utterance))
        kept = dictation.keep_segment(
            top, ask, said, utterance.recording, utterance.seconds, written
        )
        events = list(kept.events)
        conversation = conversation.after(*events)
        top = conversation.open_sessions()[-1]
    if done is None:
        response = _answer(conversation, asked, ask) if asked else Response(reply=Reply((), ask))
        return replace(response, events=(*events, *response.events))
    ended = conversation.answer(top, ask, None, "dictated")
    if asked is None:
        return replace(ended, events=(*events, *ended.events))
    answer = Say(f"question.{asked.name}.dictated", nth=top.asides)
    return replace(ended, events=(*events, *ended.events), reply=ended.reply.after(answer))


def dictated_in(session: SessionState) -> str:
    """All that was dictated in a session."""
    return " ".join(stretch.piece.text for stretch in session.segments)


def _kept_with_a_line(
    conversation: ConversationState, utterance: Utterance, ask: Ask, say: Say
) -> Response:
    """Keep what is dictated, if anything is; say one line, and listen on."""
    top = conversation.open_sessions()[-1]
    said = utterance.interpretation
    says = (say.counted(top.asides),)
    if not said.is_answer:
        missed = (top.session, Missed(ask.key, "asked", ask.about, said.text))
        return Response((missed,), Reply(says, ask))
    kept = dictation.keep_segment(
        top, ask, said, utterance.recording, utterance.seconds, utterance.written
    )
    return replace(kept, reply=Reply(says, ask))


def _answer(conversation: ConversationState, asked: Act, ask: Ask) -> Response:
    """Say what was heard, that it is not judged, and ask on."""
    top = conversation.open_sessions()[-1]
    event = (top.session, Missed(ask.key, "asked", ask.about, asked.words))
    met = reflected(dictated_in(top), conversation.knowledge.language)
    says = () if met is None else (met.counted(top.ordinal + top.asides + 1),)
    answer = Say(f"question.{asked.name}.told", nth=top.asides)
    return Response((event,), Reply((*says, answer, brief_question(ask)), ask))


def _words_in(utterance: Utterance) -> int:
    return len(utterance.written.text.split()) if utterance.written else 0


def _cut(written: FormattedText | None, words: int, of: int) -> FormattedText | None:
    """The written text as far as it is dictated: its first words."""
    if written is None or words >= of:
        return written
    text = written.text
    at = 0
    for word in text.split()[:words]:
        at = text.index(word, at) + len(word)
    doubtful = tuple(span for span in written.doubtful if span[1] <= at)
    return FormattedText(text[:at].rstrip(" ,;:"), doubtful, written.continues)
