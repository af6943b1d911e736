"""Reads all that was said of a step in one breath: what, how often, on which day, remind me when.

"Call Tesfaye on Sunday after church", "read five pages every night and remind me at nine". What
was told is not asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import Context, Interpretation
from assistant.conversation.reading.changes.another_count import another_count
from assistant.conversation.reading.changes.when_said import (
    is_reason,
    taken_back,
    when_and_why,
    when_said,
)
from assistant.conversation.reading.named import telling
from assistant.conversation.reading.phrases import Phrases, phrases_of
from assistant.dialogues.goal import OTHER_DAYS
from assistant.dialogues.reminder import half_a_day_on
from assistant.formatting.core import is_spoken_to, starts_addition
from assistant.formatting.rephrasing import as_action, strip_hedges, tidy
from assistant.practice.schedule import left_out, with_more_days
from intents import Aspiration, Date, Meaning, Recurrence, Time
from intents.recurrence_set import RecurrenceSet

if TYPE_CHECKING:
    from intents import Language

LONGEST = 9
"""A rhythm within a sentence has no more words."""
ONCE = "FREQ=DAILY;COUNT=1"
A_STORY = 40
"""What has more words is a story, in which no rhythm is looked for."""
A_TIME = 6
"""An hour has no more words than this, and stands among so many after "remind me", twice over."""
SHALL_I = "change_goal.shall_i"
"""The question whether a goal gets other days."""
AFTER_IT_IS_KEPT = ("goal.shall_we_plan", "goal.more_certain")
"""The questions after a step was kept with its rhythm."""
A_NAME, A_LEAD = 6, 3
"""A step that is said twice has at most so many words, and so many before it."""
A_FEW = 4
"""So many words at the end may only say that it was told before."""
NOON = "12:00"
MARKS = ",.;:!?"


@dataclass(frozen=True)
class StepSaid:
    """What was said of a step. `often` as an answer to `Recurrence` has it; `remind`: an hour."""

    words: str
    often: Mapping[str, Any] | None = None
    remind: str | None = None


def step_said(language: Language, text: str, now: datetime | None) -> StepSaid:
    """What `text` says of a step: its words without the rhythm, the day and the reminder."""
    phrases = phrases_of(language.name)
    if len(text.split()) > A_STORY:
        return StepSaid(text)
    words, remind = _without_reminder(language, text.split(), phrases, now)
    if twice := _said_twice(language, words, phrases, now):
        return StepSaid(twice[0], twice[1], remind)
    if first := _rhythm_first(language, words, phrases, now):
        words, often = _with_exception(language, *first, phrases)
        return StepSaid(_joined(words, phrases), often, remind)
    found = next(_rhythms(language, words, phrases, now), None)
    if found is None:
        return StepSaid(_joined(words, phrases), None, remind)
    at, end, often = found
    after = () if end == len(words) or _is_reason(words[end], phrases) else words[end:]
    if phrases.longest_start("rhythm_then_ends", " ".join(plain_words(list(after)))):
        after = ()
    words = [*words[:at], *after]
    words, often = _with_exception(language, words, often, phrases)
    return StepSaid(_joined(words, phrases), often, remind)


def _said_twice(
    language: Language, words: list[str], phrases: Phrases, now: datetime | None
) -> tuple[str, Mapping[str, Any] | None] | None:
    """The step that begins and ends what is said, and the rhythm between: "swim …, no, swim"."""
    plain = plain_words(words)
    for size in range(min(A_NAME, len(words) // 2), 1, -1):
        tail = plain[-size:]
        places = range(min(A_LEAD, len(words) - 2 * size) + 1)
        at = next((at for at in places if plain[at : at + size] == tail), None)
        if at is None or telling(language, plain[:at]) or not telling(language, tail):
            continue
        between = words[at + size : len(words) - size]
        last = [between[start:] for _, start in taken_back(plain_words(between), phrases)]
        for piece in (*last, between):
            found = next(_rhythms(language, ["", *piece], phrases, now), None)
            if found is not None:
                return " ".join(words[at : at + size]), found[2]
        return " ".join(words[at : at + size]), None
    return None


def _with_exception(
    language: Language, words: list[str], often: Mapping[str, Any], phrases: Phrases
) -> tuple[list[str], Mapping[str, Any]]:
    """The step, and its rhythm with the exception that follows it: "except when it is icy"."""
    if often["rrule"] == ONCE:
        return words, often
    plain = plain_words(words)
    for at in range(1, len(words)):
        if phrases.longest_start("rhythm_exception", " ".join(plain[at:])):
            return words[:at], with_condition(often, " ".join(words[at:]), language)
    return words, often


def _is_reason(word: str, phrases: Phrases) -> bool:
    return phrases.has("wish.chosen_reason", word.lower().strip(MARKS))


def _rhythm_first(
    language: Language, words: list[str], phrases: Phrases, now: datetime | None
) -> tuple[list[str], Mapping[str, Any]] | None:
    """The step and the rhythm that is said before it: "on Sundays | walk to the park".

    What leads to the step is left out: "every evening | I'd like to | read to her".
    """
    plain = plain_words(words)
    begins, timely = ("rhythm_begins", "rhythm_said_first"), ("rhythm_words", "rhythm_joins")
    if not words or not any(phrases.has(of, plain[0]) for of in begins):
        return None
    for end in range(min(len(words) - 1, LONGEST), 0, -1):
        piece = plain[:end]
        if end > 1 and not phrases.has("rhythm_words", piece[-1]):
            continue
        if not all(any(phrases.has(of, word) for of in timely) for word in piece[1:]):
            continue
        if often := rhythm_read(language, list(piece), now):
            often = _one_day(language, piece, often, phrases, now) or often
            return _without_leads(words[end:], phrases, language), often
    return None


def _without_leads(words: list[str], phrases: Phrases, language: Language) -> list[str]:
    """The step without what leads to it after its rhythm: "I'd like to", "maybe I could"."""
    rest = as_action(strip_hedges(" ".join(words), language.name), language.name).split()
    lead = phrases.longest_start("leads_to_a_step", " ".join(plain_words(rest)))
    return rest[len(lead.split()) :] or rest


def with_all_of_the_step(
    said: Interpretation, text: str, context: Context, language: Language
) -> Interpretation:
    """The answer to "what is one small thing you could do?" with all that was said of it."""
    value, expects = said.value, context.expects
    if not (isinstance(expects, Aspiration) and expects.action and said.is_answer):
        return said
    if not isinstance(value, Mapping) or "words" not in value:
        return said
    twice = _said_twice(language, text.split(), phrases_of(language.name), context.now)
    answer = text if twice else _all_of_it(str(value["words"]), text, language)
    own = step_said(language, answer, context.now)
    if not own.words or not _is_a_step(own, str(value.get("kind")), language, expects):
        return said
    whole: dict[str, Any] = {**value, "kind": "goal", "words": tidy(own.words, language.name)}
    if own.often:
        whole["often"] = own.often
        if str(whole.get("name", "")).lower() not in whole["words"].lower():
            del whole["name"]  # It names the rhythm.
    if own.remind is not None:
        whole["remind"] = own.remind
    acts = tuple(act for act in said.acts if own.remind is None or act.name != "set_reminder")
    acts = tuple(replace(act, value=whole) if act.kind == "answer" else act for act in acts)
    return replace(said, meaning=replace(said.meaning, value=whole), acts=acts)


def _is_a_step(own: StepSaid, kind: str, language: Language, expects: Aspiration) -> bool:
    """Whether it is a step, at least without its rhythm: "ring Karen once"."""
    if kind == "goal" or not own.often:
        return kind == "goal"
    read = language.understand(own.words, expects)
    return isinstance(read.value, Mapping) and read.value.get("kind") == "goal"


def rhythm_corrected(language: Language, text: str, context: Context) -> Meaning | None:
    """The command to give the step kept just now another rhythm: "no, every Sunday, I said"."""
    ask = context.ask
    if ask is None or ask.key not in (*AFTER_IT_IS_KEPT, SHALL_I) or context.paused:
        return None
    goal = str(ask.words.get("goal", ""))
    phrases, words = phrases_of(language.name), text.split()
    if not words or phrases.has("bare_yes", plain_words(words[:1])[0]):
        return None  # "Yes, on Sundays" tells when to be reminded.
    while words and (lead := phrases.longest_start("goal_leads", " ".join(plain_words(words)))):
        words = words[len(lead.split()) :]
    if not words or goal not in context.goals:
        return None
    if any(phrases.has("reminder.speaks_of_it", word) for word in plain_words(words)):
        return None  # "I want a reminder on Fridays" tells when to be reminded.
    intent = OTHER_DAYS if OTHER_DAYS in ask.also else "change_goal"
    said, kept = language.words(" ".join(words)), _kept_often(context)
    counted = kept and another_count(language, said, kept[0], kept[1], context.now)
    if counted:
        return Meaning(text, "command", intent, score=1.0, slots={"goal": goal, "often": counted})
    if more := _more_days(language, words, context):
        return Meaning(text, "command", intent, score=1.0, slots={"goal": goal, "often": more})
    if _only_told(plain_words(words), phrases):
        return None
    if often := _other_day(language, words, context):
        return Meaning(text, "command", intent, score=1.0, slots={"goal": goal, "often": often})
    words = _after_what_it_is_not(language, words, phrases, context.now)
    ends = range(len(words), max(len(words) - A_FEW, 0), -1)
    read = (
        rhythm_read(language, words[:end], context.now)
        for end in ends
        if end == len(words) or phrases.has("told_already", " ".join(plain_words(words[end:])))
    )
    meant = next((found for found in read if found is not None), None)
    if meant is None or len(words) > LONGEST:
        return None
    return Meaning(text, "command", intent, score=1.0, slots={"goal": goal, "often": meant})


def _kept_often(context: Context) -> tuple[str, int, str] | None:
    """The schedule that was said back just now."""
    said = next((say for say in reversed(context.said) if "often" in say.words), None)
    if said is None:
        return None
    rrule, times, by = said.words["often"]
    return str(rrule), int(times or 0), str(by)


def _more_days(language: Language, words: list[str], context: Context) -> Mapping[str, Any] | None:
    """The days of a step kept just now with those that are added: "Thursdays too"."""
    said, phrases = list(language.words(" ".join(words))), phrases_of(language.name)
    added = [word for word in said if not phrases.has("repair.adds_to_days", word)]
    kept = _kept_often(context)
    if len(added) == len(said) or not added or kept is None or kept[1]:
        return None
    when = when_said(language, added, context.now)
    if when is None or when.hours or not when.rrule:
        return None
    rrule = with_more_days(kept[0], when.rrule)
    return {"rrule": rrule, "times": None} if rrule else None


def _other_day(language: Language, words: list[str], context: Context) -> Mapping[str, Any] | None:
    """Another day for a step kept just now for once; or its rhythm without days that are denied."""
    kept = _kept_often(context)
    if kept is None:
        return None
    rrule, times, _ = kept
    said = language.words(" ".join(words))
    for end in range(len(said), 0, -1):
        when = when_said(language, said[:end], context.now)
        if when is None or when.hours:
            continue
        if end < len(said) and not is_reason(said[end:], language.name):
            continue
        rhythm = RecurrenceSet.parse(rrule)
        if rhythm.once and when.date:
            return {"rrule": rrule, "times": None, "by": when.date}
        if when.without and not when.rrule and not rhythm.once and not times:
            left = left_out(rrule, when.without)
            return {"rrule": left, "times": None} if left else None
        return None
    return None


def _only_told(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether it is told what somebody does: "I do it every morning anyway"."""
    said = " ".join(words)
    if any(phrases.has("repair.adds_to_days", word) for word in words):
        return True  # "Sunday too" takes none of the other days away.
    denies = phrases.has("correction_not", words[0])
    subject = not denies and phrases.has("repair.no_lead_after", words[0])
    return subject and not phrases.longest_start("goal_corrects", said)


def _after_what_it_is_not(
    language: Language, words: list[str], phrases: Phrases, now: datetime | None
) -> list[str]:
    """What stands in the place of the days first named: "not just Sunday, every Tuesday …"."""
    plain = plain_words(words)
    if not phrases.has("correction_not", plain[0]):
        return words
    for at in range(2, len(words)):
        if phrases.has("repair.begins_days", plain[at]):
            return words[at:]
        if rhythm_read(language, words[1:at], now) and rhythm_read(language, words[at:], now):
            return words[at:]
    return words


def _all_of_it(answer: str, text: str, language: Language) -> str:
    """The answer, with what goes on after it in the same clause: where, when, remind me."""
    words, plain = text.split(), plain_words(text.split())
    own = plain_words(answer.split())
    places = [n for n in range(len(plain)) if plain[n : n + len(own)] == own]
    if not places:
        return answer
    end = places[0] + len(own)
    phrases = phrases_of(language.name)
    rest = " ".join(plain[end:])
    goes_on = bool(rest) and (
        starts_addition(rest, language.name)
        or phrases.has("rhythm_begins", plain[end])
        or phrases.longest_start("reminds", rest)
    )
    return " ".join(words[places[0] :]) if goes_on else answer


def _without_reminder(
    language: Language, words: list[str], phrases: Phrases, now: datetime | None
) -> tuple[list[str], str | None]:
    plain = plain_words(words)
    for at in range(1, len(words)):
        lead = phrases.longest_start("reminds", " ".join(plain[at:]))
        if lead:
            after = words[at + len(lead.split()) :]
            time = _time_in(language, after, now)
            late = any(phrases.has("late_in_the_day", word) for word in plain)
            halved = any(phrases.has("half_of_day", word) for word in plain[at:])
            if time and late and not halved and time < NOON:
                time = half_a_day_on(time)
            return words[:at], time
    return words, None


def _time_in(language: Language, words: list[str], now: datetime | None) -> str:
    """The hour that is named among the words; "" for none."""
    for at in range(min(len(words), 2 * A_TIME)):
        for end in range(min(len(words), at + A_TIME), at, -1):
            read = language.understand(" ".join(words[at:end]), Time(), now=now)
            if read.kind == "answer":
                return str(read.value)
    return ""


def _rhythms(
    language: Language, words: list[str], phrases: Phrases, now: datetime | None
) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """The rhythms or days among the words of a step, each with where it stands."""
    plain = plain_words(words)
    for at in range(1, len(words)):
        if not phrases.has("rhythm_begins", plain[at]):
            continue
        if phrases.has("no_rhythm_after", plain[at - 1]):
            continue
        if any(phrases.has("rhythm_denied", word) for word in plain[max(at - 4, 0) : at]):
            continue  # "I don't mean tomorrow."
        counts = phrases.has("rhythm_counts", plain[at])
        if counts and not any(phrases.has("rhythm_counted", w) for w in plain[at + 1 : at + 2]):
            continue  # "Five pages every night" begins with no rhythm.
        reasons = (n for n in range(at, len(words)) if _is_reason(words[n], phrases))
        for end in range(min(next(reasons, len(words)), at + LONGEST), at, -1):
            after = plain[end].partition("'")[0] if end < len(words) else ""
            piece = plain[at:end]
            if after and phrases.has("rhythm_goes_on", after):
                continue
            often = rhythm_read(language, list(piece), now)
            if often is None or RecurrenceSet.parse(str(often["rrule"])).as_said:
                continue
            if not phrases.has("rhythm_words", plain[end - 1]):
                shorter = range(at + 1, end)
                same = (
                    n for n in shorter if rhythm_read(language, list(plain[at:n]), now) == often
                )
                first = next(same, end)
                while first < end and phrases.has("rhythm_words", plain[first]):
                    first += 1  # "On Monday and Wednesday evenings".
                end = first
            piece = plain[at:end]
            one = _said_at_last(language, piece, phrases, now)
            one = one or _one_day(language, piece, often, phrases, now)
            led = int(phrases.has("day_leads", plain[at - 1]))
            yield at - led, end, one or often
            return


def _said_at_last(
    language: Language, piece: tuple[str, ...], phrases: Phrases, now: datetime | None
) -> Mapping[str, Any] | None:
    """The day or the rhythm after one that was taken back: "on Thursday, no wait, Friday"."""
    for _, start in taken_back(piece, phrases):
        when = when_and_why(language, language.words(" ".join(piece[start:])), now)
        if when is not None and when.date:
            return {"rrule": ONCE, "times": None, "by": when.date}
        if when is not None and when.rrule:
            return {"rrule": when.rrule, "times": None}
    return None


def _one_day(
    language: Language,
    piece: tuple[str, ...],
    often: Mapping[str, Any],
    phrases: Phrases,
    now: datetime | None,
) -> Mapping[str, Any] | None:
    """Once on the day that is named: "on Sunday" is the next one, "every Sunday" is not."""
    if any(phrases.has("says_each", word) for word in piece) or often.get("times"):
        return None
    if "MONTHLY" in str(often["rrule"]):
        return None
    if any(phrases.longest_start("says_a_count", " ".join(piece[at:])) for at in range(len(piece))):
        return None
    for before, word in pairwise(piece):
        named = language.understand(word, Date(), now=now).kind == "answer"
        if named and phrases.has("each_by_article", before):
            return None
    day = language.understand(" ".join(piece), Date(), now=now)
    if day.kind != "answer" or "by" in often:
        return None
    return {"rrule": ONCE, "times": None, "by": str(day.value)}


def rhythm_read(
    language: Language, words: list[str], now: datetime | None
) -> Mapping[str, Any] | None:
    """The rhythm that all of the words tell; `None` for none."""
    read = language.understand(" ".join(words), Recurrence(), now=now)
    return read.value if read.kind == "answer" and isinstance(read.value, Mapping) else None


def with_condition(often: Mapping[str, Any], rest: str, language: Language) -> Mapping[str, Any]:
    """The rhythm with what else was said of it, kept in words; not what is said to Lantern."""
    if is_spoken_to(rest, language.name):
        return often
    rhythm = RecurrenceSet.parse(str(often["rrule"]))
    return {**often, "rrule": replace(rhythm, as_said=rest).text()}


def _joined(words: list[str], phrases: Phrases) -> str:
    """Words without an "and" that led to what was taken out."""
    while words and phrases.has("clause_joins", words[-1].lower().strip(MARKS)):
        words = words[:-1]
    return " ".join(words).strip(" ,")


def plain_words(words: list[str]) -> tuple[str, ...]:
    """The words in small letters, without marks around them."""
    return tuple(word.lower().replace("\u2019", "'").strip(MARKS) for word in words)
