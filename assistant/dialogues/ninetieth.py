"""The ninetieth birthday: what the person hopes to hear then, and what is true already."""

from __future__ import annotations

from assistant.dialogues.good_day import ExerciseBrief
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say
from assistant.dialogues.what_matters import what_matters_in_it
from assistant.formatting.rephrasing import as_person_name
from assistant.practice.exercises import ToldInExercise
from intents import Dictation, Freely, YesNo


def ninetieth_birthday(brief: ExerciseBrief) -> Dialogue:
    """Imagine a speech at the ninetieth birthday. On a gentle day, offer a lighter exercise."""
    if brief.gently:
        lighter = yield Ask("ninetieth.rests_today", YesNo())
        if lighter:
            yield Begin("good_day")
        else:
            yield Say("ninetieth.another_time")
        return
    yield Say("ninetieth.hello", name=brief.name)
    who = yield Ask("ninetieth.who_speaks", Freely())
    if who:
        yield Note(ToldInExercise("ninetieth.who", who))
    who = as_person_name(who or "", brief.language)
    speech = yield Ask("ninetieth.speech", Dictation(), who=who)
    if speech is None:
        speech = yield Ask("ninetieth.a_good_friend", Freely())
        if speech is not None:
            yield Note(ToldInExercise("ninetieth.speech", speech))
    if speech is None:
        yield Say("ninetieth.another_time")
        return
    true = yield Ask("ninetieth.already_true", Freely(), words=speech)
    if true:
        yield Note(ToldInExercise("ninetieth.already_true", true))
    found = yield from what_matters_in_it(brief, brief.values, "ninetieth", true or "")
    yield Say("ninetieth.goodbye", value=found.name, step=found.step)
