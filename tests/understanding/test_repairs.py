"""What is put right by what is said, and what changes nothing though it sounds alike."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from assistant import wording
from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.interpretation import Interpreter
from assistant.dialogues.steps import Ask, Say
from intents import Command, Freely, Outcome, Recurrence, YesNo, load

TABLE = Path(__file__).with_name("repairs.tsv")
GOALS = ("water the tomatoes", "write to Beata", "walk round the pond", "practise the cello")
VALUES = ("my garden", "friendship", "health")
CHANGING = frozenset(
    {
        *("rename", "change_goal", "pause_goal", "drop_goal", "drop_value", "merge", "undo"),
        *("goal_done", "mark_goal", "goal_serves", "scratch_that", "erase_last"),
        *("split", "change_intention"),
    }
)
KEPT = (Say("goal.kept", goal=GOALS[0], value="my garden"),)
RENAMED = (Say("repair.renamed.goal", goal=GOALS[2]),)
QUESTIONS = {
    "menu": (Ask("menu.anything_else", Command()), ()),
    "offer": (Ask("goal.shall_we_plan", YesNo(), goal=GOALS[0]), KEPT),
    "often": (Ask("goal.how_often", Recurrence(), goal="ring the bells"), ()),
    "renamed": (Ask("menu.anything_else", Command()), RENAMED),
    "bring": (Ask("morning.bring_this_value", YesNo(or_else="value"), value=VALUES[0]), ()),
    "done": (Ask("evening.how_did_it_go", Outcome(), goal=GOALS[2]), ()),
    "open": (Ask("evening.what_did_you_do", Freely(thoughts=True)), ()),
    "name": (
        Ask("goal.shall_i_call_it", YesNo(or_else="name"), step="practise the cello every"),
        (),
    ),
    "vname": (
        Ask("value.shall_i_call_it", YesNo(or_else="name"), value="my garden my garden out back"),
        (),
    ),
}


def test_repairs_change_what_was_meant_and_nothing_else() -> None:
    interpreter = Interpreter(load("en"), wording.load("en"))
    now = datetime.fromisoformat("2026-11-30T19:00+00:00")
    wrong, rows = [], 0
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        rows += 1
        place, said, expected = line.split("\t")
        ask, before = QUESTIONS[place]
        context = Context(ask, before, goals=GOALS, values=VALUES, now=now)
        found = _told(interpreter.interpret(said, context))
        if found != expected:
            wrong.append(f"{place}: {said!r}: {found!r}, not {expected!r}")
    assert rows >= 120
    assert not wrong, "\n".join(wrong)


def _told(said: Interpretation) -> str:
    value, slots = said.value, said.slots
    changing = [act.name for act in said.acts if act.name in CHANGING and act.kind == "command"]
    match said.kind, said.intent:
        case "command", "rename":
            how = "ask" if slots.get("ask") else "rename"
            return f"{how} {slots['old']} > {slots['new']}"
        case "command", "change_goal" if "often" in slots:
            often = slots["often"]
            how = "ask often" if slots.get("ask") else "often"
            return f"{how} {often['rrule'] if often['times'] is None else often['times']}"
        case "command", "goal_serves":
            return f"serves {slots['goal']} > {slots['value']}"
        case "command", "split":
            return f"split {slots.get('old') or slots.get('goal')}"
        case "command", "mark_goal":
            return f"mark {slots['goal']} > {slots['outcome']}"
        case "command", "change_intention":
            return f"intention {slots.get('words', '')}"
        case "command", str() as intent if intent in CHANGING:
            return f"{intent} {dict(slots)}"
    if isinstance(value, dict) and value.get("kind") == "name":
        return f"named {value['words']}"
    if changing:
        return f"beside: {changing}"
    return "yes" if value is True else "-"
