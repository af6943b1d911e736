"""Somebody near the speaker is in danger: help is named once, and it is no `Concern`."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.safety import load, notice
from tests.safety.test_talk import Sitting

IN_DANGER = [
    "my friend wants to kill himself",
    "my son says he wants to die, what do I do",
    "my sister overdosed last night",
    "my sister overdosed",
    "my daughter doesn't want to live any more",
    "my best friend keeps saying she wants to end it all",
    "a friend of mine is going to kill himself tonight",
    "my neighbour took an overdose yesterday",
    "my brother tried to kill himself last week",
    "my husband is suicidal",
    "I'm worried about my son, he says he wants to die",
    "my colleague is going to end his life",
    "I'm afraid my son might kill himself",
    "our lad tried to hang himself on Friday",
    "my mum said she wanted to die last night",
    "my client is suicidal and I have to look after myself too",
    "my friend is going to kill himself tonight",
]
NOT_NOW_OR_NOT_MEANT = [
    "my son says he wants to die of embarrassment",
    "my daughter wants to die her hair",
    "my brother killed himself last year",
    "my sister overdosed when I was twelve",
    "my friend overdosed on chocolate last night",
    "my father wants to die at home",
    "in the film my friend saw the hero wants to kill himself",
    "my son doesn't want to live with his father",
    "my sister is going to end it with her boyfriend",
    "my friend is going to kill himself laughing",
    "my friend does not want to die",
    "if my son says he wants to die I would ring",
    "my brother wanted to kill himself years ago",
    "my sister overdosed and died last year",
    "my boss will kill himself with work",
    "my husband could kill himself on those ladders",
    "the doctor says my mother might die",
    "my daughter said she would die if I came to the school",
    "my friend works for a suicide line",
    "my dog wants to die",
    "I want to kill myself",
]


def test_someone_near_in_danger_is_noticed_and_no_concern() -> None:
    assert [said for said in IN_DANGER if not load("en").someone_near(said)] == []
    assert [said for said in IN_DANGER if notice(said) is not None] == []


def test_someone_near_over_a_story_or_a_saying_is_not_noticed() -> None:
    assert [said for said in NOT_NOW_OR_NOT_MEANT if load("en").someone_near(said)] == []


@pytest.mark.parametrize("dialogue", ["menu", "stuck", "welcome", "evening_checkin"])
def test_someone_near_number_is_given_and_nothing_kept(tmp_path: Path, dialogue: str) -> None:
    sitting = Sitting(tmp_path / "journal", dialogue)
    said = sitting.you("my friend wants to kill himself")
    assert "I'm glad you told me" in said
    assert "9 9 9" in said
    assert "1 1 6, 1 2 3" in said
    assert "listen" in said
    assert not sitting.talking_of_safety
    assert "kill" not in sitting.on_disk()


def test_someone_near_reflection_is_not_interrupted(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "reflect")
    sitting.you("no")
    assert sitting.you("My son says he wants to die.") == ""
    assert "1 1 6, 1 2 3" in sitting.you("that's all")


def test_someone_near_number_is_given_once(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "stuck")
    sitting.you("my friend wants to kill himself")
    sitting.you("go on")
    assert "1 1 6" not in sitting.you("my friend wants to kill himself")


def test_someone_near_own_danger_comes_first(tmp_path: Path) -> None:
    sitting = Sitting(tmp_path / "journal", "menu")
    said = sitting.you("My friend wants to kill himself. I want to die.")
    assert "Are you thinking about ending your life?" in said
