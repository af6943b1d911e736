"""Yes or no, with the hedges people put around them."""

from __future__ import annotations

Words = tuple[str, ...]


def _phrases(text: str) -> frozenset[Words]:
    return frozenset(tuple(line.split()) for line in text.replace("\n", ",").split(",") if line.strip())


YES = _phrases("""
yes, yeah, yep, yup, yah, ya, aye, yessir, sure, sure thing, okay, of course, certainly, absolutely, definitely, indeed
exactly, precisely, correct, right, true, affirmative, agreed, uh huh, mhm, fine, why not, by all means, for sure
you bet, totally, surely, with pleasure, gladly, go ahead, go on, go for it, sounds good, sounds great, sounds right
that is right, that is correct, that is true, that is it, that is fine, that works, it is, it was, it does, it did
it would, i do, i did, i am, i have, i will, i would, i can, i could, i was, we do, we did, we are, we have, we will
he is, he does, he did, she is, she does, she did, they do, they are, they did, you are, you do, you can, you may
i think so, i believe so, i guess so, i suppose so, i would say so, i hope so, i guess, i suppose, i reckon so, i reckon
probably, most likely, very likely, likely, i should think so, i would think so, i imagine so, i expect so, pretty much
more or less, mostly, very much, very much so, very much yes, please do, do it, do that, let us, let us do it, let us do that
i would like that, i would love that, i would love to, i would like to, i want to, i want that, i agree, good idea, great idea
great, perfect, good, lovely, wonderful, excellent, all right, very well, i am in, count me in, it has, it will
all good, no problem, no doubt, no objection, no objections, without a doubt, no question, i do not mind, i would not mind
i can not complain, i would not say no, can not say no, roger, positive, obviously, naturally, clearly, always, oui
that would be good, that would be great, that would be nice, that would be lovely, that would be fine, works for me
it is true, it is right, that is so, quite, quite right, quite so, right you are, happy to, i am happy to, i am afraid so
oh yes, oh yeah, hell yes, heck yes, yes please, please, everything, i am ready, ready, let us go, that sounds good
that sounds great, that sounds right, that sounds fine, you got it, you are right, to be sure, in fact yes, damn right
mm hmm, mhmm, ja, you could say that, you could say so, one could say that, fine by me, fine with me, okay by me, okay with me, more yes than no, rather yes
kind of yes, sort of yes, in a way yes, i think i do, i think i did, i think i am, i think it is, i think i will
i think i would, i think i can, i believe i did, i believe i do, i guess i did, i guess i do, i guess i am, might as well
may as well, i may as well, could do, i do not see why not, do not see why not, i am up for it, alrighty, okey dokey
righto, right on, amen, bingo, yes indeed, sure do, sure did, sure am, you know it, it sure is, it sure was, i certainly do
i certainly did, i really do, i really did, i definitely do, i definitely did, i absolutely do
""")
NO = _phrases("""
no, nope, nah, naw, nay, never, negative, not really, not at all, of course not, absolutely not, certainly not
definitely not, no way, no thanks, no thank you, not now, not today, not yet, not right now, not this time, not exactly
not quite, not particularly, not especially, not much, not so much, not very, not very much, not likely, not me, not for me
not necessarily, not anymore, not any more, not in the slightest, not a chance, no chance, hardly, barely, scarcely
unlikely, probably not, most likely not, i do not think so, i do not believe so, i guess not, i suppose not, i think not
i hope not, i would rather not, i would prefer not, i would prefer not to, i prefer not to, i had rather not, rather not
i do not, i did not, i am not, i have not, i will not, i would not, i can not, i could not, i was not, we do not
we did not, it is not, it was not, it does not, it did not, it has not, it will not, that is not right, that is not true
that is wrong, that is not it, that is incorrect, that is false, wrong, false, incorrect, i doubt it, i doubt that
i do not want to, i do not want that, i do not feel like it, i am afraid not, i would say not, i would say no
better not, let us not, please do not, do not, no sir, no need, there is no need, forget it, no never, hell no, heck no
nothing, none, nothing like that, nope nope, none at all, by no means, under no circumstances, i disagree, i refuse
out of the question, not interested, i am not interested, i pass, maybe not, perhaps not, maybe later, later, another time
maybe another time, perhaps later, some other time, i am good, i am fine, i am okay, no i am good, no i am fine
anything but, on the contrary, far from it, nowhere near, not even close, not even, not ever, no more, not one bit, not a bit
not a lot, no longer, he is not, she is not, they are not, he did not, she did not, they did not, you are wrong
not my thing, not my cup of tea, not if i can help it, not on your life, fat chance, no dice, nothing doing, non, nein, nada
i can not say i did, i can not say i do, i can not say that i did, can not say i did, more no than yes, rather no, mm mm
neither, it would not, it can not be, not true, not right, not correct, not in the least, i do not agree, not happening
i think no, i do not really, i did not really, i do not want it, i do not want one, not in the mood, i am not in the mood
i have none, i do not have any, i do not have one, not that i know of, not that i can think of, not as far as i know
not that i know, it is not true, it is not right, i am not ready, not ready, i am not ready yet, not tonight
i do not care to, i do not wish to, i never do, i never did, i never have, not in a million years, no no
""")
UNCLEAR = _phrases("""
maybe, perhaps, possibly, it depends, that depends, depends, hard to say, hard to tell, i do not know, i am not sure
not sure, no idea, not a clue, i have no idea, i have no clue, no clue, who knows, could be, might be, it could be
it might be, yes and no, kind of, sort of, a bit of both, both, i could not say, i can not say, i can not tell
i can not decide, sometimes, i might, i may, we will see, we shall see, let us see, what do you think, so so, fifty fifty
either way, i do not mind either way, i do not care, whatever, dunno, i wonder, good question, not certain
i am not certain, hard to know, difficult to say, neither yes nor no, in between, undecided, i am undecided, unsure
i am unsure, i am in two minds, maybe maybe not, maybe yes maybe no, it is complicated, that is complicated
no comment, no one, no problem at all with that, not no, no wonder, more or less no, i am torn, can not decide
i do not remember, i can not remember, i forget, i forgot, could you repeat, i do not understand
""")
HEDGES = frozenset(
    "well um uh oh ah hmm okay so actually really honestly just i think guess suppose mean would say believe maybe "
    "perhaps probably quite kind of sort pretty very rather to be fair honest truth tell the truthful truly and but "
    "then now today please thanks thank you definitely absolutely certainly totally let me see lantern right yes yeah "
    "course sure in a way for that it all afraid at least hey sir madam dear love indeed completely entirely also though "
    "again as if must have got my answer is the".split()
)
_AFTER_NO = frozenset(
    "i not it we that thank thanks he she they there but because sorry please never way sir madam my this you actually no "
    "nope well really of absolutely definitely certainly need just only sadly unfortunately today let do did does is was "
    "can could would will have has and so what forget better rather why at maybe the later another if then when in".split()
)
_NOT_REFUSAL = _phrases("no problem, no doubt, no objection, no objections, no question, no worries, no bother, no trouble")
_STRONG_YES = frozenset("yes yeah yep yup yah aye absolutely definitely certainly sure indeed exactly".split())
_STRONG_NO = frozenset("no nope nah never naw".split())
_EMPHASIS = frozenset({"really", "just", "honestly", "actually", "truly", "dear"})
_LONGEST = max(len(p) for p in YES | NO | UNCLEAR)


def yes_or_no(words: Words) -> bool | None:
    """True or False; nothing where it is neither, or both."""
    if not words:
        return None
    if words in UNCLEAR:
        return None
    if words in YES:
        return True
    if words in NO:
        return False
    plain = tuple(
        w for at, w in enumerate(words) if w not in _EMPHASIS or words[at - 1 : at] == ("not",)
    )
    if plain and plain != words:
        return yes_or_no(plain)
    for marker in (("i", "mean"), ("no", "wait"), ("wait", "no"), ("sorry",), ("make", "that"), ("rather",), ("wait",)):
        size = len(marker)
        for at in range(len(words) - size - 1, 0, -1):
            if words[at : at + size] == marker:
                corrected = yes_or_no(words[at + size :])
                if corrected is not None:
                    return corrected
    found = list(_cover(words))
    polarity = {value for value, _, _ in found if value is not None}
    unclear = any(value is None for value, _, _ in found)
    covered = sum(end - start for _, start, end in found)
    loose = sum(1 for at, w in enumerate(words) if w not in HEDGES and not _inside(at, found))
    if found and loose == 0 and covered:
        if len(polarity) == 1 and (not unclear or found[-1][0] is not None):
            if unclear and not _is_firm(words, found):
                return None
            return polarity.pop()
        return None
    return _leading(words)


def _cover(words: Words) -> list[tuple[bool | None, int, int]]:
    found: list[tuple[bool | None, int, int]] = []
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            part = words[at : at + size]
            if part in NO:
                found.append((False, at, at + size))
            elif part in UNCLEAR:
                found.append((None, at, at + size))
            elif part in YES and not (size == 1 and part[0] in ("right", "please", "okay", "good", "great", "quite", "mostly", "ready", "do") and len(words) > 1):
                found.append((True, at, at + size))
            else:
                continue
            at += size
            break
        else:
            at += 1
    return found


def _inside(at: int, found: list[tuple[bool | None, int, int]]) -> bool:
    return any(start <= at < end for _, start, end in found)


def _is_firm(words: Words, found: list[tuple[bool | None, int, int]]) -> bool:
    """A hedge beside a plain yes or no does not take it back; a bare "maybe" does."""
    return any(
        not (_STRONG_YES | _STRONG_NO).isdisjoint(words[start:end])
        for value, start, end in found
        if value is not None
    )


def _leading(words: Words) -> bool | None:
    """A yes or no with more behind it: "no i did not get round to it"."""
    start = 0
    while start < len(words) - 1 and words[start] in ("well", "oh", "so", "um", "okay", "and", "hmm", "ah"):
        start += 1
    rest = words[start:]
    if rest[:2] in _NOT_REFUSAL:
        return True
    if rest[0] in _STRONG_NO and (len(rest) == 1 or rest[1] in _AFTER_NO):
        return None if _turns(rest[1:], _STRONG_YES) else False
    if rest[0] in _STRONG_YES or rest[0] in ("okay", "correct"):
        return None if _turns(rest[1:], _STRONG_NO) else True
    for size in range(min(_LONGEST, len(rest) - 1), 1, -1):
        if rest[:size] in NO and len(rest) - size <= 6:
            return False
        if rest[:size] in YES and len(rest) - size <= 6 and rest[size] not in ("not", "but", "no"):
            return True
        if rest[:size] in UNCLEAR:
            return None
    last = rest[-1]
    if len(rest) <= 8:
        if last in _STRONG_YES and rest[-2] not in ("not", "or"):
            return True
        if last in ("no", "nope") and rest[-2] not in ("not", "or", "say", "yes", "there"):
            return False
    return None


def _turns(rest: Words, other: frozenset[str]) -> bool:
    return len(rest) >= 2 and rest[0] == "and" and rest[1] in other
