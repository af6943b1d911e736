"""The page as a switch: a click or a tap anywhere on it, or any key."""

from __future__ import annotations

from assistant.channels.scanning.switches import Press
from assistant.channels.show.conversation import PageInput
from assistant.channels.show.screen import Screen
from assistant.speech.audio.base import Block


class PageSwitch:
    """What is pressed on the page while answers are offered one after the other."""

    begun = False

    def __init__(self, screen: Screen, page: PageInput) -> None:
        """`page` takes what else is given there, such as how it is to look."""
        self._screen = screen
        self._page = page

    def presses(self, block: Block) -> list[Press]:
        """What was pressed since it was last asked."""
        pressed: list[Press] = []
        while (given := self._screen.take()) is not None:
            match given.kind:
                case "escape":
                    pressed.append("escape")
                case "press":
                    pressed.append("next" if given.value == "next" else "choose")
                case _:
                    self._page.meaning_of(given)
        return pressed
