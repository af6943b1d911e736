"""Hostile clients wait for themselves; a good one is answered as if it were alone."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from assistant.channels import push
from assistant.channels.wyoming.fair_threads import MUCH, FairThreads, Pace, Share
from tests.bridges.wyoming.hostile import FLOODS
from tests.bridges.wyoming.service import MORNING, PATIENT, utterance
from tests.speech.materials import REPOSITORY, tiny_model


def test_huge_pieces_of_others_do_not_stop_hearing(service, spoken):
    """`scripts/bench faults-service` measures how much a good client waits."""
    floods = []
    try:
        for name in ("huge pieces", "huge pieces again", "audio-start"):
            bare = socket.create_connection(("127.0.0.1", service.port), PATIENT)
            floods.append(bare)
            bare.settimeout(0.2)
            with suppress(TimeoutError):
                bare.sendall(FLOODS[name] * 3)
        before = time.monotonic()
        assert service.ask(*utterance(spoken("seven").tobytes()))[-1].type == "transcript"
        assert time.monotonic() - before < 10
    finally:
        for bare in floods:
            bare.close()


def test_fair_threads_serve_first_who_used_them_least():
    done = []

    async def client(threads, name, pieces):
        share = Share()
        for _ in range(pieces):
            await threads.run(share, lambda: time.sleep(0.01))
            done.append(name)

    async def all_of_them():
        threads = FairThreads(2, "test")
        much = [asyncio.ensure_future(client(threads, "much", 60)) for _ in range(4)]
        await asyncio.sleep(0.2)
        begun = len(done)
        await client(threads, "little", 10)
        for task in much:
            task.cancel()
        return len(done) - begun

    # Of the pieces done meanwhile, every second or third was the one's that had had nothing.
    assert asyncio.run(all_of_them()) < 45


def test_fair_threads_keep_one_free_of_who_used_them_much():
    async def all_of_them():
        threads = FairThreads(2, "test")
        heavy = []
        for _ in range(4):
            share = Share()
            share.add(10 * MUCH, time.monotonic())
            heavy.append(asyncio.ensure_future(threads.run(share, lambda: time.sleep(1))))
        await asyncio.sleep(0.1)
        before = time.monotonic()
        await threads.run(Share(), lambda: None)
        for task in heavy:
            task.cancel()
        return time.monotonic() - before

    assert asyncio.run(all_of_them()) < 0.5


def test_pace_lets_go_on_after_what_may_come_at_once():
    pace = Pace(at_once=20, a_second=10)
    for _ in range(20):
        assert pace.wait() == 0
        pace.count(1)
    pace.count(5)
    assert 0.3 < pace.wait() <= 0.5


def test_understanding_is_linear(tmp_path):
    """Four times the words take some four times as long, whatever they are."""
    wrong = {}
    for words in ("sorry word ", "no wait seven ", "and ", "i want to die ", "not monday or "):
        seconds = []
        for number in (150, 600):
            best = min(_seconds(tmp_path, words * number, f"{number}-{go}") for go in range(3))
            seconds.append(best)
        if seconds[1] > 8 * seconds[0] + 0.1:
            wrong[words] = seconds
    assert wrong == {}


def _seconds(folder, sentence, session):
    before = time.thread_time()
    push.reply_to(folder / session, session, sentence, lambda: MORNING)
    return time.thread_time() - before


def test_serve_stops_within_two_seconds_of_sigterm_whatever_it_does(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", "0", "--anyone",
         "--data", str(tmp_path), "--model", str(tiny_model())],
        cwd=REPOSITORY, env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    floods = []
    try:
        port = next(
            int(found[1])
            for line in process.stderr
            if (found := re.search(r"tcp://127\.0\.0\.1:(\d+)", line))
        )
        for flood in FLOODS.values():
            bare = socket.create_connection(("127.0.0.1", port), PATIENT)
            bare.settimeout(0.5)
            floods.append(bare)
            with suppress(TimeoutError):
                bare.sendall(flood * 3)
        process.send_signal(signal.SIGTERM)
        before = time.monotonic()
        process.wait(PATIENT)
        assert time.monotonic() - before < 2
    finally:
        process.kill()
        process.communicate()
        for bare in floods:
            bare.close()
    assert process.returncode == 0
