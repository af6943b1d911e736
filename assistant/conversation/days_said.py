"""What is said of days, hours and reminders, before anything else is looked for in the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.away_said import told_to_be_away
from assistant.conversation.goal_days import of_goal_days
from assistant.conversation.reminder_changes import of_kept_reminders
from assistant.conversation.reminder_requests import of_a_reminder
from assistant.conversation.taken_back import day_or_rhythm, rhythm_with_its_condition
from intents import Dictation, Sound

if TYPE_CHECKING:
    from intents import Language


def of_days_and_reminders(language: Language, text: str, context: Context) -> Interpretation | None:
    """What `text` says of the days of a goal, or of reminders; `None` for nothing of the kind."""
    if context.ask is None or isinstance(context.expects, Dictation | Sound):
        return None
    if not context.paused and not context.one_part:
        found = (
            rhythm_with_its_condition(language, text, context)
            or day_or_rhythm(language, text, context)
            or of_kept_reminders(language, text, context)
            or of_goal_days(language, text, context)
            or told_to_be_away(language, text, context)
        )
        if found is not None:
            return Interpretation.of(found)
    return of_a_reminder(language, text, context)
