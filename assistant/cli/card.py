"""`lantern card`: the core values, or the plan for one step, as a card to pin to a wall."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Any

import click

from assistant.cli.options import JOURNAL, gather, with_options
from assistant.cli.texts import command, echo, option
from assistant.errors import Trouble
from assistant.practice.naming import nearest
from assistant.practice.state import State


@command("card")
@click.argument("step", nargs=-1)
@option("-o", "--output", "file", type=click.Path(path_type=Path), metavar="FILE")
@option("--open", "opens", is_flag=True)
@with_options(JOURNAL)
def card(step: tuple[str, ...], file: Path | None, opens: bool, **given: Any) -> None:
    """Write the card of the core values, or of the plan for a step."""
    from assistant.cli.wiring import load_wording, open_journal, say_damage
    from assistant.export.values_card import as_html, plan_as_html, values_card
    from assistant.store.pages import Pages
    from assistant.store.read_model import ReadModel

    options = gather(given)
    words = load_wording(options)
    journal = open_journal(options)
    state = ReadModel(journal).state
    say_damage(journal)
    if step:
        title, plan, value = _planned(state, " ".join(step), options.language)
        about = words.phrase("values_card.plan_for", goal=title, value=value)
        heading = words.phrase("values_card.plan")
        name, made = "card-plan.html", plan_as_html(plan, heading, about, options.language)
    else:
        values = values_card(state)
        if values is None:
            raise Trouble("command_line.no_value")
        named = "title_of" if values.name else "title"
        heading = words.phrase(f"values_card.{named}", name=values.name)
        day = words.date(str(values.day)) if values.day else ""
        name, made = "card-values.html", as_html(values, heading, day, options.language)
    where = Pages(options.folder, words).write(made, file or name)
    echo("talk.card_written", file=where)
    if opens:
        webbrowser.open(where.absolute().as_uri())


def _planned(state: State, named: str, language: str) -> tuple[str, str, str]:
    """The title, the plan and the value of the step that `named` means.

    Raises `Trouble` where no step with a plan is meant.
    """
    goals = [goal for goal in state.goals if goal.alive and goal.said.get("plan")]
    titles = [goal.title for goal in goals]
    found = nearest(named, titles, language)
    if found is None:
        raise Trouble("command_line.no_plan", name=named, there=titles)
    goal = goals[found]
    return goal.title, goal.said["plan"], state.value_named(goal.value)
