"""What something told is about, and that each subject has words of its own."""

import pytest

from assistant import wording
from assistant.formatting.language import optional_table
from assistant.practice.subjects import subject_of
from tests.tables import each

SUBJECTS = {
    ("i'm scared of the driving test", "fear"): "exam",
    ("my daughter moved out and i miss her", "lonely"): "children",
    ("my boss shouted at me and i'm furious", "anger"): "work",
    ("i'm waiting for the results", "fear"): "waiting",
    ("i snapped at him", "shame"): "words",
    ("it rained", "hard"): "",
    ("my son", "plain"): "",
}


@each(("said", "subject"), SUBJECTS.items())
def test_subject_of_what_is_told(said: tuple[str, str], subject: str) -> None:
    assert subject_of(*said) == subject


@pytest.mark.parametrize("subject", optional_table("en", "subjects.toml"))
def test_each_subject_has_a_reflection_for_its_moods(subject: str) -> None:
    words = wording.load("en")
    moods = optional_table("en", "subjects.toml")[subject]["moods"].split()
    missing = [mood for mood in moods if not words.has(f"heard.{mood}.of_{subject}")]
    assert not missing
