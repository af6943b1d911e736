"""Wishes that only the learned model finds, made into the commands they are.

It is asked last: where the rules have understood nothing, and where an answer in words of the
person's own may be a wish ("no, the boat belongs to the craft, not to patience"). The model tells
what is wished and with which words; what these mean, the rules read. What would change something
that is kept is asked about first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import Act, Context, Interpretation
from assistant.conversation.reading.changes.day_counted import MARK
from assistant.conversation.reading.changes.reminder_changes import CHANGE as CHANGE_REMINDER
from assistant.conversation.reading.changes.repairs import JUST_NAMED
from assistant.conversation.reading.phrases import phrases_of
from assistant.conversation.reading.unasked_words import begins_with_a_no
from assistant.conversation.reading.wish_maker import (
    A_YES_AND_A_WISH,
    ADD_GOAL,
    ERASE,
    SET_REMINDER,
    WishMaker,
)
from assistant.conversation.reading.wished_of_kept import (
    RECALL,
)
from assistant.dialogues.certain import WISHED
from assistant.dialogues.reminder import APART
from assistant.safety.noticing import notice
from intents import (
    Aspiration,
    Choice,
    Dictation,
    Expectation,
    Importance,
    Meaning,
    Rating,
    Sound,
)
from intents.expectations import Open
from intents.spans import Spans

if TYPE_CHECKING:
    from intents import Language

LIKELY, SURE = 0.75, 0.85
"""How probable a wish must be where nothing was understood, and in place of an answer."""
TRUSTED = 0.9
"""How probable a wish must be that was read with what was said before, beside what the rules found.
In 689 utterances of eight people who were not learned from 153 of 174 such wishes were right."""
TO_LISTEN = 0.6
"""The same for the wish to be listened to, where nothing was understood: to listen does no harm."""
NOTHING_WISHED = 0.9
"""How probable it must be that nothing is wished, so that no rule makes a change of it. In 277 of
the 689 utterances it was: in 252 of them nothing was wished, in 10 only how a step went was put
right and in 5 something kept asked for, which the rules may read."""
SURE_NAME = 0.6
"""How probable the words of a name must be that take the place of more words."""
SURE_END, SURE_DAYS = 0.9, 0.95
"""The same for a name that ends earlier than the rules would have it, and for other days."""
GUESSED = 0.5
"""The same for what is asked about first, where something is surely put right."""
ASKED_FIRST = frozenset({"rename", "days", "remove"})
JUST_KEPT = 0.6
"""The same for another name, where something was kept just now and is denied."""
KEPT_NOW = ("welcome.value_kept", "goal.kept", "repair.renamed", "add_value.kept")
"""How the lines begin that tell what was kept just now."""
SURE_QUESTION = 0.7
"""The same for a question, so that no rule that only guesses makes a change of it."""
AT_LEAST = 3
"""In fewer words there is nothing that the rules do not read."""
CHANGES = frozenset(
    {"change_goal", "rename", "goal_serves", "mark_goal", "drop_goal", "drop_value",
     "pause_goal", "resume_goal"}
)  # fmt: skip
"""The commands that change what is kept, which the rules may have found in the wrong words."""
MAKES_A_CHANGE = CHANGES - {"mark_goal"} | frozenset(
    {"change_intention", "undo", "erase_last", "add_goal", "add_value"}
)
"""The commands that are not carried out where nothing is wished."""
RULED = frozenset({"question", "preference"})
MAY_BE_ASKED = frozenset({"wrong", "skip", "quiet", "repeat", "back"})
"""The wishes that do not take the place of what is `RULED`: a question or a lasting wish that the
rules found."""
RENAME, SERVES = "rename", "goal_serves"
MENDED: Mapping[str, tuple[str, ...]] = {
    RENAME: ("new",),
    SERVES: ("value",),
    "change_goal": (),
}
"""The commands whose words are those that were learned, with the slots of their names."""
CHANGE_GOAL, OTHER_DAYS = "change_goal", "other_days"
ANSWERED_INSTEAD = frozenset({"skip", "add_value", OTHER_DAYS})
"""The commands of the rules in whose place an answer may be meant."""
LETS_GO = frozenset({"drop_goal", "drop_value"})
"""Those of `CHANGES` that never take the place of another that the rules found."""
RATED, A_CHOICE = (Importance, Rating), 4
"""What is expected where a wish may follow what was chosen, and in how many words that is."""
SHOWN = frozenset({"list_goals", "list_values"})
"""The commands that tell all that is kept of a kind."""
REMINDS = frozenset({SET_REMINDER, CHANGE_REMINDER})
"""The commands that set or change a reminder."""
OF_OPTIONS = (Choice, Importance, Rating)
"""What is expected where most words name one of several options."""
YES_OR_NO = frozenset({"yes", "no", "done"})
"""The commands at a menu that say no more than a yes or a no."""
BESIDE_A_YES = frozenset(
    {"add_value", "add_step", "rename", "days", "reminder", "remove", "serves", "outcome", "wrong"}
)
"""The wishes that are looked for beside a yes or a no."""


def without_commands(
    language: Language, spans: Spans, text: str, expects: Expectation | None, said_before: str
) -> Spans:
    """The parts, with a command as the answer where it was asked for words and nothing is wished.

    "Ring my sister" is a step, though it is a wish to Lantern elsewhere.
    """
    if not isinstance(expects, Aspiration | Open) or spans.first("command") is None:
        return spans
    wish = language.wish(text, expects, said_before)
    if wish.name != "none" and wish.chance >= LIKELY:
        return spans
    parts = tuple(
        replace(part, kind="answer") if part.kind == "command" else part for part in spans
    )
    return Spans(parts, spans.taken_back, spans.core)


def nothing_wished(
    language: Language, text: str, context: Context, said: Interpretation, said_before: str
) -> bool:
    """Whether the rules made a change of words in which surely nothing is wished."""
    if not _changes(said) or not _is_read(text, context):
        return False
    wish = language.wish(text, context.expects, said_before)
    return bool(said_before) and wish.name == "none" and wish.chance >= NOTHING_WISHED


def only_asked(
    language: Language, text: str, context: Context, said: Interpretation, said_before: str
) -> bool:
    """Whether the rules guessed a change of words that surely ask something."""
    if not _changes(said) or said.score == 1 or not _is_read(text, context):
        return False
    wish = language.wish(text, context.expects, said_before)
    likely = wish.name != "none" and wish.chance >= LIKELY
    return not likely and _asks(language, text, context, said_before)


def _changes(said: Interpretation) -> bool:
    """Whether something kept is changed; the name of a step that is just asked about is not."""
    return any(
        act.kind in ("command", "correction")
        and act.name in MAKES_A_CHANGE
        and not act.slots.get(JUST_NAMED)
        for act in said.acts
    )


def _asks(language: Language, text: str, context: Context, said_before: str) -> bool:
    """Whether most of the words surely ask something: "no, when do I ring her again"."""
    spans = language.spans(text, context.expects, said_before)
    asked = sum(
        part.end - part.start
        for part in spans
        if part.kind == "question" and part.chance >= SURE_QUESTION
    )
    return asked > len(text.split()) / 2


def _is_read(text: str, context: Context) -> bool:
    """Whether wishes are looked for in these words."""
    if context.paused or context.one_part or context.dictated or context.safety_talk:
        return False
    return not isinstance(context.expects, Dictation | Sound) and len(text.split()) >= AT_LEAST


def wished(
    language: Language,
    text: str,
    context: Context,
    said: Interpretation,
    said_before: str,
    weak: Sequence[str],
    fill: Callable[[Meaning, Context], Meaning],
) -> Interpretation | None:
    """What `text`, or a part of it that the rules could not read, wishes; `None` for what they
    found, which is `said`.

    `said_before` is what Lantern said last, `weak` words name no goal. `fill` adds to a command
    what it is about.
    """

    def read(words: str, ruled: Interpretation) -> Interpretation | None:
        return _wished(language, words, context, ruled, said_before, weak, fill)

    found = read(text, said) or _wished_in_a_part(said, read)
    return _after_an_option(language, context, found or said) or found


def _after_an_option(
    language: Language, context: Context, said: Interpretation
) -> Interpretation | None:
    """A wish with the option that was chosen before it: "I said very, and can I add honesty"."""
    first, words = said.first, said.text.split()
    if said.kind != "command" or first is None or not isinstance(context.expects, RATED):
        return None
    joins = phrases_of(language.name).table["clause_joins"]
    for at in range(1, min(len(words), A_CHOICE + 1)):
        if words[at].lower() not in joins:
            continue
        for start in range(at):  # "I said very": after words that lead up to it.
            option = " ".join(words[start:at])
            chosen = language.understand(option, context.expects, now=context.now)
            if chosen.kind == "answer" and chosen.score == 1:
                answer = Act("answer", 0, at, value=chosen.value, words=option)
                return Interpretation(replace(chosen, text=said.text), (answer, *said.acts))
    return None


def _wished(
    language: Language,
    text: str,
    context: Context,
    said: Interpretation,
    said_before: str,
    weak: Sequence[str],
    fill: Callable[[Meaning, Context], Meaning],
) -> Interpretation | None:
    if not _is_read(text, context):
        return None
    if isinstance(said.value, Mapping) and said.value.get(WISHED):
        return None  # A plan and a reminder: the wish is in the answer.
    wish = language.wish(text, context.expects, said_before)
    trusted = bool(said_before) and wish.chance >= TRUSTED
    needed = TRUSTED if trusted else _needed(said, context, wish.name, language.name)
    if needed and said.kind == "nothing" and wish.name in ASKED_FIRST and wish.sure >= SURE_DAYS:
        needed = min(needed, LIKELY)  # "Can I change that to every other day?" asks for a change.
    if needed is None or wish.name in ("none", "other") or wish.chance < needed:
        return None
    lead = said.lead
    asks = said.kind == "nothing" and lead is not None and lead.kind in RULED
    if asks and wish.name in MAY_BE_ASKED:
        return None
    if notice(text, language.name) is not None:
        return None  # "I want that my life stop" is no wish to Lantern.
    beside = isinstance(said.value, bool) or said.intent in YES_OR_NO
    short = wish.name not in BESIDE_A_YES or len(text.split()) < A_YES_AND_A_WISH
    if beside and short and not trusted:
        return None
    in_words = isinstance(context.expects, Aspiration | Open)
    beside = beside or (trusted and said.is_answer and not in_words)
    maker = WishMaker(language, text, context, wish, tuple(weak), fill, trusted)
    made = maker.made()
    if trusted and (mended := _in_its_words(said, made, maker)) is not None:
        return mended
    if made is None or (said.intent == MARK and made.is_answer):
        return None
    commands = [act for act in said.acts if act.kind in ("command", "correction")]
    if said.is_answer and commands:
        return None
    refuses = said.kind == "command" and said.intent == "skip" and not commands
    if refuses and made.kind == "command":
        refused = Act("command", 0, 1, "skip", words=text)
        return replace(said, acts=(refused, *(replace(act, words=text) for act in made.acts)))
    ruled = said.kind == "command" and said.intent not in CHANGES | YES_OR_NO
    if trusted and ruled and not _told_better(made, said, maker):
        return None
    if (
        _is_named(said)
        and made.value is not False
        and not (_is_named(made) and _is_whole(_name(made), said, maker))
    ):
        return None
    if said.intent in CHANGES and not _says_more(made, said, maker):
        return None
    told = isinstance(said.value, Mapping) and said.value.get("kind") == "words"
    if said.is_answer and beside and not told and made.kind == "command" and made.first is not None:
        return replace(said, acts=(*said.acts, replace(made.first, words=text)))
    return made


def _in_its_words(
    said: Interpretation, made: Interpretation | None, maker: WishMaker
) -> Interpretation | None:
    """The wish that the rules found, with the words that were learned for it; `None` for as it is.

    The rules know where a name begins, and often not where it ends: "walk on" of "call it walk on
    it sounds better". Days that are told for sure are those of the words that tell them.
    """
    found = [act for act in said.acts if act.kind in ("command", "correction") and act.slots]
    if len(found) != 1 or found[0].name not in MENDED or maker.wish.sure < SURE_END:
        return None
    act = found[0]
    ruled, learned = dict(act.slots), dict(made.slots) if made is not None else {}
    if act.name == RENAME and maker.wish.name == RENAME:
        learned = {"new": maker.name_in(maker.words)}
    elif made is None or made.intent != act.name:
        return None
    slots = dict(ruled)
    for of in MENDED[act.name]:
        name, whole = str(learned.get(of, "")), str(ruled.get(of, ""))
        own = name.lower() == str(ruled.get("old", "")).lower()
        if name and not own and (not whole or _stands_in(name, whole)) and not ruled.get("nobody"):
            slots[of] = name
    often = learned.get("often")
    days = ruled.get("often") if maker.wish.sure >= SURE_DAYS else None
    of_some = "instead_of" in (days or ())  # The other days stay.
    if often and days and not of_some and often["rrule"] != days["rrule"]:
        slots["often"] = often
    if slots == ruled:
        return None
    acts = tuple(replace(one, slots=slots) if one is act else one for one in said.acts)
    if said.kind != "command" or said.slots != act.slots:
        return replace(said, acts=acts)
    return replace(said, meaning=replace(said.meaning, slots=slots), acts=acts)


def _stands_in(name: str, words: str) -> bool:
    """Whether a name is a part of more words."""
    return name.lower() != words.lower() and f" {name.lower()} " in f" {words.lower()} "


def _wished_in_a_part(
    said: Interpretation, read: Callable[[str, Interpretation], Interpretation | None]
) -> Interpretation | None:
    """What a part of an utterance wishes that the rules could not read; `None` for nothing.

    "You didn't answer me, put the swim under health": the whole complains, the part wishes. `read`
    gives what some words wish, of which the rules found what is given with them.
    """
    for act in said.acts:
        part = act.kind in ("unclear", "correction") and not act.name
        if not part or len(act.words.split()) >= len(said.text.split()):
            continue
        made = read(act.words, Interpretation(Meaning(act.words)))
        if made is None or made.kind != "command" or made.first is None:
            continue
        if not said.is_answer:
            return made
        beside = replace(made.first, words=act.words)
        return replace(said, acts=(*(one for one in said.acts if one is not act), beside))
    return None


def _needed(said: Interpretation, context: Context, name: str, language: str) -> float | None:
    """How probable a wish must be beside what the rules found; `None` where that stands."""
    if said.kind == "command":
        if said.slots.get("ask"):
            return LIKELY  # The rules only guessed it.
        stands = said.score == 1 and said.intent not in CHANGES | YES_OR_NO
        return None if stands else SURE
    if said.is_answer:
        if name == RENAME and _is_denied(context, said.text, language):
            return JUST_KEPT
        own = isinstance(context.expects, Open) or isinstance(said.value, bool)
        return SURE if own and said.act("command") is None else None
    if name == "listen":
        return TO_LISTEN
    if said.lead is not None and said.lead.kind == "correction" and name in ASKED_FIRST:
        return GUESSED  # Better asked about than not understood.
    heaviest = said.heaviest
    heavy = heaviest is not None and (heaviest.name == "sorrow" or heaviest.weight > 1)
    doubtful = heavy or said.act("question") is not None
    doubtful = doubtful or name == "undo"
    return SURE if doubtful or isinstance(context.expects, OF_OPTIONS) else LIKELY


def _is_denied(context: Context, text: str, language: str) -> bool:
    """Whether something was kept just now, and this begins with a no."""
    kept = any(say.key.startswith(KEPT_NOW) for say in context.said)
    return kept and begins_with_a_no(text, phrases_of(language))


def _says_more(made: Interpretation, said: Interpretation, maker: WishMaker) -> bool:
    """Whether a learned wish is another than the rules found, or names another goal or other days.

    Where the rules found two wishes, they stand.
    """
    if len([act for act in said.acts if act.kind in ("command", "correction")]) > 1:
        return False
    if made.intent != said.intent:
        lets_go = made.intent in LETS_GO
        return not lets_go and (maker.trusted or made.intent in CHANGES)
    if made.intent == SERVES:
        name, other = str(made.slots["value"]), str(said.slots.get("value", ""))
        begins = other.lower().startswith(f"{name.lower()} ")
        return not other or (begins and maker.wish.sure >= SURE_NAME)
    often = said.slots.get("often")
    if often and not made.slots.get("often"):
        return False
    return maker.names_a_goal and made.slots.get("goal") != said.slots.get("goal")


def _told_better(made: Interpretation, said: Interpretation, maker: WishMaker) -> bool:
    """Whether the words that were learned tell more than the command that the rules found.

    That is the one thing that is asked for where the rules found a list; a reminder there is, of
    which the rules made another, or another hour of it where one is denied; a step where they found
    none; and a name behind which the rules kept more: "letting her help" of "something new about
    letting her help".
    """
    if said.score < 1:
        return True
    if made.kind == "answer":
        return said.intent in ANSWERED_INSTEAD
    if said.intent == OTHER_DAYS and made.intent == CHANGE_GOAL and maker.names_a_goal:
        return bool(made.slots["goal"] != said.slots.get("goal"))
    if made.intent == RECALL:
        return said.intent in SHOWN
    if made.intent == ERASE:
        return said.intent == ERASE and bool(made.slots.get("query"))
    if made.intent in REMINDS and said.intent in REMINDS:
        if said.slots.get(APART):
            return False
        if made.slots.get("goal") and said.slots.get("words") and not said.slots.get("goal"):
            return True  # "Put one on the practising" is of that step.
        another = said.intent == SET_REMINDER != made.intent and maker.changes_a_reminder
        hours = made.slots.get("hours")
        return another or (bool(hours) and hours != said.slots.get("hours") and maker.denies)
    if made.intent != said.intent:
        return False
    if made.intent == ADD_GOAL and made.slots.get("goal") and not said.slots.get("goal"):
        return True
    return maker.wish.sure >= SURE_NAME and any(
        _ends_with(str(said.slots.get(of, "")), str(made.slots.get(of, "")))
        for of in ("goal", "value")
    )


def _is_named(said: Interpretation) -> bool:
    """Whether another name was said to a question that proposes one."""
    return said.is_answer and isinstance(said.value, Mapping) and said.value.get("kind") == "name"


def _is_whole(name: str, said: Interpretation, maker: WishMaker) -> bool:
    """Whether a name is the whole that was said, and not only its beginning; after it something may
    be denied, or a clause of its own begin: "saving, not money", "Anna, that's my aunt". Of a step
    whose days the rules found the name is theirs."""
    if "often" in said.value:
        return False
    words = _name(said).lower().removeprefix(name.lower()).strip()
    ends = phrases_of(maker.language.name).longest_start("after_a_name", words)
    return words == _name(said).lower() or maker.denies_in(words) or bool(ends)


def _name(said: Interpretation) -> str:
    return str(said.value["words"])


def _ends_with(words: str, name: str) -> bool:
    """Whether a name stands in words that begin with others: these only lead up to it."""
    return bool(name) and f" {name.lower()}" in words.lower()
