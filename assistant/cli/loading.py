"""What a conversation needs only after its first words is loaded while they are spoken."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """A thing which is loaded in the background from `begin` on; calling it waits for it."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._loaded: Future[T] = Future()
        self._begun = False

    def begin(self) -> None:
        """Start to load."""
        if not self._begun:
            self._begun = True
            # A process which ends meanwhile does not wait for it.
            Thread(target=self._run, daemon=True).start()

    def __call__(self) -> T:
        """The thing, or what went wrong when it was loaded."""
        self.begin()
        return self._loaded.result()

    def _run(self) -> None:
        try:
            self._loaded.set_result(self._load())
        except BaseException as error:
            self._loaded.set_exception(error)
