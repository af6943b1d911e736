"""What is neither an answer nor a command: questions to Lantern, complaints, thinking aloud.

Each is met in a line or two, and then the question is asked again in fewer words, or dropped.
"""

from __future__ import annotations

from assistant.conversation.acts import Act
from assistant.conversation.after_comfort import RITUALS
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.session import COMFORT, ConversationState
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import Closed, Missed
from assistant.practice.moods import mood_of
from intents import Choice, Command, Dictation, Invitation, Several, YesNo

REPROACH = "reproach"
"""The complaint that Lantern reproaches the person: nothing more is asked in the check-in."""
DROPPED_AFTER = frozenset(
    {
        "repeated",
        "too_much",
        "useless",
        "done_already",
        "what_about",
        "told_already",
        "same",
        "asked_twice",
    }
)
"""The complaints after which the question is not asked again."""
OF_THE_QUESTION = frozenset({"why", "meaning", "example", "what_to_say"})
"""The questions to Lantern that are about its own."""
NOT_BESIDE = frozenset({"where", "later", "other"})
"""The questions which are answered only where nothing else was said: "if I do it or wait"."""
ASKED_WHOLE = frozenset({"where", "allowed"})
"""The questions after which the open question is asked again as it was, not in fewer words."""
EXPLAINED = ("meaning", "example")
"""Every question of Lantern's has words of its own for these, under keys that begin so. Asked again
it is told the other way round."""
BEGINS = {"about_me": "about_me"}
"""The dialogues that answer a question."""


def brief_question(ask: Ask, explained: bool = False) -> Say:
    """The question once more, in fewer words; one that names what is asked of stays whole.

    `explained`: what it asks was told just now, so that a yes or a no is enough.
    """
    if explained and isinstance(ask.expects, YesNo):
        return Say(f"again.{ask.expects.name}.{ask.key}", **ask.words)
    if isinstance(ask.expects, YesNo | Choice | Several | Invitation):
        return ask.say
    return Say(f"again.{ask.expects.name}.{ask.key}", **ask.words)


def say_to_question(conversation: ConversationState, act: Act, ask: Ask) -> Say:
    """What is said to a question put to Lantern while `ask` is open."""
    top = conversation.open_sessions()[-1]
    # Asked again, it is answered in other words: there may be only one answer for a question.
    before = [
        entry.event
        for entry in conversation.entries
        if isinstance(entry.event, Missed) and entry.session == top.session
    ]
    again = sum(missed.why == "asked" and missed.ask == ask.key for missed in before)
    if act.name in EXPLAINED:
        name = EXPLAINED[(EXPLAINED.index(act.name) + again) % len(EXPLAINED)]
        explained = f"{name}.{ask.key}"
        return Say(explained, **ask.words)
    key = (
        f"question.{act.name}"
        if again % 2 and act.name != "how_long" and not isinstance(ask.expects, Command)
        else f"question.{act.name}.{ask.key}"
    )
    return Say(key, nth=top.asides, **(ask.words | dict(act.slots)))


def answer_question(conversation: ConversationState, act: Act, ask: Ask) -> Response:
    """Answer a question put to Lantern, then ask again in fewer words."""
    top = conversation.open_sessions()[-1]
    asked: SessionEvent = (top.session, Missed(ask.key, "asked", ask.about, act.words))
    dialogue = BEGINS.get(act.name, "")
    if (
        conversation.knowledge.has_dialogue(dialogue)
        and not conversation.open_sessions()[0].offered
    ):
        return conversation.begin_aside(top, dialogue, {}, asked)
    says = say_to_question(conversation, act, ask)
    ask = conversation.after(asked).reply().ask or ask  # A suggestion is dropped.
    if isinstance(ask.expects, Dictation) and act.name == "there":
        return Response((asked,), Reply((says,), ask))
    again = ask.say if act.name in ASKED_WHOLE else brief_question(ask, act.name in EXPLAINED)
    return Response((asked,), Reply((says, again), ask))


def meet_complaint(conversation: ConversationState, act: Act, ask: Ask) -> Response:
    """Take a complaint, and change something: the question, the exercise, or how it goes on."""
    chain = conversation.open_sessions()
    top = chain[-1]
    event: SessionEvent = (top.session, Missed(ask.key, "complained", ask.about, act.words))
    now = mood_of(act.words, conversation.knowledge.language).mood
    of = now if act.name == "mistaken" else top.dialogue
    say = Say(f"complaint.{act.name}.{of}", nth=top.asides)
    if chain[0].offered or top.dialogue == COMFORT:
        return Response((event,), Reply((say, ask.say), ask))
    if act.name == REPROACH and top.dialogue in RITUALS:
        closed: SessionEvent = (top.session, Closed("over"))
        return Response((event, closed), Reply((say,)), goes_on=True, briefly=True)
    if act.name == "worse":
        return _end_exercise(conversation, event)
    own = conversation.question(top)
    if act.name in DROPPED_AFTER and own is not None and not isinstance(own.expects, Command):
        dropped = conversation.after(event).answer(top, own, None, "skipped")
        reply = dropped.reply.after(say)
        return Response((event, *dropped.events), reply, True, dropped.briefly)
    if act.name == "cold":
        return conversation.begin_aside(
            top, COMFORT, {"of": "cold", "nth": top.told, **act.slots}, event
        )
    ask = conversation.after(event).reply().ask or ask
    return Response((event,), Reply((say, brief_question(ask)), ask))


def wait(conversation: ConversationState, act: Act, ask: Ask) -> Response:
    """The person thinks aloud, or speaks to somebody else: wait, and count no miss."""
    top = conversation.open_sessions()[-1]
    event: SessionEvent = (top.session, Missed(ask.key, "thinking", ask.about))
    ask = conversation.after(event).reply().ask or ask
    return Response((event,), Reply((Say(f"waiting.{act.kind}", nth=top.asides),), ask))


def _end_exercise(conversation: ConversationState, complained: SessionEvent) -> Response:
    """End what makes it worse, and ask only what would be good now."""
    *beneath, top = conversation.open_sessions()
    closed: SessionEvent = (top.session, Closed("declined"))
    if beneath:
        after = conversation.after(complained, closed)
        if after.open_sessions():
            begun = after.begin_aside(after.open_sessions()[-1], COMFORT, {"of": "worse"})
            events = (complained, closed, *begun.events)
            return Response(events, begun.reply, begun.goes_on, begun.briefly)
    begun = conversation.begin(COMFORT, {"of": "worse"})
    return Response(
        (complained, closed, *begun.events), begun.reply, begun.goes_on, begun.briefly, begun.root
    )
