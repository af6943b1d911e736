"""One measurement of the journal benchmark, in a process of its own: its time and its memory."""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.journal import Journal
from assistant.journal.device import save_device
from assistant.journal.key_file import new_key
from assistant.journal.line import encode_event, new_event
from assistant.journal.log import LineCount
from assistant.journal.sealing import Sealer
from assistant.journal.searching import Index
from assistant.journal.verify import verify_folder
from assistant.practice.words import words_of
from assistant.store import search as finding
from assistant.store.read_model import entries_of
from assistant.store.repository import Repository

DEVICE = "0123abcd"
PHRASE = "correct horse"
START = datetime(1976, 11, 23, 7, 0, tzinfo=UTC)


def sentences(number: int, seed: int = 1) -> list[str]:
    """Made-up sentences of 1 to 40 words, of a vocabulary of 20,000 with rare and common ones."""
    random_ = random.Random(seed)
    letters = "etaoinshrdlucmfwypvbgk"
    words = ["".join(random_.choices(letters, k=random_.randint(2, 10))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    lengths = [min(40, int(random_.expovariate(1 / 8)) + 1) for _ in range(number)]
    spoken = iter(random_.choices(words, weights, k=sum(lengths)))
    return [" ".join(next(spoken) for _ in range(length)) for length in lengths]


def make(folder: Path, number: int, *, encrypted: bool) -> None:
    """A journal of `number` events, 50 a day: conversations of twelve lines, begun and ended,
    half of what was said in them dictated, half the intentions of days."""
    folder.mkdir(parents=True, mode=0o700)
    sealer = None
    if encrypted:
        key = new_key(PHRASE)
        key.save(folder)
        sealer = Sealer(key)
    path = folder / f"journal-{DEVICE}.jsonl"
    with path.open("wb") as file:
        n = 0
        if sealer:
            for n in (1, 2):
                file.write(encode_event(sealer.announcement(), n=n, clock=n, device=DEVICE))
        for at, words in enumerate(sentences(number - n)):
            n += 1
            moment = START + timedelta(minutes=29 * at)
            kind, data = what(at, words, str(moment.date()))
            made = new_event(kind, data, ts=moment, session=f"s{at // 12:011}", source="voice")
            raw = encode_event(made, n=n, clock=n, device=DEVICE)
            file.write(sealer.seal(raw, n=n, clock=n, device=DEVICE) if sealer else raw)
    save_device(DEVICE, folder)  # it is this machine's own
    LineCount(path).write(n)
    path.chmod(0o600)


def what(at: int, words: str, day: str) -> tuple[str, dict[str, Any]]:
    """The type and the data of an event: the place `at` in its conversation says which."""
    if at % 12 == 0:
        brief = {"session": f"s{at // 12:011}", "now": day, "name": words[:20]}
        return "session_began", {"dialogue": "reflect", "brief": brief, "ordinal": at // 12}
    if at % 2:
        return "segment", {"ask": "reflect.go_ahead", "text": words, "seconds": 3.5}
    note = {"type": "intention_set", "words": words, "day": day}
    ends = {"ends": True} if at % 12 == 10 else {}
    return "answered", {"ask": "morning.intention", "said": words, "notes": [note], **ends}


def opened(folder: Path) -> Journal:
    journal = Journal(folder)
    if journal.locked:
        journal.unlock(PHRASE)
    return journal


def index(journal: Journal) -> Index:
    texts = ((e.id, e.ts, words_of(e)) for e in entries_of(journal))
    return Index(text for text in texts if text[2])


def read(folder: Path) -> int:
    """Opening, and a streaming fold over everything."""
    count = 0
    for line in opened(folder).lines():
        count += line.n > 0
    return count


def state(folder: Path) -> int:
    """Opening, and what `lantern journal state` makes of it."""
    return len(Repository(opened(folder), lambda: START).state().sessions)


def a_word() -> str:
    """One which was said a few times, and stands in the middle of a journal's words."""
    return max(sentences(1000)[501].split(), key=len)


A_WORD = a_word()


def search(folder: Path) -> int:
    """Opening, and finding a word as `lantern journal search` and the voice do."""
    hits = finding.search(opened(folder), A_WORD)
    assert hits
    return len(hits)


def misspelt(folder: Path) -> int:
    """As `search`, a word which was never said so: all the words have to be looked at."""
    return len(finding.search(opened(folder), f"{A_WORD}q"))


def check(folder: Path) -> int:
    report = verify_folder(folder)
    assert not report.damage
    return report.lines


def queries(folder: Path) -> dict[str, float]:
    """Processor seconds of single searches, once the index is made: medians of nine."""
    made = index(opened(folder))
    random_ = random.Random(5)
    said = [word for text in sentences(300) for word in text.split() if len(word) > 4]

    def typo(word: str) -> str:
        at = random_.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1 :]

    made.find("qqqqqqqqq")  # the list of all words is made at the first misspelt one
    kinds = {
        "one word": lambda: random_.choice(said),
        "three words": lambda: " ".join(random_.sample(said, 3)),
        "a misspelt word": lambda: typo(random_.choice(said)),
        "three misspelt": lambda: " ".join(map(typo, random_.sample(said, 3))),
    }
    found = {}
    for name, query in kinds.items():
        times = []
        for _ in range(9):
            asked = query()
            start = time.process_time()
            made.find(asked)
            times.append(time.process_time() - start)
        found[name] = sorted(times)[4]
    return found


WORK = {
    "read": read,
    "state": state,
    "search": search,
    "misspelt": misspelt,
    "verify": check,
    "queries": queries,
}


def peak() -> float:
    """The most memory of this process, in MB. (getrusage would give the parent's as well.)"""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    start, processor = time.perf_counter(), time.process_time()
    result = WORK[name](folder)
    took = time.perf_counter() - start, time.process_time() - processor
    memory = peak()
    print(json.dumps({"result": result, "wall": took[0], "cpu": took[1], "memory": memory}))


if __name__ == "__main__":
    main()
