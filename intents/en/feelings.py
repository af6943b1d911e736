"""Whether somebody says how heavy things are, or that they can't: "I'm sad", "nothing matters".

Only a whole utterance counts, with what goes on from the feeling ("because …"). What one would like
to feel is a wish and none of these, and neither is a feeling as the name of a thing ("sadness").
"""

from __future__ import annotations

from intents.en.yesno import is_firm, yes_or_no

Words = tuple[str, ...]

_I_FEEL = tuple(
    tuple(line.split())
    for line in (
        "i am", "i feel", "i am feeling", "i have been", "i have been feeling", "i just feel",
        "feeling", "i still feel", "it makes me", "that makes me", "this makes me",
        "i am still", "i keep feeling", "everything feels", "it all feels", "it feels",
        "life feels", "i felt",
    )
)  # fmt: skip
_HOW = frozenset(
    [
        "just",
        "so",
        "very",
        "really",
        "too",
        "quite",
        "a",
        "bit",
        "little",
        "all",
        "kind",
        "of",
        "sort",
        "pretty",
        "rather",
        "extremely",
        "awfully",
        "completely",
        "totally",
        "utterly",
        "absolutely",
        "always",
        "simply",
        "honestly",
        "deeply",
        "still",
        "only",
        "feeling",
        "like",
        "such",
        "incredibly",
        "terribly",
        "more",
        "and",
        "some",
    ]
)
_HEAVY = frozenset(
    [
        "sad",
        "low",
        "down",
        "awful",
        "terrible",
        "horrible",
        "miserable",
        "depressed",
        "empty",
        "numb",
        "hopeless",
        "lost",
        "lonely",
        "alone",
        "tired",
        "exhausted",
        "drained",
        "worn",
        "burned",
        "overwhelmed",
        "anxious",
        "afraid",
        "scared",
        "frightened",
        "ashamed",
        "guilty",
        "worthless",
        "useless",
        "helpless",
        "broken",
        "heartbroken",
        "hurt",
        "hurting",
        "unhappy",
        "upset",
        "desperate",
        "bad",
        "dreadful",
        "rotten",
        "crushed",
        "defeated",
        "blue",
        "crap",
        "shit",
        "shitty",
        "rubbish",
        "gutted",
        "devastated",
        "dead",
        "bleak",
        "pointless",
        "heavy",
        "meaningless",
        "weepy",
        "tearful",
        "angry",
        "furious",
        "stressed",
        "panicky",
        "nothing",
        "failure",
        "mess",
        "wreck",
        "hell",
        "burden",
        "struggling",
        "crying",
        "grieving",
    ]
)
_AFTER = frozenset(
    [
        "today",
        "now",
        "right",
        "lately",
        "tonight",
        "inside",
        "anymore",
        "again",
        "out",
        "up",
        "this",
        "that",
        "morning",
        "evening",
        "afternoon",
        "week",
        "day",
        "days",
        "these",
        "all",
        "the",
        "time",
        "really",
        "honestly",
        "to",
        "be",
        "at",
        "moment",
        "of",
        "it",
        "everything",
        "always",
        "and",
        "very",
        "so",
        "too",
        "as",
        "well",
        "you",
        "know",
        "i",
        "guess",
        "think",
        "suppose",
        "sorry",
        "about",
        "because",
        "since",
        "when",
        "but",
        "after",
        "over",
    ]
)
_GOES_ON = frozenset(
    ["because", "since", "that", "about", "when", "and", "but", "as", "after", "over"]
)
_BEFORE = frozenset(
    [
        "well",
        "oh",
        "um",
        "so",
        "honestly",
        "actually",
        "sorry",
        "just",
        "right",
        "okay",
        "yes",
        "no",
        "and",
        "but",
        "because",
        "now",
        "look",
        "today",
        "lately",
        "to",
        "be",
        "honest",
        "truth",
        "is",
        "the",
        "i",
        "think",
        "guess",
        "suppose",
    ]
)
_WHOLE = frozenset(
    tuple(line.split())
    for line in (
        "nothing matters", "nothing matters to me", "nothing really matters",
        "nothing is important", "nothing makes sense", "nothing helps", "what is the point",
        "there is no point", "it is pointless", "it is all pointless",
        "everything is pointless", "i see no point", "i do not care",
        "i do not care about anything", "i do not feel anything", "i feel nothing",
        "i do not feel good", "i do not feel well", "i do not feel like anything",
        "i am not okay", "i am not well", "i am not good", "i am not doing well",
        "i am not all right", "i am not feeling well", "i am not feeling good",
        "i am not doing so well", "i am not happy", "it is too much", "it is all too much",
        "everything is too much", "it hurts", "everything hurts", "i can not cope",
        "i can not think", "i can not think straight", "i can not", "i can not do this",
        "i can not do it", "i can not do anything", "i just can not", "i really can not",
        "i can not right now", "i can not today", "not today i can not",
        "i can not concentrate", "i can not get up", "i can not get out of bed", "i give up",
        "i want to cry", "i could cry", "i am in a bad way", "i am having a hard time",
        "i had a terrible day", "i had an awful day", "it is hard", "it is so hard",
        "life is hard", "i want to sleep", "i only want to sleep", "i want to be left alone",
        "i want to be alone", "i want to hide", "i want to stay in bed", "i need to sleep",
        "i would rather sleep", "i want to sleep all day", "i do not know anymore",
        "i hate myself", "i hate my life", "i hate everything", "leave me alone",
        "i have no energy", "i have no strength", "i have no hope", "i have nothing left",
        "my life is a mess", "my heart is broken", "everything is awful",
        "everything is terrible", "everything is hard", "everything is dark", "nobody cares",
        "nobody cares about me", "no one cares", "i am at the end of my rope",
    )
)  # fmt: skip
_REFUSES = frozenset({("i", "can", "not", "today"), ("i", "can", "not", "right", "now")})
"""Who can't at this time refuses, where a yes or a no was asked for."""
_UNSAID = frozenset({"just", "really", "only", "all", "simply", "so", "honestly", "even", "ever"})
_ENDS = frozenset(
    {"anymore", "today", "now", "right", "lately", "tonight", "again", "really", "and"}
)


def answered_before(words: Words) -> bool | None:
    """The yes or no said before how one feels: "no, I'm so tired". Nothing where there is none.

    "I can't" alone may refuse or lament, and whoever laments is not to be taken at their word.
    """
    if words in _REFUSES:
        return False
    for end in range(len(words) - 1, 0, -1):
        said = words[:end]
        answer = yes_or_no(said)
        if answer is not None and is_firm(said) and not feeling(said) and feeling(words[end:]):
            return answer
    return None


def feeling(words: Words) -> bool:
    """Whether it says no more than that things are heavy, or that one can't."""
    for start in range(len(words)):
        if start and words[start - 1] not in _BEFORE:
            return False
        if _can_not(words[start:]) or _is_heavy(words[start:]):
            return True
    return False


def _can_not(words: Words) -> bool:
    while words and words[-1] in _ENDS:
        words = words[:-1]
    return words in _WHOLE or tuple(word for word in words if word not in _UNSAID) in _WHOLE


def _is_heavy(words: Words) -> bool:
    for begins in _I_FEEL:
        if words[: len(begins)] != begins:
            continue
        rest = words[len(begins) :]
        at = next((at for at, word in enumerate(rest) if word not in _HOW), len(rest))
        if at < len(rest) and rest[at] in _HEAVY:
            tail = rest[at + 1 :]
            return not tail or tail[0] in _GOES_ON or _HEAVY.union(_AFTER).issuperset(tail)
    return False
