"""Choosing one of several things: by id, among things of one name, and in older journals."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Generator
from pathlib import Path
from typing import Any

import intents
from assistant.conversation.replay import Turn, play
from assistant.dialogues import card_sort, choosing, decide, reminder, which_goal
from assistant.dialogues.brief import GoalBrief, ValueBrief
from assistant.dialogues.comfort import ComfortBrief, comfort
from assistant.dialogues.explore import ExploreBrief, explore_values
from assistant.dialogues.goal_done import goal_done
from assistant.dialogues.pause_goal import PauseBrief, pause_goal
from assistant.dialogues.steps import Ask, Begin, Dialogue, Note, Say, Step
from assistant.practice import old_labels
from assistant.practice.exercises import OptionWeighed
from assistant.practice.goals import GoalPaused
from assistant.practice.naming import is_named_in
from assistant.practice.reminders import ReminderCancelled
from assistant.practice.values import CardAdded, CardSorted
from intents import Choice
from tests.conversation.world import MONDAY, WORDS

NOW = MONDAY.isoformat()
DAILY, WEEKLY = ("FREQ=DAILY", 0, ""), ("FREQ=WEEKLY", 0, "")
WALKS = (
    GoalBrief("g1", "walk", "health", DAILY),
    GoalBrief("g2", "Walk", "friends", WEEKLY),
    GoalBrief("g3", "sing"),
)


def noted(dialogue: Dialogue, answers: dict[str, Any]) -> tuple[list[Any], list[Ask]]:
    """What a dialogue notes and asks, given answers by key, or by key and `about`."""
    notes: list[Any] = []
    asked: list[Ask] = []
    sent: Any = None
    while True:
        try:
            step = dialogue.send(sent)
        except StopIteration:
            return notes, asked
        sent = None
        match step:
            case Note(noted=event):
                notes.append(event)
            case Ask():
                asked.append(step)
                sent = answers.get(f"{step.key} {step.about}", answers.get(step.key))


def test_choose_goal_two_of_one_name_asks_which() -> None:
    brief = PauseBrief("s", NOW, goals=WALKS)
    answers = {"pause_goal.which": "g1", "which_goal.is_it.one g1": False}
    notes, asked = noted(pause_goal(brief), answers)
    assert [note.goal for note in notes if isinstance(note, GoalPaused)] == ["g2"]
    which = asked[0].expects
    assert isinstance(which, Choice)
    assert which.options == ("g1", "g3", "all")
    told = WORDS.line(asked[1].say).text
    assert told == "Walk, every day, for health: is it that one?"


def test_choose_goal_two_of_one_name_passed_over_gives_none() -> None:
    brief = PauseBrief("s", NOW, goals=WALKS)
    notes, _ = noted(pause_goal(brief), {"pause_goal.which": "g1"})
    assert notes == []


def test_choose_goal_all_of_them_pauses_each() -> None:
    notes, _ = noted(pause_goal(PauseBrief("s", NOW, goals=WALKS)), {"pause_goal.which": "all"})
    assert [note.goal for note in notes] == ["g1", "g2", "g3"]


def test_cancel_reminder_two_of_one_hour_asks_which() -> None:
    known = (
        reminder.KnownReminder("r1", "morning_checkin", "07:30", "FREQ=DAILY"),
        reminder.KnownReminder("r2", "reflect", "07:30", "FREQ=WEEKLY;BYDAY=SU"),
    )
    answers = {"reminder.cancel_which": "r1", "reminder.shall_i_cancel.morning_checkin r1": False}
    notes, asked = noted(
        reminder.cancel_reminder(reminder.SetBrief("s", NOW, known=known)), answers
    )
    assert notes == [ReminderCancelled("r2")]
    assert "every day" in WORDS.line(asked[1].say).text


def test_card_sort_own_card_of_a_known_name_is_that_card() -> None:
    brief = card_sort.CardsBrief("s", NOW, cards=WORDS.cards())
    table = card_sort.Table(brief, "short", anew=True)
    question = Ask("card_sort.which_card", intents.Freely(), about="honesty")
    notes = run(card_sort.own_card(brief, table, question), "Family")
    assert notes == [CardSorted("family", "very", "1")]
    assert not any(isinstance(note, CardAdded) for note in notes)
    assert table.piles == {"family": "very"}


def run(steps: Generator[Step, Any, Any], answer: Any) -> list[Any]:
    """What some steps note, with one answer to all they ask."""
    notes: list[Any] = []
    sent = None
    while True:
        try:
            step = steps.send(sent)
        except StopIteration:
            return notes
        sent = answer if isinstance(step, Ask) else None
        if isinstance(step, Note):
            notes.append(step.noted)


def test_rank_two_cards_of_one_name_are_not_asked_about() -> None:
    brief = card_sort.CardsBrief(
        "s", NOW, cards={"a": "Family"}, own={"1.own.0": "family"}, sort="1"
    )
    table = card_sort.Table(brief, "short", anew=False)
    asked = [step for step in card_sort.rank(table, ["a", "1.own.0"]) if isinstance(step, Ask)]
    assert asked == []


def test_decide_value_within_another_word_is_not_served() -> None:
    brief = decide.DecideBrief("s", NOW, values=(ValueBrief("v1", "art"), ValueBrief("v2", "rest")))
    answers = {
        "decide.what_is_it": "whether to move",
        "decide.way.first": "move",
        "decide.serves": "a fresh start, and rest",
    }
    notes, _ = noted(decide.decide(brief), answers)
    served = [note.values for note in notes if isinstance(note, OptionWeighed) and note.serves]
    assert served == [("v2",)]


def test_is_named_in_whole_words_only() -> None:
    rows = {
        ("art", "a fresh start"): False,
        ("art", "for my art."): True,
        ("being there", "it is about Being there for them"): True,
        ("kids", "the kids' school"): True,
        ("", "anything"): False,
    }
    wrong = [row for row, named in rows.items() if is_named_in(*row) is not named]
    assert wrong == []


# Journals from before options had ids. ----------------------------------------------------------

OLD = tomllib.loads(Path(old_labels.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
OPTIONS = Path(intents.__file__).parent / "languages" / "en" / "options.toml"


def test_old_labels_are_ids_of_today() -> None:
    options = tomllib.loads(OPTIONS.read_text(encoding="utf-8"))
    unknown = [
        (table, id)
        for table, labels in OLD.items()
        for id in labels.values()
        if id not in options[table]
    ]
    assert unknown == []


def test_as_id_old_label_gives_the_id() -> None:
    goals = Choice(("g1", "g2", "all"), labels=("walk", "sing"), named="goals")
    rows = {"walk": "g1", "g2": "g2", "all of them": "all", None: None}
    assert {old: choosing.as_id(old, goals) for old in rows} == rows


def test_play_comfort_with_an_old_answer_begins_what_was_chosen() -> None:
    old = Turn("1", "comfort.what_now.feeling", "", "something gentle")
    assert play(comfort(ComfortBrief("s", NOW)), (old,)).begin == Begin("grounding")


def test_play_explore_with_old_answers_asks_the_same_next() -> None:
    brief = ExploreBrief("s", NOW, today="admire", themes={"career": "work_well"})
    old = (
        Turn("1", "explore.which_question", "", "choose a theme"),
        Turn("2", "explore.which_theme", "", "work"),
    )
    scene = play(explore_values(brief), old)
    assert scene.ask is not None
    assert scene.ask.key == "prompt.work_well.deep"


def test_play_goal_done_with_an_old_title_and_label_notes_the_same() -> None:
    brief = which_goal.GoalChoiceBrief("s", NOW, goals=(WALKS[0], WALKS[2]))
    old = (
        Turn("1", "goal_done.which", "", "walk"),
        Turn("2", "goal_done.today_or_for_good", "g1", "for today"),
    )
    scene = play(goal_done(brief), old)
    assert scene.ended
    assert [note.goal for note in scene.notes["2"]] == ["g1"]  # type: ignore[union-attr]


def test_goal_done_left_at_the_question_is_noted_before_it_is_said() -> None:
    steps = list(itertools.islice(goal_done_once(), 3))
    assert [type(step) for step in steps] == [Note, Note, Say]


def goal_done_once() -> Dialogue:
    """The dialogue with one goal which is to be done a single time."""
    return goal_done(which_goal.GoalChoiceBrief("s", NOW, goals=(WALKS[2],)))
