"""Every question that Lantern asks can be explained in words of its own, with an example."""

import re

from assistant.dialogues.steps import Say
from tests.wording.test_wording import SOURCES, WORDS

ASKED = re.compile(r'(?:Ask|choose|several)\(\s*f?"([a-z_]+\.[a-z_.{}\[\]\']+)"')
NOT_HERE = ("safety.",)
"""The talk about safety answers its own questions."""


def asked_in_code() -> set[str]:
    found = {
        key.split("{")[0].rstrip(".")
        for source in SOURCES
        if source.parent.name == "dialogues"
        for key in ASKED.findall(source.read_text("utf-8"))
    }
    return {key for key in found if not f"{key}.".startswith(NOT_HERE)}


def own(name: str, key: str) -> str:
    """The wording of this question's own, or of its dialogue's; "" where there is only the rest."""
    text = WORDS.line(Say(f"{name}.{key}")).text
    return "" if text == WORDS.line(Say(name)).text else text


def test_every_question_has_a_meaning_and_an_example_of_its_own() -> None:
    asked = asked_in_code()
    assert len(asked) > 120
    bare = sorted(f"{name}.{key}" for key in asked for name in ("meaning", "example")
                  if not own(name, key))  # fmt: skip
    assert not bare


def test_no_meaning_and_no_example_is_of_a_question_that_is_gone() -> None:
    """Where a question is renamed its explanation is renamed too."""
    keys = {key for key in WORDS.variants if not key.startswith(("meaning.", "example."))}
    stray = [
        key
        for key in WORDS.variants
        if key.startswith(("meaning.", "example."))
        and not any(
            there == (of := key.partition(".")[2]) or there.startswith(f"{of}.") for there in keys
        )
    ]
    assert not stray


def test_an_explanation_is_no_question_and_says_nothing_of_the_stock() -> None:
    """The question comes after it; and it is not "whatever comes to your mind"."""
    said = [
        text
        for key, texts in WORDS.variants.items()
        if key.startswith("meaning.")
        for text in texts
    ]
    assert not [text for text in said if text.endswith("?") or "whatever comes" in text.lower()]
