"""What the first sentence of a conversation begins."""

from __future__ import annotations

from datetime import datetime, timedelta

from assistant.conversation.acts import Interpretation
from assistant.conversation.manager import ConversationManager
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reply import Reply
from assistant.conversation.utterance import Utterance
from assistant.dialogues.catalogue import SCRIPTS
from assistant.practice.reminders import OWN, Due, Reminder, coming, due
from assistant.safety import calls_for_help, notice
from intents import Invitation, Meaning

NAME = "lantern"
SOON = timedelta(minutes=30)
"""So long before its hour, a greeting already begins what a reminder is for."""


def begin_from_sentence(manager: ConversationManager, sentence: str, otherwise: str) -> Reply:
    """Begin the dialogue that the first sentence of a conversation asks for, or else `otherwise`.

    A sentence that means danger is answered before anything else. "Stop" begins nothing, since
    nothing is under way. Where a reminder is due, whatever may have announced it, an answer to its
    offer is one, and a greeting begins what it is for.
    """
    language = manager.language.name
    if notice(sentence, language) is not None or calls_for_help((sentence,), language):
        manager.start("menu")
        return manager.respond_to(sentence)
    said = manager.interpret(without_name(sentence))
    if said.intent == "stop":
        return Reply()
    greets = said.kind != "command" and _is_greeting(sentence, language)
    if (reply := _at_its_hour(manager, sentence, greets)) is not None:
        return reply
    if greets:
        return manager.start(otherwise)
    if said.intent in SCRIPTS:
        return manager.start(said.intent, said.slots)
    reply = manager.start(otherwise)
    guessed = otherwise == "menu" and said.kind == "unsure"
    return manager.respond(Utterance(said)) if guessed and not reply.ended else reply


def _is_greeting(sentence: str, language: str) -> bool:
    words = (word.strip(".,!?") for word in sentence.lower().split())
    return phrases_of(language).has("greetings", " ".join(filter(None, words)))


def without_name(sentence: str) -> str:
    """The wish in a sentence that calls Lantern by its name.

    Empty for "talk to Lantern", "what are my values" for "Hey Lantern, what are my values".
    """
    words = [word.strip(".,!?") for word in sentence.split()]
    called = [place for place, word in enumerate(words) if word.lower() == NAME]
    if called and called[-1] == len(words) - 1:
        return ""
    return " ".join(words[called[0] + 1 :]) if called and called[0] <= 1 else sentence


def _at_its_hour(manager: ConversationManager, sentence: str, greets: bool) -> Reply | None:
    """The reply to an answer or a greeting, where a reminder is due; else `None`."""
    one = _due(manager, soon=greets)
    if one is None:
        return None
    if greets:
        answer = Interpretation.of(Meaning(sentence, "answer", value="now", score=1.0))
    else:
        answer = manager.interpret(sentence, Invitation(one.reminder.dialogue == OWN))
        if answer.kind != "answer":
            return None
    manager.begin("at_its_hour", one.slots)
    return manager.respond(Utterance(answer))


def _due(manager: ConversationManager, soon: bool) -> Due | None:
    """The reminder that is due; with `soon`, also one that is due in a while."""
    repository = manager.repository
    if repository.locked:
        return None
    now, state = repository.clock(), repository.state()
    reminders = state.reminders
    if soon:  # A greeting begins a conversation; of what else one is reminded it says nothing.
        reminders = [one for one in reminders if _begins(one)]
    found = due(reminders, now, state.days.away_days)
    if found is not None or not soon:
        return found
    ahead: list[tuple[datetime, Due]] = []
    for reminder in reminders:
        at = coming(reminder, now)
        if at is not None and at - now.replace(tzinfo=None) <= SOON:
            ahead.append((at, Due(reminder, str(at.date()), 0)))
    return min(ahead, key=lambda one: one[0], default=(now, None))[1]


def _begins(reminder: Reminder) -> bool:
    script = SCRIPTS.get(reminder.dialogue)
    return script is not None and script.remindable
