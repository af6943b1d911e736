"""One question about safety makes the rest of the conversation no less awake."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.practice.events import CountrySet
from tests.safety.test_talk import MORNING, Sitting

CALLS = (
    "help me stay safe",
    "Help me stay safe.",
    "can you help me stay safe please",
    "I need help now",
    "I need help right now",
    "who can I call",
    "who can I call tonight",
    "give me the number",
    "is there anyone I can talk to now",
    "I need to talk to someone right now",
)
NO_CALLS = (
    "who can I call about the boiler",
    "I need help with my goals",
    "help me plan my week",
    "call my sister",
    "who should I invite",
    "I called a helpline once",
    "the number of the house is nine",
    "help",
)
AFTER_A_FALSE_ALARM = (
    "everyone would be better off without me",
    "my boyfriend hit me last night",
    "I've been cutting myself again tonight",
    "I want to kill myself",
    "I could hurt someone tonight",
)


def _after_a_false_alarm(folder: Path) -> Sitting:
    sitting = Sitting(folder / "journal", "stuck")
    sitting.you("I can't do this anymore")
    assert sitting.talking_of_safety
    sitting.you("I'm safe")
    assert not sitting.talking_of_safety
    return sitting


def test_call_for_help_is_told_from_other_calls(tmp_path: Path) -> None:
    wrong = []
    for place, (said, is_call) in enumerate(
        [(said, True) for said in CALLS] + [(said, False) for said in NO_CALLS]
    ):
        sitting = Sitting(tmp_path / str(place), "menu")
        if ("1 1 6, 1 2 3" in sitting.you(said)) is not is_call:
            wrong.append((said, sitting.said))
    assert wrong == []


def test_after_a_false_alarm_every_other_concern_is_heard(tmp_path: Path) -> None:
    unheard = []
    for place, said in enumerate(AFTER_A_FALSE_ALARM):
        sitting = _after_a_false_alarm(tmp_path / str(place))
        sitting.you(said)
        if not sitting.talking_of_safety:
            unheard.append(said)
    assert unheard == []


def test_after_a_false_alarm_the_same_words_are_not_asked_about(tmp_path: Path) -> None:
    sitting = _after_a_false_alarm(tmp_path)
    sitting.you("I can't do this anymore, I said")
    assert not sitting.talking_of_safety


def test_after_a_whole_talk_a_new_kind_and_new_words_are_heard(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I wish I was dead")
    sitting.you("no")
    sitting.you("go on")
    unheard = []
    for said in (
        "my husband hits me",
        "I'm going to take all my pills tonight",
        "help me stay safe",
    ):
        sitting.you(said)
        if not sitting.talking_of_safety:
            unheard.append(said)
        sitting.you("no")
        sitting.you("go on")
    assert unheard == []


def _paused(sitting: Sitting) -> None:
    sitting.you("pause")


def _dictating(sitting: Sitting) -> None:
    sitting.you("reflect")
    sitting.you("no")
    sitting.you("it rained")


def _half_way_through_a_goal(sitting: Sitting) -> None:
    sitting.you("add a goal")
    sitting.you("walk to the sea")


def _comforted(sitting: Sitting) -> None:
    sitting.you("my mother died last week")


def _erasing(sitting: Sitting) -> None:
    sitting.you("delete what I said last")


@pytest.mark.parametrize(
    "where", [_paused, _dictating, _half_way_through_a_goal, _comforted, _erasing]
)
def test_call_for_help_works_half_way_through_anything(tmp_path: Path, where) -> None:
    sitting = Sitting(tmp_path / "journal", "morning_checkin")
    where(sitting)
    assert "1 1 6, 1 2 3" in sitting.you("help me stay safe")
    assert "stay safe" not in sitting.on_disk()


def test_call_for_help_in_a_talk_gives_the_number(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to die")
    sitting.you("yes")
    assert "1 1 6, 1 2 3" in sitting.you("who can I call")
    assert sitting.said.endswith("hurt yourself with?")


def test_call_for_help_by_push_begins_with_the_number(tmp_path: Path) -> None:
    from assistant.channels import push

    told = push.reply_to(tmp_path, "kitchen", "help me stay safe", lambda: MORNING)
    assert "safety.called" in [say.key for say in told.reply.says]


def test_talk_other_danger_said_in_it_is_taken_up(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("my husband hits me")
    sitting.you("yes it's safe")
    said = sitting.you("I want to kill myself")
    assert "Are you thinking about ending your life?" in said


def test_loss_and_longing_and_means_weigh_together(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("my dad died in spring")
    sitting.you("go on")
    assert "any danger right now" in sitting.you("I want to be with my dad")
    sitting.you("no")
    assert "ending your life" in sitting.you("I've got his tablets in the drawer")


def test_longing_without_a_loss_is_a_wish(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.you("I want to be with my dad")
    assert not sitting.talking_of_safety


def test_signs_weigh_over_days(tmp_path: Path) -> None:
    words = ("my dad died in spring", "I want to be with my dad")
    first = Sitting(tmp_path / "journal", "reflect")
    for said in ("no", words[0], "that's all", "no"):
        first.you(said)
    second = Sitting(tmp_path / "journal", "reflect", MORNING + timedelta(days=2))
    second.you("no")
    second.you(words[1])
    second.you("that's all")
    assert second.talking_of_safety


def test_signs_of_long_ago_do_not_weigh(tmp_path: Path) -> None:
    first = Sitting(tmp_path / "journal", "reflect")
    for said in ("no", "my dad died in spring", "that's all", "no"):
        first.you(said)
    second = Sitting(tmp_path / "journal", "reflect", MORNING + timedelta(days=40))
    second.you("no")
    second.you("I want to be with my dad")
    second.you("that's all")
    assert not second.talking_of_safety


def test_no_point_in_getting_up_is_asked_about_on_a_gentle_morning(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "morning_checkin")
    sitting.you("go easy on me")
    sitting.you("I can't see the point in getting up")
    assert sitting.talking_of_safety


def test_way_out_shows_something_harmless_and_asks_no_more(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.memory.record(CountrySet("GB"), "settings")
    sitting.you("my husband hits me")
    sitting.you("yes he's out")
    said = sitting.you("never mind the weather")
    assert sitting.companion.reply.clears
    assert not sitting.talking_of_safety
    for word in ("hit", "safe", "number", "husband", "talk"):
        assert word not in said
    sitting.you("my husband pushes me against the wall")
    assert not sitting.talking_of_safety
    assert "0 8 0 8" not in sitting.said
    sitting.you("help me stay safe")
    assert sitting.talking_of_safety


def test_way_out_of_ones_own_is_heard(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    sitting.companion.way_out = "purple umbrella"
    sitting.you("my husband hits me")
    assert "purple umbrella" in sitting.said
    sitting.you("where is my purple umbrella")
    assert sitting.companion.reply.clears


def test_delete_everything_in_a_talk_is_done_at_once(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    for said in ("no", "It rained.", "My husband hits me.", "that's all", "yes, he's asleep"):
        sitting.you(said)
    assert "My husband hits me." in sitting.on_disk()
    assert "Done." in sitting.you("delete everything")
    assert "My husband hits me." not in sitting.on_disk()
