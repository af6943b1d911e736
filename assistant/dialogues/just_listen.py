"""Just listening: no question until the person asks for one."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.practice.events import PromptGiven
from assistant.practice.values import next_prompt
from intents import Dictation

ASK_ME = "ask_me"
"""The intent that asks for a question."""


class ListenBrief(Brief, frozen=True):
    """The question to ask if the person wants one."""

    prompt: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        given = moment.state.prompts_given
        return cls(**moment.basics, prompt=next_prompt(moment.prompts, given, gently=moment.gently))


def just_listen(brief: ListenBrief) -> Dialogue:
    """Listen until "that's all"."""
    words = yield Ask("just_listen.listening", Dictation(), also=(ASK_ME,))
    if isinstance(words, dict) and brief.prompt:
        yield Say("just_listen.a_question")
        words = yield Ask(
            f"prompt.{brief.prompt}.deep", Dictation(), about=brief.prompt, also=("go_easy",)
        )
        yield Note(PromptGiven(brief.prompt))
        if isinstance(words, dict):
            yield Say("explore.an_easier_one")
            words = yield Ask(f"prompt.{brief.prompt}.easier", Dictation(), about=brief.prompt)
    yield Say("just_listen.heard" if words else "just_listen.quiet", name=brief.name)
