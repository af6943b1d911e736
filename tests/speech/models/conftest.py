"""A publisher on this machine, over real HTTP, with the faults of real ones."""

import hashlib
import io
import random
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.speech.language_data import SpeechModel
from assistant.speech.models import fetch as fetching

NAME = "vosk-model-of-the-tests"
FILES = {
    "README": 1_000,
    "am/final.mdl": 300_000,
    "conf/model.conf": 200,
    "graph/Gr.fst": 50_000,
    "graph/HCLr.fst": 150_000,
}

Entries = list[tuple[zipfile.ZipInfo | str, bytes]]


@cache
def content(path: str) -> bytes:
    """The content of a file of the test model: always the same, and incompressible."""
    return random.Random(path).randbytes(FILES[path])


def archive_of(entries: Entries, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return memory.getvalue()


def good_entries() -> Entries:
    return [(f"{NAME}/{path}", content(path)) for path in FILES]


@cache
def good_archive() -> bytes:
    return archive_of(good_entries())


class Publisher:
    """Serves one archive. Each request uses up one of `faults`; after them it works."""

    def __init__(self) -> None:
        self.archive = good_archive()
        self.faults: list[str] = []
        self.ranges: list[str | None] = []  # what each request asked for
        self.url = ""
        self.delay = 0.0  # seconds between pieces of the answer
        self.stop = threading.Event()

    def model(self, **changes: object) -> SpeechModel:
        fields: dict[str, object] = {
            "name": NAME,
            "language": "en",
            "about": "for the tests",
            "url": self.url,
            "size": len(self.archive),
            "sha256": hashlib.sha256(self.archive).hexdigest(),
            "licence": "Apache-2.0",
            "source": "",
        }
        return SpeechModel(**(fields | changes))  # type: ignore[arg-type]

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        wish = request.headers.get("Range")
        self.ranges.append(wish)
        fault = self.faults.pop(0) if self.faults else ""
        if fault.isdigit():
            request.send_error(int(fault))
            return
        start = int(wish.removeprefix("bytes=").rstrip("-")) if wish else 0
        if fault == "ignores Range":
            start = 0
        if start >= len(self.archive):
            request.send_error(416)
            return
        body = self.archive[start:]
        request.send_response(206 if start else 200)
        if start:
            told = start + 1 if fault == "another part" else start
            total = len(self.archive)
            request.send_header("Content-Range", f"bytes {told}-{total - 1}/{total}")
        if fault == "says too much":
            request.send_header("Content-Length", str(len(body) + 10))
        elif fault == "says too little":
            request.send_header("Content-Length", str(len(body) - 10))
        elif fault not in ("sends too much", "another file"):  # these two say nothing
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        if fault == "sends too much":
            body += b"more" * 1000
        elif fault == "another file":
            body = bytes(len(body))
        elif fault == "breaks off":
            body = body[: len(body) // 2]
        elif fault == "breaks off at once":
            body = b""
        for at in range(0, len(body), 16_384):
            request.wfile.write(body[at : at + 16_384])
            if self.stop.wait(self.delay):
                return


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            publisher.answer(self)

        def do_HEAD(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # the one who fetched went away: half of these tests
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    publisher.url = f"http://127.0.0.1:{server.server_port}/{NAME}.zip"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield publisher
    publisher.stop.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pauses between attempts."""
    monkeypatch.setattr(fetching, "PAUSES", (0.0, 0.0, 0.0))


@pytest.fixture
def whole(tmp_path: Path) -> Callable[[], bool]:
    """Checks that the model in tmp_path is complete, and that nothing else is there."""

    def check() -> bool:
        folder = tmp_path / NAME
        files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
        left = {entry.name for entry in tmp_path.iterdir()} - {NAME, f".{NAME}.lock"}
        return (
            files == set(FILES)
            and not left
            and all((folder / path).read_bytes() == content(path) for path in FILES)
        )

    return check
