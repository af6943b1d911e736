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
    Phrase,
    at_end,
    at_place,
    naming,
    tokens_of,
)
from assistant.formatting.plainly_named import (
    after_plain_leads,
    points_back,
    says_nothing,
    with_its_object,
)

MOST = 12
"""A phrase that is kept whole has no more words."""
A_CONDITION = 8
"""A longer clause goes before what tells where or how."""
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
    plainly = [p for p in after_plain_leads(words, known, action=action) if len(p) < len(words)]
    honest = [p for p in plainly if not action and at_place(tokens_of(p), 0, known.honest)]
    found += [" ".join(p[: at_place(tokens_of(p), 0, known.honest)]) for p in honest[:1]]
    for piece in (*plainly, *after_repairs(words, known, action=action)):
        for clause in _clauses(without_fillers(piece, known), known, action=action):
            led = without_leads(clause, known, action=action)
            name = _fitting(led, known, most, known.conditions if action else frozenset())
            joined = [at for at, token in enumerate(tokens_of(led)) if token in known.joins]
            if joined and joined[0] and not is_phrase(name, language):
                name = _fitting(led[: joined[0]], known, most, frozenset())
            only_leads = known.leading(tokens_of(clause)) == len(clause) and len(clause) > 1
            if points_back(tokens_of(led), known) and piece in plainly:
                return ()  # "So I might go along to that": it has no name of its own.
            if name and not only_leads and name not in found and is_phrase(name, language):
                found.append(name)
            if piece in plainly:
                break  # What comes after its first clause is told besides.
    return tuple(found)


def plain_core(said: str, language: str = "en", *, action: bool, most: int) -> str:
    """The name that follows a plain lead, such as "so I could" or "I'd say"; "" for none."""
    known = naming(language)
    words = _without_introduction(without_stutter(said.split()), known)
    first = next(iter(after_plain_leads(words, known, action=action)), [])
    if not first or len(first) == len(words):
        return ""
    at = at_place(tokens_of(first), 0, known.honest)
    if at and not action:
        return " ".join(first[:at])
    names = cores(" ".join(first), language, action=action, most=most)
    return with_its_object(names[0], said, known) if names and action else names[0] if names else ""


def clauses_of(said: str, language: str = "en", *, action: bool) -> list[list[str]]:
    """The clauses of what was said that may be named, after the last repair, without fillers."""
    known = naming(language)
    words = _without_introduction(without_stutter(said.split()), known)
    piece = next(after_repairs(words, known, action=action), [])
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
    named = next(iter(after_plain_leads(said.split(), known, action=action)), [])
    if named and len(named) < len(led) and plain_core(said, language, action=action, most=most):
        return ""  # More was told before the name.
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
    verb = tokens[0] in known.subject_before or tokens[0] in known.hoped_for
    follows = tokens[1:] and (tokens[1] in known.after_deed or tokens[1].endswith(known.gerund))
    if verb and follows:
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
        or says_nothing(tokens, known)
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
    """Whether words end with what is said to Lantern: "… forget it", and not "the bus stop"."""
    if len(tokens) > 1 and tokens[-2] in known.stops_of:
        return False
    ends = (tuple(tokens[-size:]) for size in range(1, len(tokens)))
    return not known.says_last.isdisjoint(ends)


def without_asides(words: str, language: str = "en") -> str:
    """A name without fillers, and without what is said to somebody after it: "Ann, of course"."""
    known = naming(language)
    kept = without_fillers(words.split(), known)
    while len(kept) > 1 and tokens_of(kept)[-1] in known.addresses:
        if tokens_of(kept)[-2] in known.belongs_to_address:
            break  # "My love" is somebody.
        kept.pop()
    return " ".join(kept).strip(MARKS + " ") or words


def names_nothing(words: str, language: str = "en") -> bool:
    """Whether no word names anything: "good evening dear, just one thing"."""
    known, tokens = naming(language), tokens_of(words.split())
    rest = [token for token in tokens if token not in known.addresses]
    return bool(known.weak) and says_nothing(tuple(rest), known)


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
    if first and first[0] in known.denies and known.owners.isdisjoint(tokens[1:2]):
        return False  # "Not bark at her" is something to do.
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


def after_repairs(words: list[str], known: Naming, *, action: bool) -> Iterator[list[str]]:
    """What stands after the last repair.

    Of something to do it has to be a deed again, where one was said before: "play ten minutes of
    false notes, I mean wrong notes" is no step called "wrong notes".
    """
    tokens = tokens_of(words)
    places = [(at, at_place(tokens, at, known.repairs)) for at in range(1, len(words))]
    found = [(at, at + size) for at, size in places if size and at + size < len(words)]
    if action and found:
        start, end = found[-1]
        led = known.leading(tokens[end:])
        deeds = (_has_deed(tokens[:start], known), _has_deed(tokens[end:][: led + 2], known))
        if deeds == (True, False):
            yield words[:start]
            return
    if found:
        yield words[found[-1][1] :]
    else:
        yield words


def _has_deed(tokens: Sequence[str], known: Naming) -> bool:
    return not known.subject_before.isdisjoint(tokens)


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
        if at and tokens[at - 1] in known.speech:
            size = 0  # "Say thank you to her".
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
        # "Keep my independence": the verb only carries it, and is no clause.
        carried = at - max(cuts[-1], led) == 1 and tokens[at - 1] in known.subject_before
        another = known.begins_of_another(tokens, at) and not (carried and not action)
        marked = words[at - 1][-1:] in MARKS or another
        names_again = tokens[at] == known.being and tokens[at - 1] not in known.before_being
        marked = marked or (names_again and tokens[at - 1] not in known.no_end)
        ends = bool(at_place(tokens, at, known.ends)) and not known.is_said(tokens, at)
        if tokens[at] in known.conditional and tokens[at - 1] in known.asks_if:
            ends = False  # "See if they need anybody".
        if tokens[at] in known.contrasts and known.contrasts_within(tokens, at):
            ends = False
        thing = not action and not carried and known.begins_thing(tokens, at)
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
        few = [n for n in range(len(pieces) - 1, 0, -1) if tokens_of(pieces[n]) in known.least]
        over = sum(map(len, pieces)) - most
        least = few[0] if few else None
        if pieces[-1][0].lower() in known.joins and over > sum(len(pieces[n]) for n in few):
            least = len(pieces) - 1  # What is joined goes first where that is not enough.
        elif least is None and len(pieces[-1]) > A_CONDITION:
            least = len(pieces) - 1
        if least is None:
            plain = [n for n in range(1, len(pieces)) if pieces[n][0].lower() not in kept_last]
            least = plain[-1] if plain else len(pieces) - 1
        del pieces[least]
    if len(pieces) > 1 and sum(map(len, pieces)) < len(words):
        pieces = [each for each in pieces if tokens_of(each) not in known.vague_times]
    kept = [word for piece in pieces for word in piece]
    unfinished = known.joins | (known.clause_words & known.no_end & known.cue_words)
    while len(kept) > 1 and tokens_of(kept)[-1] in unfinished:
        kept.pop()
    return " ".join(kept).strip(MARKS + " ") if 0 < len(kept) <= most else ""


def _is_clause(tokens: Phrase, known: Naming) -> bool:
    """Whether a clause begins so: "when she", "before I"; "after the shift" is none."""
    if tokens[0] not in known.clause_words:
        return False
    subject = len(tokens) > 1 and tokens[1].partition("'")[0] in known.subjects
    return subject or tokens[0] not in known.additions_of_time


def _pieces(words: list[str], known: Naming) -> list[list[str]]:
    """The head of a clause and what is added to it, each a whole phrase."""
    tokens, purposed = tokens_of(words), False
    cuts = [0]
    for at in range(1, len(tokens)):
        purpose = at_place(tokens, at, known.purposes)
        begins = tokens[at] in known.additions or at_place(tokens, at, known.least) or purpose
        joins = tokens[at] in known.joins
        last = at + 1 == len(tokens)  # "With the telly on" is one piece.
        to_somebody = tokens[at + 1 : at + 2] and tokens[at + 1] in known.points_back
        if to_somebody:
            continue  # "Bark at her" has no end before "at".
        in_clause = purposed or _is_clause(tokens[cuts[-1] : cuts[-1] + 2], known)
        another = in_clause and not purposed and _is_clause(tokens[at : at + 2], known)
        begins = begins and (another or not in_clause)  # "Before I answer | when I get in".
        if joins or (begins and not last and tokens[at - 1] not in known.no_end):
            cuts.append(at)
            purposed = purposed or bool(purpose)
        if joins:
            break  # What is joined goes as a whole.
    return [words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]
