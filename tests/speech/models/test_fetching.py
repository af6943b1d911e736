"""Fetching a model from servers with common faults."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.speech.models import fetch as fetching
from assistant.speech.models.fetch import fetch, reachable
from tests.speech.materials import raises_trouble
from tests.speech.models.conftest import NAME, Publisher

Whole = Callable[[], bool]


def part(folder: Path) -> Path:
    return folder / f"{NAME}.zip.part"


def test_fetch_model_is_complete(publisher: Publisher, tmp_path: Path, whole: Whole) -> None:
    fetched = fetch(publisher.model(), tmp_path)
    assert whole()
    assert (fetched.path, fetched.checked) == (tmp_path / NAME, True)


def test_fetch_progress_reaches_the_end_of_each_step(publisher: Publisher, tmp_path: Path) -> None:
    last: dict[str, tuple[int, int]] = {}
    fetch(publisher.model(), tmp_path, lambda step, done, total: last.update({step: (done, total)}))
    assert list(last) == ["fetching", "checking", "unpacking"]
    assert all(done == total > 0 for done, total in last.values())


def test_fetch_installed_model_is_not_fetched_again(publisher: Publisher, tmp_path: Path) -> None:
    fetch(publisher.model(), tmp_path)
    fetch(publisher.model(), tmp_path)
    assert len(publisher.ranges) == 1


def test_fetch_without_checksum_is_unchecked(
    publisher: Publisher, tmp_path: Path, whole: Whole
) -> None:
    assert not fetch(publisher.model(sha256=""), tmp_path).checked
    assert whole()


@pytest.mark.parametrize("fault", ["breaks off", "breaks off at once", "500", "503"])
def test_fetch_broken_connection_is_continued(
    publisher: Publisher, tmp_path: Path, whole: Whole, fault: str
) -> None:
    publisher.faults = [fault, fault, fault]
    fetch(publisher.model(), tmp_path)
    assert whole()


def test_fetch_continued_requests_only_the_rest(publisher: Publisher, tmp_path: Path) -> None:
    publisher.faults = ["breaks off"]
    fetch(publisher.model(), tmp_path)
    first, second = publisher.ranges
    assert first is None
    assert second is not None
    assert int(second[len("bytes=") : -1]) > len(publisher.archive) // 2 - 10_000


def test_fetch_given_up_keeps_what_was_received(
    publisher: Publisher, tmp_path: Path, whole: Whole
) -> None:
    publisher.faults = ["breaks off", *["503"] * 4]
    with raises_trouble(match=r"broke off at 0\.\d MB of 0\.5 MB.*goes on from there"):
        fetch(publisher.model(), tmp_path)
    assert part(tmp_path).stat().st_size > len(publisher.archive) // 2 - 10_000
    fetch(publisher.model(), tmp_path)
    assert whole()


def test_fetch_killed_process_is_continued(
    publisher: Publisher, tmp_path: Path, whole: Whole
) -> None:
    publisher.delay = 0.05
    model = publisher.model()
    fields = {field: getattr(model, field) for field in model.__struct_fields__}
    program = "\n".join(
        (
            "from pathlib import Path",
            "from assistant.speech.language_data import SpeechModel",
            "from assistant.speech.models.fetch import fetch",
            f"fetch(SpeechModel(**{fields!r}), Path({str(tmp_path)!r}))",
        )
    )
    child = subprocess.Popen([sys.executable, "-c", program])
    deadline = time.monotonic() + 20
    while not (part(tmp_path).exists() and part(tmp_path).stat().st_size > 100_000):
        assert child.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    child.kill()
    child.wait()
    kept = part(tmp_path).stat().st_size
    publisher.delay = 0
    fetch(model, tmp_path)
    assert publisher.ranges == [None, f"bytes={kept}-"]
    assert whole()


def test_fetch_server_without_ranges_starts_over(
    publisher: Publisher, tmp_path: Path, whole: Whole
) -> None:
    publisher.faults = ["breaks off", "ignores Range"]
    fetch(publisher.model(), tmp_path)
    assert whole()


def test_fetch_wrong_range_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    publisher.faults = ["breaks off", "another part"]
    with raises_trouble(match="another part than was asked for"):
        fetch(publisher.model(), tmp_path)
    assert part(tmp_path).exists()


@pytest.mark.parametrize("fault", ["says too much", "says too little"])
def test_fetch_other_size_is_refused(publisher: Publisher, tmp_path: Path, fault: str) -> None:
    publisher.faults = [fault]
    with raises_trouble(match="another size"):
        fetch(publisher.model(), tmp_path)
    assert not part(tmp_path).exists()


def test_fetch_too_much_data_is_refused(publisher: Publisher, tmp_path: Path) -> None:
    publisher.faults = ["sends too much"]
    with raises_trouble(match="sent more than the model"):
        fetch(publisher.model(), tmp_path)
    assert part(tmp_path).stat().st_size == 0


def test_fetch_wrong_checksum_deletes_the_archive(
    publisher: Publisher, tmp_path: Path, whole: Whole
) -> None:
    publisher.faults = ["another file"]
    with raises_trouble(match=r"checksum differs\), so it was deleted"):
        fetch(publisher.model(), tmp_path)
    assert not part(tmp_path).exists()
    fetch(publisher.model(), tmp_path)
    assert whole()


def test_fetch_part_longer_than_archive_is_dropped(
    publisher: Publisher, tmp_path: Path, whole: Whole
) -> None:
    part(tmp_path).write_bytes(bytes(len(publisher.archive) + 5))
    fetch(publisher.model(), tmp_path)
    assert whole()


def test_fetch_missing_address_raises_trouble(publisher: Publisher, tmp_path: Path) -> None:
    publisher.faults = ["404"]
    with raises_trouble(match=r"is not there \(the server said 404"):
        fetch(publisher.model(), tmp_path)


def test_fetch_without_network_raises_trouble(publisher: Publisher, tmp_path: Path) -> None:
    model = publisher.model(url="http://127.0.0.1:9/model.zip")
    assert not reachable(model)
    with raises_trouble(match=r"cannot be reached\. Check the network"):
        fetch(model, tmp_path)


def test_fetch_without_network_fails_at_once(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PAUSES", (60.0,))
    with raises_trouble(match="cannot be reached"):
        fetch(publisher.model(url="http://127.0.0.1:9/model.zip"), tmp_path)


def test_reachable_answering_publisher_is_true(publisher: Publisher) -> None:
    assert reachable(publisher.model())
    assert publisher.ranges == []


def test_fetch_locked_model_raises_trouble(publisher: Publisher, tmp_path: Path) -> None:
    with (
        FileLock(tmp_path / f".{NAME}.lock"),
        raises_trouble(match="being fetched already"),
    ):
        fetch(publisher.model(), tmp_path)
