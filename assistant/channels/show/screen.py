"""What every connected page shows now, and what was chosen or typed on one of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Literal

import msgspec

from assistant.channels.show.view import Look, Speaking, View

Message = View | Speaking | None
"""What is sent to a page; None: nothing is spoken any more."""


@dataclass(frozen=True, slots=True)
class Input:
    """What came from a page.

    "answer": the id of a button. "text": typed words. "escape": the subject is to change at once.
    "look": how the page is to look. "press": the page was pressed as a switch; "next" as its value
    goes on to the next answer. "code": another device asks for the code in `value`, which lets
    it in.
    """

    kind: Literal["answer", "text", "escape", "look", "press", "code"]
    value: str = ""
    device: str = ""
    look: Look | None = None


class Screen:
    """The page as it is now. Safe in any thread."""

    def __init__(self, look: Look | None = None) -> None:
        self._lock = threading.Lock()
        self._view = View(look=look or Look())
        self._only_for: str | None = None
        self._pages: dict[Callable[[Message], None], str] = {}
        self._inputs: SimpleQueue[Input] = SimpleQueue()

    @property
    def view(self) -> View:
        """The whole page, as the device that may see all of it has it."""
        return self._view

    def show(self, only_for: str | None = None, **changes: Any) -> None:
        """Change the page. `only_for`: no other device shows anything of the conversation."""
        with self._lock:
            self._only_for = only_for
            self._view = msgspec.structs.replace(self._view, **changes)
            self._send_all()

    def change(self, **changes: Any) -> None:
        """Change the page for those that show it already."""
        with self._lock:
            self._view = msgspec.structs.replace(self._view, **changes)
            self._send_all()

    def speak(self, sentence: Speaking | None) -> None:
        """Mark the words of a sentence as they are spoken; None: no more."""
        with self._lock:
            for send, device in self._pages.items():
                if self._only_for in (None, device):
                    send(sentence)

    def connect(self, device: str, send: Callable[[Message], None]) -> None:
        """Send a page what it shows now, and every change; `send` is called in any thread."""
        with self._lock:
            self._pages[send] = device
            self._count()
            self._send_all()

    def disconnect(self, send: Callable[[Message], None]) -> None:
        """Send no more to a page."""
        with self._lock:
            if self._pages.pop(send, None) is not None:
                self._count()
                self._send_all()

    def put(self, given: Input) -> None:
        """Take in what came from a page."""
        self._inputs.put(given)

    def take(self, seconds: float | None = 0.0) -> Input | None:
        """What came next; waits for at most `seconds`, for ever where that is None."""
        try:
            return self._inputs.get(block=seconds != 0.0, timeout=seconds)
        except Empty:
            return None

    def _count(self) -> None:
        devices = len(set(self._pages.values()))
        self._view = msgspec.structs.replace(self._view, screens=devices)

    def _send_all(self) -> None:
        for send, device in self._pages.items():
            seen = self._only_for in (None, device)
            send(self._view if seen else self._view.blank())
