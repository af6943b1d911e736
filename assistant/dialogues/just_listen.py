"""Just listening: no question until the person asks for one."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.hearing import meet, reflected, reflection
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.practice.events import PromptGiven
from assistant.practice.exercises import ToldInExercise
from assistant.practice.moods import mood_of
from assistant.practice.values import next_prompt
from intents import Dictation, Freely, YesNo

MUCH = 40
"""So many words tell much."""
ASK_ME = "ask_me"
"""The intent that asks for a question."""


class ListenBrief(Brief, frozen=True):
    """The question to ask if the person wants one.

    `within`: another dialogue began it, and goes on with its own question. `met`: the line by which
    the first words were met already, which is not said again.
    """

    prompt: str = ""
    within: bool = False
    met: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        given = moment.state.prompts_given
        return cls(
            **moment.basics,
            prompt=next_prompt(moment.prompts, given, gently=moment.gently),
            within=bool(moment.slots.get("within")),
            met=str(moment.slots.get("met", "")),
        )


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
    if not isinstance(words, str):
        yield Say("just_listen.quiet", name=brief.name)
        return
    feeling = mood_of(words, brief.language)
    much = feeling.heavy or feeling.mood == "mixed" or len(words.split()) >= MUCH
    met = reflected(words, brief.language)
    again = met is not None and met.key == brief.met
    if not (met or much):
        yield Say("just_listen.heard", name=brief.name)
        return
    # First the person: what was told. Then one question that goes on from it, if they like one.
    if not again:
        yield met or reflection(feeling, words, brief.language, "just_listen")
    if brief.within or not much:
        yield Say("just_listen.kept")
        return
    wanted = yield Ask("just_listen.one_question", YesNo(), also=("done",))
    if wanted is not True:
        yield Say("just_listen.let_be", name=brief.name)
        return
    more = yield Ask(f"just_listen.about_it.{feeling.mood}", Freely(thoughts=True))
    if not more:
        yield Say("just_listen.let_be", name=brief.name)
        return
    yield Note(ToldInExercise("listened", more))
    yield from meet(brief, "just_listen.answered", more)
