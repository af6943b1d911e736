"""A conversation: what was understood comes in, a reply goes out; nothing here ever waits.

`hear` is all a channel calls. Each answer becomes one event, recorded before its reply exists.
Repeat, slower, help, undo, back, pause, stop and the rest live here, once, for every dialogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal

from assistant.dialogue import Ask, Say
from assistant.practice.events import (
    Answered,
    Closed,
    Left,
    Missed,
    Offered,
    Paused,
    Resumed,
    Segment,
    SessionBegan,
    WentBack,
    Withdrawn,
)
from assistant.progress import Progress, progress, stack
from assistant.replay import BEGUN, Scene, Turn, play
from assistant.reply import Reply
from assistant.world import World
from intents import Aspiration, Command, Dictation, Expectation, Freely, Meaning, YesNo

Slots = Mapping[str, Any]
"""What came with a wish, such as the words to search for."""

REPROMPTS = 3
"""How often a question is asked again before the conversation is left, with everything kept."""


class Conversation:
    """One conversation in one channel. Its whole state is in the journal; `root` finds it again."""

    def __init__(self, memory: World, root: str = "", channel: str = "") -> None:
        self.memory = memory
        self.root = root
        self.channel = channel

    # Beginning and leaving ----------------------------------------------------------------------

    def begin(self, dialogue: str, slots: Slots = MappingProxyType({})) -> Reply:
        """Begin a dialogue anew; `slots` came with the wish for it."""
        self.root, says = self._begin(dialogue, slots)
        return self._go_on(*says)

    def offer(self, wanted: str) -> Reply:
        """Offer to go on with this conversation, left earlier, though `wanted` was asked for."""
        self.memory.record(Offered(wanted), self.root)
        return self.reply()

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Reply:
        """Leave the conversation as it is; it can be gone on with later."""
        chain = self._stack()
        if not chain:
            return Reply()
        self.memory.record(Left(why), self.root)
        root, top = chain[0], chain[-1]
        return Reply((Say(f"left.{why}.{top.dialogue}", nth=root.ordinal),))

    def close(self, why: Literal["declined", "too_old"]) -> None:
        """Do not go on with this conversation. All that was said in it is kept."""
        self.memory.record(Closed(why), self.root)

    # Where it stands ----------------------------------------------------------------------------

    def reply(self) -> Reply:
        """What was said last and is waited for now, as it would be said again."""
        chain = self._stack()
        if not chain:
            return Reply()
        root, top = chain[0], chain[-1]
        if root.offered:
            ask = Ask(f"pick_up.shall_we_go_on.{top.dialogue}", YesNo())
            return Reply((ask.say,), ask)
        scene = self._scene(top)
        if top.suggestion is not None:
            ask = Ask("did_you_mean", YesNo(), phrase=top.suggestion["phrase"])
            return Reply((ask.say,), ask)
        if old := _turn(scene, top.back_to):
            asked = self._asked(top, scene, old)
            offer = Say(f"back.{old.how}", said=old.said)
            return Reply((offer, asked.say), asked)
        return Reply(scene.says, scene.ask, top.paused)

    @property
    def open_question(self) -> Expectation | None:
        """What the dialogue itself waits for, beneath "did you mean …?" and the like."""
        chain = self._stack()
        ask = self._ask(chain[-1]) if chain else None
        return ask.expects if ask else None

    # Hearing ------------------------------------------------------------------------------------

    def hear(self, meaning: Meaning, recording: str = "", seconds: float = 0.0) -> Reply:
        """Take in what was understood of one utterance, and give the reply.

        `recording` is the file in which its sound was kept, `seconds` how long it is.
        """
        chain = self._stack()
        if not chain:
            return Reply()
        top = chain[-1]
        if chain[0].offered:
            return self._hear_offered(top, chain[0].offered, meaning)
        if top.paused and meaning.intent not in ("resume", "stop", "help", "yes"):
            return Reply((), self._ask(top), paused=True)
        if top.paused and meaning.intent == "yes":
            return self._resume(top)
        guess = top.suggestion
        if guess is not None and meaning.kind == "answer" and meaning.value is False:
            return self._missed(top, "unclear", "")
        if guess is not None and meaning.kind == "answer" and meaning.value is True:
            meaning = Meaning(guess["said"], "command", guess["intent"], slots=guess["slots"])
        ask = self._ask(top)
        if ask is None:
            return self._go_on()
        match meaning.kind:
            case "command":
                return self._command(top, ask, meaning)
            case "answer" if isinstance(ask.expects, Dictation):
                segment = Segment(ask.key, str(meaning.value), ask.about, recording, seconds)
                self.memory.record(segment, top.session)
                return Reply((), ask)
            case "answer":
                return self._answer(top, ask, meaning.value, said=meaning.text)
            case "unsure" if meaning.alternatives[0].phrase:
                best = meaning.alternatives[0]
                guess = {
                    "intent": best.intent,
                    "phrase": best.phrase,
                    "said": meaning.text,
                    "slots": dict(meaning.slots),
                }
                missed = Missed(ask.key, "unsure", ask.about, meaning.text, guess)
                self.memory.record(missed, top.session)
                return self.reply()
        return self._missed(top, "unclear" if meaning.text.strip() else "silence", meaning.text)

    def _hear_offered(self, top: Progress, wanted: str, meaning: Meaning) -> Reply:
        yes = meaning.kind == "answer" and meaning.value is True
        no = meaning.kind == "answer" and meaning.value is False
        if yes or meaning.intent == "resume":
            for session in dict.fromkeys((self.root, top.session)):
                self.memory.record(Resumed(), session)
            changed = self._scene(top).unused
            return self._go_on(Say("pick_up.changed" if changed else "pick_up.going_on"))
        if no or meaning.intent in ("skip", wanted):
            self.close("declined")
            return self.begin(wanted).after(Say("pick_up.something_new"))
        if meaning.intent == "stop":
            return self.leave("stop")
        if meaning.intent is not None and self.memory.has_dialogue(meaning.intent):
            self.close("declined")
            return self.begin(meaning.intent).after(Say("pick_up.something_new"))
        root = self._stack()[0]
        return self._missed(root, "unclear" if meaning.text.strip() else "silence", meaning.text)

    def _command(self, top: Progress, ask: Ask, meaning: Meaning) -> Reply:
        """What every dialogue understands beside an answer."""
        dictating = isinstance(ask.expects, Dictation)
        dictated = top.dictated(ask.key, ask.about)
        match meaning.intent:
            case "repeat":
                return self.reply()
            case "read_back" | "read_last" if dictating and dictated:
                return Reply((Say("reflect.you_said", words=dictated),), ask)
            case "help":
                return self._aside(Say(f"help.{ask.expects.name}.{ask.key}", **ask.words), ask)
            case "where_am_i":
                return self._aside(Say(f"where_am_i.{top.dialogue}", **top.brief), ask)
            case "more_time":
                return Reply((self.memory.adjust("more_time", top.session),), ask)
            case "slower" | "faster" | "louder" | "quieter" | "go_easy" as wish:
                return self._aside(self.memory.adjust(wish, top.session), ask)
            case "keep_listening" | "new_paragraph" if dictating:
                return Reply((), ask)
            case "undo" | "scratch_that" if dictating and dictated:
                return self._scratch(top, ask)
            case "undo" | "scratch_that":
                return self._undo(ask)
            case "back":
                return self._back(top, ask)
            case "keep" if top.back_to:
                self.memory.record(Resumed(), top.session)
                return self._go_on(Say("back.kept"))
            case "pause":
                self.memory.record(Paused(), top.session)
                return Reply((Say("paused", nth=top.missed_in_all),), ask, paused=True)
            case "resume":
                return self._resume(top)
            case "done" | "skip" if dictating:
                return self._answer(top, ask, None, "dictated" if dictated else "skipped")
            case "stop":
                return self.leave("stop")
            case "done" | "no" if isinstance(ask.expects, Command):
                return self.leave("stop")
            case "skip" | "no" if not isinstance(ask.expects, Command | YesNo):
                return self._answer(top, ask, None, "skipped", meaning.text)
            case "skip":
                return self._answer(top, ask, None, "skipped", meaning.text)
            case "done" if isinstance(ask.expects, Freely | Aspiration):
                return self._answer(top, ask, None, "skipped", meaning.text)
            case "done":
                return self.leave("stop")
            case str() as wish if self.memory.has_dialogue(wish):
                if isinstance(ask.expects, Command):
                    value = {"intent": wish, "slots": dict(meaning.slots)}
                    return self._answer(
                        top, ask, value if meaning.slots else wish, said=meaning.text
                    )
                told = self._begin(wish, meaning.slots, parent=top.session, aside=True)[1]
                return self._go_on(*told, briefly=bool(told))
            case str() as wish if isinstance(ask.expects, Command) and wish != "yes":
                return self._aside(Say(f"not_here.{wish}"), ask)
        return self._missed(top, "unclear", meaning.text)

    # What hearing comes to ----------------------------------------------------------------------

    def _answer(
        self,
        top: Progress,
        ask: Ask,
        value: Any,
        how: Literal["said", "skipped", "dictated"] = "said",
        said: str = "",
    ) -> Reply:
        """One turn, one line: the answer, its notes, what it replaces, whether it is the last."""
        dictated = top.dictated(ask.key, ask.about)
        new = Turn("", ask.key, ask.about, dictated if how == "dictated" else value, how, said)
        old = _turn(self._scene(top), top.back_to)
        given = top.answers()
        turns = [new if t == old else t for t in given] if old else [*given, new]
        after = self._play(top, turns)
        withdraws = (old.id, *self._withdrawn_by(old.id), *after.unused) if old else ()
        self.memory.record(
            Answered(
                ask=ask.key,
                about=ask.about,
                value=value,
                how=how,
                said=said,
                notes=after.notes_of(""),
                ends=after.ended,
                replaces=old.id if old else "",
                withdraws=withdraws,
                erases=after.erases.get("", ()),
            ),
            top.session,
        )
        erases = after.erases.get("", ())
        gone = (Say("erased"),) if erases and self.memory.erase(erases) else ()
        changed = (*gone, Say("back.changed")) if old else gone
        if after.ended:
            return self._go_on(*changed, *after.says, briefly=top.aside)
        return self._go_on(*changed)

    def _withdrawn_by(self, answer: str) -> tuple[str, ...]:
        """What an answer had itself withdrawn, when it was a changed one."""
        for entry in self.memory.entries(self.root):
            if entry.id == answer and isinstance(entry.event, Answered):
                return entry.event.withdraws
        return ()

    def _scratch(self, top: Progress, ask: Ask) -> Reply:
        own = [s for s in top.segments if (s.ask, s.about) == (ask.key, ask.about)]
        self.memory.record(Withdrawn((own[-1].id,)), top.session)
        return Reply((Say("scratched", nth=len(own)),), ask)

    def _undo(self, ask: Ask) -> Reply:
        """Withdraw the last answer, in whichever dialogue it was, and ask again."""
        entries = self.memory.entries(self.root)
        standing = {
            turn.id
            for session in progress(entries).values()
            for turn in session.turns
            if turn.how != BEGUN
        }
        latest = next((e for e in reversed(entries) if e.id in standing), None)
        if latest is None:
            return self._aside(Say("undo.nothing"), ask)
        if isinstance(latest.event, Answered) and latest.event.erases:
            return self._aside(Say("undo.erased"), ask)
        self.memory.record(Withdrawn((latest.id,)), latest.session)
        reply = self.reply()
        return Reply((Say("undo.done"), *reply.says[-1:]), reply.ask)

    def _back(self, top: Progress, ask: Ask) -> Reply:
        """The question before, with its answer offered again."""
        said = [t for t in self._scene(top).used if t.how != BEGUN]
        place = next((i for i, t in enumerate(said) if t.id == top.back_to), len(said))
        if place == 0:
            return self._aside(Say("back.nothing"), ask)
        self.memory.record(WentBack(said[place - 1].id), top.session)
        return self.reply()

    def _resume(self, top: Progress) -> Reply:
        self.memory.record(Resumed(), top.session)
        reply = self.reply()
        return Reply((Say("resumed"), *reply.says[-1:]), reply.ask)

    def _missed(self, top: Progress, why: Literal["silence", "unclear"], said: str) -> Reply:
        """Ask again, in other words each time; after three, a way out which keeps everything."""
        missed = self.reply().ask
        if missed is None:
            return Reply()
        self.memory.record(Missed(missed.key, why, missed.about, said), top.session)
        nth = top.misses + 1
        if nth > REPROMPTS:
            return self.leave("silence")
        ask = self.reply().ask or missed
        reprompt = Say(
            f"reprompt.{why}.{nth}.{ask.expects.name}.{ask.key}", nth=top.missed_in_all, **ask.words
        )
        return Reply((reprompt, ask.say) if nth == 2 else (reprompt,), ask)

    def _aside(self, say: Say, ask: Ask) -> Reply:
        """Something said beside the question, which is then asked again."""
        return Reply((say, ask.say), ask)

    # Moving on ----------------------------------------------------------------------------------

    def _begin(
        self, dialogue: str, slots: Slots, parent: str = "", aside: bool = False
    ) -> tuple[str, tuple[Say, ...]]:
        """Begin a session: its id, and what it said where it is over at once."""
        session = self.memory.new_session()
        ordinal = self.memory.ordinal(dialogue)
        brief = self.memory.brief(dialogue, session, slots)
        scene = play(self.memory.perform(dialogue, brief), (), ordinal)
        began = SessionBegan(
            dialogue=dialogue,
            brief={} if scene.ended else brief,
            ordinal=ordinal,
            channel=self.channel,
            parent=parent,
            aside=aside,
            ends=scene.ended,
        )
        self.memory.record(began, session)
        return session, scene.says if scene.ended else ()

    def _go_on(self, *says: Say, briefly: bool = False) -> Reply:
        """The reply after something happened: begin what is to begin, return to what waits.

        `briefly`: only the question again, for a return from something asked for beside it.
        """
        while chain := self._stack():
            top = chain[-1]
            scene = self._scene(top)
            if scene.begin is None:
                return Reply((*says, *scene.says[-1 if briefly else 0 :]), scene.ask)
            begin = scene.begin
            told = self._begin(begin.dialogue, begin.slots, top.session)[1]
            says = (*says, *scene.says, *told)
        return Reply(says)

    def _stack(self) -> tuple[Progress, ...]:
        return stack(progress(self.memory.entries(self.root)), self.root)

    def _scene(self, top: Progress) -> Scene:
        return self._play(top, top.answers())

    def _play(self, top: Progress, turns: Sequence[Turn]) -> Scene:
        return play(self.memory.perform(top.dialogue, top.brief), turns, top.ordinal)

    def _ask(self, top: Progress) -> Ask | None:
        """The dialogue's own question, or the earlier one which the person went back to."""
        scene = self._scene(top)
        old = _turn(scene, top.back_to)
        return self._asked(top, scene, old) if old else scene.ask

    def _asked(self, top: Progress, scene: Scene, turn: Turn) -> Ask:
        """The question which a turn answered, as it was asked."""
        asked = self._play(top, scene.used[: scene.used.index(turn)]).ask
        assert asked is not None, "what was answered was asked"
        return asked


def _turn(scene: Scene, id: str) -> Turn | None:
    return next((t for t in scene.used if id and t.id == id), None)
