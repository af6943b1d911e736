"""Where a conversation stands, and the steps every handler is made of.

A `ConversationState` is a view of the events of one conversation. Its methods, and the handlers in
the modules beside it, change nothing: they give a `Response`, the events to record and the reply.
`conversation.recorder` records them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

import msgspec

from assistant.conversation.after_comfort import (
    has_had_enough,
    listened_just_now,
    without_return,
)
from assistant.conversation.ports import Knowledge, Slots
from assistant.conversation.replay import BEGUN, DialogueState, Playback, Turn
from assistant.conversation.reply import Reply, Response, SessionEvent
from assistant.conversation.state import (
    SCRATCH_EVERYTHING,
    Sessions,
    SessionState,
    is_read_back,
)
from assistant.dialogues.repair import RepairBrief
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import (
    Answered,
    Closed,
    Entry,
    GoalChecked,
    Left,
    Missed,
    SessionBegan,
)
from intents import Choice, Command, Expectation, Outcome, YesNo

RENAME = "rename"
"""The dialogue that is told of all that has a name."""
AGAIN = {"correction": "plainly"}
"""How it is told the second time that something was not understood, by how it was put."""
REPROMPTS = 3
"""How often a question is asked again before the conversation is left, with everything kept."""
MISSES_AT_MENU = 6
"""So often it is asked again at a menu, where there is no question to drop."""

MOST_SINCE = 4
"""So many answers later it may still be said that a step went otherwise."""
HEARD = 5
"""So many answers back it is known in which words a name was said at first."""

OF_LITTLE_WEIGHT = frozenset({"goal_done.did_it_bring", "goal_done.a_next_step"})
"""The questions that are let go after something else was asked for beside them."""
ASKED_BESIDE = 2
"""After so many of them."""

COMFORT = "comfort"
"""The dialogue that meets a loss or a heavy heart, beside whatever was asked."""

Playbacks = dict[str, Playback]
"""The dialogues under way, by session."""


class ConversationState:
    """One conversation in one channel; `root` is the session it began with.

    `playbacks` are shared by the views of one conversation, so that an answer costs one step of its
    dialogue.
    """

    def __init__(
        self,
        sessions: Sessions,
        knowledge: Knowledge,
        root: str = "",
        channel: str = "",
        playbacks: Playbacks | None = None,
    ) -> None:
        self._sessions = sessions
        self.knowledge = knowledge
        self.root = root
        self.channel = channel
        self._playbacks = {} if playbacks is None else playbacks

    @property
    def entries(self) -> Sequence[Entry]:
        """The events of the conversation, in order."""
        return self._sessions.entries

    @property
    def sessions(self) -> tuple[SessionState, ...]:
        """All its sessions, in the order they began."""
        return self._sessions.all()

    def open_sessions(self) -> tuple[SessionState, ...]:
        """The sessions that are open, the one begun first at the bottom."""
        return self._sessions.stack(self.root)

    def after(self, *events: SessionEvent) -> ConversationState:
        """The view after these events, which are not recorded yet."""
        sessions = self._sessions.copy()
        for place, (session, event) in enumerate(events):
            sessions.add(Entry(f"pending-{place}", "", session, event))
        return ConversationState(sessions, self.knowledge, self.root, self.channel, self._playbacks)

    def heard(self) -> tuple[str, ...]:
        """The words of the last answers, the latest first."""
        said = [e.event.said for e in self.entries if isinstance(e.event, Answered)]
        return tuple(words for words in reversed(said) if words)[:HEARD]

    def checked(self) -> str:
        """The id of the goal of which was told in one of the last answers how it went.

        What was told in passing is noted where its dialogue begins.
        """
        said = [e.event for e in self.entries if isinstance(e.event, Answered | SessionBegan)]
        last = [e for e in said if isinstance(e, Answered) or e.notes][-MOST_SINCE:]
        noted = [note for event in last for note in event.notes]
        return next((n.goal for n in reversed(noted) if isinstance(n, GoalChecked)), "")

    # What is asked ------------------------------------------------------------------------------

    def reply(self) -> Reply:
        """What was said last and is waited for now, as it would be said again."""
        chain = self.open_sessions()
        if not chain:
            return Reply()
        root, top = chain[0], chain[-1]
        if root.offered:
            asked_for = root.offered in (session.dialogue for session in chain)
            of = root.offered if asked_for and root.offered != "menu" else top.dialogue
            ask = Ask(f"pick_up.shall_we_go_on.{of}", YesNo())
            return Reply((ask.say,), ask)
        stands = self.dialogue(top)
        if top.suggestion is not None:
            answer = str(top.suggestion.get("value")).lower()
            phrase, slots = top.suggestion["phrase"], top.suggestion["slots"]
            step = {"goal": slots["goal"]} if slots.get("goal") else {}
            ask = Ask(self._confirmation(top), YesNo(), phrase=phrase, answer=answer, **step)
            return Reply((ask.say,), ask)
        if old := stands.turn(top.back_to):
            asked = self.asked(top, stands, old)
            offer = Say(f"back.{old.how}", said=old.said)
            return Reply((offer, asked.say), asked)
        return Reply(stands.says, stands.ask, top.paused)

    def _confirmation(self, top: SessionState) -> str:
        """The key of the question whether what was suggested is meant."""
        assert top.suggestion is not None
        if top.suggestion["intent"] == SCRATCH_EVERYTHING:
            return f"sure.{SCRATCH_EVERYTHING}"
        asked = self.question(top)
        if is_read_back(top.suggestion) and asked is not None:
            return f"read_back.{asked.expects.name}"
        return f"did_you_mean.{top.suggestion['intent']}"

    @property
    def looks_back(self) -> bool:
        """Whether an earlier answer is offered, to be kept or changed."""
        chain = self.open_sessions()
        return bool(chain and chain[-1].back_to)

    @property
    def open_question(self) -> Ask | None:
        """The dialogue's own question, beneath "did you mean …?" and the like.

        `None` where it is only offered to go on.
        """
        chain = self.open_sessions()
        return self.question(chain[-1]) if chain and not chain[0].offered else None

    @property
    def open_expectation(self) -> Expectation | None:
        """What that question expects."""
        ask = self.open_question
        return ask.expects if ask else None

    @property
    def step_asked_of(self) -> str:
        """The goal of which it is asked how it went; "" where something else is asked."""
        ask = self.open_question
        asks = ask is not None and isinstance(ask.expects, Outcome)
        return str(ask.words.get("goal", "")) if ask is not None and asks else ""

    def question(self, top: SessionState) -> Ask | None:
        """The dialogue's own question, or the earlier one that the person went back to."""
        stands = self.dialogue(top)
        old = stands.turn(top.back_to)
        return self.asked(top, stands, old) if old else stands.ask

    def asked(self, top: SessionState, stands: DialogueState, turn: Turn) -> Ask:
        """The question that a turn answered, as it was asked."""
        before = stands.used[: stands.used.index(turn)]
        asked = self._apart(top).state(before).ask
        assert asked is not None, "what was answered was asked"
        return asked

    def dialogue(self, top: SessionState, turns: Sequence[Turn] | None = None) -> DialogueState:
        """Where an open dialogue stands after these answers; after those given, by default."""
        playback = self._playbacks.setdefault(top.session, self._apart(top))
        return playback.state(top.answers() if turns is None else tuple(turns))

    def _apart(self, top: SessionState) -> Playback:
        perform = self.knowledge.perform
        renamed, rests = self.knowledge.renamed, self.knowledge.rests
        return Playback(lambda: perform(top.dialogue, top.brief), top.ordinal, renamed, rests)

    # Beginning, going on, leaving ---------------------------------------------------------------

    def begin(self, dialogue: str, slots: Slots, first: str = "") -> Response:
        """Begin a conversation anew. `first` is a dialogue to have before its first words."""
        session, event, says = self.enter(dialogue, slots)
        events: list[SessionEvent] = [(session, event)]
        if first and not event.ends:
            begun, before, told = self.enter(first, {}, session)
            events.append((begun, before))
            says = (*says, *told)
        return Response(tuple(events), Reply(says), goes_on=True, root=session)

    def enter(
        self, dialogue: str, slots: Slots, parent: str = "", aside: bool = False
    ) -> tuple[str, SessionBegan, tuple[Say, ...]]:
        """A new session: its id, the event, and what it says where it is over at once.

        What the dialogue notes before its first question is recorded with its beginning.
        """
        session = self.knowledge.new_session()
        ordinal = self.knowledge.ordinal(dialogue)
        brief = self.knowledge.brief(dialogue, session, slots)
        knows = self.knowledge
        playback = Playback(
            lambda: knows.perform(dialogue, brief), ordinal, knows.renamed, knows.rests
        )
        stands = playback.state(())
        began = SessionBegan(
            dialogue=dialogue,
            brief={} if stands.ended else brief,
            ordinal=ordinal,
            channel=self.channel,
            parent=parent,
            aside=aside,
            ends=stands.ended,
            notes=stands.notes_at_start,
            erases=stands.erases_at_start,
        )
        if not stands.ended:
            self._playbacks[session] = playback
        return session, began, stands.says if stands.ended else ()

    def begin_aside(
        self, top: SessionState, dialogue: str, slots: Slots, *before: SessionEvent
    ) -> Response:
        """Begin a dialogue in the middle of another, which takes no answer from it."""
        session, event, told = self.enter(dialogue, slots, parent=top.session, aside=True)
        events = (*before, (session, event))
        return Response(events, Reply(told), goes_on=True, briefly=bool(told) or event.ends)

    def go_on(self, says: tuple[Say, ...] = (), briefly: bool = False) -> Response:
        """Move on by one step: begin what is to begin, or return to what waits.

        `briefly`: of what waits only the question, for a return from something asked for beside it.
        """
        chain = self.open_sessions()
        if not chain:
            return Response(reply=Reply(says))
        top = chain[-1]
        if has_had_enough(self.entries, self.sessions, top, COMFORT):
            closing = Say(f"left.after_comfort.{top.dialogue}", nth=top.ordinal)
            reply = Reply((*without_return(says), closing))
            return Response(((top.session, Closed("over")),), reply, goes_on=True, briefly=True)
        stands = self.dialogue(top)
        if stands.turn(top.back_to):
            return Response(reply=self.reply().after(*says))  # An earlier question still waits.
        if stands.ended:
            # It ended with the dialogue it had begun: no answer of its own could say so.
            return Response(
                ((top.session, Closed("over")),),
                Reply((*says, *stands.says[stands.before_pass if briefly else 0 :])),
                goes_on=True,
                briefly=briefly or top.aside,
            )
        if stands.begin is None:
            if stands.ask is not None and self._is_let_go(top, stands.ask):
                let_go = self.answer(top, stands.ask, None, "skipped")
                return replace(let_go, reply=let_go.reply.after(*says))
            asks = stands.says[-1 if briefly else 0 :]
            menu = stands.ask is not None and isinstance(stands.ask.expects, Command)
            if menu and listened_just_now(self.entries, self.sessions):
                says, asks = without_return(says), (Say("menu.after_listening", nth=top.ordinal),)
            return Response(reply=Reply((*says, *asks), stands.ask))
        begin = stands.begin
        session, event, told = self.enter(begin.dialogue, begin.slots, top.session)
        return Response(
            ((session, event),), Reply((*says, *stands.says, *told)), goes_on=True, briefly=briefly
        )

    def _is_let_go(self, top: SessionState, ask: Ask) -> bool:
        """Whether something else was asked for so often beside a question of little weight that it
        is not put again."""
        if ask.key not in OF_LITTLE_WEIGHT:
            return False
        beside = [one for one in self.sessions if one.aside and one.parent == top.session]
        return len(beside) >= ASKED_BESIDE

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Response:
        """Leave the conversation as it is; it can be gone on with later."""
        chain = self.open_sessions()
        if not chain:
            return Response()
        root, top = chain[0], chain[-1]
        events: list[SessionEvent] = [(self.root, Left(why))]
        if top.dialogue == COMFORT:
            events.append((top.session, Closed("over")))
        says = (Say(f"left.{why}.{top.dialogue}", nth=root.ordinal),)
        return Response(tuple(events), Reply(says))

    # Answers ------------------------------------------------------------------------------------

    def answer(
        self,
        top: SessionState,
        ask: Ask,
        value: Any,
        how: Literal["said", "skipped", "dictated"] = "said",
        said: str = "",
        recording: str = "",
    ) -> Response:
        """One turn, one line: the answer, its notes, what it replaces, whether it is the last."""
        dictated = top.dictated(ask.key, ask.about)
        new = Turn("", ask.key, ask.about, dictated if how == "dictated" else value, how, said)
        old = self.dialogue(top).turn(top.back_to)
        given = top.answers()
        if old:
            turns = tuple(new if t == old else t for t in given)
            after = self._apart(top).state(turns)
            withdraws = (old.id, *self._withdrawn_by(old.id), *after.unused)
        else:
            after, withdraws = self.dialogue(top, (*given, new)), ()
        event = Answered(
            ask=ask.key,
            about=ask.about,
            value=value,
            how=how,
            said=said,
            notes=after.notes.get("", ()),
            ends=after.ended,
            replaces=old.id if old else "",
            withdraws=withdraws,
            erases=after.erases.get("", ()),
            recording=recording,
        )
        says = (Say("back.changed"),) if old else ()
        return Response(
            ((top.session, event),),
            Reply((*says, *after.says) if after.ended else says),
            goes_on=True,
            briefly=after.ended and top.aside,
        )

    def _withdrawn_by(self, answer: str) -> tuple[str, ...]:
        """What an answer had itself withdrawn, when it was a changed one."""
        for entry in self.entries:
            if entry.id == answer and isinstance(entry.event, Answered):
                return entry.event.withdraws
        return ()

    def missed(
        self,
        top: SessionState,
        why: Literal["silence", "unclear"],
        said: str,
        form: str = "",
        heard_badly: bool = False,
    ) -> Response:
        """Ask again, in other words each time; after three times leave, with everything kept.

        `form` is how the words were put, where they were a question, a wish or a correction that
        was not understood (see `unmet`). What was heard well and is not understood ends no
        conversation: the third time the question is dropped.
        """
        missed = self.reply().ask
        if missed is None:
            return Response()
        event: SessionEvent = (top.session, Missed(missed.key, why, missed.about, said))
        nth = top.misses + 1
        after = self.after(event)
        ask = after.reply().ask or missed
        listed = self._listed(ask) if why == "unclear" else None
        if listed is not None and nth == 1:
            return Response((event,), Reply((listed,), ask))
        if listed is not None and not heard_badly:
            nth = max(nth, REPROMPTS)  # No list is read a third time.
        if why == "unclear" and not heard_badly and not self.open_sessions()[0].offered:
            if nth <= MISSES_AT_MENU and isinstance(ask.expects, Command):
                nth = min(nth, REPROMPTS)
            elif nth >= REPROMPTS and (own := after.question(top)) is not None:
                dropped = after.answer(top, own, None, "skipped")
                reply = dropped.reply.after(Say("unmet.dropped", nth=top.misses_in_all))
                return Response((event, *dropped.events), reply, True, dropped.briefly)
        if nth > REPROMPTS:
            left = after.leave("silence")
            return Response((event, *left.events), left.reply)
        if form:
            of = form if nth == 1 else AGAIN.get(form, "again")
            kept = self._kept_last(top) if form == "correction" and nth == 1 else None
            if kept is not None and isinstance(ask.expects, Command):
                return Response((event,), Reply((kept,), ask))
            met = kept or Say(f"unmet.{of}.{ask.expects.name}.{ask.key}", nth=top.misses_in_all)
            return Response((event,), Reply((met, ask.say), ask))
        reprompt = Say(
            f"reprompt.{why}.{nth}.{ask.expects.name}.{ask.key}", nth=top.misses_in_all, **ask.words
        )
        reply = Reply((reprompt, ask.say) if nth == 2 else (reprompt,), ask)
        return Response((event,), reply)

    def _kept_last(self, top: SessionState) -> Say | None:
        """The step or the value that was kept last, to be put right; `None` where nothing is.

        To somebody who puts something right this shows what there is.
        """
        there = msgspec.convert(self.knowledge.brief(RENAME, top.session, {}), RepairBrief)
        if there.goals:
            goal, nth = there.goals[-1], top.misses_in_all
            kind = "of_a_value" if goal.value else "alone"
            words = {"goal": goal.title, "value": goal.value}
            return Say(f"unmet.kept_last.{kind}", nth=nth, often=goal.often, **words)
        if there.values:
            name = there.values[-1].name
            return Say("unmet.kept_last.value", nth=top.misses_in_all, value=name)
        return None

    @staticmethod
    def _listed(ask: Ask) -> Say | None:
        """What may be chosen, each with its number; `None` where nothing of one's own may be."""
        expects = ask.expects
        if not isinstance(expects, Choice) or expects.heard or not expects.labels:
            return None
        places = ("first", "second", "third", "fourth")
        names: dict[str, Any] = dict(zip(places, expects.labels, strict=False))
        return Say(f"reprompt.listed.{len(names)}", **names)

    def not_known(self, said: str) -> Response:
        """The person does not know what to answer: the question may be skipped.

        Counts as a miss all the same, so that the conversation is left after three.
        """
        ask, top = self.reply().ask, self.open_sessions()[-1]
        response = self.missed(top, "unclear", said)
        if ask is None or response.reply.ended:
            return response
        reply = Reply((Say("told.not_known", nth=top.misses_in_all), ask.say), ask)
        return Response(response.events, reply)

    def answers_standing(self) -> set[str]:
        """The lines of the answers that count, in all sessions."""
        return {t.id for session in self.sessions for t in session.turns if t.how != BEGUN}

    def beginnings_with_notes(self) -> set[str]:
        """The lines of the beginnings that count and noted something.

        What an answer of another dialogue began is left out: it is undone with that answer.
        """
        there = {session.session for session in self.sessions}
        return {
            entry.id
            for entry in self.entries
            if isinstance(entry.event, SessionBegan)
            and entry.event.notes
            and (entry.event.aside or not entry.event.parent)
            and entry.session in there
        }
