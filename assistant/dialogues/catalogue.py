"""The list of all dialogues; each is in a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assistant.dialogues import (
    about_me,
    away,
    card_sort,
    change_goal,
    change_value,
    comfort,
    craving,
    decide,
    domains,
    drop_goal,
    drop_plan,
    erase,
    evening,
    explain,
    explore,
    goal,
    goal_done,
    goals,
    good_day,
    grounding,
    journal,
    just_listen,
    kept_reminders,
    learn_voice,
    letter,
    mark_goal,
    menu,
    morning,
    moved_reminder,
    ninetieth,
    on_this_day,
    one_breath,
    other_voice,
    own_reminder,
    own_words,
    page,
    pause_goal,
    preferences,
    promised,
    recall,
    reflect,
    reminder,
    repair,
    review,
    stuck,
    telling,
    voice_rest,
    welcome,
    which_goal,
    why_goal,
)
from assistant.dialogues.brief import Brief
from assistant.dialogues.steps import Dialogue

WEEKS = timedelta(days=60)
"""How long an interrupted dialogue that takes weeks can be resumed."""
TODAY = timedelta(0)
"""A dialogue that is about today cannot be resumed on another day."""


@dataclass(frozen=True, slots=True)
class Script:
    """A dialogue: its function, the type of its brief, and how long it can be resumed.

    `command` is the command of the command line that begins it ("" for none); its help is the
    wording `command_line.help.<command>`. `remindable`: it can have a reminder.
    """

    perform: Callable[[Any], Dialogue]
    brief: type[Brief]
    lasts: timedelta = TODAY
    command: str = ""
    remindable: bool = False


SCRIPTS: dict[str, Script] = {
    "menu": Script(menu.menu, menu.MenuBrief),
    "welcome": Script(welcome.welcome, Brief, timedelta(days=7)),
    "morning_checkin": Script(
        morning.morning, morning.MorningBrief, command="morning", remindable=True
    ),
    "evening_checkin": Script(
        evening.evening, evening.EveningBrief, command="evening", remindable=True
    ),
    "one_breath": Script(one_breath.one_breath, one_breath.OneBreathBrief),
    "reflect": Script(
        reflect.reflect,
        reflect.ReflectBrief,
        timedelta(days=2),
        command="reflect",
        remindable=True,
    ),
    "explore_values": Script(
        explore.explore_values,
        explore.ExploreBrief,
        timedelta(days=2),
        command="values",
    ),
    "card_sort": Script(card_sort.card_sort, card_sort.CardsBrief, WEEKS, command="cards"),
    "rate_domains": Script(
        domains.rate_domains,
        domains.DomainsBrief,
        timedelta(days=14),
        command="domains",
    ),
    "bulls_eye": Script(domains.bulls_eye, domains.DomainsBrief, command="bulls-eye"),
    "just_listen": Script(just_listen.just_listen, just_listen.ListenBrief, command="just-listen"),
    "comfort": Script(comfort.comfort, comfort.ComfortBrief),
    "craving": Script(craving.craving, craving.CravingBrief),
    "add_goal": Script(goal.add_goal, goal.GoalsBrief, timedelta(days=2)),
    "stuck": Script(stuck.stuck, stuck.StuckBrief, command="stuck"),
    "grounding": Script(grounding.grounding, Brief, command="grounding"),
    "decide": Script(decide.decide, decide.DecideBrief, timedelta(days=7), command="decide"),
    "ninetieth_birthday": Script(
        ninetieth.ninetieth_birthday,
        good_day.ExerciseBrief,
        timedelta(days=2),
        command="ninetieth-birthday",
    ),
    "good_day": Script(
        good_day.good_day,
        good_day.ExerciseBrief,
        timedelta(days=2),
        command="good-day",
    ),
    "letter": Script(letter.letter, letter.LetterBrief, timedelta(days=2), command="letter"),
    "letter_arrived": Script(letter.letter_arrived, letter.ArrivedBrief),
    "read_letter": Script(letter.read_letter, letter.LetterAgainBrief),
    "weekly_review": Script(
        review.weekly_review, review.ReviewBrief, command="review", remindable=True
    ),
    "on_this_day": Script(on_this_day.tell_this_day, on_this_day.ThenBrief, command="on-this-day"),
    "goals": Script(goals.goals, goals.GoalsTold, command="goals"),
    "mark_goal": Script(mark_goal.mark_goal, mark_goal.MarkBrief),
    "goal_done": Script(goal_done.goal_done, which_goal.GoalChoiceBrief),
    "change_goal": Script(change_goal.change_goal, which_goal.GoalChoiceBrief),
    "pause_goal": Script(pause_goal.pause_goal, pause_goal.PauseBrief),
    "resume_goal": Script(pause_goal.resume_goal, pause_goal.ResumeBrief),
    "drop_goal": Script(drop_goal.drop_goal, which_goal.GoalChoiceBrief),
    "drop_plan": Script(drop_plan.drop_plan, drop_plan.PlanBrief),
    "why_goal": Script(why_goal.why_goal, why_goal.WhyBrief),
    "change_value": Script(change_value.change_value, change_value.ValueChangeBrief),
    "rename": Script(repair.rename, repair.RepairBrief),
    "merge": Script(repair.merge, repair.RepairBrief),
    "drop_value": Script(repair.drop_value, repair.RepairBrief),
    "add_value": Script(repair.add_value, repair.RepairBrief),
    "split": Script(repair.split, repair.RepairBrief),
    "goal_serves": Script(repair.goal_serves, repair.RepairBrief),
    "change_intention": Script(repair.change_intention, repair.RepairBrief),
    "stop_asking": Script(preferences.stop_asking, preferences.PreferBrief),
    "ask_again": Script(preferences.ask_again, preferences.PreferBrief),
    "going_away": Script(away.going_away, away.AwayBrief),
    "came_back": Script(away.back_again, away.AwayBrief),
    "list_values": Script(telling.list_values, telling.TellingBrief),
    "list_goals": Script(goals.list_goals, goals.GoalsTold),
    "goal_status": Script(goals.goal_status, which_goal.GoalChoiceBrief),
    "make_page": Script(page.make_page, page.PageBrief),
    "open_page": Script(page.make_page, page.PageBrief),
    "tell_page": Script(page.tell_page, page.TellPageBrief),
    "recall": Script(recall.recall, recall.RecallBrief),
    "search_journal": Script(journal.search_journal, journal.SearchBrief),
    "read_last": Script(journal.read_last, journal.LastBrief),
    "erase_last": Script(erase.erase_last, erase.EraseBrief),
    "explain_difference": Script(explain.explain_difference, explain.ExplainBrief),
    "explain_act": Script(explain.explain_act, explain.ExplainBrief),
    "explain_dbt": Script(explain.explain_dbt, explain.ExplainBrief),
    "explain_value": Script(explain.explain_value, explain.ExplainBrief),
    "hard_time": Script(promised.hard_time, promised.PromisedBrief),
    "told_to_want": Script(promised.told_to_want, promised.PromisedBrief),
    "empty_goal": Script(promised.empty_goal, promised.PromisedBrief),
    "speak_up": Script(promised.speak_up, promised.PromisedBrief),
    "kind_moment": Script(promised.kind_moment, promised.PromisedBrief),
    "explain_help": Script(explain.explain_help, explain.ExplainBrief),
    "set_reminder": Script(own_reminder.set_reminder, reminder.SetBrief),
    "change_reminder": Script(moved_reminder.change_reminder, reminder.SetBrief),
    "list_reminders": Script(reminder.list_reminders, reminder.SetBrief),
    "reminders_asked": Script(kept_reminders.reminders_asked, kept_reminders.KeptBrief),
    "skip_today": Script(kept_reminders.skip_today, kept_reminders.KeptBrief),
    "cancel_reminder": Script(reminder.cancel_reminder, reminder.SetBrief),
    "at_its_hour": Script(reminder.at_its_hour, reminder.HourBrief),
    "who_are_you": Script(telling.who_are_you, telling.TellingBrief),
    "about_me": Script(about_me.about_me, about_me.AboutMeBrief),
    "privacy": Script(telling.privacy, telling.TellingBrief),
    "erase_everything": Script(erase.erase_everything, erase.EverythingBrief),
    "export_journal": Script(telling.export_journal, telling.TellingBrief),
    "back_up_journal": Script(telling.back_up_journal, telling.TellingBrief),
    "learn_voice": Script(learn_voice.learn_voice, learn_voice.LearnBrief, lasts=timedelta(days=2)),
    "learn_word": Script(learn_voice.learn_voice, learn_voice.LearnBrief),
    "forget_voice": Script(learn_voice.forget_voice, learn_voice.ForgetBrief),
    "learn_name": Script(own_words.learn_name, own_words.NameBrief),
    "teach_command": Script(own_words.teach_command, own_words.TeachBrief),
    "forget_own": Script(own_words.forget_own, own_words.ForgetOwnBrief),
    "tell_learned": Script(learn_voice.tell_learned, learn_voice.KnownBrief),
    "voice_rest": Script(voice_rest.voice_rest, voice_rest.VoiceRestBrief),
    "other_voice": Script(other_voice.other_voice, other_voice.OtherVoiceBrief),
    "check_up": Script(telling.check_up, telling.TellingBrief),
}
"""The dialogues, by the name of the intent that asks for each."""
