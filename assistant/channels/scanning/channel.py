"""The switch channel: a whole conversation by one switch, with or without a voice.

Lantern says its words, then offers the possible answers one after the other. One loop over the
blocks of one audio stream, whose time is the only clock: so the same loop serves a loudspeaker,
silence, and a test at many times real time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.channels.captions import Captions
from assistant.channels.losses import Losses
from assistant.channels.scanning.board import Board, Choose, Do, Item, Open, Send, Spell
from assistant.channels.scanning.completion import Completion
from assistant.channels.scanning.scan import Scan, Timing
from assistant.channels.scanning.switches import Press, Switch
from assistant.channels.speech_output import SpeechOutput
from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.ports import Slots
from assistant.conversation.recorder import NO_SLOTS
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance
from assistant.dialogues.steps import Say
from assistant.errors import Trouble
from assistant.speech.audio.base import Audio, Block
from assistant.wording import Line
from intents import Meaning

_AT_THE_TOP, _BENEATH = 3, 2
"""After so many rounds without a press the scan waits in silence, or leaves a list beneath."""


class SwitchChannel:
    """One conversation by one switch."""

    def __init__(
        self,
        manager: ConversationManager,
        output: SpeechOutput,
        audio: Audio,
        captions: Captions,
        switches: Sequence[Switch],
        completion: Callable[[], Completion],
        rest: float | None = None,
        heard: bool = True,
    ) -> None:
        """`completion` proposes words; it is made when somebody spells for the first time.

        `rest` are the seconds after a press in which another one is none, as in `Timing`. `heard`:
        something is played; where nothing is, even what may only be heard is written.
        """
        self.manager = manager
        self.output = output
        self.audio = audio
        self.captions = captions
        self._switches = switches
        self._board = Board(manager.wording, completion)
        self._rest = rest
        self._heard = heard
        self._losses = Losses()
        self._scan: Scan | None = None
        self._lists: list[tuple[Item, ...]] = []
        """The list that is scanned, last, and those it lies beneath."""
        self._spelled = ""
        self._at = 0.0

    def converse(self, wanted: str) -> None:
        """Have a whole conversation, until the last word has been played."""
        self.start(wanted)
        self.run()

    def start(self, wanted: str, slots: Slots = NO_SLOTS) -> None:
        """Say the first words; returns while they play."""
        reply = self.manager.start(wanted, slots)
        self._speak(reply)
        if not reply.ended:
            self.say("scan.hello")
        self.manager.after_first_words()

    def run(self) -> None:
        """Have the rest of the conversation, until the last word has been played."""
        for block in self.audio.blocks():
            if self.manager.reply.ended:
                if not self.audio.playing:
                    return
            else:
                self.process_block(block)

    def process_block(self, block: Block) -> None:
        """Take one block: let its time pass, and take what was pressed."""
        self._at = block.at
        match block.event:
            case "end":
                self._take("end")
                return
            case "lost":
                self.captions.note(self._words(self._losses.lost(block.at)).text)
            case "back":
                self._say(self._losses.back())
                self._offer()
        for switch in self._switches:
            for press in switch.presses(block):
                self._take(press)
                if self.manager.reply.ended:
                    return
        self._pass_time()

    def announce_error(self, trouble: Trouble) -> None:
        """Say what went wrong, and wait until it has been played."""
        self.output.speak((Line(self.manager.wording.error(trouble), personal=True),))
        for _ in self.audio.blocks():
            if not self.audio.playing:
                return

    # The scan -----------------------------------------------------------------------------------

    def _pass_time(self) -> None:
        if self.audio.playing:
            return
        if self._scan is None:  # The question has been spoken.
            ask = self.manager.reply.ask
            expects = ask.expects.name if ask else ""
            self._begin((self._board.answers(self.manager.offered(), expects),))
            return
        if any(switch.begun for switch in self._switches):
            return
        before = self._scan
        self._scan = before.said(self._at).advance(self._at)
        if self._scan.over and not before.over:
            self._finish_rounds()
        elif self._scan.began != before.began:
            self._offer()

    def _begin(self, lists: Sequence[tuple[Item, ...]]) -> None:
        """Offer the last of these lists from its beginning."""
        self._lists = list(lists)
        pressed = self._scan.pressed if self._scan else None
        rounds = _BENEATH if len(self._lists) > 1 else _AT_THE_TOP
        timing = Timing(self.manager.repository.state().settings.scan, rounds, self._rest)
        scan = Scan(len(self._lists[-1]), timing, self._at)
        self._scan = replace(scan, pressed=pressed)
        self._offer()

    def _offer(self) -> None:
        """Speak and show what can be chosen now."""
        if self._scan is None:
            return
        items, place = self._lists[-1], self._scan.place
        unseen = self._unseen
        if not unseen:
            following = [item.label for item in items[place + 1 :]]
            self.captions.show_offer(items[place].label, following)
        own = isinstance(items[place].leads_to, Choose | Spell | Send)
        self.output.speak((Line(items[place].label, personal=own or unseen, unseen=True),))

    def _finish_rounds(self) -> None:
        """Nobody chose anything: go back to the list above, or wait in silence."""
        if len(self._lists) > 1:
            self._begin(self._lists[:-1])
        else:
            self.say("scan.rests")

    # Presses ------------------------------------------------------------------------------------

    def _take(self, press: Press) -> None:
        if press == "escape":
            self._hush()
            self._speak(self.manager.change_subject())
        elif press == "end":
            self._hush()
            self._speak(self.manager.leave("end_of_input"))
        elif self._scan is None:  # While Lantern speaks: it is known already.
            self._hush()
        elif press == "next":
            self._hush()
            self._scan = self._scan.skip(self._at)
            if self._scan.over:
                self._finish_rounds()
            else:
                self._offer()
        else:
            resting = self._scan.over
            self._scan, place = self._scan.press(self._at)
            if place is not None:
                self._hush()
                self._choose(self._lists[-1][place])
            elif resting and not self._scan.over:
                self._offer()

    def _choose(self, item: Item) -> None:
        match item.leads_to:
            case Choose(answer):
                self._answer(self.manager.chosen(answer), answer.label)
            case Send(text):
                self._spelled = ""
                self._answer(self.manager.interpret(text), text)
            case Open(items):
                self.output.play_earcon("heard", self.manager.repository.state().settings)
                self._begin((*self._lists, items))
            case Spell(text):
                self._spell(text)
            case Do("spell"):
                self._spell(self._spelled)
            case Do("escape"):
                self._take("escape")
            case Do("back"):
                self._begin(self._lists[:-1] or self._lists)
            case Do(faster_or_slower):
                meaning = Meaning("", "command", f"scan_{faster_or_slower}", score=1.0)
                self._answer(Interpretation.of(meaning), item.label)

    def _spell(self, text: str) -> None:
        """Go on spelling; a word that is complete is read back with those before it."""
        self._spelled = text
        if text.strip():
            line = self._words(Say("scan.spelled", text=text.strip()))
            if not self._unseen:
                self.captions.show_lantern(line.text)
            if text.endswith(" "):
                self.output.speak((replace(line, unseen=True),))
        self._begin((self._lists[0], self._board.letters(text)))

    def _answer(self, said: Interpretation, shown: str) -> None:
        if not self._unseen:
            self.captions.show_person(shown)
        again, before = said.intent == "repeat", self.manager.reply.ask
        self._speak(self.manager.respond(Utterance(said)), whole=again)
        if self.manager.reply.ask != before:  # What was begun was for the question before.
            self._spelled = ""

    # Words --------------------------------------------------------------------------------------

    def _speak(self, reply: Reply, whole: bool = False) -> None:
        """Say a reply; when it has been spoken, its answers are offered.

        `whole`: all of it, also where the person wants to hear only the questions.
        """
        if reply.clears:
            self.captions.clear()
        self.captions.begin(reply)
        self.output.apply(self.manager.repository.state().settings)
        lines = self.manager.lines(reply)
        if not self._heard:
            lines = tuple(replace(line, unseen=False) for line in lines)
        self.output.speak(lines, whole=whole or reply.ended)
        self._scan = None

    @property
    def _unseen(self) -> bool:
        """Whether what is said now may only be heard."""
        return self._heard and self.manager.reply.unseen

    def say(self, key: str, **words: Any) -> None:
        """Say something that is not part of the conversation."""
        self._say(Say(key, **words))

    def _say(self, say: Say) -> None:
        self.output.speak((self._words(say),))

    def _words(self, say: Say) -> Line:
        return self.manager.wording.line(say, self.manager.repository.state().settings.simple)

    def _hush(self) -> None:
        self.audio.stop()
        self.captions.stop_speaking()
