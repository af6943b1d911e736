"""What is said to Lantern at the end of a dictated sentence: "that's all", or "what do you think".

The rest of the sentence is dictated and is kept. An opinion or advice is not given: Lantern says
what it heard, and that it does not judge.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation import dictation
from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.addressed import asked_at_the_end, ends_with
from assistant.conversation.asides import brief_question
from assistant.conversation.reply import Reply, Response
from assistant.conversation.session import ConversationState
from assistant.conversation.state import SessionState
from assistant.dialogues.hearing import READ_BACK, reflected
from assistant.dialogues.steps import Ask, Say
from assistant.formatting import FormattedText
from assistant.practice.events import Missed
from intents import Dictation, Meaning

if TYPE_CHECKING:
    from assistant.conversation.utterance import Utterance
    from intents import Language

A_REQUEST = 8
"""More words than these do not ask for the dictation to be read back."""
DONE = "done"
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
    head, ended = ends_with(text, language.name)
    head, name = asked_at_the_end(head, language.name)
    if not (ended or name) or not (head or context.dictated):
        return None
    if not head and not name:
        return None  # "That's all" by itself.
    words = len(head.split())
    end = len(text.split())
    acts: list[Act] = []
    if head:
        acts.append(Act("answer", 0, words, value=head))
    if name:
        acts.append(Act("question", words, end, name, words=" ".join(text.split()[words:])))
    if ended:
        acts.append(Act("command", end, end, DONE))
    meaning = Meaning(head, "answer", value=head, score=1.0) if head else Meaning(text)
    return Interpretation(meaning, tuple(acts))


def ends_what_is_dictated(said: Interpretation, ask: Ask | None) -> bool:
    """Whether something was said to Lantern in a dictation: a question, or that this is all."""
    if ask is None or not isinstance(ask.expects, Dictation) or said.kind == "command":
        return False
    asked, done = said.act("question"), said.act("command")
    return bool((done and done.name == DONE) or (asked and asked.name in TO_LANTERN))


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
