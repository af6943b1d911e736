"""Names and commands of the person's own, where recognizers listen and where they mishear."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.formatting.dictation import DOUBTFUL
from assistant.formatting.own_names import OwnNames, Repaired, bare, common_words
from assistant.practice.own_voice import OwnVoice
from assistant.speech.recognizers import Word
from intents import Dictation

_MOST = 8
"""In an answer of more words, no word of everyday speech becomes a name: it would not be asked."""
_REPAIRED = DOUBTFUL - 0.01
"""The confidence of a word that was repaired, so that it is among the doubtful ones."""


class OwnWords:
    """The names and commands of the person who speaks in one conversation."""

    def __init__(self, manager: ConversationManager) -> None:
        self._manager = manager
        self._version = -1
        self._names = OwnNames({}, str)

    @property
    def _own(self) -> OwnVoice:
        return self._manager.repository.state().own_voice

    @property
    def names(self) -> OwnNames:
        """The names, as they are now."""
        own, language = self._own, self._manager.language
        if own.version != self._version:
            known = {name: one.heard for name, one in own.names.items()}
            common = common_words(language.name) if known else frozenset()
            self._names = OwnNames(known, language.sound, common)
            self._version = own.version
        return self._names

    def phrases(self, usual: Sequence[str] | None) -> Sequence[str] | None:
        """The phrases to listen for, with the person's own commands; none where all may be said."""
        if usual is None or not self._own.commands:
            return usual
        return (*usual, *map(bare, self._own.commands))

    def interpret(self, text: str) -> Interpretation:
        """What was heard says, with the person's names in place of what sounds like them.

        Where words of everyday speech became a name, it is in doubt, and read back.
        """
        meaning = self._manager.interpret(text)
        if not self._own.names or meaning.kind == "command":
            return meaning
        repaired = self._repaired(text)
        ask = self._manager.reply.ask
        if not repaired.found or (ask and ask.expects.closed and meaning.kind == "answer"):
            return meaning
        meaning = self._manager.interpret(repaired.text)
        return meaning.with_doubt(meaning.doubtful or not repaired.sure)

    def repair(self, words: Sequence[Word]) -> Sequence[Word]:
        """Dictated words with the names that were surely said, each among the doubtful words."""
        if not self._own.names:
            return words
        result, at = [], 0
        for one in self.names.find([word.text for word in words]):
            if not one.sure:
                continue
            last = words[one.end - 1]
            marks = last.written[len(last.written.rstrip(".,;:!?")) :]
            word = Word(
                one.name.casefold(),
                words[one.start].start,
                last.end,
                min(_REPAIRED, *(word.confidence for word in words[one.start : one.end])),
                one.name + marks if last.written else "",
            )
            result += [*words[at : one.start], word]
            at = one.end
        return (*result, *words[at:])

    def heard_as(self, said: str, readings: Sequence[str]) -> str:
        """What recognizers wrote for the names in `said` that were put in; "" for none."""
        if not self._own.names or not readings:
            return ""
        for reading in readings:
            repaired = self._repaired(reading)
            if repaired.found and bare(repaired.text) == bare(said):
                return ", ".join(one.heard for one in repaired.found)
        return ""

    def _repaired(self, text: str) -> Repaired:
        ask = self._manager.reply.ask
        dictating = ask is not None and isinstance(ask.expects, Dictation)
        return self.names.repair(text, only_sure=dictating or len(text.split()) > _MOST)
