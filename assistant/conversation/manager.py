"""Conversations of one person in one channel: utterances in, replies out. Channels use this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Literal

from assistant.conversation import comfort
from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.body_watch import BodyWatch
from assistant.conversation.discretion import discreet
from assistant.conversation.offered_answers import MOST_EARLIER, OfferedAnswer, offered_answers
from assistant.conversation.ports import RepositoryPort, Slots
from assistant.conversation.reading.interpretation import Interpreter
from assistant.conversation.reading.slot_filling import filled
from assistant.conversation.recorder import NO_SLOTS, Conversation
from assistant.conversation.reply import Reply, Response
from assistant.conversation.responder import Responder
from assistant.conversation.safety_talk import SafetyTalk, safety_brief
from assistant.conversation.safety_watch import SafetyWatch, said_beside
from assistant.conversation.state import SessionState, is_read_back
from assistant.conversation.threads import thread_in, thread_over
from assistant.conversation.unfinished import has_begun, is_stale
from assistant.conversation.utterance import Utterance
from assistant.dialogues.letter import NO_LETTER_BEFORE, letter_due
from assistant.dialogues.safety import SafetyBrief, for_someone_else
from assistant.dialogues.steps import Ask, Say
from assistant.practice.events import JournalEvent
from assistant.practice.preferences import OF_THE_VOICE
from assistant.practice.reminders_there import reminders_there
from assistant.practice.schedule import once
from assistant.practice.threads import ThreadNoted
from assistant.safety.concern import Concern
from assistant.safety.course import DAYS
from assistant.safety.kept import Kept, kept, last_dictated, lines_with_words
from assistant.safety.noticing import calls_for_help, is_way_out, notice
from assistant.wording import Line, Wording
from intents import Aspiration, Choice, Command, Dictation, Expectation, Meaning, Open

if TYPE_CHECKING:
    from intents import Language

WORDS_READ_BACK = frozenset(
    {"reflect.you_said", "journal.last_words", "journal.passage", "doubtful.these"}
)
"""Where Lantern only says what the person said: not while somebody else may hear."""
CALL = "stay_safe"
"""The intent of a call for help."""
MENUS = ("menu", "goals")
"""Asked for by name they begin anew: what was chosen there is offered from the menu."""


class ConversationManager:
    """One conversation at a time, found again in the journal by its channel.

    `reply` is what Lantern said last. `watch` is what was kept in memory of an earlier moment of
    this conversation.
    """

    def __init__(
        self,
        repository: RepositoryPort,
        language: Language | Callable[[], Language],
        wording: Wording,
        channel: str = "",
        watch: SafetyWatch | None = None,
        way_out: str = "",
    ) -> None:
        """`language` may still be loading; it is asked for when there is something to read.

        `way_out` are the person's own words for changing the subject at once.
        """
        self.repository = repository
        self.wording = wording
        self.conversation = Conversation(repository, channel=channel)
        self.watch = watch or SafetyWatch()
        self._body = BodyWatch()
        self.way_out = way_out
        self.reply = Reply()
        self._heard = ("", "", "")
        self._interpreter = Interpreter(language, wording)
        self._responder = Responder(self.conversation, self._interpreter, self._context)

    @property
    def language(self) -> Language:
        """What understands."""
        return self._interpreter.language

    # Beginning and leaving ----------------------------------------------------------------------

    def start(self, wanted: str, slots: Slots = NO_SLOTS) -> Reply:
        """Begin a dialogue, or offer to go on with one that was left in the middle.

        `slots` came with the wish for it, such as the words to search for.
        """
        left = self._left_in_the_middle(wanted)
        if left is None:
            self.reply = self.conversation.begin(wanted, slots, self._letter_before(wanted))
        else:
            self.conversation.root = left.session
            self.reply = self.conversation.offer(wanted)
        return self.reply

    def begin(self, wanted: str, slots: Slots = NO_SLOTS) -> Reply:
        """Begin a dialogue anew, whatever was left in the middle."""
        self.reply = self.conversation.begin(wanted, slots)
        return self.reply

    def go_on(self, root: str, briefly: bool = False) -> Reply:
        """Take up a conversation that this channel is in the middle of.

        `briefly`: only its question is said.
        """
        self.conversation.root = root
        if self.watch.talk is not None:
            self.reply = self.watch.talk.reply()
        else:
            self.reply = self.conversation.question() if briefly else self.conversation.reply()
        return self.reply

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Reply:
        """Leave the conversation as it is."""
        self.reply = self.conversation.leave(why)
        return self.reply

    def heard_as_far_as(self, option: str) -> None:
        """Note which of the sounds to choose from was heard last: the person spoke over it."""
        if ask := self.reply.ask:
            self._heard = (ask.key, ask.about, option)

    def offer_beside(self, dialogue: str, slots: Slots, reply: Reply) -> Reply:
        """Begin a dialogue before the question of `reply` is asked; it is asked after that."""
        begun = self.conversation.apply(
            lambda now: now.begin_aside(now.open_sessions()[-1], dialogue, slots)
        )
        self.reply = begun.after(*reply.says[:-1])
        return self.reply

    def record(self, event: JournalEvent) -> None:
        """Record what the channel itself learned; nothing where everything was erased."""
        if self.conversation.root:
            self.conversation.carry_out(Response(((self.conversation.root, event),)))

    def after_first_words(self) -> None:
        """What has time: the backup of the day."""
        self.repository.back_up_soon()

    def after_last_words(self) -> None:
        """What had no time yet is done now."""
        self.repository.back_up_now()

    # Utterances ---------------------------------------------------------------------------------

    def respond_to(self, text: str) -> Reply:
        """The reply to a sentence; "" is silence."""
        return self.respond(Utterance(self.interpret(text)))

    def interpret(self, text: str, expects: Expectation | None = None) -> Interpretation:
        """What a sentence says just now; the same text is read once for a question.

        `expects` is what will be asked, where nothing is asked yet.
        """
        if expects is None:
            return self._interpreter.interpret(text, self._context())
        context = Context(Ask("", expects), goals=self._goals(), now=self.repository.clock())
        return self._interpreter.interpret(text, context)

    def respond(self, utterance: Utterance) -> Reply:
        """The reply to an utterance, in the conversation or in a talk about safety."""
        watch = self.watch
        if self._changes_subject(utterance.interpretation):
            return self.change_subject()
        if watch.talk is not None:
            self.reply = self._respond_in_talk(watch.talk, utterance)
            return self.reply
        said = filled(utterance.interpretation, self.repository)
        utterance = replace(utterance, interpretation=said)
        expects = self.reply.ask.expects if self.reply.ask else None
        dictating = isinstance(expects, Dictation)
        told = f"{self.dictated} {said.text if said.is_answer else ''}" if dictating else ""
        was_near = watch.near
        alarming = self._hear(said, utterance)
        watch.called = watch.called or self._asks_for_help(said)
        if watch.called:
            self.reply = self.conversation.reply()
            return self._with_safety(said, dictating, told)
        understood = said.kind in ("answer", "command") and said.intent != "stop"
        understood = understood and not isinstance(expects, Aspiration)
        before = len(self.repository.entries(self.conversation.root))
        if watch.noticed and not dictating and not understood:
            # Neither kept as misunderstood words, nor made into a value or a goal.
            self.reply = self.conversation.reply()
            watch.withheld = utterance
        elif watch.near and not was_near and not dictating and not self.reply.paused:
            # Nor is it an answer that somebody near the person is in danger.
            self.reply = self.conversation.apply(lambda now: comfort.comfort(now, "", "feeling"))
        else:
            if not (alarming or watch.noticed or watch.near):
                utterance = replace(utterance, thread=self._thread(said))
            self.reply = self._respond_to_body(utterance, alarming)
        if alarming:
            recorded = self.repository.entries(self.conversation.root)[before:]
            watch.lines += lines_with_words(recorded)
            asks = self.reply.ask
            if said.kind == "answer" and asks and isinstance(asks.expects, Dictation):
                watch.dictated += last_dictated(self.repository.entries(self.conversation.root))
        return self._with_safety(said, dictating, told)

    def _respond_to_body(self, utterance: Utterance, alarming: bool) -> Reply:
        """The reply of the conversation, with what is to be said of a sign of the body."""
        words, language = utterance.interpretation.text, self.language.name
        country = self.repository.state().country
        if not alarming and (yes := self._body.asked(words, self.reply, country, language)):
            return yes
        reply = self._responder.respond(utterance, self.reply)
        return reply if alarming else self._body.told(words, reply, country, language)

    def _thread(self, said: Interpretation) -> ThreadNoted | None:
        """What is told that will have gone on, or is over; `None` for nothing.

        Nor is anything noted where others may hear.
        """
        repository, root = self.repository, self.conversation.root
        if not repository.may_read_aloud or repository.state().settings.quietly:
            return None
        id = f"{root}.thread.{len(repository.entries(root))}"
        day, language = str(repository.clock().date()), self.language.name
        kept = repository.state().threads.kept
        return thread_over(said, kept, day, language) or thread_in(said, id, day, language)

    def _context(self) -> Context:
        """What the next utterance is read against."""
        ask, now = self._as_heard(self.reply.ask), self.repository.clock()
        if self.watch.talk is not None:
            return Context(ask, safety_talk=True, now=now)
        state, known = self.conversation.state, self.repository.state()
        chain = state.open_sessions()
        suggestion = chain[-1].suggestion if chain else None
        checked, own = state.checked(), known.own_voice.commands
        return Context(
            ask,
            self.reply.says,
            beneath=state.open_expectation,
            read_back=str(suggestion["said"]) if suggestion and is_read_back(suggestion) else "",
            looks_back=state.looks_back,
            dictated=bool(self.dictated),
            paused=self.reply.paused,
            comforting=comfort.comforts(state),
            leads_up=comfort.leads_up(state),
            goals=self._goals(),
            values=tuple(value.name for value in known.values),
            serves=known.served,
            once=tuple((g.title, g.by) for g in known.goals if g.alive and once(g.rrule)),
            own_commands=tuple((phrase, command.does) for phrase, command in own.items()),
            heard=state.heard(),
            checked=next((goal.title for goal in known.goals if goal.id == checked), ""),
            step=state.step_asked_of,
            reminders=reminders_there(known, now),
            now=now,
        )

    def _as_heard(self, ask: Ask | None) -> Ask | None:
        """The question; where its sounds were spoken over, "that one" is the one heard last."""
        if ask is None or not isinstance(ask.expects, Choice):
            return ask
        key, about, option = self._heard
        if (ask.key, ask.about) != (key, about) or option not in ask.expects.options:
            return ask
        return ask.expecting(replace(ask.expects, heard=option))

    def _goals(self) -> tuple[str, ...]:
        return tuple(goal.title for goal in self.repository.state().goals if goal.alive)

    @property
    def dictated(self) -> str:
        """What was dictated so far in answer to the question that is open."""
        chain, ask = self.conversation.state.open_sessions(), self.reply.ask
        return chain[-1].dictated(ask.key, ask.about) if chain and ask else ""

    # Safety -------------------------------------------------------------------------------------

    def change_subject(self) -> Reply:
        """Speak of something harmless at once; the question that waits is not said again."""
        self.watch.change_subject()
        waits = self.conversation.reply()
        self.reply = Reply((Say("safety.something_else"),), waits.ask, waits.paused, clears=True)
        return self.reply

    def _changes_subject(self, said: Interpretation) -> bool:
        """Whether the person says their words for changing the subject at once."""
        own = f" {self.way_out.casefold()} "
        if own.strip() and own in f" {said.text.casefold().strip('.,!? ')} ":
            return True
        return bool(said.text) and is_way_out(said.text, self.language.name)

    def _asks_for_help(self, said: Interpretation) -> bool:
        """Whether it is a call for help, or a yes to whether one was meant."""
        chain = self.conversation.state.open_sessions()
        meant = chain[-1].suggestion if chain else None
        confirmed = said.kind == "answer" and said.value is True
        return said.intent == CALL or bool(meant and confirmed and meant["intent"] == CALL)

    def _hear(self, said: Interpretation, utterance: Utterance) -> bool:
        """Look for danger in all recognitions of an utterance; whether there is any."""
        now, language = self.repository.clock(), self.language.name
        if said.intent == "stop" and not calls_for_help((said.text,), language):
            # "I don't want to do this any more" is a wish to stop; "I'll end it tonight" is none.
            found = notice(said.text, language)
            if found is None or found.certainty == "uncertain":
                return False
        readings = (said.text, *utterance.readings)
        days_ago = now.date() - timedelta(days=DAYS)
        before = partial(self.repository.words_since, days_ago)
        return self.watch.hear(readings, language, now, before, utterance.maybe)

    def _with_safety(self, said: Interpretation, dictating: bool, told: str = "") -> Reply:
        """The reply, with what there is to say about danger."""
        watch, root = self.watch, self.conversation.root
        concern = watch.due(self.reply, dictating)
        if concern is not None:
            if concern.certainty == "certain" and not watch.called:
                self._go_easy()
            stands = kept(self.repository.entries(root), watch.dictated, said.text)
            brief = self._safety_brief(concern, stands, watch.called, told=told.strip())
            talk = SafetyTalk(brief)
            self.reply = replace(watch.begin(talk, concern, self.reply), clears=talk.unseen)
        elif watch.near_due(self.reply, dictating):
            self._go_easy()
            says = for_someone_else(self._safety_brief(Concern("explicit")))
            self.reply = said_beside(self.reply, says, dictating)
        return self.reply

    def _go_easy(self) -> None:
        if event := self.repository.gentle_until():
            self.record(event)

    def _safety_brief(
        self, concern: Concern, stands: Kept = "", called: bool = False, *, told: str = ""
    ) -> SafetyBrief:
        repository, country = self.repository, self.repository.state().country
        return safety_brief(
            *(self.conversation.root, repository.clock(), concern, country, stands),
            self.language.name,
            called=called,
            again=self.watch.talked,
            way_out=self.way_out,
            told=told,
        )

    def _respond_in_talk(self, talk: SafetyTalk, utterance: Utterance) -> Reply:
        """The reply in a talk about safety; nothing of it is kept but the country."""
        said, ask = utterance.interpretation, self.reply.ask
        if talk.leaves_for(said):
            return self.change_subject()
        if ask is not None and said.intent in OF_THE_VOICE and not said.safety:
            event, say = self.repository.adjusted(
                said.intent, 0, float(said.slots.get("amount", 0))
            )
            if event is not None:
                self.record(event)
            return Reply((say, ask.say), ask, unseen=talk.unseen)
        reply = self._talk_or_return(talk, said)
        for note in talk.new_notes():
            self.record(note)
        if talk.serious:
            self._go_easy()
        watch = self.watch
        if talk.asks_to_delete:
            self.repository.erase(watch.lines)
            watch.withheld = None
        elif reply.ask is None or watch.talk is None:
            if talk.takes_out:
                self.repository.erase(watch.dictated)
            watch.dictated = ()
        return reply

    def _talk_or_return(self, talk: SafetyTalk, said: Interpretation) -> Reply:
        """The talk's reply; where the talk is over, the conversation's, which had waited."""
        watch = self.watch
        if talk.stops_at(said):
            number = () if talk.asks_softly else talk.last_number()
            says = (Say("safety.taken_wrongly.softly"),) if talk.denies(said) else number
            watch.withheld = None
            over = watch.end()
            if talk.unseen and said.safety.isdisjoint(("stop", "stops")):
                # "Never mind", in a talk about being hurt, changes the subject at once.
                return replace(Reply() if over else self._where_we_were(), clears=True)
            left = Reply() if over else self.conversation.leave("stop")
            left = replace(left, says=(Say("safety.good_night"),)) if talk.to_bed(said) else left
            return left.after(*says)
        reply = talk.respond(said)
        if reply.ask is not None:
            return reply
        over = watch.end()
        withheld, watch.withheld = None if talk.no_answer else watch.withheld, None
        if talk.false_alarm and not over:
            # What was said before was a mere answer after all, and so may be what closed the talk.
            self.reply = self.conversation.reply()
            if withheld is not None:
                withheld = replace(withheld, thread=self._thread(withheld.interpretation))
                self.reply = self._responder.respond(withheld, self.reply)
            if said.kind == "command" or (withheld is None and not talk.answers_softly(said)):
                again = Utterance(self.interpret(said.text))
                self.reply = self._responder.respond(again, self.reply)
            elif withheld is None:
                self.reply = self._where_we_were()
            return replace(self.reply.after(*reply.says), clears=talk.unseen)
        waits = Reply() if over else self._where_we_were()
        says = (*reply.says, *waits.says)
        return replace(waits, says=says, unseen=talk.unseen, clears=talk.unseen)

    def _where_we_were(self) -> Reply:
        """The question that waits, without what came before it; no cheerful menu."""
        waits = self.conversation.question()
        menu = waits.ask is not None and isinstance(waits.ask.expects, Command)
        if menu and not waits.paused:
            return replace(waits, says=(Say("safety.when_you_like"),))
        return waits

    # Words --------------------------------------------------------------------------------------

    def lines(self, reply: Reply) -> tuple[Line, ...]:
        """A reply in words; first of all what the journal has to tell, such as a full disk.

        While something is in memory only, no reply claims that anything was kept or changed: each
        that would says in its place that it is not saved.
        """
        first, self.repository.to_tell = self.repository.to_tell, []
        told = [t if isinstance(t, Say) else Say("as_it_is", words=t) for t in first]
        says = self._without_claims(reply) if self.repository.unsaved else reply.says
        state = self.repository.state()
        settings = state.settings
        if not self.repository.may_read_aloud and not self.repository.locked:
            said = self.repository.entries(self.conversation.root)
            says = discreet(replace(reply, says=says), state, said, self.wording.variants).says
        if settings.quietly:
            says = tuple(Say("voice.not_aloud") if s.key in WORDS_READ_BACK else s for s in says)
        lines = self.wording.lines((*told, *says), settings.simple)
        if any(say.key.startswith("safety.") for say in says):
            # The voice keeps the sound of common sentences; these leave no trace on the disk.
            lines = tuple(replace(x, personal=True, unseen=reply.unseen) for x in lines)
        return lines

    def _without_claims(self, reply: Reply) -> tuple[Say, ...]:
        question = reply.ask.key if reply.ask else ""
        says = [s for s in reply.says if s.key == question or not self.wording.claims(s)]
        if len(says) == len(reply.says) and not reply.ended:
            return reply.says
        not_saved = Say("not_saved" if reply.ended else "not_saved_yet")
        place = len(says) - 1 if says and says[-1].key == question else len(says)
        return (*says[:place], not_saved, *says[place:])

    def offered(self) -> tuple[OfferedAnswer, ...]:
        """The possible answers to the question being asked, for those who choose one."""
        earlier = self._given_before()
        # Asked for only where the names of options are needed: it may still be loading.
        return offered_answers(
            self.reply, self.wording, lambda expects: self.language.names_of(expects), earlier
        )

    def chosen(self, answer: OfferedAnswer) -> Interpretation:
        """What choosing an offered answer says."""
        if not answer.intent:
            return self.interpret(answer.text)
        return Interpretation.of(Meaning(answer.text, "command", intent=answer.intent, score=1.0))

    def _given_before(self) -> Sequence[str]:
        """What the person answered to this question before, where that may be shown."""
        ask, repository = self.reply.ask, self.repository
        if ask is None or not isinstance(ask.expects, Open) or self.watch.talk is not None:
            return ()
        quietly = repository.state().settings.quietly
        if repository.locked or quietly or not repository.may_read_aloud:
            return ()
        given = repository.answers_to(ask.key, MOST_EARLIER)
        return [words for words in given if notice(words, self.wording.language) is None]

    # What was left --------------------------------------------------------------------------------

    def _letter_before(self, wanted: str) -> str:
        """What comes before `wanted`: a letter whose day has come, where it may be read aloud."""
        if not self.repository.may_read_aloud or wanted in NO_LETTER_BEFORE:
            return ""
        due = letter_due(self.repository.state(), self.repository.clock().date())
        return "letter_arrived" if due else ""

    def _left_in_the_middle(self, wanted: str) -> SessionState | None:
        """The newest unfinished conversation to which `wanted` belongs; stale ones are closed."""
        found = None
        for root in self.repository.unfinished():
            if root.channel != self.conversation.channel:
                continue
            there = Conversation(self.repository, root.session)
            chain = there.state.open_sessions()
            if not has_begun(chain) or is_stale(chain[-1], self.repository.clock()):
                there.close("too_old")
            elif wanted in ("menu", chain[-1].dialogue) or (
                wanted not in MENUS and wanted in (s.dialogue for s in chain)
            ):
                found = root
        return found
