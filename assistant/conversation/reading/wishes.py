"""Wishes said among other words: a request in a long sentence, two in one breath, a last "stop".

What is read here are pieces of the utterance, each of which has to be a request as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.acts import (
    CLOSED,
    PREFERENCES,
    VERY_HEAVY,
    Act,
    Context,
    Interpretation,
)
from assistant.conversation.reading.changes.goal_requests import OF_ONE_GOAL
from assistant.conversation.reading.parts import is_plainly_asked
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.conversation.reading.requests import asked_for
from assistant.conversation.reading.slot_filling import PLAINLY
from assistant.dialogues.catalogue import SCRIPTS
from assistant.formatting.rephrasing import tidy
from intents import (
    Command,
    Dictation,
    Expectation,
    Meaning,
    YesNo,
)
from intents.expectations import Open

if TYPE_CHECKING:
    from intents import Language

STOP = "stop"
OFF_RECORD = "off_record"
"""The intent that what was said in this breath is not kept."""
A_SENTENCE = 5
"""With fewer words an utterance is read as a whole only."""
A_STORY = 40
"""With more words it is a story, in which nothing is asked for."""
MOST_PIECES, MOST_ENDS = 7, 4
"""So many places are tried at which a piece may begin, and so many at which it may end."""
A_CONDITION = 7
"""A condition has no more words, up to what follows from it."""
A_WISH = 20
"""A wish has no more words than this."""
BESIDE_A_THOUGHT = frozenset({"erase_last", "change_goal"})
"""The requests that are looked for in an answer to an open question."""
NOT_IN_PASSING = frozenset(
    {"stuck", "comfort", "just_listen", "sleep", "letter_arrived", *PREFERENCES}
)
"""What begins by the bare telling of something, and not in the midst of other words."""

Read = Callable[[str, bool], Meaning | None]
"""The request that some words are as a whole; `None` for none. A command counts at a menu, and
elsewhere where it was led up to: "and can you …"."""


OFFERS = "pick_up."
"""How the questions begin whether to go on with what was left."""


def of_an_offer(
    text: str, context: Context, language: str, read: Callable[[str], Meaning]
) -> Interpretation | None:
    """A no, or a yes, to going on with what was left, whatever is said with it.

    That it is done or decided, or may be thrown away, is a no. `None` where neither is said.
    `read` gives what some words answer.
    """
    if context.ask is None or not context.ask.key.startswith(OFFERS) or not text.split():
        return None
    phrases, words = phrases_of(language), _plain_words(text)
    places = range(len(words))
    closes = any(phrases.longest_start("closes_it", " ".join(words[at:])) for at in places)
    first = "" if phrases.has("says_no_offer", words[0]) else words[0].strip(",.")
    value = False if closes else read(first).value
    if not isinstance(value, bool):
        return None
    return Interpretation.of(Meaning(tidy(text, language), "answer", value=value, score=1.0))


def yes_and(
    language: Language, text: str, wish: Meaning, context: Context
) -> Interpretation | None:
    """A yes and a wish how to go on: "yes, and don't ask me for a step"."""
    if wish.intent not in PREFERENCES or not isinstance(context.expects, YesNo):
        return None
    head, _, rest = text.strip().partition(" ")
    yes = language.understand(head.strip(",."), context.expects, now=context.now)
    if yes.value is not True or not rest:
        return None
    end = len(text.split())
    prefers = Act("preference", 1, end, str(wish.intent), slots=wish.slots, words=rest)
    return Interpretation(
        replace(yes, text=tidy(text, language.name)),
        (Act("answer", 0, 1, value=True, words=head), prefers),
    )


def not_to_be_kept(text: str, context: Context, language: str) -> Interpretation | None:
    """What the person asks not to write down, said in the same breath; `None` for none."""
    if context.one_part or context.dictated or context.expects is None:
        return None
    phrases, words = phrases_of(language), _plain_words(text)
    places = range(len(words))
    if not any(phrases.longest_start("not_to_be_kept", " ".join(words[at:])) for at in places):
        return None
    return Interpretation.of(Meaning(text, "command", OFF_RECORD, score=1.0))


def and_stop(
    text: str, context: Context, language: str, interpret: Callable[[str, Context], Interpretation]
) -> Interpretation | None:
    """What is said with a stop at its end; `None` for no such end.

    What stands before it may answer, or be a request; `interpret` reads it.
    """
    expects, phrases = context.expects, phrases_of(language)
    if expects is None or context.one_part or context.paused or isinstance(expects, Dictation):
        return None
    before = stop_within(text, phrases)
    if before is None:
        return None
    if not before:
        return Interpretation.of(Meaning(tidy(text, language), "command", STOP, score=1.0))
    said = interpret(before, context)
    asked = said.kind == "command" and said.score == 1 and _a_request(str(said.intent))
    answers = said.is_answer and not isinstance(expects, Command)
    if not asked and not answers:
        return Interpretation.of(Meaning(tidy(text, language), "command", STOP, score=1.0))
    end = len(said.text.split())
    return replace(said, acts=(*said.acts, Act("command", end, end, STOP)))


def with_wishes(
    said: Interpretation, text: str, context: Context, language: str, read: Read
) -> Interpretation:
    """The interpretation, with the requests among its words where nothing heavier was said."""
    lead = said.lead
    if context.one_part or context.expects is None or said.kind == "command":
        return said
    if lead is not None and lead.kind == "question" and is_plainly_asked(lead.name):
        return said
    if lead is not None and (lead.name == "sorrow" or lead.weight >= VERY_HEAVY):
        return said
    wishes = wishes_in(text, context, phrases_of(language), read)
    if not wishes:
        return said
    if said.is_answer:
        there = {act.name for act in said.acts}
        acts = (*said.acts, *(w for w in wishes if w.name not in there))
        own_words = isinstance(context.expects, Open)
        meaning = _without(said.meaning, text, wishes[0], language) if own_words else said.meaning
        return replace(said, meaning=meaning, acts=acts)
    return _of_wishes(wishes, text, language)


def _without(meaning: Meaning, text: str, wish: Act, language: str) -> Meaning:
    """An answer in words of the person's own, without the request that stands after it."""
    before = text.split()[: wish.start]
    while before and phrases_of(language).has("clause_joins", before[-1].lower().strip(",")):
        before.pop()
    own = isinstance(meaning.value, str) and meaning.value.casefold() in text.casefold()
    if not own or not before or wish.end < len(text.split()):
        return meaning
    return replace(meaning, value=tidy(" ".join(before), language))


def two_wishes(
    said: Interpretation, text: str, context: Context, language: str, read: Read
) -> Interpretation:
    """The request that the whole is, as two where each of two pieces is one."""
    if said.intent not in OF_ONE_GOAL and said.intent != "goal_serves":
        return said
    wishes = wishes_in(text, context, phrases_of(language), read)
    return _of_wishes(wishes, text, language) if len(wishes) > 1 else said


def _of_wishes(wishes: tuple[Act, ...], text: str, language: str) -> Interpretation:
    first = wishes[0]
    meaning = Meaning(tidy(text, language), "command", first.name, score=1.0, slots=first.slots)
    return Interpretation(meaning, wishes)


def wish_in(
    language: Language,
    words: str,
    led: bool,
    context: Context,
    weak: Sequence[str],
    read: Callable[[str, Expectation | None, Context], Meaning],
) -> Meaning | None:
    """The request that `words` are as a whole, or at a menu the command; `None` for none."""
    wish = asked_for(language, words, context, weak)
    at_menu = isinstance(context.expects, Command)
    if wish is None and (at_menu or (led and not isinstance(context.expects, Open))):
        wish = read(words, Command(), context)
        if wish.score < PLAINLY:
            return None
    return wish if wish is not None and wish.kind == "command" else None


def stop_within(text: str, phrases: Phrases) -> str | None:
    """What was said before a "stop" or a "bye" that ends the utterance; `None` for no such end."""
    words = _plain_words(text)
    for at in range(len(words)):
        rest = " ".join(words[at:])
        ends = phrases.longest_start("stop_within", rest)
        if not ends:
            continue
        after = " ".join(words[at + len(ends.split()) :])
        bare = not at and not after and phrases.has("says_good_night", ends)
        if (after or not at) and not bare and not phrases.longest_start("after_stop", after):
            continue
        before = " ".join(text.split()[:at])
        plainly = _without_end(before, phrases)
        # "Me I must go": with a subject of its own it belongs to nothing but what reports it.
        whole = phrases.has("stop_subjects", words[at].partition("'")[0])
        belongs = "no_clause_after" if whole else "no_stop_after"
        if at and plainly == before and phrases.has(belongs, words[at - 1]):
            continue
        if follows_from_a_condition(words, at, phrases):
            continue
        return plainly
    return None


def follows_from_a_condition(words: Sequence[str], at: int, phrases: Phrases) -> bool:
    """Whether the words from a place on tell what would follow: "if I sit down that's me done"."""
    before = range(max(at - A_CONDITION, 0), at)
    return any(phrases.longest_start("stop_conditions", " ".join(words[n:at])) for n in before)


def wishes_in(text: str, context: Context, phrases: Phrases, read: Read) -> tuple[Act, ...]:
    """The requests among the words of a sentence, in the order said, two at most."""
    expects, words = context.expects, text.split()
    if not A_SENTENCE <= len(words) <= A_STORY or context.paused or isinstance(expects, Dictation):
        return ()
    plain = _plain_words(text)
    starts = [at for at, w in enumerate(plain) if at == 0 or phrases.has("clause_starts", w)]
    ends = [at for at in range(1, len(words)) if _joins(at, plain, phrases)] + [len(words)]
    found: list[Act] = []
    at = 0
    for start in starts[:MOST_PIECES]:
        if start < at or (start and phrases.has("no_wish_after", plain[start - 1])):
            continue
        near = (end for end in ends if start + 1 < end <= start + A_WISH)
        after = sorted((end for end in near if (start, end) != (0, len(words))), reverse=True)
        # A name goes on to the end, but not beyond an "and" with another wish after it.
        for end in sorted(after, key=lambda at: not _joined(at, plain, phrases))[:MOST_ENDS]:
            piece = " ".join(words[start:end])
            led = start > 0 and phrases.has("wish_leads", plain[start - 1])
            wish = read(piece, led)
            if wish is None or any(_same(act, wish) for act in found):
                continue
            if _welcome(str(wish.intent), context):
                found.append(
                    Act("command", start, end, str(wish.intent), None, wish.slots, words=piece)
                )
                at = end
                break
        if len(found) > 1:
            break
    return tuple(found)


def _same(act: Act, wish: Meaning) -> bool:
    """Whether a request is the same as one found already, said once more or corrected."""
    return act.name == wish.intent and act.slots.get("goal") == wish.slots.get("goal")


def _welcome(intent: str, context: Context) -> bool:
    """Whether a request said among other words is taken where this is asked."""
    if isinstance(context.expects, Open):
        return intent in BESIDE_A_THOUGHT
    closed = isinstance(context.expects, CLOSED)
    return closed and _a_request(intent)


def _a_request(intent: str) -> bool:
    return intent in SCRIPTS and intent not in NOT_IN_PASSING


def _joined(at: int, words: Sequence[str], phrases: Phrases) -> bool:
    return at == len(words) or phrases.has("clause_joins", words[at])


def _joins(at: int, words: Sequence[str], phrases: Phrases) -> bool:
    """Whether a clause may end before the word at this place."""
    return phrases.has("clause_joins", words[at]) or (
        phrases.has("clause_starts", words[at])
        and not phrases.has("leads_on", words[at - 1])
        and not phrases.has("clause_joins", words[at - 1])
    )


def _without_end(said: str, phrases: Phrases) -> str:
    """Words without what only leads up to a stop: "that's it", "so", "and"."""
    words = said.split()
    while words:
        tails = (" ".join(words[-size:]) for size in range(min(4, len(words)), 0, -1))
        tail = next((t for t in tails if phrases.has("before_stop", t.lower().strip(",."))), "")
        if not tail:
            break
        words = words[: -len(tail.split())]
    return " ".join(words)


def _plain_words(text: str) -> list[str]:
    return [word.lower().strip(",.;:!?") for word in text.split()]
