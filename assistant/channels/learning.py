"""Learning how a person speaks, in a spoken conversation: takes, quiet examples, and offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assistant.channels.recordings import Recordings
from assistant.channels.utterance_listener import SpokenUtterance
from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance
from assistant.journal import NotSaved
from assistant.practice.events import Answered, Entry, Missed, SessionBegan
from assistant.practice.own_voice import OwnVoice, TakeKept
from assistant.speech.takes.features import Extractor
from assistant.speech.takes.learned import MOST, TAKES, Heard, LearnedWords
from intents import Meaning, Sound

MISHEARD = 2
"""After an answer was misheard so often it is offered to learn how the person says it."""
_MISHEARD = ("unclear", "corrected")
LONGEST_WORD = 3
"""An answer of more words is not learned: what is learned is how a word is said."""


class Learning:
    """What one spoken conversation learns of the person's voice.

    Learning needs a journal that can be read; in a locked one nothing is known and nothing offered.
    """

    def __init__(
        self,
        manager: ConversationManager,
        recordings: Recordings | None,
        extract: Callable[[], Extractor] = Extractor,
    ) -> None:
        """`recordings` keep the sound where that was allowed; `extract` is called when needed."""
        self._manager = manager
        self._recordings = recordings
        self.words = LearnedWords(lambda: self._own, extract)
        """The learned words, which vote on closed answers."""
        self._unconfirmed = b""
        """The sound of the answer that was just read back."""
        self._offered = False

    @property
    def _own(self) -> OwnVoice:
        return self._manager.repository.state().own_voice

    def example(self, said: SpokenUtterance, expects: Sound) -> Utterance:
        """An utterance as an example of how a word is said: judged, with what is kept of it."""
        heard = self.words.hear(said.pcm, expects.word)
        text = said.interpretation.text
        value = {"wrong": heard.wrong, "other": heard.other}
        meaning = Meaning(text, "answer", value=value, score=1.0)
        take = None if heard.wrong else self._take(expects.word, heard, said.pcm)
        return Utterance(Interpretation.of(meaning), "", round(said.seconds, 2), said.readings,
                         take=take)  # fmt: skip

    def after(self, said: SpokenUtterance, before: Reply, known: int, reply: Reply) -> Reply:
        """Learn from an answer, and maybe offer to; the reply to give then.

        `before` is the reply it answered, `known` how many events there were before it, and `reply`
        the reply to it.
        """
        manager, ask = self._manager, before.ask
        if ask is None or not ask.expects.closed or manager.watch.talk is not None:
            self._unconfirmed = b""
            return reply
        confirmed, self._unconfirmed = self._unconfirmed, b""
        if reply.ask is not None and reply.ask.key.startswith("read_back."):
            self._unconfirmed = said.pcm
        entries = manager.repository.entries(manager.conversation.root)
        answered = next((e for e in entries[known:] if isinstance(e.event, Answered)), None)
        word = self._word(answered.event) if answered is not None else ""
        if not word or answered is None:
            return reply
        if before.ask is not None and before.ask.key.startswith("read_back.") and confirmed:
            self._learn_quietly(word, confirmed)
        misheard = _misheard(entries[: entries.index(answered)])
        if self._may_offer(word, reply) and misheard >= MISHEARD:
            self._offered = True
            return manager.offer_beside("learn_word", {"word": word, "offered": True}, reply)
        return reply

    def _word(self, answered: Any) -> str:
        """The answer as a word that can be learned; "" where it is none."""
        word = str(answered.said).casefold().strip(" .,!?")
        if answered.how != "said" or not 0 < len(word.split()) <= LONGEST_WORD:
            return ""
        return word

    def _may_offer(self, word: str, reply: Reply) -> bool:
        own = self._own
        return (
            not self._offered
            and not reply.ended
            and not reply.paused
            and "learn.shall_i" not in self._manager.repository.rests()
            and own.words.get(word, 0) <= MOST - TAKES
        )

    def _learn_quietly(self, word: str, pcm: bytes) -> None:
        """Keep an answer that was confirmed as one more example, where that was allowed."""
        own = self._own
        if not own.quietly:
            return
        heard = self.words.hear(pcm, word)
        if heard.wrong:
            return
        quiet = [take.line for take in own.takes_of(word) if take.quietly]
        if len(own.takes_of(word)) >= MOST:
            if not quiet:
                return
            self._manager.repository.erase(quiet[:1])
        self._manager.record(self._take(word, heard, pcm, quietly=True))

    def _take(self, word: str, heard: Heard, pcm: bytes, quietly: bool = False) -> TakeKept:
        recording = ""
        if self._own.sound and self._recordings is not None:
            try:
                recording = self._recordings.save(pcm)
            except NotSaved:
                recording = ""  # What is compared is kept all the same, or waits in memory.
        return TakeKept(word, heard.features, recording, quietly)


def _misheard(entries: Sequence[Entry]) -> int:
    """How often the question that was answered last was misheard."""
    count = 0
    for entry in reversed(entries):
        match entry.event:
            case Answered() | SessionBegan():
                break
            case Missed(why=why) if why in _MISHEARD:
                count += 1
    return count
