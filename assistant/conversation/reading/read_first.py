"""What is read before all else, since its words say surely what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.adding import Interpret, adds
from assistant.conversation.reading.changes.another_day import another_day
from assistant.conversation.reading.changes.another_step import another_step
from assistant.conversation.reading.changes.day_corrections import days_put_right
from assistant.conversation.reading.changes.day_swapped import day_swapped
from assistant.conversation.reading.changes.forgotten_hour import forgotten_hour
from assistant.conversation.reading.changes.names_told import names_told
from assistant.conversation.reading.changes.plan_refused import no_plan
from assistant.conversation.reading.changes.reminder_at_an_offer import reminder_at_an_offer
from assistant.conversation.reading.changes.reminder_told import (
    reminder_beside,
    told_while_setting,
    wants_a_reminder,
)
from assistant.conversation.reading.changes.values_let_go import value_let_go
from assistant.conversation.reading.changes.wished_of_reminders import of_named_reminders
from assistant.conversation.reading.checkins.its_time import (
    named_once_more,
    said_of_its_time,
)
from assistant.conversation.reading.checkins.review_words import said_in_a_review
from assistant.conversation.reading.checkins.told_instead import told_instead
from assistant.conversation.reading.chosen import chosen_otherwise, chosen_plainly
from assistant.conversation.reading.deciding import wants_to_decide
from assistant.conversation.reading.decision_answers import said_of_a_decision
from assistant.conversation.reading.dictation.dictation_end import said_at_the_end
from assistant.conversation.reading.introduced import introduced
from assistant.conversation.reading.proposed_names import answer_to_a_name
from assistant.conversation.reading.to_lantern.as_usual import wants_as_usual
from assistant.conversation.reading.to_lantern.closing import closes, wants_no_plan
from assistant.conversation.reading.value_instead import value_instead
from assistant.conversation.reading.what_it_serves import what_it_serves
from assistant.conversation.reading.yes_at_last import no_to_the_offer

if TYPE_CHECKING:
    from intents import Language


def read_first(
    language: Language, text: str, context: Context, interpret: Interpret
) -> Interpretation | None:
    """What is wished of a reminder, who speaks, what is said of a decision, of a name proposed or
    of the week, a value that shall go or is one's own, the option that is named, what a new step is
    for, another than was chosen just now, what a value or a step is called, another step in place
    of the one just named, what is to be added, another day for a step or one in place of another,
    that all shall be as usual, a goodbye, a decision to be helped with, a no to an offer, the end
    of a dictation, that the time of a step is still to come, or what is told in place of an answer.

    `interpret` reads what is said before a wish. `None` for none of these.
    """
    return (
        forgotten_hour(language, text, context)
        or of_named_reminders(language, text, context)
        or introduced(language, text, context, interpret)
        or reminder_at_an_offer(language, text, context)
        or told_while_setting(language, text, context)
        or no_plan(language, text, context)
        or wants_no_plan(language, text, context)
        or wants_a_reminder(language, text, context)
        or reminder_beside(language, text, context, interpret)
        or said_of_a_decision(language, text, context)
        or answer_to_a_name(language, text, context)
        or said_in_a_review(language, text, context)
        or value_let_go(language, text, context, interpret)
        or value_instead(language, text, context)
        or chosen_plainly(language, text, context)
        or what_it_serves(language, text, context)
        or chosen_otherwise(language, text, context)
        or names_told(language, text, context)
        or another_step(language, text, context)
        or adds(language, text, context, interpret)
        or day_swapped(language, text, context)
        or another_day(language, text, context)
        or days_put_right(language, text, context)
        or wants_as_usual(language, text, context)
        or closes(language, text, context)
        or wants_to_decide(language, text, context)
        or no_to_the_offer(language, text, context)
        or said_at_the_end(language, text, context)
        or said_of_its_time(text, context, language.name)
        or named_once_more(language, text, context)
        or told_instead(text, context, language.name, interpret)
    )
