"""What a person hopes for, without the words which lead up to it."""

from __future__ import annotations

Words = tuple[str, ...]


def _phrases(text: str) -> tuple[Words, ...]:
    lines = (tuple(p.split()) for p in text.replace("\n", ",").split(",") if p.strip())
    return tuple(sorted(lines, key=len, reverse=True))


_LEADS = _phrases("""
i want to, i want, i would like to, i would like, i would love to, i would love, i wish to, i wish, i wish i could, i hope to, i hope that i can, i hope i can, my goal is to, my goal is, my goal would be to, my goal would be
my aim is to, my aim is, my plan is to, my plan is, my intention is to, my dream is to, my dream is, my value is, my values are, i plan to, i intend to, i aim to, i am going to, i am hoping to, i need to
i have to, i should, i ought to, i will, i think i will, i think i want to, i think i would like to, i guess i want to, i guess i would like to, maybe i want to, maybe, perhaps, probably, well, so, um, okay, yes, and, i think, i guess, i suppose
i just want to, i just want, i really want to, i really want, i really need to, i also want to, i want my goal to be, my new goal is to, my new goal is, a goal is to, one goal is to, one goal would be to, the goal is to, this week i want to, this week i will, this year i want to, today i want to
i am trying to, i try to, let us say, i would say, i want to be able to, to be able to, to, what i want is to, what i want is, what i really want is to, what i really want is, what i would like is to, what i would like is, it would be nice to, it would be good to, i value, i believe in, i care about, what matters to me is
something i want is to, i am planning to, i wanna, i have decided to, i decided to, i commit to, i want to commit to, i promise to, i want to start, let me, i can, i could, i might, hmm, oh, right, start by, how about, what about, i desire to, i long to, i dream of, i have been wanting to, i am determined to, for me it is, for me, it is, my wish is to, my wish is, i am keen to, i fancy, i feel like, just, simply, really, actually, my target is to, my objective is to, i set myself the goal to, add, the most important thing is, most important to me is, important to me is
""")


def title(words: Words) -> Words:
    """The words without "i want to", "my goal is to" and the like."""
    changed = True
    while changed:
        changed = False
        for lead in _LEADS:
            if words[: len(lead)] == lead and len(words) > len(lead):
                words = words[len(lead) :]
                changed = True
                break
    return words
