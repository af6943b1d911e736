"""A conversation: what was understood comes in, a reply goes out; nothing here ever waits.

`hear` is all a channel calls. Each answer becomes one event, recorded before its reply exists.
What every dialogue understands beside an answer is in `assistant.conversation.global_commands`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any, Literal

from assistant.conversation import dictation as dictating
from assistant.conversation.comfort import COMFORT
from assistant.conversation.confirmation import (
    HARDLY_HEARD,
    READ_BACK,
    ask_for_wish,
    corrected,
    is_doubtful_wish,
    is_read_back,
    read_back,
    said_again,
    to_read_back,
)
from assistant.conversation.dictation import tells_at_once
from assistant.conversation.global_commands import resume, steer
from assistant.conversation.replay import Turn
from assistant.conversation.reply import Reply
from assistant.conversation.stage import Slots, Stage, find_turn
from assistant.conversation.state import Progress
from assistant.dialogues.steps import Ask, Say
from assistant.formatting import FormattedText
from assistant.practice.events import (
    Answered,
    Closed,
    Left,
    Missed,
    Offered,
    Resumed,
    Segment,
    WentBack,
)
from intents import Alternative, Dictation, Freely, Meaning, YesNo

REPROMPTS = 3
"""How often a question is asked again before the conversation is left, with everything kept."""


class Conversation(Stage):
    """One conversation in one channel. Its whole state is in the journal; `root` finds it again."""

    def begin(self, dialogue: str, slots: Slots = MappingProxyType({}), first: str = "") -> Reply:
        """Begin a dialogue anew; `slots` came with the wish for it.

        `first` is one to have before its first words.
        """
        self.root, says = self.enter(dialogue, slots)
        if first and self.open_sessions():
            says = (*says, *self.enter(first, {}, self.root)[1])
        return self.go_on(*says)

    def offer(self, wanted: str) -> Reply:
        """Offer to go on with this conversation, left earlier, though `wanted` was asked for."""
        self.memory.record(Offered(wanted), self.root)
        return self.reply()

    def leave(self, why: Literal["stop", "silence", "end_of_input"]) -> Reply:
        """Leave the conversation as it is; it can be gone on with later."""
        chain = self.open_sessions()
        if not chain:
            return Reply()
        self.memory.record(Left(why), self.root)
        root, top = chain[0], chain[-1]
        if top.dialogue == COMFORT:
            self.memory.record(Closed("over"), top.session)
        return Reply((Say(f"left.{why}.{top.dialogue}", nth=root.ordinal),))

    def close(self, why: Literal["declined", "too_old"]) -> None:
        """Do not go on with this conversation. All that was said in it is kept."""
        self.memory.record(Closed(why), self.root)

    def hear(
        self,
        meaning: Meaning,
        recording: str = "",
        seconds: float = 0.0,
        written: FormattedText | None = None,
    ) -> Reply:
        """Take in what was understood of one utterance, and give the reply.

        `recording` is the file in which its sound was kept, `seconds` how long it is. `written` is
        how a stretch of dictation is written, where it was heard and not typed.
        """
        chain = self.open_sessions()
        if not chain:
            return Reply()
        top = chain[-1]
        if chain[0].offered:
            return self._hear_offered(top, chain[0].offered, meaning)
        if top.paused and meaning.intent not in ("resume", "stop", "yes"):
            said = "help.paused" if meaning.intent == "help" else "still_paused"
            says = (Say(said),) if meaning.text.strip() else ()
            return Reply(says, self.question(top), paused=True)
        if top.paused and meaning.intent == "yes":
            return resume(self, top)
        again = is_read_back(top.suggestion)
        guess = None if meaning.beneath else top.suggestion
        if (
            guess is not None
            and guess["intent"] == dictating.SCRATCH_EVERYTHING
            and meaning.kind == "answer"
        ):
            return self._scratch_everything(top, sure=meaning.value is True)
        ask = self.question(top)
        if ask is None:
            return self.go_on()
        if guess is not None and meaning.kind == "answer" and meaning.value is False:
            return self._not_meant(top, ask, guess)
        meant = meaning.kind == "answer" and meaning.value is True
        if guess is not None and (meant or meaning.intent == guess["intent"]):
            meaning = Meaning(guess["said"], "command", guess["intent"], slots=guess["slots"])
        confirmed = is_read_back(guess) and meaning.intent == READ_BACK
        if guess is not None and confirmed:
            return self.answer(top, ask, guess["value"], said=guess["said"])
        match meaning.kind:
            case "command" if is_doubtful_wish(meaning):
                return ask_for_wish(self, top, ask, meaning)
            case "command":
                return steer(self, top, ask, meaning)
            case "answer" if isinstance(ask.expects, Dictation):
                segment = Segment(
                    ask.key,
                    written.text if written else str(meaning.value),
                    ask.about,
                    recording,
                    seconds,
                    written.doubtful if written else (),
                    bool(written and written.continues),
                )
                self.memory.record(segment, top.session)
                return Reply((), ask)
            case "answer" if tells_at_once(ask.expects, meaning):
                words = written.text if written else meaning.text.strip()
                return dictating.begin_at_once(self, top, ask, words)
            case "answer" if not said_again(top.suggestion, meaning) and to_read_back(
                ask, meaning, self.memory.confirm(), again
            ):
                return read_back(self, top, ask, meaning)
            case "answer":
                return self.answer(top, ask, meaning.value, said=meaning.text, recording=recording)
            case "unsure" if (best := meaning.alternatives[0]).phrase and not _guessed(guess, best):
                guess = {
                    "intent": best.intent,
                    "phrase": best.phrase,
                    "said": meaning.text,
                    "slots": dict(meaning.slots),
                }
                missed = Missed(ask.key, "unsure", ask.about, meaning.text, guess)
                self.memory.record(missed, top.session)
                return self.reply()
        unclear = meaning.doubtful or meaning.text.strip()
        return self.missed(top, "unclear" if unclear else "silence", meaning.text)

    def _not_meant(self, top: Progress, ask: Ask, guess: dict[str, Any]) -> Reply:
        """What was suggested is not meant: then it was said in answer, where that may be free.

        Elsewhere it is asked once more, plainly.
        """
        if is_read_back(guess) or guess.get(HARDLY_HEARD):
            return corrected(self, top, ask)
        expects = ask.expects
        if isinstance(expects, YesNo) and expects.or_else == "words":
            value = {"kind": "words", "words": guess["said"]}
            return self.answer(top, ask, value, said=guess["said"])
        if isinstance(expects, Freely):
            return self.answer(top, ask, guess["said"], said=guess["said"])
        self.memory.record(Resumed(), top.session)
        if top.back_to:  # it is the earlier question which is asked once more
            self.memory.record(WentBack(top.back_to), top.session)
        return Reply((Say("not_meant", nth=top.missed_in_all), ask.say), ask)

    def _scratch_everything(self, top: Progress, sure: bool) -> Reply:
        ask = self.question(top)
        if not sure or ask is None:
            return dictating.keep_everything(self, top)
        return dictating.scratch_everything(self, top, ask)

    def _hear_offered(self, top: Progress, wanted: str, meaning: Meaning) -> Reply:
        yes = meaning.kind == "answer" and meaning.value is True
        no = meaning.kind == "answer" and meaning.value is False
        if yes or meaning.intent == "resume":
            top = self._uncovered(wanted)
            for session in dict.fromkeys((self.root, top.session)):
                self.memory.record(Resumed(), session)
            changed = self.scene(top).unused
            # The question alone: what was said before it was heard then.
            going_on = Say("pick_up.changed" if changed else "pick_up.going_on")
            return self.go_on(going_on, briefly=True)
        if no or meaning.intent in ("skip", wanted):
            self.close("declined")
            return self.begin(wanted, meaning.slots).after(Say("pick_up.something_new"))
        if meaning.intent == "stop":
            return self.leave("stop")
        if meaning.intent is not None and self.memory.has_dialogue(meaning.intent):
            self.close("declined")
            begun = self.begin(meaning.intent, meaning.slots)
            return begun.after(Say("pick_up.something_new"))
        root = self.open_sessions()[0]
        return self.missed(root, "unclear" if meaning.text.strip() else "silence", meaning.text)

    def _uncovered(self, wanted: str) -> Progress:
        """The one which was asked for by name, or what it had begun itself, on top again.

        What was begun beside it and left there is closed; all that was said in it is kept.
        """
        chain = self.open_sessions()
        named = (n for n, one in enumerate(chain) if one.dialogue == wanted != "menu")
        place = next(named, len(chain))
        beside = next((n for n, one in enumerate(chain) if n > place and one.aside), len(chain))
        for over in reversed(chain[beside:]):
            self.memory.record(Closed("declined"), over.session)
        return self.open_sessions()[-1]

    def answer(
        self,
        top: Progress,
        ask: Ask,
        value: Any,
        how: Literal["said", "skipped", "dictated"] = "said",
        said: str = "",
        recording: str = "",
    ) -> Reply:
        """One turn, one line: the answer, its notes, what it replaces, whether it is the last."""
        dictated = top.dictated(ask.key, ask.about)
        new = Turn("", ask.key, ask.about, dictated if how == "dictated" else value, how, said)
        old = find_turn(self.scene(top), top.back_to)
        given = top.answers()
        turns = [new if t == old else t for t in given] if old else [*given, new]
        after = self.play(top, turns)
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
                recording=recording,
            ),
            top.session,
        )
        erases = after.erases.get("", ())
        gone = (Say("erased"),) if erases and self.memory.erase(erases) else ()
        changed = (*gone, Say("back.changed")) if old else gone
        if after.ended:
            return self.go_on(*changed, *after.says, briefly=top.aside)
        return self.go_on(*changed)

    def _withdrawn_by(self, answer: str) -> tuple[str, ...]:
        """What an answer had itself withdrawn, when it was a changed one."""
        for entry in self.memory.entries(self.root):
            if entry.id == answer and isinstance(entry.event, Answered):
                return entry.event.withdraws
        return ()

    def not_known(self, said: str) -> Reply:
        """They do not know what to answer: it may be passed over. Never is that a misunderstanding.

        After three such answers the conversation is left all the same, with everything kept.
        """
        ask, top = self.reply().ask, self.open_sessions()[-1]
        left = self.missed(top, "unclear", said)
        if ask is None or left.ended:
            return left
        return Reply((Say("told.not_known", nth=top.missed_in_all), ask.say), ask)

    def missed(self, top: Progress, why: Literal["silence", "unclear"], said: str) -> Reply:
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


def _guessed(guess: dict[str, Any] | None, best: Alternative) -> bool:
    """Whether this was the guess just now: it is not asked back a second time running."""
    return guess is not None and guess["phrase"] == best.phrase
