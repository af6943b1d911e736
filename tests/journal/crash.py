"""Simulated power cuts: traced system calls replayed, without what was not yet synced.

kill -9 proves nothing about fsync, because the system's page cache outlives the process. So a
program runs under strace, and every state in which a power cut may leave the disk is rebuilt from
the calls it made.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,creat,dup,dup2,dup3,write,pwrite64,writev,lseek,close,fsync,fdatasync,ftruncate,"
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,mkdirat"
)
_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass
class Inode:
    now: bytes = b""
    synced: bytes = b""


@dataclass
class Open:
    inode: Inode | None
    path: str
    appends: bool = False
    at: int = 0


@dataclass
class Disk:
    """Names and contents as the program sees them, and as a power cut leaves them."""

    under: str
    names: dict[str, Inode | None] = field(default_factory=dict)
    """Path to file; None is a folder."""
    synced_names: dict[str, Inode | None] = field(default_factory=dict)
    fds: dict[int, Open] = field(default_factory=dict)

    def load(self) -> None:
        """What lies there already, as long on the disk."""
        for path in Path(self.under).rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            inode = Inode(content, content) if path.is_file() else None
            self.names[str(path)] = self.synced_names[str(path)] = inode

    def sync_folder(self, folder: str) -> None:
        inside = {path for path in {*self.names, *self.synced_names} if _parent(path) == folder}
        for path in inside:
            if path in self.names:
                self.synced_names[path] = self.names[path]
            else:
                self.synced_names.pop(path, None)

    def call(self, name: str, args: str, result: int) -> None:
        texts = [_bytes(text) for text in _TEXT.findall(args)]
        number = re.match(r"\d+", args)
        fd = int(number[0]) if number else -1
        if result < 0:
            return
        match name:
            case "openat":
                self._open(texts[0].decode(), args, result)
            case "close":
                self.fds.pop(fd, None)
            case "write" | "ftruncate" | "lseek" | "fsync" | "fdatasync" if fd in self.fds:
                self._change(name, self.fds[fd], args, texts, result)
            case "rename" | "renameat" | "renameat2":
                self._rename(texts[0].decode(), texts[1].decode())
            case "unlink" | "unlinkat" | "rmdir":
                self.names.pop(texts[0].decode(), None)
            case "mkdir" | "mkdirat" if texts[0].decode().startswith(self.under):
                self.names[texts[0].decode()] = None
            case "pwrite64" | "writev" | "link" | "linkat" if self.under in str(texts):
                raise AssertionError(f"the replay does not know {name}")

    def _open(self, path: str, args: str, fd: int) -> None:
        if not path.startswith(self.under):
            self.fds.pop(fd, None)
            return
        if "O_CREAT" in args and path not in self.names:
            self.names[path] = Inode()
        inode = self.names.get(path)
        if inode and "O_TRUNC" in args:
            inode.now = b""
        self.fds[fd] = Open(inode, path, "O_APPEND" in args)

    def _change(self, name: str, file: Open, args: str, texts: list[bytes], result: int) -> None:
        if file.inode is None:
            if "sync" in name:
                self.sync_folder(file.path)
            return
        inode = file.inode
        match name:
            case "write":
                at = len(inode.now) if file.appends else file.at
                inode.now = inode.now[:at].ljust(at, b"\0") + (
                    texts[-1][:result] + inode.now[at + result :]
                )
                file.at = at + result
            case "ftruncate":
                size = int(re.findall(r"\d+", args)[-1])
                inode.now = inode.now[:size].ljust(size, b"\0")
            case "lseek":
                file.at = result
            case _:
                inode.synced = inode.now

    def _rename(self, old: str, new: str) -> None:
        moved = {path: new + path[len(old) :] for path in self.names if _within(path, old)}
        for path, to in moved.items():
            self.names[to] = self.names.pop(path)

    def left(self) -> Iterator[dict[str, bytes | None]]:
        """What a power cut may leave: nothing that was not synced, or names before contents."""
        yield {path: _synced(inode) for path, inode in self.synced_names.items()}
        yield {path: _synced(inode) for path, inode in self.names.items()}
        yield {path: inode and inode.now for path, inode in self.names.items()}  # a mere kill


def _synced(inode: Inode | None) -> bytes | None:
    return inode and inode.synced


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def traced(program: str, *args: str, into: Path) -> list[tuple[str, str, int]]:
    """The system calls which the Python program makes: name, arguments, result."""
    strace = shutil.which("strace")
    assert strace
    command = [strace, "-f", "-xx", "-s", "1000000", "-e", f"trace={CALLS}", "-o", str(into)]
    subprocess.run([*command, sys.executable, "-c", program, *args], check=True)
    text = into.read_text()
    assert "unfinished" not in text, "the replay wants one thread at a time"
    return [(m[1], m[2], int(m[3])) for m in map(_CALL.match, text.splitlines()) if m]


def states(
    calls: list[tuple[str, str, int]], under: Path
) -> Iterator[tuple[list[str], dict[str, bytes | None]]]:
    """After each call: what the program had printed, and what a power cut may have left.

    `under` holds what was there before the program ran.
    """
    disk = Disk(str(under))
    disk.load()
    printed = ""
    last: list[dict[str, bytes | None]] = []
    for name, args, result in calls:
        if name == "write" and args.startswith("1,"):
            printed += _bytes(_TEXT.findall(args)[0]).decode()
        else:
            disk.call(name, args, result)
        for left in disk.left():
            if left not in last or args.startswith("1,"):
                yield printed.splitlines(), left
        last = list(disk.left())


def rebuild(left: dict[str, bytes | None], under: Path, folder: Path) -> None:
    """Puts what is left of `under` on the disk again, as `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in sorted(left.items()):
        to = folder / Path(path).relative_to(under)
        if not to.parent.exists():
            continue  # its folder's own name was not synced: it cannot be found
        if content is None:
            to.mkdir(exist_ok=True)
        else:
            to.write_bytes(content)
