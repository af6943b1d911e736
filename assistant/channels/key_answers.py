"""Answers by keys: one key for each usual answer, and a line of typing for everything else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assistant.channels.captions import Captions
from assistant.channels.keyboard import ESCAPE, Keys
from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply

NONE: Mapping[str, str] = MappingProxyType({})
_SHOW = "?"
_TYPE = "t"
_SPEAK = "v"
_TAKE_BACK = ("\x7f", "\b")
_SEND = ("\r", "\n")


def keys_of(manager: ConversationManager, others: Mapping[str, str] = NONE) -> str:
    """The answers of the question and their keys, in one line.

    `others` are further keys, each with the name of its wording.
    """
    phrase = manager.wording.phrase
    keys = {answer.shortcut: answer.label for answer in manager.offered() if answer.shortcut}
    keys |= {key: phrase(f"keys.{name}") for key, name in others.items()}
    shown = (phrase("keys.key", letter=key, answer=label) for key, label in keys.items())
    return phrase("keys.keys", keys=phrase("keys.between").join(shown))


def chosen_by(key: str, manager: ConversationManager) -> Interpretation | None:
    """What a key answers to the question; `None` for a key of none of the answers."""
    for answer in manager.offered():
        if key == answer.shortcut:
            return manager.chosen(answer)
    return None


class KeyAnswers:
    """Reads the keys that are pressed during a conversation that is spoken aloud.

    A key answers at any moment. While `by_keys`, the answers and their keys are shown with each
    question, and nobody has to speak.
    """

    def __init__(
        self,
        manager: ConversationManager,
        keys: Keys,
        captions: Captions,
        by_keys: bool = False,
        can_hear: bool = True,
    ) -> None:
        """`can_hear`: whether there is a microphone to go back to."""
        self.by_keys = by_keys
        self._manager = manager
        self._keys = keys
        self._captions = captions
        self._can_hear = can_hear
        self._pressed: list[str] = []
        self._line: str | None = None
        self._shown: Reply | None = None

    @property
    def hears(self) -> bool:
        """Whether the person is listened to: not while they answer by keys or type."""
        return not self.by_keys and self._line is None

    def escaped(self) -> bool:
        """Whether the key was pressed that changes the subject at once."""
        self._pressed += self._keys()
        if ESCAPE not in self._pressed:
            return False
        self._pressed, self._line = [], None
        return True

    def chosen(self) -> Interpretation | None:
        """What was answered by a key, or typed, since it was last asked."""
        if self.by_keys and self._shown is not self._manager.reply:
            self._show()
        while self._pressed:
            key = self._pressed.pop(0)
            said = self._typed(key) if self._line is not None else self._short(key)
            if said is not None:
                return said
        return None

    def _short(self, key: str) -> Interpretation | None:
        """A single key: an answer, or what has to do with keys itself."""
        if (said := chosen_by(key, self._manager)) is not None:
            return said
        if key == _SHOW:
            self._show()
        elif key == _TYPE:
            self._line = ""
            self._captions.prompt()
        elif key == _SPEAK and self.by_keys and self._can_hear:
            self.by_keys = False
            self._captions.note(self._words("speak_again"))
        return None

    def _typed(self, key: str) -> Interpretation | None:
        """A key of a line that is being typed."""
        assert self._line is not None
        if key in _SEND:
            said, self._line = self._line.strip(), None
            self._captions.end_typing()
            return self._manager.interpret(said) if said else None
        if key in _TAKE_BACK:
            self._line = self._line[:-1]
        elif len(key) == 1 and key.isprintable():
            self._line += key
        self._captions.show_typing(self._line, key)
        return None

    def _show(self) -> None:
        """Show the keys of the answers, in one line."""
        self._shown = reply = self._manager.reply
        if reply.ask is None or reply.unseen:
            return
        others = {_TYPE: "type"}
        if self.by_keys and self._can_hear:
            others[_SPEAK] = "speak"
        self._captions.note(keys_of(self._manager, others))

    def _words(self, key: str, **words: str) -> str:
        return self._manager.wording.phrase(f"keys.{key}", **words)
