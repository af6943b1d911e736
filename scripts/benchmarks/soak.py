"""Hours of simulated conversation at many times real time: memory, threads and files stay flat.

    python scripts/benchmarks/soak.py [HOURS]      simulated hours, 8 without a number: they take
                                                   about twenty-five minutes

One process has one spoken check-in after another with the simulated person, through the real
recognizer and the real voice, on the small model of the repository. After a first tenth to warm up,
memory is to stay within 5 %, threads and open files to be no more, and no turn to be missed.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import soundfile

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant import wording  # noqa: E402
from assistant.channels.captions import Captions  # noqa: E402
from assistant.conversation.manager import ConversationManager  # noqa: E402
from assistant.demo.conversation import demonstrate, prepare  # noqa: E402
from assistant.demo.person import read_script  # noqa: E402
from assistant.journal import Journal  # noqa: E402
from assistant.speech.recognizers import Recognizer, open_recognizer  # noqa: E402
from assistant.store.repository import Repository  # noqa: E402
from intents import load  # noqa: E402

MODEL = ROOT / "models" / "tiny-en"
DAY = datetime.fromisoformat("2026-11-23T07:30:00+01:00")


def resident() -> float:
    """Megabytes of memory which this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


TURNS = (
    *("family", "not yet", "…", "i was tired", "no", "undo", "yes", "honesty", "call my sister"),
    *("every day", "listen first"),
)
"""What the simulated person says, in their order; "…" is a silence. Mumbling comes beside it."""


def conversation(recognizer: Recognizer, folder: Path) -> tuple[float, int]:
    """One check-in in a journal of its own: simulated seconds, and how many turns were missed."""
    words = wording.load("en")
    memory = Repository(
        Journal(folder), lambda: DAY, prompts=words.prompts(), cards=words.cards(), source="voice"
    )
    prepare(memory, DAY - timedelta(days=1))
    captions = io.StringIO()
    sound = folder / "conversation.wav"
    demonstrate(
        ConversationManager(memory, load("en"), words),
        recognizer,
        read_script(),
        Captions(captions, words),
        sound=sound,
        speed="fast",
    )
    heard = [x[5:] for x in captions.getvalue().lower().splitlines() if x.startswith("you: ")]
    return float(soundfile.info(sound).duration), missed(heard)


def missed(heard: list[str]) -> int:
    """How many of the turns are not among those heard."""
    return sum((Counter(TURNS) - Counter(heard)).values())


def settled() -> tuple[int, int]:
    """Threads and open files, once those of the last conversation have had time to end."""
    until = time.monotonic() + 5
    while threading.active_count() > 1 and time.monotonic() < until:
        time.sleep(0.05)
    gc.collect()  # A journal closes its file when it is forgotten.
    return threading.active_count(), len(os.listdir("/proc/self/fd"))


def main(hours: float) -> int:
    """Run, and print a line every tenth of the way. Gives 0 when all is as it should be."""
    recognizer = open_recognizer("vosk", MODEL)
    simulated, began, lost, count = 0.0, time.monotonic(), 0, 0
    marks: list[tuple[float, int, int]] = []
    while simulated < hours * 3600:
        with tempfile.TemporaryDirectory() as folder:
            seconds, gone = conversation(recognizer, Path(folder))
        simulated, lost, count = simulated + seconds, lost + gone, count + 1
        if simulated >= hours * 360 * (len(marks) + 1):
            marks.append((resident(), *settled()))
            print(
                f"{simulated / 3600:5.2f} h simulated in {time.monotonic() - began:5.0f} s:"
                f" {marks[-1][0]:6.1f} MB, {marks[-1][1]} threads, {marks[-1][2]} files,"
                f" {lost} of {count * len(TURNS)} turns missed",
                flush=True,
            )
    growth = marks[-1][0] / marks[0][0] - 1
    leaked = marks[-1][1] > marks[0][1] or marks[-1][2] > marks[0][2]
    flat = abs(growth) <= 0.05 and not leaked and not lost
    print(
        f"memory {growth:+.1%} (limit 5 %), {'as it should be' if flat else 'NOT as it should be'}"
    )
    return 0 if flat else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 8.0))
