"""Dictation: its segments, its paragraphs, taking back the last sentence or all, doubtful words."""

from __future__ import annotations

from assistant.conversation.acts import Interpretation
from assistant.conversation.reply import Reply, Response
from assistant.conversation.session import ConversationState
from assistant.conversation.state import SCRATCH_EVERYTHING, SessionState
from assistant.dialogues.steps import Ask, Say
from assistant.formatting import FormattedText, without_last_sentence
from assistant.practice.dictations import doubts_of
from assistant.practice.events import Missed, ParagraphBegan, Resumed, Segment, Withdrawn
from intents import Dictation

LEADS_TO = {"letter.when": "letter.write", "letter.a_day_to_come": "letter.write"}
"""Questions before a dictation, and the key of that."""
A_FEW = 3
"""More doubtful words than this are too many to listen to."""


def keep_segment(
    top: SessionState,
    ask: Ask,
    interpretation: Interpretation,
    recording: str,
    seconds: float,
    written: FormattedText | None,
    called: bool = False,
) -> Response:
    """Keep one segment; nothing is said, for a pause is not filled.

    `called`: in it was asked whether Lantern is there, and that is answered in a line.
    """
    end = interpretation.act("command")
    if written and end is not None and end.end > end.start:
        written = _without_last(written, end.end - end.start)
    segment = Segment(
        ask.key,
        written.text if written else str(interpretation.value),
        ask.about,
        recording,
        seconds,
        written.doubtful if written else (),
        bool(written and written.continues),
    )
    says = (Say("dictation.here", nth=len(top.segments)),) if called else ()
    return Response(((top.session, segment),), Reply(says, ask))


def _without_last(written: FormattedText, words: int) -> FormattedText:
    """What is to be read, without the last words, which ended the dictation."""
    text = " ".join(written.text.split(" ")[:-words]).rstrip(" ,;")
    doubtful = tuple(span for span in written.doubtful if span[1] <= len(text))
    return FormattedText(text, doubtful, written.continues)


def first_segment(
    conversation: ConversationState,
    reply: Reply,
    words: str,
    say: str,
    met: tuple[Say, ...] = (),
) -> Response:
    """Keep words that were said before the dictation was asked for; `met` is said of them first.

    Where none is asked for, the reply stays as it is.
    """
    if reply.ask is None or not isinstance(reply.ask.expects, Dictation):
        return Response(reply=reply)
    segment = Segment(reply.ask.key, words, reply.ask.about)
    top = conversation.open_sessions()[-1]
    return Response(((top.session, segment),), Reply((*met, Say(say)), reply.ask))


def keep_early(top: SessionState, ask: Ask, words: str) -> Response:
    """What is to be dictated later was begun before its time: it is kept there."""
    segment = Segment(LEADS_TO[ask.key], words)
    reply = Reply((Say("letter.begun_already", nth=len(top.segments)), ask.say), ask)
    return Response(((top.session, segment),), reply)


def new_paragraph(top: SessionState, ask: Ask) -> Response:
    """What is said from now on stands in a paragraph of its own."""
    return Response(((top.session, ParagraphBegan(ask.key, ask.about)),), Reply((), ask))


def scratch(top: SessionState, ask: Ask) -> Response:
    """Take the last sentence back. What was said before it in the same segment stays."""
    own = top.segments_of(ask.key, ask.about)
    stay, rest = without_last_sentence([stretch.piece for stretch in own])
    gone = tuple(stretch.id for stretch in own[stay:])
    event: Segment | Withdrawn
    if rest:
        cut = own[stay]
        doubtful = tuple(span for span in cut.doubtful if span[1] <= len(rest))
        event = Segment(
            ask.key, rest, ask.about, cut.recording, cut.seconds, doubtful, cut.continues, gone
        )
    else:
        event = Withdrawn(gone)
    return Response(((top.session, event),), Reply((Say("scratched", nth=len(own)),), ask))


def ask_to_scratch_everything(
    conversation: ConversationState, top: SessionState, ask: Ask
) -> Response:
    """Ask before the whole dictation is taken back: a misheard word would lose it all."""
    sure = {"intent": SCRATCH_EVERYTHING, "phrase": "", "said": "", "slots": {}}
    event = (top.session, Missed(ask.key, "unsure", ask.about, suggestion=sure))
    return Response((event,), conversation.after(event).reply())


def scratch_everything(conversation: ConversationState, top: SessionState, sure: bool) -> Response:
    """Take the whole dictation back, or keep it where the person is not sure."""
    ask = conversation.question(top)
    if not sure or ask is None:
        return Response(((top.session, Resumed()),), Reply((Say("scratched_nothing"),), ask))
    gone = tuple(stretch.id for stretch in top.segments_of(ask.key, ask.about))
    return Response(((top.session, Withdrawn(gone)),), Reply((Say("scratched_everything"),), ask))


def read_doubtful(top: SessionState, ask: Ask) -> Response:
    """Read the words that were heard uncertainly, each with its neighbours; the last few."""
    doubts = doubts_of(top.segments, A_FEW)
    if not top.segments:
        return Response(reply=Reply((Say("doubtful.nothing_said"), ask.say), ask))
    said = Say("doubtful.these", words=doubts) if doubts else Say("doubtful.none")
    return Response(reply=Reply((said,), ask))
