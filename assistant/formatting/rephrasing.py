"""A person's words, kept tidily and given back: "my kids" is kept, and said back as "your kids".

The words themselves are never others than were said: only capitals and spaces are mended where
they are taken in, and the person who speaks is turned about where Lantern says them.
"""

from __future__ import annotations

import re

from assistant.formatting.capitals import always


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEDGE = (
    r"(?:i guess|i suppose|i think|i believe|i reckon|i dunno|maybe|perhaps|probably|possibly|"
    r"sort of|kind of|um+|uh+|er+|erm|hm+|well,|so,)"
)
_HEDGES_AFTER = re.compile(
    rf"(?:[\s,.;…-]+(?:{_HEDGE}|or something|or so|you know))+[\s,.;…]*$", re.I
)
_HEDGES_BEFORE = re.compile(rf"^[\s,.;…]*(?:{_HEDGE}(?:[,.;…]+\s*|\s+)(?:that\s+)?)+(?=\w)", re.I)
_HEDGES_AMID = re.compile(rf",\s*(?:{_HEDGE.replace(',', '')}|you know)\s*,\s*", re.I)
_NOT_AFTER = frozenset(("who", "what", "how", "than", "as", "to", "of", "and", "or", "that"))
"""After one of these a hedge is no hedge: "saying what I think", "to live as I think"."""

_LEADS = re.compile(
    r"^(?:today\s+)?(?:my intention is\s+(?:that\s+)?)?"
    r"(?:i(?:'ll| will| shall)(?!\s+not\b)|i(?:'m| am) (?:going|planning|hoping) to|"
    r"i(?:'d| would) (?:like|love) to|"
    r"i (?:want|wish|hope|plan|intend|mean|need) to|to)\s+(?=\w)",
    re.I,
)
_IT_IS = re.compile(
    r"^(?:(?:it|that)(?:'s| is| was|'d be| would be| will be|'ll be| could be| might be)|"
    r"i(?:'d| would) say|i (?:think|guess) of)\s+(?=\w)",
    re.I,
)
_A_TIME = re.compile(
    r"\b(?:tonight|this (?:morning|afternoon|evening)|(?:right |straight )?(?:after|before) \w+|"
    r"(?:when|while|whenever|as soon as|once) (?:i|we|he|she|it|they|my|the)\b|during \w+|"
    r"at (?:noon|night|midday|lunch|lunchtime|breakfast|dinner|supper|bedtime|work|home|\d+|half|"
    r"quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b|"
    r"in the (?:morning|afternoon|evening)|(?:over|with) (?:breakfast|lunch|dinner|supper|coffee)|"
    r"on (?:the|my) way\b|first thing|\d+ ?(?:am|pm)\b)",
    re.I,
)

_HARDSHIP = re.compile(
    r"\b(?:hard|tough|rough|difficult|awful|terrible|horrible|bad|sad|miserable|exhausting|"
    r"struggl\w+|nothing|not proud|no moment|wasn't (?:proud|much))\b",
    re.I,
)
_AND_YET = re.compile(r"\b(?:but|though|although|still|yet|managed|got through|anyway)\b", re.I)

_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself",
    "i'm": "you're", "i've": "you've", "i'll": "you'll", "i'd": "you'd", "am": "are",
}  # fmt: skip
_SOMEBODY_ELSE = re.compile(r"\b(?:you|your|yours|yourself|you're|you've|you'll|you'd)\b", re.I)
_BETWEEN = r"(?:(?:also|always|never|still|just|only|really|so|once|often|even|already|almost) )?"
_I_WAS = re.compile(rf"\b(I {_BETWEEN})(was|wasn't|am)\b", re.I)
_WAS_I = re.compile(r"\b(was|wasn't) (?=I\b)", re.I)
_AFTER_THE_HOUR = re.compile(r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
                             r"|twelve|thirty|fifteen)) $", re.I)  # fmt: skip
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")

_BASE_VERBS = _words("""
be have do make help give take get go keep live learn love care feel find follow grow become see
stay stand teach tell write create build bring spend share listen
""")
_NO_VERBS = _words("""
the a an my our your his her their all others people everyone god
""")
_DOUBLED = _words("""
run get sit stop swim put let cut plan win begin set shop jog hug dig chat bet knit
""")
_A_NAME_OF_SOMEONE = 6
_A_CLAUSE = 7
_A_CLAUSE_ENDS = re.compile(
    r"[,;:.]\s+|\s+(?:and|so that|because|then|but|while|which|where|until|instead of)\s+", re.I
)
_A_DAY_AT_THE_END = re.compile(
    r"\s+(?:(?:on |every |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"tomorrow|today|tonight|at the weekend|some time|sometime|"
    r"(?:this|next|every) (?:week|weekend|month|day|morning|afternoon|evening))$",
    re.I,
)
_PLEASANT = re.compile(
    r"(?:(?:yes|oh|well|hmm),? )?(?:(?:that|it|this)"
    r"(?:'s| is| would be|'d be| will be| sounds|'ll be)"
    r"(?: (?:just|very|really|quite|so))?|sounds) "
    r"(?:nice|lovely|good|great|fine|wonderful|kind|perfect|all right|okay|"
    r"a good (?:idea|one)|a plan)(?:,? (?:thanks|thank you|yes|please))?",
    re.I,
)
_MINE = re.compile(
    r"(?:(?:no|but|yes|well|i mean|i said),? )*(?:(?:that|it|this)(?:'s| is| was) "
    r"(?:(?:really |just )?(?:my|a|the) (?:own )?(?:step|part|goal|task|job|thing)|mine|"
    r"(?:what|something|the thing) (?:that )?"
    r"i(?:'ll| will|'d| would| want to| can)? ?(?:do|did)?(?: myself)?)|"
    r"i(?:'ll| will|'m going to| am going to| can| want to| do| would)? ?(?:do|doing)? "
    r"(?:it|that)(?: myself)?|(?:my|a) (?:own )?step|just that|exactly that|keep (?:it|that))",
    re.I,
)
_SAYS = re.compile(
    r"\b(?:i|he|she|they|we|it|you|nobody|everybody|everyone)(?:'\w+)?\s+(?!myself)\w+|"
    r"\b\w+'(?:ll|m|re|ve|d)\b|\b(?:can't|won't|don't|doesn't|isn't|will|would|is|are|am|was)\b",
    re.I,
)


def tidy(said: str) -> str:
    """What was said, with "I" and the days and months as they are written, and no stray spaces."""
    text = said if "\n" in said else said.replace("\u2019", "'")
    text = re.sub(r"[ \t]+", " ", text).strip()
    text = re.sub(r" +([,.;:!?])(?=\s|$)", r"\1", text)
    return _WORD.sub(lambda found: always(found[0]), text)


def strip_hedges(said: str) -> str:
    """A name without the "um" and "I guess" at its ends; all of it, where nothing else is there."""
    text = _HEDGES_AMID.sub(", ", _HEDGES_BEFORE.sub("", said))
    found = _HEDGES_AFTER.search(text)
    if found and found.start() and text[: found.start()].split()[-1].lower() not in _NOT_AFTER:
        text = text[: found.start()]
    return text.strip(" ,;…") or said


def as_action(said: str) -> str:
    """What somebody means to do: "I will be kind to her" is "be kind to her"."""
    text = strip_hedges(said)
    return _LEADS.sub("", text) or text


def as_value_name(said: str) -> str:
    """What a value is called, to stand in a sentence: "to be heard" is "being heard"."""
    text = strip_hedges(said).rstrip(" .!")
    bare = _LEADS.sub("", text)
    first, _, rest = bare.partition(" ")
    if bare != text and first.lower() not in _NO_VERBS and not first.lower().endswith("ing"):
        return f"{_gerund(first)} {rest}".strip()
    clear = first.lower() in _BASE_VERBS and rest and not rest.lower().startswith(("and ", "of "))
    return f"{_gerund(first)} {rest}".strip() if clear else bare


def as_person_name(said: str) -> str:
    """Who it is, of "it's my daughter Anna I think"; "" where it is more than a name."""
    text = _IT_IS.sub("", strip_hedges(said)).strip(" .,!?")
    text = strip_hedges(text)
    return text if len(text.split()) <= _A_NAME_OF_SOMEONE else ""


def insists_on_step(said: str, before: str) -> bool:
    """Whether somebody says the same again, or that it is a step of their own: "that's my step"."""
    plain = said.strip(" .,!?").lower()
    return plain == before.strip(" .,!?").lower() or _MINE.fullmatch(plain) is not None


def is_sentence(said: str) -> bool:
    """Whether a few words are a sentence ("he'll shout"), not a name ("fear")."""
    return _SAYS.search(said) is not None


def is_pleasantry(said: str) -> bool:
    """Whether it is said in kindness or agreement, and names nothing: "that would be nice"."""
    return _PLEASANT.fullmatch(said.strip(" .,!?")) is not None


def first_clause(said: str) -> str:
    """The first thing of a longer step, without its day: "call my daughter"; "" where none is."""
    first = _A_CLAUSE_ENDS.split(as_action(said), maxsplit=1)[0]
    first = _A_DAY_AT_THE_END.sub("", first).strip(" ,.;")
    return first if 2 <= len(first.split()) <= _A_CLAUSE else ""


def mentions_time(said: str) -> bool:
    """Whether a time of the day is named: "this evening after dinner"."""
    return _A_TIME.search(said) is not None


def mentions_hardship(said: str) -> bool:
    """Whether it only says that it was hard: "it was a hard week", but not "… and yet I sang"."""
    return _HARDSHIP.search(said) is not None and _AND_YET.search(said) is None


def to_second_person(said: str) -> str:
    """The words of somebody as they are said to them: "I love my kids", "you love your kids".

    Words which speak to another are left as they are: "I love you".
    """
    if _SOMEBODY_ELSE.search(said):
        return said
    text = _I_WAS.sub(lambda m: m[1] + _were(m[2]), said)
    text = _WAS_I.sub(lambda m: f"{_were(m[1])} ", text)

    def turned(found: re.Match[str]) -> str:
        word = found[0]
        if word.lower() == "am" and _AFTER_THE_HOUR.search(text[: found.start()]):
            return word
        other = _TURNED.get(word.lower())
        if other is None:
            return word
        # "I" has its capital anywhere; that "you" may begin a sentence is seen to by the wording.
        capital = word[0].isupper() and (word[0] != "I" or text[: found.start()].endswith(". "))
        return other[:1].upper() + other[1:] if capital else other

    return _WORD.sub(turned, text)


def _were(verb: str) -> str:
    return {"was": "were", "wasn't": "weren't", "am": "are"}[verb.lower()]


def _gerund(verb: str) -> str:
    low = verb.lower()
    if low.endswith("ie"):
        return f"{verb[:-2]}ying"
    if low in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    if low.endswith("e") and not low.endswith(("ee", "oe", "ye")) and low != "be":
        return f"{verb[:-1]}ing"
    return f"{verb}ing"
