"""The spoken channel: one loop over the blocks of one audio stream.

Time is counted in samples, never by a clock, so the loop is the same for a microphone, a recording
and a simulated person at many times real time. `docs/architecture.md` follows one block through it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.channels.barge_in import BargeInDetector
from assistant.channels.captions import Captions
from assistant.channels.key_answers import KeyAnswers
from assistant.channels.learning import Learning
from assistant.channels.losses import Losses
from assistant.channels.own_words import OwnWords
from assistant.channels.recordings import Recordings
from assistant.channels.speech_output import SpeechOutput
from assistant.channels.utterance_listener import (
    RecognitionContext,
    SpokenUtterance,
    UtteranceListener,
    command_phrases,
)
from assistant.channels.voice_fatigue import VoiceFatigue
from assistant.conversation.acts import SILENCE, Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.ports import Slots
from assistant.conversation.recorder import NO_SLOTS
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import Say
from assistant.dialogues.voice_rest import BY_KEYS
from assistant.errors import Trouble
from assistant.formatting import FormattedText, format_dictation
from assistant.journal import NotSaved
from assistant.practice.preferences import PaceLearned, Settings
from assistant.settings import BargeIn
from assistant.speech.audio.base import RATE, Audio, Block
from assistant.speech.earcons import Earcon
from assistant.speech.recognizers import Recognizer
from assistant.speech.takes.features import Extractor
from assistant.speech.voice_activity import VoiceActivityDetector
from assistant.speech.voices.synthesizer import Synthesizer
from assistant.wording import Line
from intents import Dictation, Freely, Meaning, Sound

REST = "voice_rest"
"""The intent of a rest for the voice."""


class SpokenChannel:
    """One spoken conversation. Every error is spoken before it is printed."""

    def __init__(
        self,
        manager: ConversationManager,
        recognizer: Callable[[], Recognizer],
        voice: Synthesizer,
        audio: Audio,
        captions: Captions,
        recordings: Recordings | None = None,
        on_end_of_turn: Callable[[], None] = lambda: None,
        barge_in: BargeIn = "auto",
        escaped: Callable[[], bool] = lambda: False,
        chosen: Callable[[], Interpretation | None] = lambda: None,
        extract: Callable[[], Extractor] = Extractor,
        keys: KeyAnswers | None = None,
    ) -> None:
        """`recognizer` may still be loading; it is called when somebody speaks.

        `on_end_of_turn` is called when the person has finished, before they are understood.
        `barge_in` says whether speaking over Lantern stops it. `escaped` says whether the key was
        pressed that changes the subject at once. `chosen` gives what was chosen or typed since it
        was last called, in place of something said. `extract` gives what compares learned sounds,
        and is called when there is something to compare. `keys` are the keys that answer.
        """
        self.manager = manager
        self.recognizer = recognizer
        self.audio = audio
        self.captions = captions
        self.recordings = recordings
        self._on_end_of_turn = on_end_of_turn
        self._escaped = escaped
        self._chosen = chosen
        self._keys = keys
        self._fatigue = VoiceFatigue()
        self._activity = VoiceActivityDetector(RATE)
        self._listener: UtteranceListener | None = None
        self._gap = False
        self._gap_announced = False
        self._losses = Losses()
        self._barge_in = BargeInDetector(barge_in)
        self.output = SpeechOutput(
            voice, audio, captions, recordings, self._barge_in, manager.wording
        )
        self._repeated = False
        """Whether the person asked for the last words again, and hears all of them then."""
        self._wordless = False
        """Whether the last utterance was a voice without a recognized word."""
        self._pace = manager.repository.state().pace
        self._learning = Learning(manager, recordings, extract)
        self._own_words = OwnWords(manager)

    def converse(self, wanted: str) -> None:
        """Have a whole conversation, until the last word has been played."""
        self.start(wanted)
        self.run()

    def start(self, wanted: str, slots: Slots = NO_SLOTS) -> None:
        """Say the first words; returns while they play. `slots` came with the wish for it."""
        self._speak(self.manager.start(wanted, slots))
        self.manager.after_first_words()

    def run(self) -> None:
        """Have the rest of the conversation, until the last word has been played."""
        reply = self.manager.reply
        try:
            for block in self.audio.blocks():
                if not reply.ended:
                    reply = self.process_block(block, reply)
                elif not self.audio.playing:
                    return
        finally:
            self._save_pace()

    def process_block(self, block: Block, reply: Reply) -> Reply:
        """Take one block of audio while `reply` stands; the reply that stands after it."""
        if self._escaped() or (self._keys and self._keys.escaped()):
            return self._change_subject()
        chosen = self._chosen() or (self._keys.chosen() if self._keys else None)
        if chosen is not None:
            return self.take_chosen(chosen)
        match block.event:
            case "end" if not self.audio.playing:
                return self._end_input(reply)
            case "lost":
                # What was dictated so far is kept; an answer is asked for again.
                if self._dictating and self._listener and (said := self._listener.finish()):
                    reply = self.take_utterance(said)
                self.play_earcon("trouble")
                self._say(self._losses.lost(block.at))
                return reply
            case "gap" if self._listener and self._listener.in_speech and not self._gap_announced:
                self._gap = True
            case "back":
                self._say(self._losses.back())
                self._listener = None
                return self._speak(self.manager.go_on(self.manager.conversation.root, briefly=True))
        # After an interruption the last of Lantern's voice dies away beneath the person's words.
        if block.muted and not self.output.interrupted:
            return self._detect_barge_in(block, reply)
        return self._listen(self._barge_in.heard(block), reply)

    def take_utterance(self, said: SpokenUtterance | None) -> Reply:
        """Hand a finished utterance to the conversation, and speak the reply."""
        expects = self.manager.reply.ask.expects if self.manager.reply.ask else None
        example = said is not None and said.interpretation.kind != "command"
        if said is not None and example and isinstance(expects, Sound):
            return self._take_example(said, expects)
        if said is None or not said.interpretation.text.strip():
            return self._take_wordless(said)
        self._wordless = False
        before = self.manager.reply
        segment = said.interpretation.kind == "answer" and self._dictating
        written = self._format_segment(said) if segment else None
        if not before.unseen:
            self._show(said, written)
        if said.interpretation.intent == "repeat" and self.output.resume():
            self._listener = None
            return before
        self.output.unheard = []
        recording = self._save_recording(said) if self._is_recorded(said) else ""
        seconds = round(said.seconds, 2)
        utterance = Utterance(
            said.interpretation, recording, seconds, said.readings, written, maybe=said.maybe
        )
        self._repeated = said.interpretation.intent == "repeat"
        known = len(self.manager.repository.entries(self.manager.conversation.root))
        self._fatigue.add(said.seconds)
        answered = self._respond(utterance)
        reply = self._learning.after(said, before, known, answered)
        if reply is answered:  # One offer at a time.
            reply = self._offer_rest(reply)
        if not segment or reply.ask != before.ask:
            self._listener = None
        self._play_dictation_earcon(said, before, reply)
        if self._gap:
            # Announced once only: a machine that is too slow is so all the time.
            self._gap, self._gap_announced = False, True
            self.say("sound.gap")
        return self._speak(reply)

    def _show(self, said: SpokenUtterance, written: FormattedText | None) -> None:
        """Show what the person said, and what was heard where a name of theirs was put in."""
        text = written.text if written else said.interpretation.text
        heard = self._own_words.heard_as(said.interpretation.text, said.readings)
        words = self.manager.wording
        shown = words.phrase("caption.repaired", text=text, heard=heard) if heard else text
        self.captions.show_person(shown)

    def _take_example(self, said: SpokenUtterance, expects: Sound) -> Reply:
        """Hand over an example of how the person says a word, which need not be words."""
        self._wordless = False
        self.captions.show_person(said.interpretation.text or expects.word)
        self.output.unheard = []
        self._listener = None
        return self._speak(self.manager.respond(self._learning.example(said, expects)))

    def take_chosen(self, chosen: Interpretation) -> Reply:
        """Hand over an answer that was chosen or typed; stops speaking.

        What was dictated until then is kept; the beginning of another answer is forgotten.
        """
        before = self.manager.reply
        if self._dictating and self._listener and (said := self._listener.finish()):
            reply = self.take_utterance(said)
            if reply.ask != before.ask:
                return reply  # It changed what is asked: nothing of that was chosen.
        self.audio.stop()
        self.captions.stop_speaking()
        self.output.unheard = []
        self._listener = None
        self._wordless = False
        if not before.unseen:
            self.captions.show_person(chosen.text)
        return self._speak(self._respond(Utterance(chosen)))

    def _respond(self, utterance: Utterance) -> Reply:
        """The reply of the conversation."""
        said = utterance.interpretation
        if said.intent == REST:
            utterance = replace(utterance, interpretation=said.with_slots(self._rest()))
        reply = self.manager.respond(utterance)
        if self._keys is not None and any(say.key == BY_KEYS for say in reply.says):
            self._keys.by_keys = True
        return reply

    def _offer_rest(self, reply: Reply) -> Reply:
        """The same reply; after long speaking, a rest for the voice in place of its question."""
        by_keys = self._keys is not None and self._keys.by_keys
        talks = self.manager.watch.talk is not None
        if by_keys or talks or not self._fatigue.due(reply, self._settings.voice_rest):
            return reply
        meaning = Meaning("", "command", REST, score=1.0, slots=self._rest() | {"offered": True})
        offer = self.manager.respond(Utterance(Interpretation.of(meaning)))
        return offer.after(*reply.says[:-1])

    def _rest(self) -> dict[str, bool]:
        return {"keys": self._keys is not None}

    def say(self, key: str, **words: Any) -> None:
        """Say something about Lantern itself that is not part of the conversation."""
        self._say(Say(key, **words))

    def _say(self, say: Say) -> None:
        self.output.speak((self.manager.wording.line(say, self._settings.simple),))

    def announce_error(self, trouble: Trouble) -> None:
        """Say what went wrong, and wait until it has been played."""
        self.play_earcon("trouble")
        self.output.speak((Line(self.manager.wording.error(trouble), personal=True),))
        for _ in self.audio.blocks():
            if not self.audio.playing:
                return

    def play_earcon(self, name: Earcon) -> None:
        """Play an earcon, unless the person wants none."""
        self.output.play_earcon(name, self._settings)

    def _detect_barge_in(self, block: Block, reply: Reply) -> Reply:
        """Take a block that came while Lantern speaks; stop speaking when a person speaks over it.

        What the person has said until then is listened to from its beginning.
        """
        if not self.audio.playing or not self._barge_in.detect(block):
            return reply
        self.output.interrupt()
        if self.output.heard_voice:
            self.manager.heard_as_far_as(self.output.heard_voice)
        for spoken in self._barge_in.take_blocks():
            reply = self._listen(spoken, reply)
        return reply

    def _listen(self, block: Block, reply: Reply) -> Reply:
        """Take a block in which only the person may be heard."""
        if not block.pcm:
            return reply
        if self._keys is not None and not self._keys.hears:
            self._listener = None
            return reply
        if self._listener is None:
            self._listener = self._new_listener(reply)
        event = self._listener.accept(block)
        self._pace = self._listener.pace
        match event:
            case "end_of_turn" | "segment":
                self._on_end_of_turn()
                return self.take_utterance(self._listener.finish())
            case "silence" | "still_there":
                self._listener = None
                self.captions.show_silence()
                return self._speak(self.manager.respond(Utterance(SILENCE)))
        return reply

    def _new_listener(self, reply: Reply) -> UtteranceListener:
        assert reply.ask is not None
        language, expects = self.manager.language, reply.ask.expects
        phrases = self._own_words.phrases(language.phrases(expects))
        commands: Sequence[str] = ()
        if phrases is None:
            commands = command_phrases(language, expects)
            if not isinstance(expects, Dictation):
                commands = self._own_words.phrases(commands) or ()
        context = RecognitionContext(
            expects,
            phrases,
            commands,
            self._settings.patience,
            self._own_words.interpret,
            language.unfinished,
            self._pace,
            self._learning.words.word,
        )
        on_partial = _ignore if reply.unseen else self.captions.show_partial
        return UtteranceListener(self.recognizer, context, on_partial, self._activity)

    def _take_wordless(self, said: SpokenUtterance | None) -> Reply:
        """Take a voice without a recognized word: ask again, but only once.

        A radio is not to be answered for ever. A cough is no utterance, and in a dictation nothing
        is lost by listening on.
        """
        again, self._wordless = self._wordless, True
        if said is None or not said.interpretation.doubtful or self._dictating or again:
            return self.manager.reply
        self._listener = None
        return self._speak(self.manager.respond(Utterance(said.interpretation)))

    def _format_segment(self, said: SpokenUtterance) -> FormattedText | None:
        """A dictated segment with punctuation and capitals; `None` where it stays as recognized."""
        if not said.words or self.manager.watch.talk is not None:
            return None
        names = self.manager.repository.state().names()
        language = self.manager.language.name
        words = self._own_words.repair(said.words)
        return format_dictation(words, self.manager.dictated, names, language=language)

    def _play_dictation_earcon(self, said: SpokenUtterance, before: Reply, reply: Reply) -> None:
        """Acknowledge a command in a dictation. Elsewhere Lantern's reply is the acknowledgement.

        "heard" is for a command that needs no words, "saved" for the end of the dictation.
        """
        asked = before.ask.expects if before.ask else None
        if not isinstance(asked, Dictation) or said.interpretation.kind != "command":
            return
        if reply.ask == before.ask and not reply.says:
            self.play_earcon("heard")
        elif reply.ask != before.ask and said.interpretation.intent == "done":
            self.play_earcon("saved")

    def _end_input(self, reply: Reply) -> Reply:
        """The input is over: take what was being said, then leave the conversation."""
        said = self._listener.finish() if self._listener else None
        self._listener = None
        if said is not None and said.interpretation.text.strip():
            reply = self.take_utterance(said)
        return reply if reply.ended else self._speak(self.manager.leave("end_of_input"))

    @property
    def _dictating(self) -> bool:
        ask = self.manager.reply.ask
        paused = self.manager.reply.paused
        return ask is not None and isinstance(ask.expects, Dictation) and not paused

    def _is_recorded(self, said: SpokenUtterance) -> bool:
        """Whether this utterance is one to be played again in the person's own voice."""
        ask = self.manager.reply.ask
        aloud = ask is not None and isinstance(ask.expects, Freely) and ask.expects.aloud
        answers = said.interpretation.kind == "answer" and (aloud or self._dictating)
        return answers and self.manager.watch.talk is None

    def _save_recording(self, said: SpokenUtterance) -> str:
        """The name of the recording; "" where there is none."""
        allowed = self.manager.repository.state().recording_allowed
        if self.recordings is None or not allowed:
            return ""
        try:
            return self.recordings.save(said.pcm)
        except NotSaved:
            self.play_earcon("trouble")
            self.say("sound.not_kept")
            return ""

    def _save_pace(self) -> None:
        """Keep how the person pauses, so that the next conversation waits as long as they need."""
        if self._pace != self.manager.repository.state().pace:
            self.manager.record(PaceLearned(self._pace))

    def _change_subject(self) -> Reply:
        """Stop speaking and forget what was being said; something harmless comes instead."""
        self.audio.stop()
        self.captions.stop_speaking()
        self.output.unheard = []
        self._listener = None
        return self._speak(self.manager.change_subject())

    def _speak(self, reply: Reply) -> Reply:
        if reply.clears:
            self.captions.clear()
        self.captions.begin(reply)
        self.output.apply(self._settings)
        whole = reply.ended or self._repeated
        self.output.speak(self.manager.lines(reply), whole)
        self._repeated = False
        return reply

    @property
    def _settings(self) -> Settings:
        return self.manager.repository.state().settings


def _ignore(text: str) -> None:
    """Show no partial text, where somebody else may be looking at the screen."""
