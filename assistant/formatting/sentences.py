"""Where a sentence ends, by the pauses and by the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from assistant.formatting.token import Token, words

PAUSE = 0.45
"""Seconds: the shortest pause which may end a sentence, for somebody who speaks fluently."""
LONG = 2.0
"""A pause this many times the shortest ends a sentence before any word which can begin one."""
_SLOWLY = 2.5
"""Somebody who leaves gaps between all words ends a sentence with so many times their usual."""
_SHORTEST = 3
"""Words in a sentence at least, where only a shorter pause tells of its end."""

_UNFINISHED = words("""
a an the my your his its our their this these those of to in on at by for from with without into
onto about over under than as and or but nor because if when while although though that which who
whose so very too really quite i i'm we're you're they're he's she's it's am is are was were be been
do does did have has had will would can could should shall may might must not just to i've we've
i'd i'll we'll every each some any no both either neither more most um uh er like mr mrs
""")
"""Words after which nobody has finished a sentence."""
_CAN_END = words("""
this that those these was is are did does do have had will can could would so too no not in on over
more most like am been any some
""")
"""Those of them after which a sentence does end now and then: after a long pause, it has."""
_BEGINS = words("""
i i'm i've i'll i'd we we're we've he he's she she's it it's they they're you there there's today
yesterday tomorrow then so but now maybe perhaps sometimes my our what why how when where who this
that and after before later finally still also first next well okay yes no
""")
"""Words with which a sentence often begins."""
_GOES_ON = words("of than to with for from by because which whose whom into onto at as or")
"""Words with which a sentence hardly begins: after a pause the old one goes on."""
_ASKS = words("what why how when where who whom which")
_INVERTS = words(
    """
am is are was were do does did have has had will would can could should shall may might
"""
)
_SUBJECTS = words("i you we they he she it this that there")


def ends(tokens: Sequence[Token]) -> list[bool]:
    """For each word but the last, whether a sentence ends after it."""
    gaps = [max(0.0, b.start - a.end) for a, b in pairwise(tokens)]
    pause = max(PAUSE, _SLOWLY * median(gaps)) if len(gaps) > 2 else PAUSE
    found: list[bool] = []
    length = 0
    for here, gap in enumerate(gaps):
        length += 1
        end = _ends(tokens[here].text, tokens[here + 1].text, gap / pause, length)
        found.append(end)
        length = 0 if end else length
    return found


def unfinished(word: str) -> bool:
    """Whether a sentence cannot end with this word, so that what comes after a pause goes on."""
    return word.lower() in _UNFINISHED and word.lower() not in _CAN_END


def goes_on(word: str) -> bool:
    """Whether what begins with this word goes on with the sentence before."""
    return word.lower() in _GOES_ON


def is_question(sentence: Sequence[str]) -> bool:
    """Whether a sentence is plainly a question: "what should I", "do you"."""
    lower = [word.lower() for word in sentence[:3]]
    if len(lower) < 3:
        return False
    if lower[0] in _ASKS and lower[1] in _INVERTS:
        return lower[2] in _SUBJECTS or lower[2] in ("my", "the", "our", "a")
    return lower[0] in _INVERTS - {"may", "might", "will"} and lower[1] in _SUBJECTS


def _ends(word: str, next_word: str, pauses: float, length: int) -> bool:
    """`pauses` is how long the pause is, in shortest pauses; `length` the words up to here."""
    if pauses < 1 or unfinished(word):
        return False
    if pauses >= LONG:
        return not goes_on(next_word)
    return word.lower() not in _UNFINISHED and next_word.lower() in _BEGINS and length >= _SHORTEST
