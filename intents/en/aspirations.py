"""What a person hopes for: a value, a goal, a feeling, not doing something, somebody else's change."""

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
_STOPPING = _phrases("""
stop, quit, no more, do not, not, never, avoid, give up, less, cut out, cut down, cut back, cut down on, cut back on, refrain from, reduce, spend less, get rid of, be less, not be, not to, no longer, without, drop, kick, abstain from, eliminate, resist, lose the habit of, break the habit of, stay away from, keep away from, stay off, keep from
""")
_FEELINGS = frozenset(
    [
        "happy",
        "happier",
        "happiness",
        "calm",
        "calmer",
        "calmness",
        "relaxed",
        "confident",
        "confidence",
        "anxious",
        "anxiety",
        "stressed",
        "stress",
        "sad",
        "depressed",
        "lonely",
        "lonelier",
        "peaceful",
        "peace",
        "joy",
        "joyful",
        "content",
        "contentment",
        "motivated",
        "energetic",
        "energy",
        "energised",
        "energized",
        "better",
        "good",
        "great",
        "secure",
        "safe",
        "loved",
        "fulfilled",
        "satisfied",
        "optimistic",
        "hopeful",
        "positive",
        "alive",
        "rested",
        "free",
        "cheerful",
        "tired",
        "angry",
        "overwhelmed",
        "nervous",
        "worried",
        "afraid",
        "scared",
        "fear",
        "numb",
        "guilty",
        "ashamed",
        "jealous",
        "bored",
        "pleased",
        "proud",
        "appreciated",
        "accepted",
        "worthy",
        "enough",
        "okay",
        "normal",
        "comfortable",
        "serene",
        "balanced",
        "grounded",
        "centered",
        "upbeat",
        "excited",
        "passionate",
        "blissful",
    ]
)
_OTHERS = frozenset(
    [
        "boss",
        "husband",
        "wife",
        "partner",
        "son",
        "daughter",
        "kids",
        "kid",
        "children",
        "child",
        "mother",
        "mom",
        "dad",
        "father",
        "brother",
        "sister",
        "friend",
        "friends",
        "family",
        "parents",
        "colleagues",
        "colleague",
        "coworkers",
        "coworker",
        "neighbor",
        "neighbour",
        "neighbors",
        "team",
        "people",
        "everyone",
        "everybody",
        "others",
        "someone",
        "somebody",
        "he",
        "she",
        "they",
        "him",
        "her",
        "them",
        "manager",
        "girlfriend",
        "boyfriend",
        "spouse",
        "teenager",
        "roommate",
        "flatmate",
        "government",
        "world",
        "society",
        "teacher",
        "landlord",
        "in-laws",
    ]
)
_DOING = frozenset(
    [
        "walk",
        "run",
        "call",
        "write",
        "read",
        "cook",
        "swim",
        "cycle",
        "jog",
        "email",
        "text",
        "phone",
        "visit",
        "sign",
        "join",
        "apply",
        "finish",
        "clean",
        "tidy",
        "paint",
        "draw",
        "practise",
        "practice",
        "buy",
        "book",
        "schedule",
        "meet",
        "plan",
        "make",
        "go",
        "take",
        "do",
        "start",
        "send",
        "prepare",
        "study",
        "learn",
        "exercise",
        "stretch",
        "meditate",
        "drink",
        "eat",
        "sleep",
        "bake",
        "play",
        "save",
        "pay",
        "ask",
        "talk",
        "tell",
        "invite",
        "volunteer",
        "donate",
        "register",
        "enrol",
        "enroll",
        "complete",
        "submit",
        "organise",
        "organize",
        "sort",
        "fix",
        "repair",
        "build",
        "plant",
        "garden",
        "spend",
        "say",
        "speak",
        "thank",
        "listen",
        "sing",
        "dance",
        "lift",
        "train",
        "attend",
        "get",
        "put",
        "set",
        "try",
        "work",
        "bring",
        "wake",
        "climb",
        "hike",
        "ride",
        "open",
        "create",
        "declutter",
        "wash",
        "iron",
        "pack",
        "cut",
        "turn",
        "leave",
        "share",
        "help",
        "give",
        "teach",
        "research",
        "update",
        "declare",
        "file",
        "compose",
        "knit",
        "sew",
        "photograph",
        "record",
        "lose",
        "gain",
        "reach",
        "host",
        "arrange",
        "contact",
        "message",
        "reply",
        "journal",
        "breathe",
        "pray",
        "floss",
        "brush",
        "empty",
        "vacuum",
        "mow",
        "dust",
    ]
)
_VIRTUES = frozenset(
    [
        "honest",
        "kind",
        "kinder",
        "patient",
        "brave",
        "courageous",
        "loyal",
        "generous",
        "authentic",
        "creative",
        "compassionate",
        "humble",
        "curious",
        "open",
        "fair",
        "responsible",
        "respectful",
        "grateful",
        "loving",
        "caring",
        "reliable",
        "dependable",
        "present",
        "supportive",
        "independent",
        "tolerant",
        "forgiving",
        "mindful",
        "true",
        "strong",
        "gentle",
        "disciplined",
        "honorable",
        "sincere",
        "trustworthy",
        "adventurous",
        "playful",
        "spontaneous",
        "thoughtful",
        "considerate",
        "helpful",
        "wise",
        "truthful",
        "honesty",
        "kindness",
        "patience",
        "courage",
        "bravery",
        "loyalty",
        "generosity",
        "authenticity",
        "creativity",
        "compassion",
        "humility",
        "curiosity",
        "openness",
        "fairness",
        "responsibility",
        "respect",
        "gratitude",
        "love",
        "caring",
        "reliability",
        "dependability",
        "presence",
        "support",
        "independence",
        "tolerance",
        "forgiveness",
        "mindfulness",
        "integrity",
        "connection",
        "family",
        "friendship",
        "health",
        "learning",
        "growth",
        "community",
        "spirituality",
        "faith",
        "adventure",
        "freedom",
        "justice",
        "service",
        "beauty",
        "nature",
        "knowledge",
        "wisdom",
        "simplicity",
        "harmony",
        "trust",
        "equality",
        "tradition",
        "autonomy",
        "contribution",
        "intimacy",
        "purpose",
        "achievement",
        "challenge",
        "fitness",
        "fun",
        "humor",
        "humour",
        "leisure",
        "order",
        "passion",
        "realism",
        "romance",
        "safety",
        "solitude",
        "stability",
        "virtue",
        "acceptance",
        "accuracy",
        "authority",
        "change",
        "comfort",
        "commitment",
        "cooperation",
        "courtesy",
        "duty",
        "ecology",
        "excitement",
        "fame",
        "flexibility",
        "genuineness",
        "helpfulness",
        "hope",
        "industry",
        "moderation",
        "monogamy",
        "nurturance",
        "pleasure",
        "popularity",
        "power",
        "rationality",
        "risk",
        "sexuality",
        "wealth",
        "mastery",
        "openness",
    ]
)
_QUANTITY = frozenset(
    [
        "every",
        "each",
        "daily",
        "weekly",
        "monthly",
        "times",
        "minutes",
        "hours",
        "pages",
        "week",
        "tomorrow",
        "tonight",
        "today",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "morning",
        "evening",
        "weekend",
        "once",
        "twice",
        "km",
        "kilometers",
        "miles",
        "pounds",
        "kilos",
        "month",
        "o'clock",
        "oclock",
        "by",
        "before",
        "after",
        "per",
        "minute",
        "hour",
        "twenty",
        "ten",
        "five",
        "fifteen",
        "thirty",
        "two",
        "three",
        "four",
        "page",
        "chapter",
        "chapters",
        "night",
    ]
)
_ROLES = frozenset(
    [
        "friend",
        "parent",
        "mother",
        "father",
        "partner",
        "husband",
        "wife",
        "son",
        "daughter",
        "person",
        "neighbor",
        "neighbour",
        "sister",
        "brother",
        "teacher",
        "leader",
        "colleague",
        "citizen",
        "human",
        "mentor",
        "role",
        "example",
        "christian",
        "listener",
        "dad",
        "mom",
        "grandmother",
        "grandfather",
    ]
)


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


def kind(words: Words) -> str:
    """value, goal, feeling, not_doing or someone_else."""
    core = title(words)
    if _is_someone_else(core):
        return "someone_else"
    if _starts(core, _STOPPING) and not _starts(core, (("stop", "by"), ("less", "is", "more"))):
        if (
            core[0] in ("stop", "be", "not")
            and any(w in ("feeling", "being") for w in core[:3])
            and _feels(core)
        ):
            return "feeling"
        if core[:2] == ("be", "less") and _feels(core):
            return "feeling"
        return "not_doing"
    concrete = not _QUANTITY.isdisjoint(core)
    if core[0] in ("feel", "feeling", "enjoy") and not concrete:
        return "feeling"
    if (
        core[0]
        in (
            "be",
            "being",
            "become",
            "becoming",
            "have",
            "having",
            "get",
            "find",
            "more",
            "stay",
            "live",
            "some",
            "inner",
        )
        and _feels(core)
        and not concrete
    ):
        if not (set(core) & _ROLES) and not (
            set(core) & _VIRTUES - {"loving", "health"} and core[0] not in ("have", "find", "more")
        ):
            return "feeling"
    if len(core) <= 2 and _feels(core):
        return "feeling"
    if concrete and (core[0] in _DOING or _base(core[0]) in _DOING):
        return "goal"
    if core[0] in (
        "be",
        "being",
        "become",
        "becoming",
        "live",
        "living",
        "act",
        "treat",
        "stand",
        "honor",
        "stay",
        "remain",
        "keep",
        "care",
        "value",
        "show",
        "always",
        "grow",
        "growing",
        "love",
        "loving",
        "respect",
        "connect",
        "connecting",
    ):
        return (
            "goal"
            if concrete
            and core[0] not in ("live", "living")
            and not (set(core) & (_VIRTUES | _ROLES))
            else "value"
        )
    if core[0] in _VIRTUES or (len(core) <= 3 and set(core) & _VIRTUES):
        return "value"
    if core[0] in _DOING or _base(core[0]) in _DOING or concrete:
        return "goal"
    if set(core) & (_VIRTUES | _ROLES):
        return "value"
    return "goal" if len(core) > 2 else "value"


def _base(word: str) -> str:
    if word.endswith("ing") and len(word) > 5:
        stem = word[:-3]
        if stem in _DOING:
            return stem
        if stem + "e" in _DOING:
            return stem + "e"
        return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
    return word


def _feels(words: Words) -> bool:
    return not _FEELINGS.isdisjoint(words)


def _starts(words: Words, phrases: tuple[Words, ...]) -> bool:
    return any(words[: len(p)] == p for p in phrases)


def _is_someone_else(words: Words) -> bool:
    """ "get my boss to respect me", "my husband to help more", "make her understand"."""
    first = words[0]
    start = (
        1
        if first
        in (
            "get",
            "make",
            "have",
            "persuade",
            "convince",
            "help",
            "teach",
            "let",
            "force",
            "for",
            "see",
            "that",
            "want",
            "change",
            "getting",
            "making",
            "convincing",
            "persuading",
            "if",
            "wish",
        )
        else 0
    )
    if first == "be" and words[1:2] in (
        ("loved",),
        ("respected",),
        ("treated",),
        ("appreciated",),
        ("noticed",),
        ("accepted",),
        ("understood",),
    ):
        return "by" in words
    at = start
    if at < len(words) and words[at] in ("my", "the", "our", "other", "more", "his", "her", "all"):
        at += 1
    if at < len(words) and words[at] in (
        "other",
        "ex",
        "teenage",
        "older",
        "younger",
        "best",
        "elder",
        "eldest",
        "youngest",
        "oldest",
        "whole",
    ):
        at += 1
    if at >= len(words) or words[at] not in _OTHERS:
        return False
    rest = words[at + 1 :]
    if first in ("help", "teach", "let", "see"):
        return False
    if not rest:
        return first == "change"
    if first in ("have", "make") and start == 1:
        return rest[:1] not in (
            ("over",),
            ("for",),
            ("around",),
            ("dinner",),
            ("a",),
            ("breakfast",),
            ("lunch",),
            ("and",),
            ("who",),
        )
    return start == 1 or bool(
        {
            "to",
            "would",
            "should",
            "was",
            "were",
            "could",
            "more",
            "stopped",
            "stops",
            "understood",
            "listened",
            "will",
            "not",
            "be",
            "respected",
            "treated",
        }
        & set(rest[:3])
    )
