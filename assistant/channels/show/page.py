"""The page as a conversation has it: what it shows, what is given on it, and who may see it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from assistant.channels.show.access import Access
from assistant.channels.show.captions import PageCaptions
from assistant.channels.show.conversation import PageInput, look_of
from assistant.channels.show.screen import Input, Screen
from assistant.channels.show.server import PageServer
from assistant.channels.show.switch import PageSwitch
from assistant.conversation.manager import ConversationManager
from assistant.wording import Wording


class Page:
    """A served page. What it shows begins empty."""

    def __init__(self, wording: Wording, host: str, port: int, silent: bool = False) -> None:
        """Reserve the port; 0 for any that is free. `silent`: nothing is spoken aloud.

        Raises `Trouble` where the port cannot be had.
        """
        self.screen = Screen()
        self.screen.change(silent=silent)
        self._access = Access(time.monotonic, self._announce)
        self._server = PageServer(self.screen, self._access, wording, host, port)

    @property
    def port(self) -> int:
        """The port it is served on."""
        return self._server.port

    def start(self) -> str:
        """Begin to serve. Returns the key that lets in the first browser that has it."""
        self._server.start()
        return self._access.new_key()

    def captions(self, out: TextIO, manager: ConversationManager, plain: bool) -> PageCaptions:
        """Captions that are on the page as well; it looks as the person has set it."""
        self.screen.change(look=look_of(manager.repository.state().settings))
        return PageCaptions(out, self.screen, manager, plain)

    def input(self, manager: ConversationManager, say_code: Callable[[str], None]) -> PageInput:
        """What is given on the page; `say_code` says the code that lets another device in."""
        return PageInput(self.screen, manager, say_code)

    def switch(self, given: PageInput) -> PageSwitch:
        """The page as a switch, pressed anywhere."""
        self.screen.change(by_switch=True)
        return PageSwitch(self.screen, given)

    def close(self) -> None:
        """Stop serving."""
        self._server.close()

    def _announce(self, digits: str) -> None:
        # One by one, as they are to be spoken.
        self.screen.put(Input("code", ", ".join(digits)))
