"""What Lantern does when words suggest danger, told as conversations with real understanding."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from assistant import wording
from assistant.channels import push
from assistant.conversation.manager import ConversationManager
from assistant.conversation.utterance import Utterance
from assistant.journal import Journal
from assistant.practice.events import CountrySet
from assistant.safety.concern import KINDS
from assistant.safety.helplines import own_file
from assistant.store.repository import Repository
from intents import load

MORNING = datetime.fromisoformat("2026-11-23T07:30+01:00")


class Sitting:
    """One person who talks with Lantern."""

    def __init__(self, folder: Path, wanted: str, now: datetime = MORNING, country: str = "GB"):
        words = wording.load("en")
        self.folder = folder
        self.memory = Repository(
            Journal(folder), lambda: now, prompts=words.prompts(), cards=words.cards()
        )
        if country:
            self.memory.record(CountrySet(country), "settings")
        self.companion = ConversationManager(self.memory, load("en"), words)
        self.said = self._lines(self.companion.start(wanted))

    def you(self, text: str) -> str:
        self.said = self._lines(self.companion.respond_to(text))
        return self.said

    def through_danger(self, country: str = "") -> str:
        """Answer the questions after a yes, up to the number."""
        self.you("yes")
        self.you("no")
        said = self.you("no one")
        return self.you(country) if country else said

    @property
    def talking_of_safety(self) -> bool:
        return self.companion.watch.talk is not None

    def _lines(self, reply) -> str:
        self.lines = self.companion.lines(reply)
        return " ".join(line.text for line in self.lines)

    def on_disk(self) -> str:
        return "".join(p.read_text(errors="replace") for p in self.folder.rglob("*") if p.is_file())


@pytest.fixture
def reflecting(tmp_path: Path) -> Sitting:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("no")
    return sitting


def test_talk_explicit_words_are_asked_about_at_once(reflecting: Sitting) -> None:
    reflecting.you("It was a long day.")
    assert "Are you thinking about ending your life?" in reflecting.you("I want to kill myself.")


def test_talk_number_is_said_twice_and_slowly(reflecting: Sitting) -> None:
    reflecting.you("I want to kill myself")
    assert reflecting.through_danger().count("1 1 6, 1 2 3") == 2


def test_talk_lantern_says_what_it_is(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    said = reflecting.you("yes")
    assert "I'm a program" in said
    assert "can't call anyone" in said


def test_talk_doctor_and_someone_trusted_are_named(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to die")
    sitting.through_danger()
    said = sitting.you("go on")
    assert "doctor" in said
    assert "someone you trust" in said


def test_talk_after_a_yes_what_is_at_hand_comes_first(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    assert "something near you" in reflecting.you("yes")
    assert "out of reach" in reflecting.you("yes, my tablets")
    assert "Who could be with you" in reflecting.you("I put them in the car")
    assert "1 1 6, 1 2 3" in reflecting.you("my brother")


def test_talk_one_turn_is_short(reflecting: Sitting) -> None:
    turns = [reflecting.you("I want to die"), reflecting.you("yes"), reflecting.you("yes")]
    turns.append(reflecting.you("I did"))
    assert [said for said in turns if len(said.split()) > 55] == []


def test_talk_would_not_do_it_is_met_otherwise_than_a_yes(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    said = reflecting.you("I wouldn't do anything")
    assert "Thoughts can weigh" in said
    assert "something near you" not in said


def test_talk_passive_words_wait_for_the_end_of_the_reflection(reflecting: Sitting) -> None:
    assert reflecting.you("My family would be better off without me.") == ""
    assert not reflecting.talking_of_safety
    assert "Are you thinking about ending your life?" in reflecting.you("that's all")


def test_talk_ended_goes_back_to_the_reflection(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    reflecting.through_danger()
    reflecting.you("go on")
    said = reflecting.you("no")
    assert "back to where we were" in said
    reflecting.you("And then I slept.")
    assert "kept" in reflecting.you("that's all")


def test_talk_same_words_again_are_not_asked_about(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    reflecting.through_danger()
    reflecting.you("go on")
    reflecting.you("no")
    assert reflecting.you("I want to die, I said that already.") == ""


def test_talk_uncertain_words_get_a_soft_question(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("no")
    sitting.you("I just can't do this anymore.")
    assert "are you in any danger right now?" in sitting.you("that's all")
    assert "All right" in sitting.you("no")
    assert not sitting.talking_of_safety


def test_talk_unclear_answer_is_no_no(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    assert "something near you" in reflecting.you("I don't know, sort of")


def test_talk_silence_does_not_end_it(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    for _ in range(8):
        assert "I'm" in reflecting.you("")
    assert reflecting.talking_of_safety


def test_talk_stop_is_obeyed_after_the_number(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    said = reflecting.you("stop")
    assert said.count("1 1 6, 1 2 3") == 1
    assert reflecting.companion.reply.ended


def test_talk_listening_breathing_and_writing_down_are_offered(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    reflecting.through_danger()
    assert "listening" in reflecting.you("just listen")
    assert reflecting.you("I feel so alone.") == ""
    reflecting.you("that's all")
    assert "Breathe in" in reflecting.you("breathe")
    reflecting.you("write it down")
    assert "Call my sister Ruth" in reflecting.you("my sister Ruth")


def test_talk_country_is_asked_once(tmp_path: Path) -> None:
    first = Sitting(tmp_path / "journal", "reflect", country="")
    first.you("no")
    first.you("I want to die")
    assert "Which country" in first.through_danger()
    assert "9 8 8" in first.you("I live in the United States")
    second = Sitting(tmp_path / "journal", "reflect", MORNING + timedelta(days=3), country="")
    second.you("no")
    second.you("no") if "kept" in second.said else None
    second.you("I want to die")
    assert "9 8 8" in second.through_danger()


def test_talk_country_without_numbers_gets_the_directory(
    tmp_path: Path,
) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect", country="")
    sitting.you("no")
    sitting.you("I want to die")
    assert "your local emergency number" in sitting.you("yes")
    sitting.you("no")
    sitting.you("no")
    assert "findahelpline.com" in sitting.you("Iceland")


def test_talk_abuse_is_it_safe_to_talk_comes_first(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("no")
    sitting.you("My husband hits me.")
    asked = sitting.you("that's all")
    assert "is it safe to talk right now?" in asked
    assert not any(word in asked for word in ("hit", "hurt", "abuse", "husband", "0808"))
    assert all(line.unseen for line in sitting.lines)
    sitting.you("yes")
    assert "0 8 0 8, 2 0 0 0, 2 4 7" in sitting.you("no")
    assert all(line.unseen for line in sitting.lines)


def test_talk_never_mind_changes_the_subject(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("no")
    sitting.you("My husband hits me.")
    sitting.you("that's all")
    said = sitting.you("never mind")
    assert not sitting.talking_of_safety
    assert "hear it back" in said or "read it back" in said


def test_talk_answers_are_not_on_disk(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to kill myself")
    sitting.through_danger()
    sitting.you("just listen")
    sitting.you("the secret reason is the money")
    sitting.you("that's all")
    sitting.you("write it down")
    sitting.you("Ruthanna")
    sitting.you("go on")
    disk = sitting.on_disk()
    for word in (*(k for k in KINDS if k != "abuse"), "kill", "safety", "secret", "Ruthanna",
                 "concern", "certain"):  # fmt: skip
        assert word not in disk


def test_talk_words_of_the_reflection_are_kept(reflecting: Sitting) -> None:
    reflecting.you("Some days I want to die.")
    assert "Some days I want to die." in reflecting.on_disk()


def test_talk_lines_are_never_cached_as_sound(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    assert all(line.personal for line in reflecting.lines)


def test_prompts_after_a_concern_ninetieth_birthday_rests(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.memory.prompts = ("ninety", "belong")
    sitting.you("no")
    sitting.you("I wish I was dead.")
    brief = sitting.memory.brief("reflect", "s", {})
    assert brief["prompt"] == "ninety"
    sitting.you("that's all")
    assert sitting.memory.brief("reflect", "s", {})["prompt"] == "belong"


def test_prompts_asked_to_go_easy_ninetieth_birthday_rests(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.memory.prompts = ("ninety", "belong")
    assert "ently" in sitting.you("go easy on me")
    assert sitting.memory.brief("reflect", "s", {})["prompt"] == "belong"


def test_talk_slower_repeats_the_question(reflecting: Sitting) -> None:
    reflecting.you("I want to die")
    assert "Are you thinking about ending your life?" in reflecting.you("slower")


def test_talk_other_reading_of_the_sound_begins_it(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    meaning = sitting.companion.interpret("a one")
    reply = sitting.companion.respond(Utterance(meaning, readings=("a one", "i want to die")))
    assert "safety.directly.explicit" in [say.key for say in reply.says]


def test_talk_what_the_sound_may_have_been_is_asked_about_softly_and_not_kept(
    tmp_path: Path,
) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    meaning = sitting.companion.interpret("i went to die")
    said = Utterance(meaning, readings=("i went to dye",), maybe=("i want to die",))
    reply = sitting.companion.respond(said)

    assert [say.key for say in reply.says] == ["safety.soft.explicit"]
    assert "want to die" not in str(sitting.memory.entries(sitting.companion.conversation.root))


def test_talk_push_channel_goes_on(tmp_path: Path) -> None:
    def hear(sentence: str) -> list[str]:
        told = push.reply_to(tmp_path, "kitchen", sentence, lambda: MORNING, begin="reflect")
        return [say.key for say in told.reply.says]

    hear("lantern")
    hear("no")
    assert "safety.directly.explicit" in hear("I want to die")
    assert "safety.at_hand" in hear("yes")
    hear("no")
    assert "safety.which_country" in hear("no one")
    assert "safety.number" in hear("Ireland")
    assert "safety.take_it_out" in hear("go on")
    assert "safety.going_back.left_in" in hear("no")


@pytest.fixture
def own_helplines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    own = own_file()
    if not own.is_relative_to(tmp_path):
        pytest.skip("settings do not follow XDG_CONFIG_HOME here")
    own.parent.mkdir(parents=True)
    return own


@pytest.mark.parametrize(
    "broken", [b"[[line]\n", b"\xff\xfe", b"[[line]]\ncountry = 44\n", b'line = "999"\n']
)
def test_talk_broken_own_helplines_gives_ours(
    tmp_path: Path, own_helplines: Path, broken: bytes
) -> None:
    own_helplines.write_bytes(broken)
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("no")
    sitting.you("I want to die")
    assert sitting.through_danger().count("1 1 6, 1 2 3") == 2


def test_talk_own_helplines_replace_ours(tmp_path: Path, own_helplines: Path) -> None:
    own_helplines.write_text(
        '[[line]]\ncountry = "GB"\nservice = "Aunt May"\nkind = "suicide"\nphone = "555 01"\n'
    )
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("no")
    sitting.you("I want to die")
    said = sitting.through_danger()
    assert "5 5 5, 0 1" in said
    assert "1 1 6" not in said


def test_wording_safety_holds_nothing_harmful() -> None:
    words = wording.load("en")
    said = " ".join(
        v for key, vs in words.variants.items() if key.startswith("safety.") for v in vs
    )
    for never in (
        *("commit suicide", "you failed", "understand how you feel", "aren't you", "you're not"),
        *("cannot talk about", "can't talk about", "diagnos", "promise"),
    ):
        assert never not in said.lower()


def test_talk_where_am_i_and_breathing_are_answered(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path, "reflect")
    sitting.you("I want to kill myself")
    assert "here with me" in sitting.you("where am i")
    assert "Breathe in slowly" in sitting.you("ground me")
    assert "began to ask" in sitting.you("go back")
    assert sitting.said.endswith("ending your life?")
    sitting.through_danger("I live in Ireland")
    assert "breathe together" in sitting.you("ground me")


@pytest.mark.parametrize("dialogue", ["morning_checkin", "welcome"])
def test_talk_refused_check_in_does_not_begin_it(tmp_path: Path, dialogue: str) -> None:
    sitting = Sitting(tmp_path, dialogue)
    sitting.you("I don't want to do this")
    assert sitting.companion.watch.talk is None
