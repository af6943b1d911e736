"""Questions about what is kept: "did you keep the ten to four reminder", "what's my plan again".

They are looked for in the whole utterance and after other words of it: "no thanks, what reminders
have I". The answer is given from what is kept, and the question that was open comes again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import HEAVY, Act, Context, Interpretation
from assistant.conversation.asides import brief_question
from assistant.conversation.reading.changes.goal_requests import STATUS
from assistant.conversation.reading.changes.goal_requests import of_a_goal as goal_request
from assistant.conversation.reading.named import named_in
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.to_lantern.addressed import asks_of_the_question
from assistant.conversation.reading.to_lantern.direct_questions import without_ends
from assistant.conversation.reading.to_lantern.unmet import OF_WHAT_IS_KEPT
from assistant.conversation.reading.unasked_words import said_anywhere
from assistant.conversation.reply import Reply, Response
from assistant.conversation.session import ConversationState
from assistant.conversation.state import SessionState
from assistant.dialogues.recall import GUESSED
from assistant.dialogues.steps import Ask
from assistant.formatting.inflection import inflection
from assistant.formatting.language import optional_table
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import mentioned, nearest
from intents import Command, Date, Dictation, Meaning, Sound, Time
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

RECALL = "recall"
"""The intent, and the dialogue that answers."""
KEPT = "kept_"
"""How the requests begin that ask for what is kept; what they ask for follows."""
TELLS = frozenset({"list_reminders", "list_goals", "list_values", "search_journal", "read_last"})
"""The commands that ask for what is kept."""
LISTS = frozenset({"list_reminders", "list_goals", "list_values"})
"""Those of them that name nothing."""
OTHER_DIALOGUES = {
    "me": "about_me",
    "reminders": "list_reminders",
    "goals": "list_goals",
    "values": "list_values",
}
"""What other dialogues tell, by what is asked for."""
YES_OR_NO = frozenset({"yes", "no", "done"})
"""The commands that say no more than a yes or a no; a question beside them is answered."""
MOST_PLACES = 5
"""So many places are tried at which the question may begin."""
A_STORY = 40
"""In more words a question is not looked for."""
AN_ANSWER = 3
"""From so many words on, what stands before the question answers an open one."""

Interpret = Callable[[str, Context], Interpretation]
Fill = Callable[[Meaning, Context], Meaning]
"""Adds to a command what it is about."""


def asked_of_what_is_kept(
    language: Language, text: str, context: Context, interpret: Interpret, fill: Fill
) -> Interpretation | None:
    """The question about what is kept, with the answer before it; `None` for none.

    `interpret` reads what stands before the question.
    """
    words, expects = text.split(), context.expects
    if context.paused or context.one_part or isinstance(expects, Dictation | Sound):
        return None
    if not 1 < len(words) <= A_STORY or asks_of_the_question(text, language.name):
        return None
    phrases = phrases_of(language.name)
    plain = [word.lower().strip(",.;:!?") for word in words]
    places = [
        at
        for at in range(len(words) - 1)
        if not at
        or (
            phrases.longest_start("kept_begins", " ".join(plain[at:]))
            and not phrases.has("kept_not_after", plain[at - 1])
        )
    ]
    for at in places[:MOST_PLACES]:
        wish = _asked(language, " ".join(words[at:]), context, fill, whole=not at)
        if wish is not None:
            before = " ".join(words[:at]) if without_ends(words[:at], phrases) else ""
            said = interpret(before, replace(context, one_part=True)) if before else None
            return _with_the_answer(wish, said, text, at, context, language.name)
    return None


def _with_the_answer(
    wish: Meaning,
    said: Interpretation | None,
    text: str,
    at: int,
    context: Context,
    language: str,
) -> Interpretation:
    """The question, after the answer that was given in the same breath."""
    slots = dict(wish.slots)
    answers = said is not None and said.is_answer and not isinstance(context.expects, Command)
    disputes = phrases_of(language).longest_start("kept_disputes", text.lower())
    if disputes or (isinstance(context.expects, Open) and at < AN_ANSWER):
        answers = False
    if said is not None and answers:
        end = len(text.split())
        asks = Act("command", at, end, str(wish.intent), None, slots, words=wish.text)
        return replace(said, acts=(*said.acts, asks))
    if disputes:
        slots["sorry"] = True
    meaning = Meaning(tidy(text, language), "command", wish.intent, score=1.0, slots=slots)
    return Interpretation.of(meaning)


def _asked(
    language: Language, words: str, context: Context, fill: Fill, *, whole: bool
) -> Meaning | None:
    """What is asked by these words as a whole; `None` for nothing that is kept.

    A command that is the whole utterance is left to its own reader.
    """
    plain = language.understand(words, Command(), now=context.now)
    exact = plain.kind == "command" and plain.score == 1 and plain.intent in TELLS
    if exact and (not whole or (isinstance(context.expects, Open) and plain.intent in LISTS)):
        return fill(plain, Context(goals=context.goals, now=context.now))
    if exact and not isinstance(context.expects, Open):
        return None
    for request in language.requests(words):
        if not request.name.startswith(KEPT):
            continue
        of = request.name.removeprefix(KEPT)
        slots = _slots(language, of, request.slots, context)
        if slots is None:
            continue
        if other := OTHER_DIALOGUES.get(str(slots.get("of"))):
            return Meaning(words, "command", other, score=1.0)
        return Meaning(words, "command", RECALL, score=1.0, slots=slots)
    return None


def _slots(
    language: Language, of: str, said: Mapping[str, str], context: Context
) -> dict[str, Any] | None:
    """What is asked for and what it names; `None` where that cannot be meant."""
    phrases = phrases_of(language.name)
    what = _bare(said.get("what", ""), language.name)
    named: dict[str, Any] = {"of": of, "what": what}
    pronoun = phrases.has("talked_of", what.lower()) or phrases.has("names_nobody", what.lower())
    if phrases.has("kept_of_me", what.lower()):
        return {"of": "me"} if of in ("about", "told") else None
    of_me = phrases.longest_start("kept_of_me", what.lower())
    if of_me and of in ("about", "told") and not _content(what[len(of_me) :], phrases):
        return {"of": "me"}  # "What have you got down for me, all of it?"
    if of == "told" and not pronoun:
        named["what"] = what = _content(what, phrases)
    if of in ("about", "told", "when") and (not what or pronoun):
        return None
    forms = inflection(language.name)
    if of == "when" and mentioned(what.split(), context.goals, (), forms) is not None:
        return None  # How often a step is meant, is told by its own reader.
    on = said.get("day", "") or (what if of in ("about", "reminder") else "")
    day = language.understand(on, Date(), now=context.now) if on else Meaning("")
    if of == "day" and day.kind != "answer":
        return None
    if day.kind == "answer" and of in ("about", "day"):
        return {"of": "day", "date": day.value}
    if of == "reminder" and what:
        time = language.understand(what, Time(), now=context.now)
        if time.kind == "answer":
            half = not any(
                f" {part} " in f" {what.lower()} " for part in phrases.table["half_of_day"]
            )
            return {"of": of, "time": time.value, "half": half}
        if day.kind == "answer":
            return {"of": of, "date": day.value}
    if of in ("count", "undone"):
        if "what" not in said and of == "count":
            return {"of": of, "what": ""}
        goal = _talked_of(context) if pronoun or not what else _called(what, context, language.name)
        return {"of": of, "what": goal if goal in context.goals else ""}
    if of == "place":
        ordinals = optional_table(language.name, "numbers.toml").get("ordinals", {})
        place = ordinals.get(what.lower())
        values = said.get("kind", "").startswith("value")
        return {"of": of, "place": place, "values": values} if place else None
    if of == "intention":
        return {"of": of}
    if of == "went":
        goal = _called(what, context, language.name)
        return {"of": of, "what": goal} if goal in context.goals else None
    if of in ("for", "added"):
        if of == "for" and not _called(what, context, language.name):
            return None
        return {"of": "about", "what": _called(what, context, language.name) or what}
    if of == "got":
        return {"of": "told", "what": _content(what, phrases)} if _content(what, phrases) else None
    if of == "about" and not _content(what, phrases):
        return None
    if of == "name":
        named["what"] = (
            _talked_of(context) if pronoun or not what else _called(what, context, language.name)
        )
    return named


def _content(words: str, phrases: Phrases) -> str:
    """The words by which something told can be found."""
    lists = ("function_words", "question_words", "kept_no_content", "before_a_name", "kept_tails")
    said = [word.lower().strip(",.;:!?") for word in words.split()]
    return " ".join(word for word in said if not any(phrases.has(name, word) for name in lists))


def _called(what: str, context: Context, language: str) -> str:
    names = (*context.values, *context.goals)
    place = nearest(what, names, language)
    return names[place] if place is not None else ""


def _talked_of(context: Context) -> str:
    """The name of the step or the value that the question names."""
    there = (*context.goals, *context.values)
    ask = (context.ask.words,) if context.ask else ()
    for words in (*ask, *(say.words for say in reversed(context.said))):
        for name in words.values():
            if name in there:
                return str(name)
    return ""


def _bare(words: str, language: str) -> str:
    """The words without what only ends a question: "then", "again", "now"."""
    phrases, said = phrases_of(language), words.split()
    while said and phrases.has("kept_tails", said[-1].lower()):
        said.pop()
    return " ".join(said)


def with_kept_question(
    language: Language, said: Interpretation, context: Context, weak: Sequence[str]
) -> Interpretation:
    """The interpretation, where a question beside an answer names something that is kept.

    "No thanks, but did you keep courage": that is told, and then the answer goes on. What is asked
    of Lantern's keeping without such a name is looked for by its words.
    """
    asks = said.act("question")
    if asks is None:
        return said
    of_a_goal = goal_request(language, asks.words, context, weak)
    if of_a_goal is not None and of_a_goal.intent == STATUS:
        return _asking(said, asks, STATUS, dict(of_a_goal.slots))
    if asks.name not in OF_WHAT_IS_KEPT:
        return said
    phrases, words = phrases_of(language.name), language.words(asks.words)
    name = named_in(language, words, (*context.goals, *context.values), weak)
    of_you = said_anywhere("kept_by_you", words, phrases)
    of_all = not name and said_anywhere("all_kept_by_you", words, phrases)
    content = _content(asks.words, phrases)
    if not name and not of_all and not (of_you and content):
        return said  # "Is that stored somewhere" is no question for one thing.
    if of_all:
        return _asking(said, asks, OTHER_DIALOGUES["me"], {})
    slots = {"of": "about", "what": name} if name else {"of": "told", "what": content}
    return _asking(said, asks, RECALL, slots)


def _asking(said: Interpretation, asks: Act, intent: str, slots: dict[str, Any]) -> Interpretation:
    """The interpretation with the command that answers in place of the question."""
    tells = Act("command", asks.start, asks.end, intent, slots=slots, words=asks.words)
    acts = tuple(tells if act is asks else act for act in said.acts)
    heavy = any(act.name == "sorrow" or act.weight >= HEAVY for act in said.acts)
    does = said.kind == "command" and said.intent not in YES_OR_NO
    if said.is_answer or does or heavy:
        return replace(said, acts=acts)
    meaning = Meaning(said.text, "command", intent, score=1.0, slots=slots)
    told = (act for act in acts if act is not tells and act.kind != "command")
    return Interpretation(meaning, (tells, *told))


def guessed(act: Act, language: str) -> dict[str, Any]:
    """What a question is about of which only that is known: the words in it that say something."""
    return {"of": GUESSED, "what": _content(act.words, phrases_of(language))}


def answer_from_what_is_kept(
    conversation: ConversationState,
    top: SessionState,
    ask: Ask,
    slots: Mapping[str, Any],
    dialogue: str = RECALL,
) -> Response:
    """Answer the question by a dialogue that asks nothing, then ask again in fewer words."""
    session, event, told = conversation.enter(dialogue, slots, parent=top.session, aside=True)
    ask = conversation.after((session, event)).reply().ask or ask
    return Response(((session, event),), Reply((*told, brief_question(ask)), ask))
