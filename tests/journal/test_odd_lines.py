"""Lines and files which nobody can reckon with: named, passed over, kept; nothing stops."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import timedelta, timezone

import msgspec
import pytest

from assistant.conversation.manager import ConversationManager
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.backups import back_up
from assistant.journal.erasure import erase
from assistant.journal.import_export import import_export, import_jrnl
from assistant.journal.line import LONGEST, with_checksum
from assistant.journal.merging import consolidate
from assistant.journal.searching import Index
from assistant.journal.verify import verify_folder
from assistant.store.read_model import ReadModel, is_understood, reflection_of
from intents import load
from tests.conversation.world import MONDAY, WORDS, memory_in

from .looking import NOW, another_device, found_in, raises_saying, sentence, words

DAY = "2026-11-23"
ANSWER = {"ask": "x", "value": None}


def added(**goal: object) -> dict[str, object]:
    note = {"type": "goal_added", "goal": "g1", "title": "walk", **goal}
    return {**ANSWER, "notes": [note, checked(DAY)]}


def checked(day: str) -> dict[str, object]:
    return {"type": "goal_checked", "goal": "g1", "outcome": "done", "day": day}


ODD_EVENTS: dict[str, tuple[str, object]] = {
    "rule which is none": ("answered", added(rrule="now and then")),
    "rule which never comes": ("answered", added(rrule="FREQ=DAILY;INTERVAL=7;BYDAY=TU")),
    "rule of every second": ("answered", added(rrule="FREQ=SECONDLY")),
    "rule of a 13th month": ("answered", added(rrule="FREQ=YEARLY;BYMONTH=13")),
    "last day which is none": ("answered", added(by="soon")),
    "day of a check which is none": ("answered", {**ANSWER, "notes": [checked("2026-02-31")]}),
    "day in the year 9999": ("gentle_until", {"day": "9999-12-31"}),
    "gentle until what is no day": ("gentle_until", {"day": "\u0663"}),
    "time which is none": (
        "reminder_set",
        {"reminder": "r1", "dialogue": "checkin", "time": "25:99"},
    ),
    "day of a reminder which is none": (
        "reminder_set",
        {"reminder": "r1", "dialogue": "checkin", "time": "07:00", "day": "x"},
    ),
    "offered until no moment": (
        "reminder_met",
        {"reminder": "r1", "day": DAY, "how": "later", "until": "later"},
    ),
}


@pytest.fixture
def quick(quick_path) -> Journal:
    return Journal(quick_path / "journal")


def use(journal: Journal) -> None:
    """All that a person does with a journal."""
    companion = ConversationManager(memory_in(journal.folder), load("en"), WORDS)
    companion.respond_to("what are my goals")
    companion.start("morning_checkin")
    companion.respond_to("stop")
    record = ReadModel(Journal(journal.folder))
    record.calendar()
    assert record.state is not None


def test_event_of_odd_content_is_named_passed_over_and_kept(quick):
    for type, data in ODD_EVENTS.values():
        quick.append(type, data, ts=NOW)
    report = verify_folder(quick.folder, is_understood)
    named = {damage.line for damage in report.damage}
    assert [name for n, name in enumerate(ODD_EVENTS, 1) if n not in named] == []
    assert "is not understood here" in sentence(report.damage[0].trouble)
    before = quick.path.read_bytes()
    use(quick)
    assert quick.path.read_bytes().startswith(before)
    assert ReadModel(Journal(quick.folder)).state.goals == []


def test_rule_with_a_far_start_is_reckoned_at_once(quick):
    quick.append("answered", added(rrule="FREQ=DAILY"), ts=NOW.replace(year=200))
    begin = time.monotonic()
    use(quick)
    assert time.monotonic() - begin < 5


HEAD = b'{"v":1,"n":%d,"clock":%d,"id":"ab12cd34-%d","ts":"%s","type":"said","data":%s}'
ODD_LINES = {
    "ts in words": (b"yesterday", b"{}"),
    "ts without a zone": (b"2026-11-23T07:00:00", b"{}"),
    "ts of a week": (b"2026-W48-1T07:00:00+00:00", b"{}"),
    "ts in the year 1": (b"0001-01-01T00:00:00+14:00", b"{}"),
    "no text": (b"2026-11-23T07:00:00+00:00", b'"\xff\xfe"'),
    "5,000 deep": (b"2026-11-23T07:00:00+00:00", b"[" * 5000 + b"]" * 5000),
    "900 deep": (b"2026-11-23T07:00:00+00:00", b"[" * 900 + b"]" * 900),
}


def test_line_of_odd_content_is_named_passed_over_and_kept(quick, say):
    good = (b"2026-11-23T07:00:00+00:00", b'{"words":"good"}')
    raws = [
        with_checksum(HEAD % (n, n, n, ts, data))
        for n, (ts, data) in enumerate([*ODD_LINES.values(), good], 1)
    ]
    raws.append(with_checksum(HEAD % (9, 9, 10, *good)))  # the id of another line
    raws.append(with_checksum(HEAD % (1 << 60, 10, 1 << 60, *good)))
    quick.folder.mkdir()
    path = quick.folder / "journal-ab12cd34.jsonl"
    path.write_bytes(b"".join(raw + b"\n" for raw in raws))
    again = Journal(quick.folder)
    assert words(again) == ["good"]
    assert len(again.damage) == len(raws) - 1
    assert {damage.line for damage in verify_folder(quick.folder).damage} >= {
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        9,
        10,
    }
    say(again, "more")
    choice = commands.choose(again, matching="good")
    commands.erase(again, choice, NOW)
    back_up(again, NOW)
    assert words(Journal(quick.folder)) == ["more"]


def test_numbers_far_apart_take_no_time(quick, say):
    """A line numbered 10⁹, and a tombstone up to 10¹⁰."""
    one = say(quick, "one")
    far = 10**9
    raw = with_checksum(HEAD % (far, far, far, b"2026-11-23T07:00:00+00:00", b'{"words":"far"}'))
    (quick.folder / "far.jsonl").write_bytes(raw + b"\n")
    begin = time.monotonic()
    import_export(quick, quick.folder / "far.jsonl", NOW)
    stone = {"lines": {"ab12cd34": [[1, 5], [10, 10**10]]}}
    quick.append("journal.erased", stone, ts=NOW)
    again = Journal(quick.folder)
    assert [line.id for line in again.lines()] == [one.id]
    assert "are missing here" in sentence(verify_folder(quick.folder).damage[-1].trouble)
    with again.alone():
        consolidate(again)
    assert time.monotonic() - begin < 5


def test_line_too_long_is_passed_over_and_kept(quick, say):
    say(quick, "one")
    other = quick.folder / "journal-ab12cd34.jsonl"
    with other.open("wb") as file:
        file.truncate(LONGEST * 2)  # bytes of zero, which take no room on the disk
    with other.open("ab") as file:
        raw = with_checksum(HEAD % (2, 2, 2, b"2026-11-23T07:00:00+00:00", b'{"words":"two"}'))
        file.write(b"\n" + raw + b"\n")
    again = Journal(quick.folder)
    assert words(again) == ["one", "two"]
    assert ["too long" in sentence(damage.what) for damage in again.damage] == [True]
    found = [d.line for d in verify_folder(quick.folder).damage if d.file == other and d.line]
    assert found == [1]


def test_append_more_than_can_be_read_again_is_refused(quick, say):
    with raises_saying(Trouble, match="longer than 16 MB"):
        say(quick, "x" * (17 << 20))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no pipes in folders")
def test_what_is_no_file_under_a_journal_name_is_named_and_passed_over(quick, say):
    say(quick, "one")
    names = [f"journal-{n}aaaaaaa.jsonl" for n in range(4)]
    (quick.folder / names[0]).mkdir()
    (quick.folder / names[1]).symlink_to(quick.folder / "nowhere")
    os.mkfifo(quick.folder / names[2])
    for name in ("journal-aaaaaaaa.count", "key.json", "backups/2026-01-01.zip"):
        (quick.folder / name).parent.mkdir(exist_ok=True)
        os.mkfifo(quick.folder / name)
    (quick.folder / "key.json").unlink()
    again = Journal(quick.folder)
    say(again, "two")
    assert words(again) == ["one", "two"]
    found = {damage.file.name for damage in verify_folder(quick.folder).damage}
    assert found >= set(names[:3])
    back_up(again, NOW)
    erase(again, [next(again.lines())], NOW)
    assert found_in(quick.folder, '"one"') == []


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_erase_in_linked_journal_file_leaves_no_words_in_its_target(quick, say, quick_path):
    say(quick, "secret")
    target = quick_path / "elsewhere.jsonl"
    quick.path.rename(target)
    quick.path.symlink_to(target)
    again = Journal(quick.folder)
    erase(again, list(again.lines()), NOW)
    assert b"secret" not in target.read_bytes()
    assert quick.path.is_symlink()


def test_own_file_replaced_by_folder_makes_new_name(quick, say):
    say(quick, "one")
    quick.path.unlink()
    quick.path.mkdir()
    again = Journal(quick.folder)
    say(again, "two")
    assert words(Journal(quick.folder)) == ["two"]


def test_read_line_ends_and_mark_of_an_editor_are_no_damage(quick, say):
    for text in ("one", "two", "three"):
        say(quick, text)
    text = quick.path.read_bytes()
    quick.path.write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    again = Journal(quick.folder)
    assert (words(again), again.damage) == (["one", "two", "three"], [])
    assert verify_folder(quick.folder).damage == []
    assert say(again, "four").n == 4
    erase(again, [next(again.lines())], NOW)
    assert words(Journal(quick.folder)) == ["two", "three", "four"]


def test_open_lost_last_line_feed_sets_nothing_aside_and_says_nothing(quick, say):
    say(quick, "one")
    quick.path.write_bytes(quick.path.read_bytes()[:-1])
    again = Journal(quick.folder)
    assert again.notices == []
    assert not (quick.folder / "set-aside").exists()
    assert verify_folder(quick.folder).damage == []


def test_find_query_of_1400_words_in_20000_texts_is_bounded():
    index = Index(
        (str(n), "2026-01-01", f"day {n} was about word{n % 997} and so on") for n in range(20_000)
    )
    begin = time.monotonic()
    index.find(" ".join(f"wrod{n}" for n in range(1400)))
    assert time.monotonic() - begin < 20


def test_find_either_apostrophe_is_one_word(quick, say):
    say(quick, "my father\u2019s house")
    assert len(commands.choose(quick, matching="father's").lines) == 1
    say(quick, "my mother's house")
    assert len(commands.choose(quick, matching="mother\u2019s").lines) == 1


JRNL = '{"entries": [{"title": "A walk.", "body": "", "date": "2019-05-01", "time": "07:30"}]}'


def test_import_jrnl_again_in_another_zone_adds_nothing(quick, quick_path):
    (quick_path / "jrnl.json").write_bytes(b"\xef\xbb\xbf" + JRNL.encode())
    file = quick_path / "jrnl.json"
    zones = [timezone(timedelta(hours=hours)) for hours in (2, -5)]
    added = [import_jrnl(quick, file, reflection_of, zone).lines for zone in zones]
    assert added == [1, 0]


def test_last_after_import_is_what_was_said_last(quick, quick_path):
    companion = ConversationManager(memory_in(quick.folder), load("en"), WORDS)
    companion.start("reflect")
    for said in ("no", "the river was quiet", "that's all", "yes"):
        companion.respond_to(said)
    (quick_path / "jrnl.json").write_text(JRNL)
    import_jrnl(Journal(quick.folder), quick_path / "jrnl.json", reflection_of, MONDAY.tzinfo)
    memory = memory_in(quick.folder)
    for kind in ("", "reflection"):
        last = memory._history.last(kind)
        assert last
        assert memory._history.words_in(last.line) == "the river was quiet"


HOSTILE = {
    "deep": b'{"lantern_journal":1,"lines":[' + b"[" * 100_000,
    "deep entries": b'{"entries":' + b"[" * 100_000,
    "no text": b'{"entries": [{"title": "\xff\xfe"}]}',
    "path as a device": with_checksum(
        b'{"v":1,"n":1,"clock":1,"id":"../../x-1","ts":"2026-11-23T07:00:00+00:00","type":"said","data":{}}'
    ),
    "a clock of all": with_checksum(HEAD % (1, 1 << 53, 1, b"2026-11-23T07:00:00+00:00", b"{}")),
    "a key": with_checksum(
        b'{"v":1,"n":1,"clock":1,"id":"ab-1","type":"journal.key","data":{"name":"x","to":"y","sealed":""}}'
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_import_hostile_file_changes_nothing_for_what_is_here(quick, say, quick_path, name):
    say(quick, "one")
    (quick_path / "bad.jsonl").write_bytes(HOSTILE[name])
    for bring_in in (
        lambda: import_export(quick, quick_path / "bad.jsonl", NOW),
        lambda: import_jrnl(quick, quick_path / "bad.jsonl", reflection_of, MONDAY.tzinfo),
    ):
        with suppress(Trouble):
            bring_in()
    again = Journal(quick.folder)
    say(again, "two")
    assert words(again) == ["one", "two"]
    assert verify_folder(quick.folder).damage == []
    assert not another_device(quick.folder).locked
    assert msgspec.json.decode(next(again.lines()).data) == {"words": "one"}


ODD_BEGINNINGS: list[dict[str, object]] = [
    {"dialogue": "of a later version", "brief": {}},
    {"dialogue": "morning_checkin", "brief": {"day": 3}},
    {"dialogue": "reflect", "brief": {}},
]


@pytest.mark.parametrize("began", ODD_BEGINNINGS)
def test_conversation_that_cannot_be_gone_on_with_is_left(quick, began):
    quick.append("session_began", began, ts=NOW, session="odd")
    quick.append("answered", {"ask": "x", "value": 1}, ts=NOW, session="odd")
    use(quick)
