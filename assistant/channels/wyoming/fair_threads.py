"""Threads that several clients share, in turns.

Work is given in small pieces, one at a time for each client. When a thread is free, it takes the
piece of the client that used the threads least lately. One thread is kept for those that used them
little. So one that has much to do waits for itself, and one that has little to do hardly waits.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any, TypeVar

T = TypeVar("T")

HALF_LIFE = 10.0
"""Seconds until the work done for a client counts half."""
MUCH = 2.0
"""Seconds of work lately; whoever had more does not get the last free thread."""


class Share:
    """How much one client has used the threads lately."""

    def __init__(self) -> None:
        self._used = 0.0
        self._at = time.monotonic()

    def used(self, now: float) -> float:
        """Seconds of work, those longer ago counted less."""
        return float(self._used * 0.5 ** ((now - self._at) / HALF_LIFE))

    def add(self, seconds: float, now: float) -> None:
        """Count a piece of work that has just been done."""
        self._used, self._at = self.used(now) + seconds, now


class Pace:
    """How fast one client may go on. It is never refused anything: it waits."""

    def __init__(self, at_once: float, a_second: float) -> None:
        """It may have so much at once, and then so much in each second."""
        self._rate = a_second
        self._ahead = at_once / a_second
        self._paid_until = time.monotonic() - self._ahead

    def count(self, amount: float) -> None:
        """Count what it had."""
        begin = max(self._paid_until, time.monotonic() - self._ahead)
        self._paid_until = begin + amount / self._rate

    def wait(self) -> float:
        """How many seconds it has to wait before it has any more."""
        return max(0.0, self._paid_until - time.monotonic())

    def timed(self, work: Callable[[], T]) -> T:
        """Do a piece of work for it, and count the seconds of a processor that it took."""
        before = time.thread_time()
        try:
            return work()
        finally:
            self.count(time.thread_time() - before)


@dataclass(frozen=True, slots=True)
class _Piece:
    share: Share
    work: Callable[[], Any]
    done: Callable[[Any, BaseException | None], None]


class FairThreads:
    """A few threads, at least two. They never keep the program from ending."""

    def __init__(self, number: int, name: str) -> None:
        self._waiting: list[_Piece] = []
        self._running = 0
        self._number = max(2, number)
        self._changed = Condition()
        for each in range(self._number):
            Thread(target=self._work, name=f"{name}-{each}", daemon=True).start()

    async def run(self, share: Share, work: Callable[[], T]) -> T:
        """Do a piece of work in one of the threads, and give its result or raise its error."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()

        def tell(result: Any, error: BaseException | None) -> None:
            if future.done():  # Nobody waits for it any more.
                return
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)

        def done(result: Any, error: BaseException | None) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(tell, result, error)

        piece = _Piece(share, work, done)
        with self._changed:
            self._waiting.append(piece)
            self._changed.notify()
        try:
            return await future
        finally:
            self._forget(piece)

    def close(self, patience: float) -> bool:
        """Drop what waits, and wait so many seconds for what is being done; whether it is done."""
        with self._changed:
            self._waiting.clear()
            return self._changed.wait_for(lambda: not self._running, patience)

    def _forget(self, piece: _Piece) -> None:
        with self._changed:
            if piece in self._waiting:
                self._waiting.remove(piece)

    def _next(self) -> _Piece | None:
        """The piece to do now; `None` where there is none, or the last thread is kept free."""
        now = time.monotonic()
        piece = min(self._waiting, key=lambda piece: piece.share.used(now), default=None)
        if piece is None:
            return None
        last = self._running == self._number - 1
        return None if last and piece.share.used(now) > MUCH else piece

    def _work(self) -> None:
        while True:
            with self._changed:
                while (piece := self._next()) is None:
                    self._changed.wait(1.0 if self._waiting else None)
                self._waiting.remove(piece)
                self._running += 1
            result, error, began = None, None, time.monotonic()
            try:
                result = piece.work()
            except BaseException as raised:
                error = raised
            now = time.monotonic()
            with self._changed:
                piece.share.add(now - began, now)
                self._running -= 1
                self._changed.notify_all()
            piece.done(result, error)
            del piece, result, error
