"""The core of what was said, as a name of it: a whole phrase of the person's own words.

`cores` gives the names that can be cut out of an utterance, the best first. `is_phrase` judges
whether words are fit to be kept as a name and read out. All words of the language stand in its
`naming.toml`; in a language without that file nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from assistant.formatting.gist import without_stutter
from assistant.formatting.inflection import inflection
from assistant.formatting.naming import (
    MARKS,
    Naming,
    at_end,
    at_place,
    naming,
    tokens_of,
)

MOST = 12
"""A phrase that is kept whole has no more words."""
AN_INTRODUCTION = 6
"""A greeting ends, and the speaker's name begins, within so many words."""


def cores(said: str, language: str = "en", *, action: bool, most: int) -> tuple[str, ...]:
    """The names in `said` of at most `most` words, the best first.

    `action`: something to do is named, else what matters. Nothing is cut in the middle of a phrase:
    what adds where, when or how is left out as a whole, what tells on which condition last.
    """
    known = naming(language)
    words = _without_introduction(without_stutter(said.split()), known)
    found: list[str] = []
    for piece in _after_repairs(words, known):
        for clause in _clauses(without_fillers(piece, known), known, action=action):
            led = without_leads(clause, known, action=action)
            name = _fitting(led, known, most, known.conditions if action else frozenset())
            only_leads = known.leading(tokens_of(clause)) == len(clause) and len(clause) > 1
            if name and not only_leads and name not in found and is_phrase(name, language):
                found.append(name)
    return tuple(found)


def clauses_of(said: str, language: str = "en", *, action: bool) -> list[list[str]]:
    """The clauses of what was said that may be named, after the last repair, without fillers."""
    known = naming(language)
    words = _without_introduction(without_stutter(said.split()), known)
    piece = next(_after_repairs(words, known), [])
    return _clauses(without_fillers(piece, known), known, action=action)


def whole_core(said: str, language: str = "en", *, action: bool, most: int) -> str:
    """The name that is all of what was said, but for fillers and what leads up to it; "" for none.

    What was taken back in the same breath is not counted.
    """
    known = naming(language)
    clauses = clauses_of(said, language, action=action)
    if len(clauses) != 1:
        return ""
    led = without_leads(clauses[0], known, action=action)
    name = " ".join(led).strip(MARKS + " ")
    return name if len(led) <= most and is_phrase(name, language) else ""


def as_a_thing(name: str, language: str = "en") -> str:
    """A value's name as it reads in any sentence: "being with my kids" of "with my kids"."""
    known = naming(language)
    words = name.split()
    tokens = tokens_of(words)
    if (size := at_place(tokens, 0, known.for_lead)) and size < len(words):
        return " ".join(words[size:])
    if len(words) > 1 and tokens[0] in known.being_before:
        return f"{known.being} {name}"
    if len(words) > 1 and tokens[0] in known.subject_before and tokens[1] in known.after_deed:
        return f"{inflection(language)(words[0], known.gerund)} {' '.join(words[1:])}"
    return name


def is_phrase(words: str, language: str = "en") -> bool:
    """Whether words may be kept as a name and read out: a whole phrase, and nothing but that.

    A question, a complaint, what speaks to Lantern, what only tells when, and what begins or ends
    with a word that needs another one beside it are none.
    """
    known = naming(language)
    tokens = tokens_of(words.split())
    if (
        not tokens
        or tokens in known.no_names
        or len(tokens) > MOST + len(known.joins)
        or "?" in words
    ):
        return False
    begins = tokens[0] in known.no_beginning and not at_place(tokens, 0, known.may_begin)
    ends = tokens[-1] in known.no_end and not (
        tokens[-1] in known.may_end and not known.may_end_after.isdisjoint(tokens[:-1])
    )
    ends = ends or _ends_with_times(tokens, known) or _says_last(tokens, known)
    told = known.tells(tokens)
    talks = told or any(known.spoken(tokens, at) for at in range(len(tokens)))
    return not begins and not ends and not talks and 2 * len(set(tokens)) > len(tokens)


def _ends_with_times(tokens: Sequence[str], known: Naming) -> bool:
    """Whether words are all of time, or end with several of them: "Monday and Friday"."""
    times = list(takewhile(known.times.__contains__, reversed(tokens)))
    return len(times) == len(tokens) or len([time for time in times if time not in known.joins]) > 1


def _says_last(tokens: Sequence[str], known: Naming) -> bool:
    """Whether words end with what is said to Lantern: "… forget it"."""
    ends = (tuple(tokens[-size:]) for size in range(1, len(tokens)))
    return not known.says_last.isdisjoint(ends)


def deed_at(words: str, language: str = "en") -> int | None:
    """The place of the first verb of something to do, such as "take"; `None` for none."""
    known, tokens = naming(language), tokens_of(words.split())
    places = (
        at
        for at, token in enumerate(tokens)
        if token in known.subject_before and (not at or tokens[at - 1] not in known.no_end)
    )
    return next(places, None)


def is_spoken_to(words: str, language: str = "en") -> bool:
    """Whether somebody is spoken to in the words, or what was said is spoken of."""
    known, tokens = naming(language), tokens_of(words.split())
    return any(known.spoken(tokens, at) for at in range(len(tokens)))


def starts_addition(words: str, language: str = "en") -> bool:
    """Whether words begin with what adds where, when or how: "without", "at", "for ten minutes"."""
    known, tokens = naming(language), tokens_of(words.split())
    first = tokens[:1]
    return bool(first) and (first[0] in known.additions or at_place(tokens, 0, known.least) > 0)


def to_edges(core: str, said: str, language: str = "en") -> str:
    """`core`, taken out of `said`, with the words that belong to its first and last phrase.

    "The plumbing" of "read of the plumbing book" is "read of the plumbing book".
    """
    known = naming(language)
    words = without_fillers(said.split(), known)
    plain, own = tokens_of(words), tokens_of(without_fillers(core.split(), known))
    places = [n for n in range(len(plain)) if plain[n : n + len(own)] == own] if own else []
    if not places or not known.no_end:
        return core
    start, end = places[-1], places[-1] + len(own)
    while end < len(plain) and not known.edge(plain, end):
        end += 1
    while start and not known.edge(plain, start - 1) and plain[start - 1] not in known.verbs_before:
        start -= 1
    return " ".join(words[start:end])


def _after_repairs(words: list[str], known: Naming) -> Iterator[list[str]]:
    """What stands after the last repair, and then what stands before."""
    tokens = tokens_of(words)
    ends = [
        at + size for at in range(1, len(words)) if (size := at_place(tokens, at, known.repairs))
    ]
    if ends and ends[-1] < len(words):
        yield words[ends[-1] :]
    if not ends:
        yield words


def _without_introduction(words: list[str], known: Naming) -> list[str]:
    """Words without a greeting and the speaker's name: "hello there, it's Walter"."""
    tokens = tokens_of(words)
    if not tokens or not at_place(tokens, 0, known.greetings):
        return words
    for at in range(1, min(len(words), AN_INTRODUCTION)):
        size = at_place(tokens, at, known.introduces)
        if size and at + size + 1 < len(words):
            return words[at + size + 1 :]
    return words


def leads_to_deed(core: str, said: str, language: str = "en") -> bool:
    """Whether what stands before `core` leads to something to do: "I want to"."""
    known = naming(language)
    plain, own = tokens_of(said.split()), tokens_of(core.split())
    places = [n for n in range(1, len(plain)) if plain[n : n + len(own)] == own] if own else []
    before = plain[: places[-1]] if places else ()
    return bool(before) and at_end(("", *before), known.action_leads) > 0


def without_fillers(words: list[str], known: Naming) -> list[str]:
    """The words without fillers; a comma stands for a hedge between two things that are named."""
    tokens = tokens_of(words)
    kept: list[str] = []
    at = 0
    while at < len(words):
        hedge = at_place(tokens, at, known.hedges)
        size = hedge or at_place(tokens, at, known.fillers) or known.address(tokens, at)
        if not size:
            kept.append(words[at])
        at += size or 1
        if hedge and kept and at < len(words) and known.parts_here(kept, tokens[at]):
            kept[-1] = kept[-1].rstrip(MARKS) + ","
    return without_stutter(kept)


def _clauses(words: list[str], known: Naming, *, action: bool) -> list[list[str]]:
    """The clauses that can be named, without what only tells why."""
    words = _without_second_subjects(words, known) if action else words
    tokens = tokens_of(words)
    led = known.leading(tokens)
    if not words:
        return []
    cuts = [0]
    for at in range(max(led, 1), len(tokens)):
        marked = words[at - 1][-1:] in MARKS or known.begins_of_another(tokens, at)
        names_again = tokens[at] == known.being and tokens[at - 1] not in known.before_being
        marked = marked or (names_again and tokens[at - 1] not in known.no_end)
        ends = at_place(tokens, at, known.ends) and not known.is_said(tokens, at)
        if tokens[at] in known.contrasts and known.contrasts_within(tokens, at):
            ends = False
        thing = not action and known.begins_thing(tokens, at)
        if marked or ends or thing or known.begins_sentence(tokens, at):
            cuts.append(at)
        if spoken := known.spoken(tokens, at):
            after = at + spoken
            cuts += [at, after + int(tokens[after : after + 1] in known.pointing)]
    cuts = sorted({cut for cut in cuts if cut < len(words)})
    clauses = [words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if a < b]
    clauses = [clause for clause in clauses if not at_place(tokens_of(clause), 0, known.speaks_to)]
    said = [tokens_of(clause) for clause in clauses]
    # "My family I think, my family and god": what is said again with more to it is said once.
    return [
        clause
        for at, clause in enumerate(clauses)
        if at + 1 == len(said) or said[at + 1][: len(said[at])] != said[at]
    ]


def _without_second_subjects(words: list[str], known: Naming) -> list[str]:
    """ "Make her tea and say it" of "make her tea and I say it": one deed after another."""
    tokens = tokens_of(words)
    return [
        word
        for at, word in enumerate(words)
        if not (
            0 < at < len(words) - 1
            and tokens[at] == known.subject
            and tokens[at - 1] in known.joins
            and tokens[at + 1] in known.subject_before
        )
    ]


def without_leads(words: list[str], known: Naming, *, action: bool) -> list[str]:
    """A clause without what leads up to its name, and what trails after it."""
    tokens = tokens_of(words)
    while len(tokens) > 1:
        size = at_place(tokens, 0, known.leads)
        if not action:
            size = max(size, at_place(tokens, 0, known.value_leads))
        acts = at_place(tokens, 0, known.action_leads)
        bare = int(action and tokens[0] == known.subject and tokens[1] in known.subject_before)
        size = max(size, acts, bare)
        if (
            not size
            or size >= len(tokens)
            or (size == 1 and at_place(tokens, 0, known.may_begin) > 1)
        ):
            break
        words, tokens = words[size:], tokens[size:]
    while len(tokens) > 1 and (size := at_end(tokens, known.trails)):
        words, tokens = words[:-size], tokens[:-size]
    return words


def _fitting(words: list[str], known: Naming, most: int, kept_last: frozenset[str]) -> str:
    """As much of a clause as fits, cut between its phrases; "" where nothing does.

    What begins with one of the words `kept_last` is left out after all others.
    """
    pieces = _pieces(words, known)
    while sum(map(len, pieces)) > most and len(pieces) > 1:
        least = next(
            (n for n in range(len(pieces) - 1, 0, -1) if tokens_of(pieces[n]) in known.least), None
        )
        if least is None:
            plain = [n for n in range(1, len(pieces)) if pieces[n][0].lower() not in kept_last]
            least = plain[-1] if plain else len(pieces) - 1
        del pieces[least]
    kept = [word for piece in pieces for word in piece]
    while len(kept) > 1 and tokens_of(kept)[-1] in known.joins:
        kept.pop()
    return " ".join(kept).strip(MARKS + " ") if 0 < len(kept) <= most else ""


def _pieces(words: list[str], known: Naming) -> list[list[str]]:
    """The head of a clause and what is added to it, each a whole phrase."""
    tokens = tokens_of(words)
    cuts = [0]
    for at in range(1, len(tokens)):
        begins = tokens[at] in known.additions or at_place(tokens, at, known.least)
        joins = tokens[at] in known.joins
        last = at + 1 == len(tokens)  # "With the telly on" is one piece.
        if joins or (begins and not last and tokens[at - 1] not in known.no_end):
            cuts.append(at)
        if joins:
            break  # What is joined goes as a whole.
    return [words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]
