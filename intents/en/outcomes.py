"""How a goal went: done, partly, not yet, or rather not said."""

from __future__ import annotations

from intents.en.numbers import number_at
from intents.en.yesno import yes_or_no

Words = tuple[str, ...]


def _phrases(text: str) -> tuple[Words, ...]:
    lines = (tuple(p.split()) for p in text.replace("\n", ",").split(",") if p.strip())
    return tuple(sorted(lines, key=len, reverse=True))


_SKIP = _phrases("""
skip, skip it, skip this, skip that, skip this one, skip that one, pass, i pass, next, next one, next please, move on, rather not say
i would rather not say, prefer not to say, i prefer not to say, i would prefer not to say, no comment, do not ask
do not want to say, do not want to talk about it, do not want to talk about that, do not feel like talking about it
rather not talk about it, rather not talk about that, let us not talk about it, none of your business, leave it, let us move on
let us skip, does not matter, not relevant, not applicable, ask me later, ask me another time, ask me tomorrow, let us leave that
leave that one, next goal, next question, not this one, do not want to answer, rather not answer, rather not, i would rather not
rather not go into it, let us not go there, let us not, prefer not to answer, prefer not to, leave it out, do not want to discuss it, skipping
""")
_PARTLY = _phrases("""
partly, partially, in part, part of it, part way, partway, some of it, some, a bit, a bit of it, a little, a little bit, half, half of it
halfway, half way, half done, half finished, most of it, mostly, almost, nearly, nearly done, almost done, almost finished, not all of it, not all, not fully
not entirely, not completely, not quite, not everything, not the whole thing, not totally, so so, kind of, sort of, more or less
to some extent, up to a point, to a degree, in a way, a few, a couple, some days, some of them, once or twice, most days, only once
only a bit, only a little, only half, only part, only some, a start, made a start, started, i started, got started, began, i began
halfhearted, did my best, tried, i tried, made some progress, some progress, got somewhere, yes and no, well yes and no, in between, bits of it
bits and pieces, at least some, at least a bit, at least part of it, not as much as i wanted, less than i wanted, less than planned, cut it short
gave up halfway, stopped halfway, not as long as i wanted, a shorter version, a smaller version, a quarter, three quarters, fifty percent
fifty fifty, working on it, in progress, on my way, getting there, under way, underway, i am on it, could have been better, did a bit, did some, not the rest
one of them, two of them, ran out of time halfway, but not all, but not everything, did one, i did one, just a bit, just a little, just one, just some, kind of did
sort of did, did part, i did half, did half, about half, about halfway, a portion, not finished yet but, most, the first half, the first part, half a, only managed, got part of the way, got part way
""")
_DONE = _phrases("""
done, all done, did it, i did it, did that, i did, i have, i have done it, have done it, have done that, finished, finished it, i finished, completed, complete, completed it, i completed it
achieved, accomplished, managed, managed it, i managed it, i managed, managed to do it, managed to, success, succeeded, i succeeded, nailed it, crushed it, mission accomplished
went well, it went well, great, it went great, went great, fine, it went fine, all of it, everything, the whole thing, every day, every single day, every time, both times, all the way
check, tick, ticked off, got it done, i got it done, took care of it, sorted, in the bag, fully, completely, entirely, totally, as planned, just as planned, like i planned, to the letter
even more than planned, more than planned, more than i planned, kept it, kept my word, stuck to it, stuck with it, i stuck to it, followed through, pulled it off, made it, i made it, hit it
good, very good, really well, very well, perfectly, perfect, wonderful, brilliantly, smashed it, happened, it happened, walked, i walked, called her, called him, called them, wrapped up, it is done, that is done
one hundred percent, a hundred percent, hundred percent, yes, successfully, ran, went, i went, done and dusted, job done, reached it, i reached it, fulfilled, met it, i did every one, did all of it, did them all, hit my goal, did my part, ticked it off
""")
_NOT_YET = _phrases("""
not yet, not done, did not, i did not, have not, i have not, not at all, did not do it, did not get to it, did not get round to it, did not get around to it, did not happen, it did not happen
did not manage, could not, i could not, did not work out, it did not work out, never got to it, never got round to it, never got around to it, never happened, forgot, i forgot, forgot about it, slipped my mind, it slipped my mind
no time, not enough time, had no time, ran out of time, too busy, too tired, was too tired, was too busy, was ill, was sick, nothing, nope, no, nah, not today, not this time, not really, missed it, i missed it, missed, skipped it, i skipped it
failed, i failed, failed to, still to do, still have to, still need to, still have not, still not, not started, have not started, i still have to, tomorrow, later, will do it later, i will do it, i will do it tomorrow, going to do it, yet to, maybe tomorrow, was not able to, unable to
hardly, barely, not a bit, zero, none, none of it, not so far, not even, not even close, no chance, no luck, no success, did not start, did not try, not even started, did not bother, put it off, i put it off, postponed, postponed it, procrastinated, let it slide, i let it slide, gave up, did not stick to it, fell through, dropped the ball, got in the way, not going well, it went badly, badly, not well, not good, did not go well, unfortunately not, sadly not, afraid not, i wish, i wish i had, no i did not, overslept, i overslept, was not able, planning to, about to, on my list, avoided it, i avoided it, not done yet, not finished, not now
""")
_LEADS = {"done": _DONE, "partly": _PARTLY, "not_yet": _NOT_YET, "skip": _SKIP}
_NEGATORS = frozenset("not never no nothing none hardly barely without nobody neither nor".split())


def outcome(words: Words) -> str | None:
    """ "done", "partly", "not_yet" or "skip"; nothing where it cannot be told."""
    if not words or len(words) > 30:
        return None
    for name in ("skip", "partly", "not_yet", "done"):
        if words in _LEADS[name]:
            return name
    share = _share(words)
    if share is not None:
        return share
    if words[:3] in (("i", "do", "not"), ("do", "not")) and "know" in words[:5]:
        return None
    if _has(words, _SKIP) and len(words) <= 8:
        return "skip"
    negated = not _NEGATORS.isdisjoint(words)
    if _has(words, _PARTLY):
        return "partly"
    if _has(words, _NOT_YET):
        return "not_yet"
    if _has(words, _DONE):
        return None if negated else "done"
    answer = yes_or_no(words)
    if answer is None:
        return None
    return "done" if answer else "not_yet"


def _share(words: Words) -> str | None:
    """ "two out of three": of all, some or none."""
    for at in range(1, len(words) - 2):
        if words[at : at + 2] == ("out", "of"):
            part = number_at(words, at - 1) or (number_at(("one",), 0) if words[at - 1] == "once" else None)
            whole = number_at(words, at + 2)
            if part and whole and whole.value:
                return "done" if part.value >= whole.value else "partly" if part.value else "not_yet"
    return None


def _has(words: Words, phrases: tuple[Words, ...]) -> bool:
    return any(
        words[at : at + len(phrase)] == phrase
        for phrase in phrases
        for at in range(len(words) - len(phrase) + 1)
    )
