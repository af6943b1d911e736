"""Files of any content: they are opened, read around damage, and appended to."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.journal import Journal
from assistant.journal.line import encode_event, new_event, with_checksum
from assistant.journal.verify import verify_folder

from .looking import NOW, another_device, words

GOOD = encode_event(new_event("said", {"words": "good"}, ts=NOW), n=1, clock=1, device="ab12cd34")
NEWER = with_checksum(b'{"v":2,"what":"nobody knows yet"}') + b"\n"
PIECES = st.sampled_from([GOOD, NEWER, b"\n", b"\0" * 600, b"{}\n", b'{"v":1}\n']) | st.binary()


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=6).map(b"".join))
@example(GOOD[:-1])
@example(NEWER[:-1])
@example(b"\n" * 70_000)
def test_append_any_file_content_keeps_everything(content):
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.exists() else None) as folder:
        journal = another_device(Path(folder), "ab12cd34")
        journal.path.write_bytes(content)
        before = [line.id for line in journal.lines()]
        verify_folder(journal.folder)
        line = journal.append("said", {"words": "after"}, ts=NOW)
        after = [line.id for line in Journal(journal.folder).lines()]
        assert after == [*before, line.id] or sorted(after) == sorted([*before, line.id])
        kept = journal.path.read_bytes() + b"".join(
            path.read_bytes() for path in journal.folder.glob("set-aside/*")
        )
        assert all(part in kept for part in content.split(b"\n"))


def test_read_line_of_later_version_is_passed_over_and_kept(journal, say):
    say(journal, "one")
    with journal.path.open("ab") as file:
        file.write(NEWER)
    again = Journal(journal.folder)
    say(again, "three")
    assert (words(again), again.damage) == (["one", "three"], [])
    report = verify_folder(journal.folder)
    assert (report.newer, report.damage) == (1, [])
    assert NEWER in journal.path.read_bytes()
