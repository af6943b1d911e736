"""The commands, as the command line and the spoken ones call them."""

from __future__ import annotations

from datetime import date
from typing import Any

import keyring
import msgspec
import pytest
from keyring.backend import KeyringBackend

from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.key_file import COST, WrongPassphrase

from .looking import NOW, found_in, raises_saying, words


def words_of(line) -> str:
    return msgspec.json.decode(line.data).get("words", "")


@pytest.fixture
def kept(journal, say) -> Journal:
    say(journal, "a Walk by the río", session="morning", recording="walk.flac")
    say(journal, "a talk with my sister", session="evening")
    return journal


def test_search_misspelt_word_gives_passage_and_id(kept):
    (hit,) = commands.search(kept, "wlak", words_of)
    assert (hit.id, hit.passage) == (f"{kept.device}-1", "a Walk by the río")


def test_search_with_filter_leaves_other_lines_out(kept):
    assert commands.search(kept, "sister", words_of, keep=lambda line: line.n < 2) == []


CHOICES: list[tuple[dict[str, Any], int]] = [
    ({"matching": "RIO"}, 1),
    ({"since": date(2026, 11, 24)}, 0),
    ({"since": date(2026, 11, 23), "until": date(2026, 11, 23)}, 2),
    ({"session": "evening"}, 1),
]


def test_choose_criteria_gives_lines_and_days(kept):
    wrong = []
    for criteria, number in CHOICES:
        choice = commands.choose(kept, **criteria)
        day = "2026-11-23" if number else ""
        if (len(choice.lines), choice.first, choice.last) != (number, day, day):
            wrong.append((criteria, choice))
    assert wrong == []


def test_erase_choice_leaves_no_words(kept):
    choice = commands.choose(kept, matching="río")
    assert choice.recordings == {"walk.flac"}
    assert commands.erase(kept, choice, NOW).lines == 1
    assert found_in(kept.folder, "Walk") == []


def test_restore_without_name_takes_latest(kept):
    commands.back_up(kept, NOW)
    kept.path.unlink()
    commands.restore(Journal(kept.folder), None, NOW)
    assert len(words(Journal(kept.folder))) == 2


def test_restore_unknown_name_lists_backups(kept):
    commands.back_up(kept, NOW)
    with raises_saying(Trouble, match=r"no backup 2020-01-01; please choose .*: 2026-11-23"):
        commands.restore(kept, "2020-01-01", NOW)


def test_back_up_daily_second_time_makes_none(kept):
    assert commands.back_up(kept, NOW, daily=True)
    assert commands.back_up(kept, NOW, daily=True) is None


def test_export_unknown_form_names_it(kept, tmp_path):
    with raises_saying(Trouble, match="cannot export as docx; please choose json"):
        commands.export(kept, tmp_path / "x", "docx")


def test_encrypt_empty_passphrase_raises(kept):
    with raises_saying(Trouble, match="empty passphrase"):
        commands.encrypt(kept, "")


class Memory(KeyringBackend):
    """A keyring which is gone with the process."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


@pytest.fixture
def memory():
    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    yield
    keyring.set_keyring(before)


def test_open_passphrase_in_keyring_is_unlocked(kept, memory):
    commands.encrypt(kept, "correct horse", remember=True)
    assert len(words(commands.open_unlocked(kept.folder))) == 2


def test_open_typed_passphrase_at_real_cost_is_unlocked(kept):
    assert COST >= 17
    commands.encrypt(kept, "correct horse")
    assert len(words(commands.open_unlocked(kept.folder, lambda: "correct horse"))) == 2
    with pytest.raises(WrongPassphrase):
        commands.open_unlocked(kept.folder, lambda: "wrong")


def test_open_without_passphrase_stays_locked(kept):
    commands.encrypt(kept, "correct horse")
    assert commands.open_unlocked(kept.folder).locked
