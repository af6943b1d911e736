"""Faults: failed and killed system calls, damaged bytes, concurrent writers, hostile imports.

LANTERN_BENCH_FLIPS (12000) is how many bytes are damaged, LANTERN_BENCH_WRITES (29000) how many
lines are written at once, LANTERN_BENCH_IMPORTS (2000) how many hostile files are brought in.

What is counted after each fault, when the journal is opened anew: words which were confirmed and
are not there, starts which were prevented, erased words which are still in a file, and files which
others may read. A fault may be told as an error; it may do nothing else.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
from _fault_operations import (  # noqa: E402
    OPERATIONS,
    PHRASES,
    SAID,
    SECRET,
    Tell,
    Work,
    empty,
    encrypted,
    opened,
    prepared,
    say,
    void,
    words,
)

from assistant.errors import Trouble  # noqa: E402
from assistant.journal import Journal, disk  # noqa: E402
from assistant.journal.backups import back_up, backups_in  # noqa: E402
from assistant.journal.erasure import erase  # noqa: E402
from assistant.journal.import_export import import_export  # noqa: E402
from assistant.journal.key_file import KEY_FILE  # noqa: E402
from assistant.journal.line import with_checksum  # noqa: E402
from assistant.journal.restoring import restore  # noqa: E402
from assistant.journal.verify import verify_folder  # noqa: E402
from assistant.store.read_model import entries_of  # noqa: E402
from tests.journal.faults import CALLS, faults  # noqa: E402
from tests.journal.looking import NOW, found_in  # noqa: E402

FLIPS = int(os.environ.get("LANTERN_BENCH_FLIPS", "12000"))
WRITES = int(os.environ.get("LANTERN_BENCH_WRITES", "29000"))
IMPORTS = int(os.environ.get("LANTERN_BENCH_IMPORTS", "2000"))
WRITERS = 8
MEASURED = ("faults", "words lost", "starts prevented", "words left", "readable by others")


@dataclass
class Found:
    """What was counted, and the first few cases of each kind."""

    counts: Counter[str] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)

    def add(self, what: str, case: str, number: int = 1) -> None:
        self.counts[what] += number
        if number and what != "faults" and sum(c.startswith(what) for c in self.cases) < 5:
            self.cases.append(f"{what}: {case}")


# Looking at what a fault left ---------------------------------------------------------------------


def look(folder: Path, must: set[str], case: str, found: Found) -> None:
    """Count what the fault `case` left in `folder`; `must` are the words which have to be there."""
    found.add("faults", case)
    try:
        journal = opened(folder)
        said = set(words(journal))
        journal.append("said", {"words": "after"}, ts=NOW)
        verify_folder(folder)
        list(entries_of(journal))
    except Exception as error:  # whatever it is, it prevents a start
        found.add("starts prevented", f"{case}: {error!r}")
        return
    found.add("words lost", f"{case}: {must - said}", len(must - said))
    if SECRET not in said:
        found.add("words left", case, len(found_in(folder, SECRET)))
    found.add("readable by others", case, sum(map(is_open, [folder, *folder.rglob("*")])))


def is_open(path: Path) -> bool:
    return not path.is_symlink() and disk.open_to_others(path)


# System calls -------------------------------------------------------------------------------------


def system_calls(folder: Path) -> Found:
    """Each call of each operation fails, alone or with all after it, or is the last one."""
    found = Found()
    for name, operation in OPERATIONS.items():
        stage = Stage(folder / name, operation.prepare)
        work = stage.work
        with faults() as counted:
            operation.work(work, void)
        ways: dict[str, Callable[[int, Tell], None]] = {"killed": killing(operation.work, work)}
        for number in (errno.EIO, errno.ENOSPC):
            for lasting in (1, 1000):
                way = f"{errno.errorcode[number]} for {lasting}"
                ways[way] = failing(operation.work, work, number, lasting)
        for at in range(1, counted.count + 1):
            for way, run in ways.items():
                told: list[str] = []
                stage.set()
                run(at, told.append)
                look(work, operation.must | set(told), f"{name}, call {at}, {way}", found)
    return found


class Stage:
    """A journal which is put back before each fault, with what the machine notes of it."""

    def __init__(self, folder: Path, prepare: Callable[[Path], None]) -> None:
        self.work = folder / "work" / "journal"
        self._kept = folder / "kept"
        os.environ["XDG_STATE_HOME"] = str(folder / "work" / "state")
        self.work.parent.mkdir(parents=True)
        prepare(self.work)
        shutil.copytree(self.work.parent, self._kept)

    def set(self) -> None:
        """Put everything back."""
        shutil.rmtree(self.work.parent)
        shutil.copytree(self._kept, self.work.parent)


def failing(work: Work, folder: Path, number: int, lasting: int) -> Callable[[int, Tell], None]:
    def run(at: int, tell: Tell) -> None:
        with faults(range(at, at + lasting), number, torn=True):
            try:
                work(folder, tell)
            except Trouble:
                return

    return run


def killing(work: Work, folder: Path) -> Callable[[int, Tell], None]:
    def run(at: int, tell: Tell) -> None:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                with ends_at(at):
                    work(folder, lambda text: void(os.write(writing, f"{text}\n".encode())))
            finally:
                os._exit(0)
        os.close(writing)
        os.waitpid(child, 0)
        with os.fdopen(reading) as file:
            for text in file.read().splitlines():
                tell(text)

    return run


@contextmanager
def ends_at(at: int) -> Iterator[None]:
    """Inside, the process ends when the call numbered `at` is made."""
    count = 0

    def ending(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count == at:
                os._exit(0)
            return real(*args, **more)

        return call

    for name in CALLS:
        real = getattr(os, name)
        setattr(os, name, ending(real))
    # The pipe which tells what is confirmed is written to with the real call.
    yield


# Damaged bytes ------------------------------------------------------------------------------------


def damaged_bytes(folder: Path) -> Found:
    """A byte of one file is damaged; then everything is done that can be done with a journal."""
    found, random_ = Found(), random.Random(7)
    for name, prepare in (("clear", prepared), ("encrypted", encrypted_and_backed_up)):
        stage = Stage(folder / name, prepare)
        paths = [path for path in sorted(stage.work.rglob("*")) if is_damageable(path)]
        for path in paths:
            stage.set()
            size = path.stat().st_size
            for _ in range(FLIPS // 2 // len(paths)):
                stage.set()
                at = random_.randrange(size)
                damage(path, at, random_.randrange(1, 256))
                after_damage(stage.work, path, f"{name} {path.name}, byte {at}", found)
    return found


def encrypted_and_backed_up(folder: Path) -> None:
    encrypted(folder)
    back_up(opened(folder), NOW)


def is_damageable(path: Path) -> bool:
    sound = path.suffix in (".flac", ".sealed")
    return path.is_file() and path.stat().st_size > 0 and not sound


def damage(path: Path, at: int, by: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= by
    path.write_bytes(content)


def after_damage(work: Path, name: Path, case: str, found: Found) -> None:
    must = set(SAID)
    try:
        journal = opened(work)
        if name.name == KEY_FILE and journal.locked:
            restore(journal, backups_in(work)[-1], NOW, passphrase=PHRASES[0])
            journal = opened(work)
        secret = [line for line in journal.lines() if SECRET.encode() in bytes(line.data)]
        if name.suffix != ".zip" and len(words(journal)) < len(SAID) + 1:
            restore(journal, backups_in(work)[-1], NOW)  # what was damaged is brought back
            journal = opened(work)
            secret = [line for line in journal.lines() if SECRET.encode() in bytes(line.data)]
        erase(journal, secret, NOW)
        back_up(journal, NOW)
    except Trouble as trouble:
        found.add("starts prevented", f"{case}: {trouble!r}")
        return
    except Exception as error:
        found.add("starts prevented", f"{case}: {error!r}")
        return
    look(work, must, case, found)


# Concurrent writers -------------------------------------------------------------------------------


def concurrent_writers(folder: Path) -> Found:
    """Programs write at once, while another erases and backs up; one is killed now and then."""
    found = Found()
    journal_folder = Stage(folder, empty).work
    each = WRITES // WRITERS
    children = [write_in_child(journal_folder, who, each) for who in range(WRITERS)]
    disturbing = os.fork()
    if disturbing == 0:
        disturb(journal_folder)
    confirmed: set[str] = set()
    for child, reading in children:
        with os.fdopen(reading) as file:
            confirmed.update(file.read().splitlines())
        os.waitpid(child, 0)
    os.kill(disturbing, 9)
    os.waitpid(disturbing, 0)
    found.counts["faults"] = len(confirmed) - 1
    look(journal_folder, confirmed, "concurrent writers", found)
    return found


def write_in_child(folder: Path, who: int, number: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    journal = Journal(folder)
    for n in range(number):
        text = f"{who} says {n}"
        try:
            say(journal, text)
        except Trouble:
            continue
        os.write(writing, f"{text}\n".encode())
    os._exit(0)


def disturb(folder: Path) -> None:
    while True:
        time.sleep(0.3)
        try:
            journal = Journal(folder)
            say(journal, SECRET)
            erase(journal, [x for x in journal.lines() if SECRET.encode() in bytes(x.data)], NOW)
            back_up(journal, NOW)
        except Trouble:
            continue


# Hostile imports ----------------------------------------------------------------------------------


def hostile_imports(folder: Path) -> Found:
    """Files with lines of any content are brought in; nothing which is here goes."""
    found, random_ = Found(), random.Random(3)
    stage = Stage(folder, prepared)
    work = stage.work
    device = Journal(work).device
    for number in range(IMPORTS):
        stage.set()
        bad = work.parent / "bad.jsonl"
        bad.write_bytes(b"".join(hostile_line(random_, device) for _ in range(3)))
        try:
            import_export(Journal(work), bad, NOW)
        except Trouble:
            pass
        except Exception as error:
            found.add("starts prevented", f"import {number}: {error!r}")
            continue
        look(work, {*SAID, SECRET}, f"import {number}", found)
    return found


ODD = [
    None,
    "",
    "x",
    -1,
    0,
    1,
    10**9,
    1 << 52,
    1 << 53,
    1 << 70,
    [],
    {},
    "*",
    "2026-13-01",
    "\u0000",
    True,
]


def hostile_line(random_: random.Random, device: str) -> bytes:
    named = random_.choice([device, "ab12cd34", "../../x", ""])
    n = random_.choice([1, 2, 14, 15, 10**9, 1 << 50])
    stone = {
        "lines": {device: [[1, random_.choice([3, 10**10])]]},
        "recordings": random_.choice([[], ["secret.flac"], ["../x"]]),
        "everything": random_.choice([True, False]),
    }
    kinds: list[tuple[str, object]] = [
        ("said", {"words": "forged"}),
        ("journal.erased", stone),
        ("journal.key", {"name": "x", "to": "y", "sealed": ""}),
        ("journal.sealed", {"key": "x", "box": "AAAA"}),
        ("answered", {"ask": "x", "erases": random_.choice([["*"], [f"{device}-1"]])}),
        ("session_began", {"dialogue": "x", "brief": random_.choice(ODD), "erases": ["*"]}),
        ("gentle_until", {"day": random_.choice(ODD)}),
    ]
    type, data = random_.choice(kinds)
    line: dict[str, object] = {
        "v": 1,
        "n": n,
        "clock": random_.choice([1, 15, 1 << 52, 1 << 53, n]),
        "id": f"{named}-{n}",
        "ts": "2026-11-23T07:00:00.000+00:00",
        "type": type,
        "data": data,
    }
    if random_.random() < 0.3:
        line[random_.choice([*line])] = random_.choice(ODD)
    return with_checksum(json.dumps(line, separators=(",", ":")).encode()) + b"\n"


# The table ----------------------------------------------------------------------------------------


def main() -> int:
    """Print the table; gives 1 when anything but faults was counted."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.exists() else None) as inside:
        kinds = (system_calls, damaged_bytes, concurrent_writers, hostile_imports)
        print(f"{'':20}" + "".join(f"{name:>20}" for name in MEASURED) + f"{'seconds':>10}")
        bad = 0
        for kind in kinds:
            folder = Path(inside) / kind.__name__
            folder.mkdir()
            begin = time.monotonic()
            found = kind(folder)
            row = "".join(f"{found.counts[name]:>20,}" for name in MEASURED)
            print(
                f"{kind.__name__.replace('_', ' '):20}{row}{time.monotonic() - begin:>10.0f}",
                flush=True,
            )
            for case in found.cases:
                print(f"    {case}")
            bad += sum(found.counts[name] for name in MEASURED[1:])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
