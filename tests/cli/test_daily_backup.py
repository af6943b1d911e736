"""A backup is made each day of talking, without being asked for."""

from assistant.journal.backups import backups_in
from tests.cli.conftest import talk


def test_backup_several_conversations_a_day_makes_one(folder):
    for day in ("2026-11-22", "2026-11-23", "2026-11-23"):
        talk(folder, "no", "something", now=f"{day}T07:30:00+01:00")
    assert [path.stem for path in backups_in(folder)] == ["2026-11-22", "2026-11-23"]
