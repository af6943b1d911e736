"""The spoken channel: one loop over the blocks of one audio stream.

Time is counted in samples heard, never by a clock, so the loop is the same for a microphone, a
recording and a simulated person at many times real time.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.channels.captions import Captions
from assistant.channels.ear import Ear, Heard, Listening
from assistant.channels.interrupting import BargeIn, Interruption
from assistant.channels.mouth import Mouth
from assistant.channels.recordings import Recordings
from assistant.conversation.manager import Companion
from assistant.conversation.reply import Reply
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.formatting import FormattedText, format_dictation
from assistant.journal import NotSaved
from assistant.practice.pace import PaceLearned
from assistant.practice.preferences import Settings
from assistant.speech.activity import VoiceActivity
from assistant.speech.audio import Audio, Block
from assistant.speech.audio.base import RATE
from assistant.speech.earcons import Earcon
from assistant.speech.recognizers import Recognizer
from assistant.speech.voices.voice import Voice
from assistant.wording import Line
from intents import Dictation, Freely, Meaning


class Spoken:
    """One spoken conversation. Every error is spoken before it is printed."""

    def __init__(
        self,
        companion: Companion,
        recognizer: Callable[[], Recognizer],
        voice: Voice,
        audio: Audio,
        captions: Captions,
        recordings: Recordings | None = None,
        on_end_of_turn: Callable[[], None] = lambda: None,
        barge_in: BargeIn = "auto",
    ) -> None:
        """`recognizer` may still be loading; it is asked for when somebody speaks.

        `on_end_of_turn` is called when the person has finished, before they are understood.
        `barge_in`: whether speaking over it stops it.
        """
        self.companion = companion
        self.recognizer = recognizer
        self.audio = audio
        self.captions = captions
        self.recordings = recordings
        self._on_end_of_turn = on_end_of_turn
        self._activity = VoiceActivity(RATE)
        self._ear: Ear | None = None
        self._gap = False
        self._told_of_gap = False
        self._over = Interruption(barge_in)
        self.mouth = Mouth(voice, audio, captions, recordings, self._over)
        self._wordless = False
        """Whether the last thing heard was a voice without a word."""
        self._pace = companion.memory.state().pace

    def converse(self, wanted: str) -> None:
        """Have a whole conversation, from the first word to the last one's end."""
        self.begin(wanted)
        self.go_on()

    def begin(self, wanted: str) -> None:
        """Say the first words; gives back while they are still to be heard."""
        self._tell(self.companion.start(wanted))
        self.companion.after_first_words()

    def go_on(self) -> None:
        """Have the rest of the conversation, to the end of its last word."""
        reply = self.companion.reply
        try:
            for block in self.audio.blocks():
                if reply.ended:
                    if not self.audio.playing:
                        return
                    continue
                reply = self._hear(block, reply)
        finally:
            self._remember_pace()

    def answer(self, heard: Heard) -> None:
        """Take what was said before Lantern said anything: the conversation has begun silently."""
        self._take(heard)

    def say(self, key: str) -> None:
        """Say something about the sound, not of the conversation, aloud and in writing."""
        simple = self.companion.memory.state().settings.simple
        self.mouth.speak((self.companion.wording.line(Say(key), simple),))

    def tell_trouble(self, trouble: Trouble) -> None:
        """Say what went wrong, before it is printed; wait until it was heard."""
        self.sound("trouble")
        self.mouth.speak((Line(str(trouble), personal=True),))
        for _ in self.audio.blocks():
            if not self.audio.playing:
                return

    def _hear(self, block: Block, reply: Reply) -> Reply:
        match block.event:
            case "end" if not self.audio.playing:
                return self._last_words(reply)
            case "lost":
                # In a dictation, what was said up to now stands; an answer is asked for again.
                if self._dictating and self._ear and (heard := self._ear.finish()):
                    reply = self._take(heard)
                self.sound("trouble")
                self.say("sound.lost")
                return reply
            case "gap" if self._ear and self._ear.hearing_somebody and not self._told_of_gap:
                self._gap = True
            case "back":
                self.say("sound.back")
                self._ear = None
                return self._tell(self.companion.go_on(self.companion.conversation.root))
        # After it was stopped its last sound dies away beneath the person's words.
        if block.muted and not self.mouth.stopped:
            return self._spoken_over(block, reply)
        return self._listen(block, reply)

    def _spoken_over(self, block: Block, reply: Reply) -> Reply:
        """A block while Lantern speaks. Who speaks over it is listened to, from their beginning."""
        if not self.audio.playing or not self._over.hear(block):
            return reply
        self.mouth.stop()
        for said in self._over.said():
            reply = self._listen(said, reply)
        return reply

    def _listen(self, block: Block, reply: Reply) -> Reply:
        if not block.pcm:
            return reply
        if self._ear is None:
            listening = self._listening(reply)
            told = _untold if reply.unseen else self.captions.hearing
            self._ear = Ear(self.recognizer, listening, told, self._activity)
        event = self._ear.hear(block)
        self._pace = self._ear.pace
        match event:
            case "end_of_turn" | "segment":
                self._on_end_of_turn()
                return self._take(self._ear.finish())
            case "silence" | "still_there":
                self._ear = None
                self.captions.you("")
                return self._tell(self.companion.take(Meaning("")))
        return reply

    def _take(self, heard: Heard | None) -> Reply:
        """An utterance is over: understand it, keep it, reply to it."""
        if heard is None or not heard.meaning.text.strip():
            return self._take_wordless(heard)
        self._wordless = False
        before = self.companion.reply
        dictating = heard.meaning.kind == "answer" and self._dictating
        written = self._written(heard) if dictating else None
        if not before.unseen:
            self.captions.you(written.text if written else heard.meaning.text)
        if heard.meaning.intent == "repeat" and self.mouth.say_the_rest():
            self._ear = None
            return before
        self.mouth.unheard = []
        kept = dictating or (heard.meaning.kind == "answer" and self._said_aloud)
        recording = self._record(heard) if kept and self.companion.watch.talk is None else ""
        seconds = round(heard.seconds, 2)
        reply = self.companion.take(heard.meaning, recording, seconds, heard.readings, written)
        if not dictating or reply.ask != before.ask:
            self._ear = None
        self._sign(heard, before, reply)
        if self._gap:
            # Once is enough: a machine which is too slow is so all the time.
            self._gap, self._told_of_gap = False, True
            self.say("sound.gap")
        return self._tell(reply)

    def _take_wordless(self, heard: Heard | None) -> Reply:
        """A voice without a word: it is asked again, once; a radio is not to be answered.

        A door, a cough: nothing was said, and nothing is lost by listening on.
        """
        again, self._wordless = self._wordless, True
        if heard is None or not heard.meaning.doubtful or self._dictating or again:
            return self.companion.reply
        self._ear = None
        return self._tell(self.companion.take(heard.meaning))

    def _written(self, heard: Heard) -> FormattedText | None:
        """A stretch of dictation as it is to be read; None where it stays as it was heard."""
        if not heard.words or self.companion.watch.talk is not None:
            return None
        state = self.companion.memory.state()
        return format_dictation(heard.words, self.companion.dictated, state.names())

    def _sign(self, heard: Heard, before: Reply, reply: Reply) -> None:
        """The sounds of a dictation. Elsewhere Lantern's own words are the sign that it heard.

        "heard" is for what steers it and needs no words, for a pause is never filled otherwise;
        "saved" for its end, when it is kept.
        """
        asked = before.ask.expects if before.ask else None
        if not isinstance(asked, Dictation) or heard.meaning.kind != "command":
            return
        if reply.ask == before.ask and not reply.says:
            self.sound("heard")
        elif reply.ask != before.ask and heard.meaning.intent == "done":
            self.sound("saved")

    def sound(self, name: Earcon) -> None:
        """Play an earcon, unless the person does not want any."""
        self.mouth.sign(name, self._settings)

    def _last_words(self, reply: Reply) -> Reply:
        """The recording is over: what was being said counts, then the conversation is left."""
        heard = self._ear.finish() if self._ear else None
        self._ear = None
        if heard is not None and heard.meaning.text.strip():
            reply = self._take(heard)
        return reply if reply.ended else self._tell(self.companion.leave("end_of_input"))

    @property
    def _dictating(self) -> bool:
        ask = self.companion.reply.ask
        paused = self.companion.reply.paused
        return ask is not None and isinstance(ask.expects, Dictation) and not paused

    @property
    def _said_aloud(self) -> bool:
        """Whether what is said now is to be heard again in the person's own voice."""
        ask = self.companion.reply.ask
        return ask is not None and isinstance(ask.expects, Freely) and ask.expects.aloud

    def _listening(self, reply: Reply) -> Listening:
        assert reply.ask is not None
        language = self.companion.language
        return Listening(
            reply.ask.expects,
            language.phrases(reply.ask.expects),
            language.dictation_phrases(),
            self._settings.patience,
            self.companion.understand,
            language.unfinished,
            self._pace,
        )

    def _remember_pace(self) -> None:
        """Keep how the person pauses, so that the next conversation waits as they need it."""
        memory = self.companion.memory
        if self._pace != memory.state().pace:
            memory.record(PaceLearned(self._pace), self.companion.conversation.root)

    def _record(self, heard: Heard) -> str:
        allowed = self.companion.memory.state().recording_allowed
        if self.recordings is None or not allowed:
            return ""
        try:
            return self.recordings.keep(heard.pcm)
        except NotSaved:
            self.sound("trouble")
            self.say("sound.not_kept")
            return ""

    def _tell(self, reply: Reply) -> Reply:
        self.mouth.use(self._settings)
        self.mouth.speak(self.companion.lines(reply))
        return reply

    @property
    def _settings(self) -> Settings:
        return self.companion.memory.state().settings


def _untold(text: str) -> None:
    """What is heard is not shown, where somebody might look along."""
