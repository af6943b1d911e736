"""The push channel: an id and a sentence in, a reply out."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from assistant import wording
from assistant.channels import push
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reply import Reply
from assistant.errors import Trouble
from assistant.journal import Journal, commands
from assistant.journal.backups import backups_in
from assistant.store import repository as memory
from assistant.store.repository import Repository
from assistant.wording import Line
from intents import load

MORNING = datetime.fromisoformat("2026-11-23T07:30:00+01:00")
WORDS = wording.load("en")


def say(folder: Path, session: str, sentence: str, later: float = 0, **how: object) -> list[str]:
    """The reply to a sentence, `later` minutes after the first."""
    now = MORNING + timedelta(minutes=later)
    how.setdefault("may_read_aloud", True)
    told = push.reply_to(folder, session, sentence, lambda: now, **how)
    return [line.text for line in told.lines]


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """A journal with one value and one goal."""
    for sentence in ("hello", "honesty", "call my brother", "twice a week", "stop"):
        say(tmp_path, "kitchen", sentence)
    return tmp_path


def test_reply_to_continues_conversation_of_session(tmp_path: Path) -> None:
    say(tmp_path, "kitchen", "hello lantern")
    assert say(tmp_path, "kitchen", "honesty")[0] == "Honesty. I've kept that, in your words."
    say(tmp_path, "kitchen", "call my brother")
    goodbye = say(tmp_path, "kitchen", "twice a week")
    kept = "Good. I've kept it: call your brother, twice a week. It's there for honesty."
    assert goodbye[0] == kept


def test_two_sessions_do_not_mix(tmp_path: Path) -> None:
    say(tmp_path, "kitchen", "hello lantern")
    say(tmp_path, "bedroom", "hello lantern")
    say(tmp_path, "kitchen", "honesty")
    assert say(tmp_path, "bedroom", "patience")[0] == "Patience. I've kept that, in your words."
    assert "honesty" in say(tmp_path, "kitchen", "repeat")[-1]


def test_replies_equal_those_of_typed_channel(tmp_path: Path) -> None:
    sentences = ["courage", "brmf", "undo", "kindness", "go back", "keep it", "visit my aunt"]
    memory = Repository(
        Journal(tmp_path / "typed"), lambda: MORNING, prompts=WORDS.prompts(), cards=WORDS.cards()
    )
    manager = ConversationManager(memory, load("en"), WORDS)
    typed = [manager.lines(manager.start("welcome"))]
    typed += [manager.lines(manager.respond_to(sentence)) for sentence in sentences]
    pushed = [say(tmp_path / "pushed", "kitchen", s) for s in ["hello", *sentences]]
    assert pushed == [[line.text for line in lines] for lines in typed]


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("start my morning check in", "Would you like to bring honesty to today?"),
        ("i want to reflect", "Would you like"),
        ("what are my values", "honesty"),
        ("hello lantern", "A morning check-in, a reflection, or a new goal"),
        ("I want to talk to Lantern.", "A morning check-in, a reflection, or a new goal"),
        ("Hey Lantern, what are my values?", "honesty"),
    ],
)
def test_first_sentence_begins_dialogue_it_asks_for(
    known: Path, sentence: str, begins: str
) -> None:
    assert begins in " ".join(say(known, "study", sentence))


def test_danger_in_first_sentence_is_answered_first(tmp_path: Path) -> None:
    told = say(tmp_path, "kitchen", "i want to kill myself")
    assert told[-1] == "Are you thinking about ending your life?"
    assert "kill" not in "".join(file.read_text() for file in tmp_path.rglob("*.jsonl"))


def test_safety_talk_stays_in_its_session(known: Path) -> None:
    say(known, "kitchen", "i want to kill myself")
    assert "life" not in " ".join(say(known, "study", "hello lantern"))
    assert say(known, "kitchen", "repeat")[-1].startswith("Are you thinking")


def test_stop_without_conversation_begins_nothing(known: Path) -> None:
    assert say(known, "study", "never mind") == []


def test_past_entries_are_read_aloud_only_where_allowed(known: Path) -> None:
    for sentence in ("i want to reflect", "no", "no", "my sister rang today", "that's all", "stop"):
        say(known, "study", sentence)
    asked = "what did i say about my sister"
    assert "rang" not in " ".join(say(known, "study", asked, may_read_aloud=False))
    assert "rang" in " ".join(say(known, "study", asked))


def test_nothing_of_the_journal_is_told_where_others_may_hear(known: Path) -> None:
    """Goals, values and parts of life from before, the name, what was told: whatever is asked."""
    words = ("my name is agnieszka", "add a goal", "water the ficus", "every day", "stop")
    for sentence in words:
        say(known, "study", sentence)
    for sentence in ("i have a decision to make", "move to lisbon", "stop"):
        say(known, "study", sentence)
    day = 24 * 60.0
    told = []
    for sentence in (
        "what are my values", "what are my goals", "no", "stop", "start my morning check in",
        "yes", "not yet", "i was tired", "no", "skip", "no", "stop", "change a goal", "skip",
        "stop", "how was my week", "yes", "yes", "stop", "drop a goal", "stop", "why", "stop",
        "good evening", "skip", "skip", "stop", "what is my name", "stop", "i'm stuck", "skip",
        "stop", "i have a decision to make", "stop", "explore my values", "stop", "menu",
    ):  # fmt: skip
        told += say(known, "hall", sentence, later=7 * day, may_read_aloud=False)
    private = ("honesty", "brother", "ficus", "agnieszka", "lisbon")
    assert [line for line in told if any(word in line.lower() for word in private)] == []
    assert "Would you like to bring your value to today?" in told


def test_what_was_said_in_this_conversation_may_be_given_back(tmp_path: Path) -> None:
    say(tmp_path, "hall", "hello", may_read_aloud=False)
    told = say(tmp_path, "hall", "honesty", may_read_aloud=False)
    assert told[0] == "Honesty. I've kept that, in your words."


def test_abandoned_question_is_not_answered_later(known: Path) -> None:
    say(known, "study", "start my morning check in")
    say(known, "study", "yes")
    assert "honesty" in " ".join(say(known, "study", "what are my values", later=30))
    offered = say(known, "study", "start my morning check in", later=31)
    assert offered == ["We were in the middle of your check-in. Shall we go on from there?"]


def test_offer_to_go_on_is_answered(known: Path) -> None:
    say(known, "study", "start my morning check in")
    asked = say(known, "study", "yes")
    assert "honesty" in " ".join(say(known, "study", "what are my values", later=30))
    offered = ["We were in the middle of your check-in. Shall we go on from there?"]
    assert say(known, "study", "start my morning check in", later=31) == offered
    assert say(known, "study", "yes", later=32)[-1] == asked[-1]


def test_offer_to_go_on_refused_begins_anew(known: Path) -> None:
    say(known, "study", "start my morning check in")
    say(known, "study", "yes")
    say(known, "study", "stop")
    say(known, "study", "start my morning check in")
    assert say(known, "study", "no")[-1] == "Shall honesty be what you bring to today?"
    assert "room for honesty" in say(known, "study", "yes")[-1]


def test_offer_to_go_on_unanswered_is_made_again(known: Path) -> None:
    say(known, "study", "start my morning check in")
    say(known, "study", "yes")
    say(known, "study", "stop")
    offered = say(known, "study", "start my morning check in")
    assert "honesty" in " ".join(say(known, "study", "what are my values", later=30))
    assert say(known, "study", "start my morning check in", later=31) == offered


def test_paused_conversation_is_kept_longer(known: Path) -> None:
    say(known, "study", "start my morning check in")
    say(known, "study", "honesty")
    say(known, "study", "pause")
    assert say(known, "study", "resume", later=40)[0] == "Good, on we go."


def test_greeting_begins_at_the_menu(known: Path) -> None:
    wrong = {}
    for sentence in ("Good morning", "Hi", "Hello there!", "Good evening, Lantern."):
        told = " ".join(say(known, sentence, sentence)).lower()
        if "morning check-in" not in told or "did you mean" in told:
            wrong[sentence] = told
    assert wrong == {}


def remind(known: Path, time: str) -> None:
    for sentence in (f"remind me of my check-in every day at {time}", "yes", "stop"):
        say(known, "desk", sentence)


def test_greeting_near_the_hour_begins_what_it_is_for(known: Path) -> None:
    remind(known, "9 in the morning")
    bring = "Would you like to bring honesty to today?"
    assert bring not in say(known, "study", "good morning")
    assert bring in say(known, "kitchen", "good morning", later=24 * 60 + 70)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Yes.", "Would you like to bring honesty to today?"),
        ("not today", "Not today, then. That's fine."),
        ("in ten minutes", "In ten minutes, then."),
        ("what are my values", "You've told me of these values: honesty."),
    ],
)
def test_answer_to_a_reminder_announced_elsewhere(known: Path, sentence: str, told: str) -> None:
    remind(known, "8 in the morning")
    assert told in say(known, "study", sentence, later=24 * 60 + 35)


def test_privacy_is_told_for_the_place_it_is_asked_in(known: Path) -> None:
    for session, words in (("wyoming:hall", "Home Assistant"), ("openvoiceos:x", "OpenVoiceOS")):
        assert words in " ".join(say(known, session, "is this private"))
        say(known, session, "start my morning check in")
        assert words in " ".join(say(known, session, "is this private"))


def test_text_ends_each_line_before_the_next() -> None:
    told = push.PushReply(Reply(), (Line("Run, every day"), Line("Shall we?"), Line("“Yes.”")))
    assert told.text == "Run, every day. Shall we? “Yes.”"


def backups_after(folder: Path, number: int) -> list[Path]:
    """The backups, once there are `number` of them or the time is up."""
    until = time.monotonic() + 30
    while len(found := backups_in(folder)) < number and time.monotonic() < until:
        time.sleep(0.01)
    return found


def test_backup_of_the_day_is_made_in_background(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_A_WHILE", 0.2)
    for _ in range(3):
        say(tmp_path, "kitchen", "hello")
    assert [path.stem for path in backups_after(tmp_path, 1)] == ["2026-11-23"]
    say(tmp_path, "kitchen", "hello")
    say(tmp_path, "kitchen", "hello", later=24 * 60)
    assert [path.stem for path in backups_after(tmp_path, 2)] == ["2026-11-23", "2026-11-24"]


def test_reply_does_not_wait_for_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_A_WHILE", 0.0)
    replied, asked = Event(), Event()

    def slowly(*_: object, **__: object) -> None:
        asked.set()
        assert replied.wait(60)

    monkeypatch.setattr(commands, "back_up", slowly)
    try:
        assert say(tmp_path, "kitchen", "hello")
        assert asked.wait(60)
        assert say(tmp_path, "kitchen", "honesty")
    finally:
        replied.set()


def test_failed_backup_is_told_with_next_reply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "_A_WHILE", 0.0)

    def refuse(*_: object, **__: object) -> None:
        raise Trouble("The disk is full.")

    monkeypatch.setattr(commands, "back_up", refuse)
    say(tmp_path, "kitchen", "hello")
    push._BACKUPS[str(tmp_path)]._backup.join(60)
    assert "The disk is full." in say(tmp_path, "kitchen", "honesty")


def test_wish_about_voice_is_declined(known: Path) -> None:
    say(known, "study", "start my morning check in")
    assert "isn't mine" in say(known, "study", "speak more slowly")[0]


def test_danger_in_any_reading_is_answered(known: Path) -> None:
    say(known, "study", "start my morning check in")
    told = say(known, "study", "i want to dye", readings=["i want to die"])
    assert told[-1].startswith("Are you thinking")


def test_know_for_no_is_understood(known: Path) -> None:
    """A no to the value: none is brought, and the next question is asked."""
    say(known, "study", "start my morning check in")
    told = say(known, "study", "Know.")
    assert told == ["And what is your intention for today, in a few words?"]


def test_new_step_is_offered_when_none_was_added_of_late(known: Path) -> None:
    days = 3 * 24 * 60.0
    for sentence in ("start my morning check in", "no", "not yet"):
        say(known, "study", sentence, later=days)
    told = say(known, "study", "I was tired.", later=days)
    assert told[-1] == "Is there a new small step you'd like to add?"


def test_offer_due_reminder_is_said_once_and_answered(known: Path) -> None:
    say(known, "kitchen", "remind me in ten minutes to call the clinic", 20)
    say(known, "kitchen", "stop", 20)

    def offered(later: float, aloud: bool = True) -> str | None:
        now = MORNING + timedelta(minutes=later)
        told = push.offer_due(known, "kitchen", lambda: now, may_read_aloud=aloud)
        return told.text if told else None

    assert offered(29) is None
    assert offered(30) == "Good morning. You wanted to be reminded: call the clinic."
    assert offered(30) is None, "a conversation is under way"
    assert say(known, "kitchen", "in ten minutes", 30) == ["In ten minutes, then."]
    assert offered(39) is None
    assert offered(40, aloud=False) == "Good morning. There's a reminder for you."
    assert say(known, "kitchen", "done", 41) == ["Good, I've noted it."]
    assert offered(42) is None
