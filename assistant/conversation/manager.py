"""Lantern for one person in one channel: sentences in, replies out.

Puts the three cores together: understanding, conversation, memory. Every channel stands on this.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from assistant.conversation import comfort as comforting
from assistant.conversation.interpretation import (
    GREETED,
    THANKS,
    in_its_place,
    is_not_known,
    not_that_one,
)
from assistant.conversation.reply import Reply
from assistant.conversation.safety_talk import Talk, talk_brief
from assistant.conversation.safety_watch import Watch, said_beside
from assistant.conversation.session import Conversation
from assistant.conversation.slot_filling import PLAINLY, Particulars
from assistant.conversation.stage import Slots
from assistant.conversation.state import Progress, progress, stack
from assistant.conversation.taking_in import tidied
from assistant.dialogues.catalogue import SCRIPTS
from assistant.dialogues.letter import NO_LETTER_BEFORE, letter_due
from assistant.dialogues.safety import SafetyBrief, for_someone_else
from assistant.dialogues.steps import Say
from assistant.formatting import FormattedText
from assistant.practice.preferences import OF_THE_VOICE
from assistant.safety.concern import Concern
from assistant.safety.kept import Kept, kept, last_dictated
from assistant.store.repository import Memory
from assistant.wording import Line, Wording
from intents import Aspiration, Command, Dictation, Expectation, Freely, Meaning, Recurrence, YesNo

if TYPE_CHECKING:
    from intents import Language

WORDS_READ_BACK = frozenset(
    {"reflect.you_said", "journal.last_words", "journal.passage", "doubtful.these"}
)
"""Where Lantern only says what the person said: not while somebody else may hear."""
STILL_PAUSED = Say("still_paused")
MENUS = ("menu", "goals")
"""Asked for by name they begin anew: what was chosen there is offered from the menu."""


class Companion:
    """One conversation at a time, found again in the journal by its channel."""

    def __init__(
        self,
        memory: Memory,
        language: Language | Callable[[], Language],
        wording: Wording,
        channel: str = "",
        watch: Watch | None = None,
    ) -> None:
        """`language` may still be loading; it is asked for when there is something to understand.

        `watch` is what was kept of an earlier moment of this conversation, if anything was.
        """
        self.memory = memory
        self._language = language
        self.wording = wording
        self.conversation = Conversation(memory, channel=channel)
        self.watch = watch or Watch()
        self.reply = Reply()

    @property
    def language(self) -> Language:
        """What understands."""
        if callable(self._language):
            self._language = self._language()
        return self._language

    def start(self, wanted: str, slots: Slots = MappingProxyType({})) -> Reply:
        """Begin a dialogue, or offer to go on with one which was left in the middle.

        `slots` came with the wish for it, such as the words to search for.
        """
        left = self._left_in_the_middle(wanted)
        if left is None:
            self.reply = self.conversation.begin(wanted, slots, self._first(wanted))
        else:
            self.conversation.root = left.session
            self.reply = self.conversation.offer(wanted)
        return self.reply

    def hear(self, text: str) -> Reply:
        """Take in a sentence; "" is silence."""
        return self.take(self.understand(text))

    def understand(self, text: str) -> Meaning:
        """What a sentence means just now, and what it is about."""
        meaning = self._understood(text)
        if self.watch.talk is not None:
            return meaning
        expects = self.reply.ask.expects if self.reply.ask else None
        particulars = Particulars(self.memory, self.language, self.wording)
        return particulars.of(meaning, expects, self.reply)

    def _understood(self, text: str) -> Meaning:
        now = self.memory.clock()
        expects = self.reply.ask.expects if self.reply.ask else None
        meaning = self.language.understand(text, expects, now=now)
        if self.watch.talk is not None:
            return meaning
        asked = self.reply.ask.key if self.reply.ask else ""
        meaning = in_its_place(meaning, expects, self.wording)
        if isinstance(expects, Dictation) and self.conversation.looks_back:
            # "Say keep it to leave it so": in a dictation those words would else be dictated.
            closed = self.language.understand(text, YesNo(), now=now)
            meaning = closed if closed.intent == "keep" else meaning
        if asked.startswith("prompt.") and not self.dictated and not_that_one(text, self.wording):
            meaning = Meaning(text, "command", "skip", score=1.0)
        beneath = self.conversation.open_question
        if meaning.kind == "nothing" and text.strip() and beneath not in (None, expects):
            return replace(self.language.understand(text, beneath, now=now), beneath=True)
        return meaning

    def take(
        self,
        meaning: Meaning,
        recording: str = "",
        seconds: float = 0.0,
        readings: Sequence[str] = (),
        written: FormattedText | None = None,
    ) -> Reply:
        """Take in what was understood, where its sound was kept, and all that it may have been.

        `written` is a stretch of dictation as it is to be read.
        """
        watch = self.watch
        if watch.talk is not None:
            self.reply = self._talk(watch.talk, meaning)
            return self.reply
        meaning = tidied(meaning)
        expects = self.reply.ask.expects if self.reply.ask else None
        dictating = isinstance(expects, Dictation)
        near = watch.near
        alarming = meaning.intent != "stop" and watch.notice((meaning.text, *readings))
        if watch.noticed and not dictating and not _fits(meaning, expects):
            # Neither kept as misunderstood words, nor made into a value or a goal.
            self.reply = self.conversation.reply()
            watch.swallowed = meaning
        elif watch.near and not near and not dictating and not self.reply.paused:
            # Nor is it an answer that somebody near them is in danger.
            self.reply = comforting.comfort(self.conversation, "", "feeling")
        else:
            self._hear(meaning, recording, seconds, written)
        root = self.conversation.root
        asks = self.reply.ask
        if alarming and meaning.kind == "answer" and asks and isinstance(asks.expects, Dictation):
            watch.dictated += last_dictated(self.memory.entries(root))
        concern = watch.due(self.reply, dictating)
        if concern is not None:
            self.memory.go_easy(root)
            stands = kept(self.memory.entries(root), watch.dictated, meaning.text)
            self.reply = watch.begin(Talk(self._brief(concern, stands)), concern, self.reply)
        elif watch.near_due(self.reply, dictating):
            self.memory.go_easy(root)
            says = for_someone_else(self._brief(Concern("explicit")))
            self.reply = said_beside(self.reply, says, dictating)
        return self.reply

    def _brief(self, concern: Concern, stands: Kept = "") -> SafetyBrief:
        """What a talk about safety, or a word about somebody else's, is told."""
        root, country = self.conversation.root, self.memory.state().country
        return talk_brief(root, self.memory.clock(), concern, country, stands)

    def _hear(
        self, meaning: Meaning, recording: str, seconds: float, written: FormattedText | None
    ) -> None:
        """Have the conversation hear what was said, in answer or beside it."""
        expects = self.reply.ask.expects if self.reply.ask else None
        if meaning.intent in (THANKS, *GREETED) and self.reply.ask is not None:
            ask = self.reply.ask
            kind = Say("you_are_welcome" if meaning.intent == THANKS else str(meaning.intent))
            self.reply = replace(self.reply, says=(kind, ask.say))
        elif is_not_known(meaning, expects, self.wording) and not self.reply.paused:
            self.reply = self.conversation.not_known(meaning.text)
        elif (
            told := comforting.told_now(self.conversation, self.language, meaning, expects)
        ) and not self.reply.paused:
            self.reply = comforting.heard(self.conversation, meaning.text, told)
        else:
            before = self.reply
            self.reply = self.conversation.hear(meaning, recording, seconds, written)
            if self.reply.says == (STILL_PAUSED,):
                self.reply = replace(self.reply, says=_briefly(before))
            if isinstance(expects, Recurrence):
                self._remind_too(meaning)
            if meaning.kind == "answer" and isinstance(expects, Freely | YesNo | Aspiration):
                self._mind_the_sorrow(meaning.text)

    def _remind_too(self, meaning: Meaning) -> None:
        """ "Remind me every weekday at seven" says how often, and wishes for a reminder too."""
        if meaning.kind != "answer" or self.reply.ask is None:
            return
        wish = self.language.understand(meaning.text, Command(), now=self.memory.clock())
        if wish.intent != "set_reminder" or wish.score < PLAINLY:
            return
        particulars = Particulars(self.memory, self.language, self.wording)
        wish = particulars.of(wish, None, self.reply)
        answered = self.reply.says[:-1]
        self.reply = self.conversation.hear(wish).after(*answered)

    def _mind_the_sorrow(self, said: str) -> None:
        """To a loss nothing light is replied, and the next question does not come at once.

        What would repeat its words gives way; where nothing more is asked there is no need to stop.
        """
        if not said or self.language.tells(said) != "sorrow":
            return
        if stopped := comforting.comfort_after(self.conversation, "sorrow"):
            self.reply = stopped
            return
        *before, question = self.reply.says or (Say("told.sorrow"),)
        left = [say for say in before if said not in say.words.values()]
        self.reply = replace(self.reply, says=(Say("told.sorrow"), *left, question))

    def _talk(self, talk: Talk, meaning: Meaning) -> Reply:
        """An utterance in a talk about safety; nothing of it is kept but the country."""
        ask, root = self.reply.ask, self.conversation.root
        if ask is not None and meaning.intent in OF_THE_VOICE:
            say = self.memory.adjust(meaning.intent, root)
            return Reply((say, ask.say), ask, unseen=talk.unseen)
        talked = self.conversation
        reply = self.watch.hear(meaning, talked.reply, lambda: talked.leave("stop"), self._answered)
        for note in talk.new_notes():
            self.memory.record(note, root)
        if reply.ask is None or self.watch.talk is None:
            if talk.takes_out:
                self.memory.erase(self.watch.dictated)
            self.watch.dictated = ()
        return reply

    def _answered(self, meaning: Meaning) -> Reply:
        """What had waited while they were asked whether they are safe is heard now."""
        self.reply = self.conversation.reply()
        self._hear(meaning, "", 0.0, None)
        return self.reply

    @property
    def dictated(self) -> str:
        """What was dictated so far in answer to the question which is open."""
        chain, ask = self.conversation.open_sessions(), self.reply.ask
        return chain[-1].dictated(ask.key, ask.about) if chain and ask else ""

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Reply:
        """Leave the conversation as it is."""
        self.reply = self.conversation.leave(why)
        return self.reply

    def go_on(self, root: str) -> Reply:
        """Take up a conversation which this channel is in the middle of."""
        self.conversation.root = root
        talk = self.watch.talk
        self.reply = self.conversation.reply() if talk is None else talk.reply()
        return self.reply

    def lines(self, reply: Reply) -> tuple[Line, ...]:
        """A reply in words; first of all what the journal has to tell, such as a full disk."""
        first, self.memory.to_tell = self.memory.to_tell, []
        told = [t if isinstance(t, Say) else Say("as_it_is", words=t) for t in first]
        says = reply.says
        if reply.ended and self.memory.unsaved:
            # "What you said is kept" would not be true.
            says = (*(s for s in says if not s.key.startswith("left.")), Say("not_saved"))
        if self.memory.state().settings.quietly:
            says = tuple(Say("voice.not_aloud") if s.key in WORDS_READ_BACK else s for s in says)
        simple = self.memory.state().settings.simple
        lines = self.wording.lines((*told, *says), simple)
        if any(say.key.startswith("safety.") for say in says):
            # The voice keeps the sound of common sentences; these leave no trace on the disk.
            lines = tuple(replace(x, personal=True, unseen=reply.unseen) for x in lines)
        return lines

    def after_first_words(self) -> None:
        """What has time: the backup of the day."""
        self.memory.back_up_soon()

    def after_last_words(self) -> None:
        """What had no time yet is done now."""
        self.memory.back_up_now()

    def _first(self, wanted: str) -> str:
        """What comes before `wanted`: a letter whose day has come, where it may be read aloud."""
        if not self.memory.may_read_aloud or wanted in NO_LETTER_BEFORE:
            return ""
        due = letter_due(self.memory.state(), self.memory.clock().date())
        return "letter_arrived" if due else ""

    def begin(self, wanted: str, slots: Slots = MappingProxyType({})) -> Reply:
        """Begin a dialogue anew, whatever was left in the middle; `slots` came with the wish."""
        self.reply = self.conversation.begin(wanted, slots)
        return self.reply

    def _left_in_the_middle(self, wanted: str) -> Progress | None:
        """The newest unfinished conversation to which `wanted` belongs; stale ones are closed."""
        found = None
        for root in self.memory.unfinished():
            if root.channel != self.conversation.channel:
                continue
            chain = stack(progress(self.memory.entries(root.session)), root.session)
            if not _begun(chain) or _stale(chain[-1], self.memory.clock()):
                Conversation(self.memory, root.session).close("too_old")
            elif wanted in ("menu", chain[-1].dialogue) or (
                wanted not in MENUS and wanted in (s.dialogue for s in chain)
            ):
                found = root
        return found


def _briefly(before: Reply) -> tuple[Say, ...]:
    """That it is still a pause, in fewer words once it was said."""
    again = [say for say in before.says if say.key.startswith("still_paused")]
    return (Say("still_paused_again", nth=again[0].nth + 1),) if again else (STILL_PAUSED,)


def _begun(chain: tuple[Progress, ...]) -> bool:
    """Whether there is anything to go on with: a menu at which nothing was chosen is nothing."""
    *beneath, top = chain
    return (bool(top.turns or top.segments) and top.dialogue != "menu") or any(
        session.turns for session in beneath
    )


def _fits(meaning: Meaning, expects: Expectation | None) -> bool:
    """Whether it is understood, and not as what anybody's every word is taken for."""
    return meaning.kind in ("answer", "command") and not isinstance(expects, Aspiration)


def _stale(session: Progress, now: datetime) -> bool:
    began = datetime.fromisoformat(session.began)
    lasts = SCRIPTS[session.dialogue].lasts if session.dialogue in SCRIPTS else timedelta(0)
    return now.date() - began.astimezone(now.tzinfo).date() > lasts
