"""Every script in tests/conversations is had, line by line.

    now: 2026-11-23T07:30+01:00      the moment, until the next one
    start: morning_checkin           a new sitting over the same journal, as after a kill
    you: yes                         a turn; nothing after the colon is silence
    lantern: Good morning.           what is said, word for word; "…" stands for the rest of a line
    kept: goal checked: done         a line which `lantern journal list` now shows
    gone: brother                    words which are nowhere in the folder
    voices: en-gb British; joe Joe!  the voices of the channel; one with ! has a licence to tell
    speaks: en-gb                    the voice which the last line is said with, from now on

Every line Lantern says is to be in the script, and none which it does not say.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from assistant import wording
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.export.event_lines import lines_of
from assistant.journal import Journal
from assistant.practice.preferences import OtherVoice
from assistant.store.pages import Pages
from assistant.store.read_model import entry_of
from assistant.store.repository import Repository
from intents import load
from tests.journal.looking import found_in

SCRIPTS = sorted((Path(__file__).parent.parent / "conversations").glob("*.txt"))


class Sitting:
    """One person with one journal, sitting down again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime.fromisoformat("2026-11-23T07:30+01:00")
        self.companion: ConversationManager | None = None
        self.unheard: list[str] = []
        self.voices: tuple[OtherVoice, ...] = ()

    def start(self, wanted: str) -> None:
        words = wording.load("en")
        now = self.now
        memory = Repository(
            Journal(self.folder),
            lambda: now,
            prompts=words.prompts(),
            cards=words.cards(),
            again=words.families(),
            pages=Pages(self.folder, words),
            voices=lambda: self.voices,
        )
        self.companion = ConversationManager(memory, load("en"), words)
        self._tell(self.companion.start(wanted))

    def you(self, said: str) -> None:
        assert self.companion is not None
        assert not self.companion.reply.ended, f"the conversation is over, nobody hears {said!r}"
        self._tell(self.companion.respond_to(said))

    def lantern(self, expected: str) -> None:
        assert self.unheard, f"nothing more was said, but expected: {expected}"
        said = self.unheard.pop(0)
        if expected.endswith("…"):
            assert said.startswith(expected[:-1].rstrip()), f"said {said!r}, not {expected!r}"
        else:
            assert said == expected

    def kept(self, expected: str) -> None:
        words = wording.load("en")
        entries = filter(None, map(entry_of, Journal(self.folder).lines()))
        lines = [line.strip() for entry in entries for line in lines_of(entry, words)]
        assert expected in lines

    def has(self, voices: str) -> None:
        named = (voice.strip().partition(" ") for voice in voices.split(";"))
        self.voices = tuple(
            OtherVoice(id, name.rstrip("!"), "Free for research only.", not name.endswith("!"))
            for id, _, name in named
        )

    def speaks(self, voice: str) -> None:
        assert self.companion is not None
        assert self.companion.repository.state().settings.voice == voice

    def gone(self, words: str) -> None:
        assert found_in(self.folder, words) == []

    def all_heard(self, where: str) -> None:
        assert not self.unheard, f"{where}: also said {self.unheard}"

    def _tell(self, reply: Reply) -> None:
        assert self.companion is not None
        self.unheard += [line.text for line in self.companion.lines(reply)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_script(script: Path, tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal")
    for number, line in enumerate(script.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        what, _, rest = line.partition(":")
        rest = rest.strip()
        where = f"{script.name}:{number}"
        try:
            match what:
                case "lantern":
                    sitting.lantern(rest)
                    continue
                case "kept":
                    sitting.kept(rest)
                    continue
                case "gone":
                    sitting.gone(rest)
                    continue
            sitting.all_heard(where)
            match what:
                case "voices":
                    sitting.has(rest)
                case "speaks":
                    sitting.speaks(rest)
                case "now":
                    sitting.now = datetime.fromisoformat(rest)
                case "start":
                    sitting.start(rest)
                case "you":
                    sitting.you(rest)
                case _:
                    raise AssertionError(f"{what!r} is no word of a script")
        except AssertionError as error:
            raise AssertionError(f"{where}: {error}") from error
    sitting.all_heard(f"{script.name}, at its end")
