"""Conversations on the page: what is given there, and a conversation without any sound."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from assistant.channels.first_sentence import begin_from_sentence
from assistant.channels.show.captions import PageCaptions
from assistant.channels.show.screen import Input, Screen
from assistant.channels.show.view import Look, buttons
from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.offered_answers import OfferedAnswer, beginnings
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance
from assistant.practice.events import SettingChanged
from assistant.practice.preferences import COLOURS, LOOKS, Setting, Settings

_SETTINGS: dict[str, Setting] = {
    "size": "text_size",
    "spacing": "text_spacing",
    "colours": "colours",
    "still": "still",
}
"""The settings that hold how the page looks, by the names they have there."""
_WAIT = 0.5
"""Seconds to wait at a time; an interruption from the keyboard comes between two waits."""


def look_of(settings: Settings) -> Look:
    """How the page looks by a person's settings."""
    return Look(**{name: getattr(settings, setting) for name, setting in _SETTINGS.items()})


class PageInput:
    """What is given on the page, as the conversation takes it."""

    def __init__(
        self,
        screen: Screen,
        manager: ConversationManager,
        say_code: Callable[[str], None],
    ) -> None:
        """`say_code` says the code that lets another device in."""
        self._screen = screen
        self._manager = manager
        self._say_code = say_code
        self._next: Input | None = None

    def escaped(self) -> bool:
        """Whether the next that was given is to change the subject at once."""
        self._next = self._next or self._screen.take()
        if self._next is None or self._next.kind != "escape":
            return False
        self._next = None
        return True

    def chosen(self) -> Interpretation | None:
        """What was chosen or typed next; `None` for nothing."""
        given, self._next = self._next or self._screen.take(), None
        return None if given is None else self.meaning_of(given)

    def meaning_of(self, given: Input) -> Interpretation | None:
        """What something given says; `None` where it says nothing to the conversation."""
        match given.kind:
            case "answer":
                offered = {answer.id: answer for answer in self._manager.offered()}
                answer = offered.get(given.value)
                return None if answer is None else self._manager.chosen(answer)
            case "text" if given.value.strip():
                return self._manager.interpret(" ".join(given.value.split()))
            case "look" if given.look is not None:
                self._keep(given.look)
            case "code" if self._manager.watch.talk is None:
                self._say_code(given.value)  # In a talk about danger nobody else is let in.
        return None

    def _keep(self, wanted: Look) -> None:
        """Keep how the page is to look, so that it is so the next time as well."""
        settings = self._manager.repository.state().settings
        before, look = look_of(settings), bounded(wanted)
        for name, setting in _SETTINGS.items():
            value = getattr(look, name)
            if value != getattr(before, name):
                self._manager.record(SettingChanged(setting, value))
        self._screen.change(look=look)


def bounded(look: Look) -> Look:
    """The same look, with every setting within its bounds."""
    changes: dict[str, object] = {}
    for name, setting in _SETTINGS.items():
        bounds, value = LOOKS.get(setting), getattr(look, name)
        if bounds is not None:
            changes[name] = round(min(bounds[1], max(bounds[0], value)), 2)
    if look.colours not in COLOURS:
        changes["colours"] = Look().colours
    return msgspec.structs.replace(look, **changes)


class SilentConversation:
    """Conversations read and answered on the page alone, one after the other."""

    def __init__(
        self,
        manager: ConversationManager,
        screen: Screen,
        captions: PageCaptions,
        page: PageInput,
    ) -> None:
        self._manager = manager
        self._screen = screen
        self._captions = captions
        self._page = page
        self._device = ""

    def converse(self, wanted: str, begin_loading: Callable[[], None] = lambda: None) -> None:
        """Have a conversation to its end. `begin_loading` is called after its first words."""
        self._show(self._manager.start(wanted))
        begin_loading()
        self._manager.after_first_words()
        self._go_on()

    def wait_for_another(self) -> None:
        """Offer to begin again, until somebody does; then have that conversation to its end."""
        offered = beginnings(self._manager.wording)
        self._screen.change(answers=buttons(offered))
        while (sentence := self._sentence(self._take(), offered)) is None:
            pass
        self._captions.show_person(sentence)
        self._show(begin_from_sentence(self._manager, sentence, "menu"))
        self._go_on()

    def _go_on(self) -> None:
        while not self._manager.reply.ended:
            given = self._take()
            if given.kind == "escape":
                self._show(self._manager.change_subject())
            elif (said := self._page.meaning_of(given)) is not None:
                self._captions.show_person(said.text)
                self._show(self._manager.respond(Utterance(said)))

    def _sentence(self, given: Input, offered: tuple[OfferedAnswer, ...]) -> str | None:
        """The words that begin a conversation; `None` where something else was given."""
        if given.kind == "answer":
            return next((one.text for one in offered if one.id == given.value), None)
        if given.kind == "text":
            return " ".join(given.value.split()) or None
        if given.kind == "escape":
            self._captions.clear()
            self._screen.change(answers=buttons(offered))
            return None
        self._page.meaning_of(given)
        return None

    def _take(self) -> Input:
        while (given := self._screen.take(_WAIT)) is None:
            pass
        self._device = given.device or self._device
        return given

    def _show(self, reply: Reply) -> None:
        """Show a reply. What may not be seen by others is on the device that is used only."""
        if reply.clears:
            self._captions.clear()
        self._captions.begin(reply, only_for=self._device)
        for line in self._manager.lines(reply):
            self._captions.show_lantern(line.text)
        self._screen.change(look=look_of(self._manager.repository.state().settings))
