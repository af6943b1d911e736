"""Explore what matters: one question, an answer of any length, and the values found in it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, Self

import msgspec

from assistant.dialogues.brief import Brief, Moment, ValueBrief, values_of
from assistant.dialogues.choosing import choose, choose_some
from assistant.dialogues.erase import beginning
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say, Step
from assistant.dialogues.value import in_a_word, new_value, the_others
from assistant.practice.events import PromptGiven, ValueKept
from assistant.practice.naming import is_named_in
from assistant.practice.value_detection import (
    DetectedValue,
    detect_values,
    should_statement,
    split_named_things,
)
from assistant.practice.values import THEMES, OwnChoice, ShouldMet, next_prompt
from intents import Dictation, Freely, YesNo

TODAYS, A_THEME, A_NAME = "today", "theme", "name"
THEMES_TOLD = (
    "relationships",
    "career",
    "health",
    "spirituality",
    "creativity",
    "community",
    "self",
    "stuck",
    "transition",
    "burned_out",
    "healing",
    "rediscovering",
)
"""The themes, in the order in which the help names them."""


class ExploreBrief(Brief, frozen=True):
    """The question of the day, the next one of each theme, and the person's values.

    `again`: a question was asked today already. `prompt`: the question that was asked for by name.
    `wish`: the way that was asked for, such as to name a value.
    """

    today: str = ""
    themes: dict[str, str] = msgspec.field(default_factory=dict)
    values: tuple[ValueBrief, ...] = ()
    again: bool = False
    prompt: str = ""
    wish: str = ""

    @classmethod
    def at(cls, moment: Moment) -> Self:
        """Make the brief from what is known at `moment`."""
        state, gently = moment.state, moment.gently
        prompts, given = moment.prompts, state.prompts_given
        named = str(moment.slots.get("prompt", ""))
        return cls(
            **moment.basics,
            today=next_prompt(prompts, given, gently=gently),
            themes={of: next_prompt(prompts, given, gently=gently, theme=of) for of in THEMES},
            values=values_of(state),
            again=state.last_prompt_day == str(moment.today),
            prompt=named if named in prompts else "",
            wish=str(moment.slots.get("wish", "")),
        )


def explore_values(brief: ExploreBrief) -> Dialogue:
    """Ask one question, offer the values found in the answer, and a step for them if liked."""
    wish = brief.wish or None
    if not brief.prompt and wish is None:
        question = "explore.one_more" if brief.again else "explore.which_question"
        options = (TODAYS, A_THEME, A_NAME, *THEMES_TOLD)
        wish = yield from choose(question, {}, fixed=options, named="explore", also=("yes",))
        if not isinstance(wish, str):  # "yes", or a skip: the question of the day
            wish = None
    kept: Sequence[ValueBrief]
    others: Sequence[str]
    if wish == A_NAME:
        value, others, several = yield from new_value(brief, "value.what_else_matters")
        kept = several or ((value,) if value else ())
        if value and not several:
            yield Say("explore.kept", values=[value.name])
    else:
        prompt = brief.prompt or (yield from which_prompt(brief, wish))
        words = (yield from asked(prompt)) if prompt else None
        if words is None:
            yield Say("explore.nothing_said")
            return
        kept, others = yield from what_was_heard(brief, prompt, words)
    if not kept:
        yield Say("explore.reflection_kept" if wish != A_NAME else "value.another_time")
        return
    step = yield Ask("value.a_step_for_it", YesNo(or_else="step"), value=kept[0].name)
    if step:
        said = {"goal": step["words"], "often": step.get("often")} if isinstance(step, dict) else {}
        yield Begin("add_goal", {"value": kept[0].id, **said})
    yield from the_others(brief, others)
    yield Say("explore.goodbye", name=brief.name)


def which_prompt(brief: ExploreBrief, wish: str | None) -> Generator[Step, Any, str]:
    """Return the name of a prompt: today's, or one of a theme."""
    theme = wish
    if wish == A_THEME:
        theme = yield from choose("explore.which_theme", {}, fixed=THEMES_TOLD, named="explore")
    if theme not in THEMES_TOLD:
        yield Say("explore.todays")
        return brief.today
    yield Say("explore.theme", theme=theme)
    return brief.themes[theme] or brief.today


def asked(prompt: str) -> Generator[Step, Any, str | None]:
    """Ask the deep question or its easier form. Return the answer, None if there is none."""
    words = yield Ask(f"prompt.{prompt}.deep", Dictation(), about=prompt, also=("go_easy",))
    yield Note(PromptGiven(prompt))
    if isinstance(words, str):
        return words
    yield Say("explore.an_easier_one" if words else "explore.passed_over")
    easier = yield Ask(f"prompt.{prompt}.easier", Dictation(), about=prompt, also=("go_easy",))
    return easier if isinstance(easier, str) else None


def what_was_heard(
    brief: ExploreBrief, prompt: str, words: str
) -> Generator[Step, Any, tuple[Sequence[ValueBrief], Sequence[str]]]:
    """Return the values in an answer that the person agrees to, and what else was named there."""
    language = brief.language
    named = split_named_things(words, language)
    heard = list(detect_values(words, language)) or [
        DetectedValue(thing, thing, thing) for thing in named
    ]
    if voice := should_statement(words, language):
        chosen = yield from beyond_should(prompt, voice)
        heard = [*detect_values(chosen, language), *heard]
        words = chosen or words
    known = {value.name.casefold() for value in brief.values}
    again = [h.name for h in heard if h.name.casefold() in known]
    new = {h.value: h for h in reversed(heard) if h.name.casefold() not in known}
    offered = sorted(new.values(), key=heard.index)
    if again:
        yield Say("explore.heard_again", values=again)
    if offered:
        names = yield from shall_i_keep(brief, prompt, offered)
    elif again:
        return (), ()
    else:
        names = yield from in_their_own_word(
            brief,
            Ask(
                "explore.is_there_a_value",
                Freely(good=True, names=True),
                about=prompt,
                words=beginning(words),
            ),
            known,
        )
    kept = [ValueBrief(f"{brief.session}.value.{n}", name) for n, name in enumerate(names)]
    for value in kept:
        yield Note(ValueKept(value.id, value.name))
    if kept:
        yield Say("explore.kept", values=names)
    others = [thing for thing in named if not any(_same(thing, h) for h in heard)]
    return kept, others if kept else ()


def _same(thing: str, heard: DetectedValue) -> bool:
    return is_named_in(thing, heard.words) or is_named_in(heard.words, thing)


def beyond_should(prompt: str, voice: str) -> Generator[Step, Any, str]:
    """Ask whose voice a "should" is, and what the person would choose. Return it, "" if skipped."""
    whose = yield Ask("explore.whose_voice", Freely(thoughts=True), about=prompt, words=voice)
    if whose is None:
        yield Say("explore.voice_passed_over")
    else:
        yield Note(ShouldMet(prompt, whose))
    chosen = yield Ask("explore.if_nobody_were_watching", Freely(), about=prompt, whose=whose)
    if chosen is None:
        return ""
    yield Note(OwnChoice(prompt, chosen))
    return str(chosen)


def shall_i_keep(
    brief: ExploreBrief, prompt: str, heard: Sequence[DetectedValue]
) -> Generator[Step, Any, Sequence[str]]:
    """Return the found values that the person agrees to, or their own name for one."""
    names = tuple(each.name for each in heard)
    agreed = yield from choose_some(
        f"explore.shall_i_keep.{'some' if len(names) > 1 else 'one'}",
        {each.value: each.name for each in heard},
        prompt,
        values=names,
        words=heard[0].words,
    )
    if agreed:
        return tuple(each.name for each in heard if each.value in agreed)
    if agreed is None:
        return ()
    question = Ask("explore.what_would_you_call_it", Freely(good=True, names=True), about=prompt)
    return (yield from in_their_own_word(brief, question, frozenset()))


def in_their_own_word(
    brief: ExploreBrief, question: Ask, known: frozenset[str] | set[str]
) -> Generator[Step, Any, Sequence[str]]:
    """Ask for a name. Return it, or all if several were named; none if skipped."""
    said = yield question
    if said is None:
        return ()
    names = split_named_things(said, brief.language)
    if not names:
        name = yield from in_a_word(brief, said, question.about)
        names = (name,) if name else ()
    again = [name for name in names if name.casefold() in known]
    if again:
        yield Say("explore.heard_again", values=again)
    return tuple(name for name in names if name not in again)
