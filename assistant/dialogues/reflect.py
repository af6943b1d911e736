"""A reflection: a question or none, then a dictation of any length."""

from __future__ import annotations

from typing import Self

from assistant.dialogues.brief import Brief, Moment
from assistant.dialogues.hearing import one_question
from assistant.dialogues.steps import Ask, Dialogue, Note, Say
from assistant.practice.events import PromptGiven, RecordingAllowed
from assistant.practice.values import next_prompt
from intents import Dictation, YesNo


class ReflectBrief(Brief, frozen=True):
    """The prompt for today, and whether to ask if the sound may be kept."""

    prompt: str = ""
    ask_to_record: bool = False

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief with the next prompt; none is repeated until all were given."""
        state = moment.state
        return cls(
            **moment.basics,
            prompt=next_prompt(moment.prompts, state.prompts_given, gently=moment.gently),
            ask_to_record=moment.can_record and state.recording_allowed is None,
        )


def reflect(brief: ReflectBrief) -> Dialogue:
    """Take a dictation and keep it.

    To something personal one question follows; else it is offered to hear the words.
    """
    yield Say("reflect.hello", name=brief.name)
    if brief.ask_to_record:
        allowed = yield Ask("reflect.may_i_record", YesNo())
        if allowed is not None:
            yield Note(RecordingAllowed(bool(allowed)))
            yield Say("reflect.will_record" if allowed else "reflect.will_not_record")
    wanted = yield Ask("reflect.with_a_question", YesNo(or_else="telling"))
    words = None
    if isinstance(wanted, dict) and wanted.get("kind") == "theme":
        words = yield Ask("reflect.about_a_theme", Dictation(), theme=wanted["words"])
    elif wanted and brief.prompt:
        words = yield Ask(
            f"prompt.{brief.prompt}.deep", Dictation(), about=brief.prompt, also=("go_easy",)
        )
        yield Note(PromptGiven(brief.prompt))
        if not isinstance(words, str):
            yield Say("reflect.an_easier_one")
            words = yield Ask(f"prompt.{brief.prompt}.easier", Dictation(), about=brief.prompt)
    else:
        words = yield Ask("reflect.go_ahead", Dictation())
    if words is None:
        yield Say("reflect.nothing_said")
        return
    if (yield from one_question(brief, words)):
        yield Say("reflect.kept", name=brief.name)
        return
    read_back = yield Ask("reflect.shall_i_read_it_back", YesNo())
    if read_back:
        yield Say("reflect.you_said", words=words)
    yield Say("reflect.goodbye", name=brief.name)
