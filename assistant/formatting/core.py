"""The core of what was said, as a name of it: a whole phrase of the person's own words.

`cores` gives the names that can be cut out of an utterance, the best first. `is_phrase` judges
whether words are fit to be kept as a name and read out. All words of the language stand in its
`naming.toml`; in a language without that file nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.formatting.gist import without_stutter
from assistant.formatting.inflection import inflection
from assistant.formatting.language import optional_table

MARKS = ",.;:!?\u2026"
MOST = 12
"""A phrase that is kept whole has no more words."""
AN_INTRODUCTION = 6
"""A greeting ends, and the speaker's name begins, within so many words."""
AN_ADDRESS = 2
"""So many words before an address are looked at."""

Phrase = tuple[str, ...]


def cores(said: str, language: str = "en", *, action: bool, most: int) -> tuple[str, ...]:
    """The names in `said` of at most `most` words, the best first.

    `action`: something to do is named, else what matters. Nothing is cut in the middle of a phrase:
    what adds where, when or how is left out as a whole, what tells on which condition last.
    """
    known = _known(language)
    words = _without_introduction(without_stutter(said.split()), known)
    found: list[str] = []
    for piece in _after_repairs(words, known):
        for clause in _clauses(_without_fillers(piece, known), known):
            led = _without_leads(clause, known, action=action)
            name = _fitting(led, known, most, known.conditions if action else frozenset())
            only_leads = known.leading(_plain(clause)) == len(clause) and len(clause) > 1
            if name and not only_leads and name not in found and is_phrase(name, language):
                found.append(name)
    return tuple(found)


def whole_core(said: str, language: str = "en", *, action: bool, most: int) -> str:
    """The name that is all of what was said, but for fillers and what leads up to it; "" for none.

    What was taken back in the same breath is not counted.
    """
    known = _known(language)
    words = _without_introduction(without_stutter(said.split()), known)
    piece = next(_after_repairs(words, known), [])
    clauses = _clauses(_without_fillers(piece, known), known)
    if len(clauses) != 1:
        return ""
    led = _without_leads(clauses[0], known, action=action)
    name = " ".join(led).strip(MARKS + " ")
    return name if len(led) <= most and is_phrase(name, language) else ""


def as_a_thing(name: str, language: str = "en") -> str:
    """A value's name as it reads in any sentence: "being with my kids" of "with my kids"."""
    known = _known(language)
    words = name.split()
    tokens = _plain(words)
    if (size := _at(tokens, 0, known.for_lead)) and size < len(words):
        return " ".join(words[size:])
    if len(words) > 1 and tokens[0] in known.being_before:
        return f"{known.being} {name}"
    if len(words) > 1 and tokens[0] in known.subject_before and tokens[1] in known.after_deed:
        return f"{inflection(language)(words[0], known.gerund)} {' '.join(words[1:])}"
    return name


def is_phrase(words: str, language: str = "en") -> bool:
    """Whether words may be kept as a name and read out: a whole phrase, and nothing but that.

    A question, a complaint, what speaks to Lantern, and what begins or ends with a word that needs
    another one beside it are none.
    """
    known = _known(language)
    tokens = _plain(words.split())
    if (
        not tokens
        or tokens in known.no_names
        or len(tokens) > MOST + len(known.joins)
        or "?" in words
    ):
        return False
    begins = tokens[0] in known.no_beginning and not _at(tokens, 0, known.may_begin)
    ends = tokens[-1] in known.no_end and not (
        tokens[-1] in known.may_end and not known.may_end_after.isdisjoint(tokens[:-1])
    )
    told = known.tells(tokens)
    talks = told or any(_at(tokens, at, known.speaks_to) for at in range(len(tokens)))
    return not begins and not ends and not talks and 2 * len(set(tokens)) > len(tokens)


def deed_at(words: str, language: str = "en") -> int | None:
    """The place of the first verb of something to do, such as "take"; `None` for none."""
    known, tokens = _known(language), _plain(words.split())
    places = (
        at
        for at, token in enumerate(tokens)
        if token in known.subject_before and (not at or tokens[at - 1] not in known.no_end)
    )
    return next(places, None)


def is_spoken_to(words: str, language: str = "en") -> bool:
    """Whether somebody is spoken to in the words, or what was said is spoken of."""
    known, tokens = _known(language), _plain(words.split())
    return any(_at(tokens, at, known.speaks_to) for at in range(len(tokens)))


def starts_addition(words: str, language: str = "en") -> bool:
    """Whether words begin with what adds where, when or how: "without", "at", "for ten minutes"."""
    known, tokens = _known(language), _plain(words.split())
    first = tokens[:1]
    return bool(first) and (first[0] in known.additions or _at(tokens, 0, known.least) > 0)


def to_edges(core: str, said: str, language: str = "en") -> str:
    """`core`, taken out of `said`, with the words that belong to its first and last phrase.

    "The plumbing" of "read of the plumbing book" is "read of the plumbing book".
    """
    known = _known(language)
    words = _without_fillers(said.split(), known)
    plain, own = _plain(words), _plain(_without_fillers(core.split(), known))
    places = [n for n in range(len(plain)) if plain[n : n + len(own)] == own] if own else []
    if not places or not known.no_end:
        return core
    start, end = places[-1], places[-1] + len(own)
    while end < len(plain) and not known.edge(plain, end):
        end += 1
    while start and not known.edge(plain, start - 1) and plain[start - 1] not in known.verbs_before:
        start -= 1
    return " ".join(words[start:end])


def _plain(words: list[str]) -> Phrase:
    return tuple(word.lower().replace("\u2019", "'").strip(MARKS) for word in words)


def _at(tokens: Phrase, at: int, phrases: frozenset[Phrase]) -> int:
    """How many words the longest of `phrases` at this place has; 0 for none."""
    sizes = range(min(6, len(tokens) - at), 0, -1)
    return next((size for size in sizes if tokens[at : at + size] in phrases), 0)


def _at_end(tokens: Phrase, phrases: frozenset[Phrase]) -> int:
    """Likewise of those that end there, and do not begin it."""
    sizes = range(min(6, len(tokens) - 1), 0, -1)
    return next((size for size in sizes if tokens[-size:] in phrases), 0)


def _after_repairs(words: list[str], known: _Known) -> Iterator[list[str]]:
    """What stands after the last repair, and then what stands before."""
    tokens = _plain(words)
    ends = [at + size for at in range(1, len(words)) if (size := _at(tokens, at, known.repairs))]
    if ends and ends[-1] < len(words):
        yield words[ends[-1] :]
    if not ends:
        yield words


def _without_introduction(words: list[str], known: _Known) -> list[str]:
    """Words without a greeting and the speaker's name: "hello there, it's Walter"."""
    tokens = _plain(words)
    if not tokens or not _at(tokens, 0, known.greetings):
        return words
    for at in range(1, min(len(words), AN_INTRODUCTION)):
        size = _at(tokens, at, known.introduces)
        if size and at + size + 1 < len(words):
            return words[at + size + 1 :]
    return words


def leads_to_deed(core: str, said: str, language: str = "en") -> bool:
    """Whether what stands before `core` leads to something to do: "I want to"."""
    known = _known(language)
    plain, own = _plain(said.split()), _plain(core.split())
    places = [n for n in range(1, len(plain)) if plain[n : n + len(own)] == own] if own else []
    before = plain[: places[-1]] if places else ()
    return bool(before) and _at_end(("", *before), known.action_leads) > 0


def _without_fillers(words: list[str], known: _Known) -> list[str]:
    """The words without fillers; a comma stands for a hedge between two things that are named."""
    tokens = _plain(words)
    kept: list[str] = []
    at = 0
    while at < len(words):
        hedge = _at(tokens, at, known.hedges)
        size = hedge or _at(tokens, at, known.fillers) or known.address(tokens, at)
        if not size:
            kept.append(words[at])
        at += size or 1
        if hedge and kept and at < len(words) and known.parts_here(kept, tokens[at]):
            kept[-1] = kept[-1].rstrip(MARKS) + ","
    return without_stutter(kept)


def _clauses(words: list[str], known: _Known) -> list[list[str]]:
    """The clauses that can be named, without what only tells why."""
    tokens = _plain(words)
    led = known.leading(tokens)
    if not words:
        return []
    cuts = [0]
    for at in range(max(led, 1), len(tokens)):
        marked = words[at - 1][-1:] in MARKS or known.begins_of_another(tokens, at)
        names_again = tokens[at] == known.being and tokens[at - 1] not in known.before_being
        marked = marked or (names_again and tokens[at - 1] not in known.no_end)
        if marked or _at(tokens, at, known.ends) or known.begins_sentence(tokens, at):
            cuts.append(at)
        if spoken := _at(tokens, at, known.speaks_to):
            after = at + spoken
            cuts += [at, after + int(tokens[after : after + 1] in known.pointing)]
    cuts = sorted({cut for cut in cuts if cut < len(words)})
    clauses = [words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True) if a < b]
    clauses = [clause for clause in clauses if not _at(_plain(clause), 0, known.speaks_to)]
    said = [_plain(clause) for clause in clauses]
    # "My family I think, my family and god": what is said again with more to it is said once.
    return [
        clause
        for at, clause in enumerate(clauses)
        if at + 1 == len(said) or said[at + 1][: len(said[at])] != said[at]
    ]


def _without_leads(words: list[str], known: _Known, *, action: bool) -> list[str]:
    tokens = _plain(words)
    while len(tokens) > 1:
        size = _at(tokens, 0, known.leads)
        if not action:
            size = max(size, _at(tokens, 0, known.value_leads))
        acts = _at(tokens, 0, known.action_leads)
        bare = int(action and tokens[0] == known.subject and tokens[1] in known.subject_before)
        size = max(size, acts, bare)
        if not size or size >= len(tokens) or (size == 1 and _at(tokens, 0, known.may_begin) > 1):
            break
        words, tokens = words[size:], tokens[size:]
    while len(tokens) > 1 and (size := _at_end(tokens, known.trails)):
        words, tokens = words[:-size], tokens[:-size]
    return words


def _fitting(words: list[str], known: _Known, most: int, kept_last: frozenset[str]) -> str:
    """As much of a clause as fits, cut between its phrases; "" where nothing does.

    What begins with one of the words `kept_last` is left out after all others.
    """
    pieces = _pieces(words, known)
    while sum(map(len, pieces)) > most and len(pieces) > 1:
        least = next(
            (n for n in range(len(pieces) - 1, 0, -1) if _plain(pieces[n]) in known.least), None
        )
        if least is None:
            plain = [n for n in range(1, len(pieces)) if pieces[n][0].lower() not in kept_last]
            least = plain[-1] if plain else len(pieces) - 1
        del pieces[least]
    kept = [word for piece in pieces for word in piece]
    while len(kept) > 1 and _plain(kept)[-1] in known.joins:
        kept.pop()
    return " ".join(kept).strip(MARKS + " ") if 0 < len(kept) <= most else ""


def _pieces(words: list[str], known: _Known) -> list[list[str]]:
    """The head of a clause and what is added to it, each a whole phrase."""
    tokens = _plain(words)
    cuts = [0]
    for at in range(1, len(tokens)):
        begins = tokens[at] in known.additions or _at(tokens, at, known.least)
        joins = tokens[at] in known.joins
        last = at + 1 == len(tokens)  # "With the telly on" is one piece.
        if joins or (begins and not last and tokens[at - 1] not in known.no_end):
            cuts.append(at)
        if joins:
            break  # What is joined goes as a whole.
    return [words[a:b] for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]


@dataclass(frozen=True, slots=True)
class _Known:
    """`naming.toml` of one language."""

    fillers: frozenset[Phrase]
    hedges: frozenset[Phrase]
    greetings: frozenset[Phrase]
    introduces: frozenset[Phrase]
    addresses: frozenset[str]
    addresses_at_end: frozenset[str]
    belongs_to_address: frozenset[str]
    leads: frozenset[Phrase]
    value_leads: frozenset[Phrase]
    action_leads: frozenset[Phrase]
    trails: frozenset[Phrase]
    subject: str
    subject_before: frozenset[str]
    repairs: frozenset[Phrase]
    ends: frozenset[Phrase]
    subjects: frozenset[str]
    leads_to_subject: frozenset[str]
    clause_words: frozenset[str]
    told_by: frozenset[str]
    no_names: frozenset[Phrase]
    pointing: frozenset[Phrase]
    articles: frozenset[str]
    tells_of: frozenset[str]
    noun_with_clause: frozenset[str]
    additions: frozenset[str]
    conditions: frozenset[str]
    least: frozenset[Phrase]
    no_end: frozenset[str]
    may_end: frozenset[str]
    may_end_after: frozenset[str]
    no_beginning: frozenset[str]
    may_begin: frozenset[Phrase]
    speaks_to: frozenset[Phrase]
    being: str
    gerund: str
    after_deed: frozenset[str]
    before_being: frozenset[str]
    being_before: frozenset[str]
    for_lead: frozenset[Phrase]
    joins: frozenset[str]
    owners: frozenset[str]

    @property
    def verbs_before(self) -> frozenset[str]:
        """What leads up to something to do, and belongs to no name."""
        return frozenset(phrase[-1] for phrase in self.action_leads)

    def parts_here(self, before: list[str], after: str) -> bool:
        """Whether a hedge parts what was said before it from what comes after."""
        tokens = _plain(before)
        led = self.leading(tokens) < len(tokens)
        goes_on = after in self.additions or after in self.joins or after in self.no_end
        return led and tokens[-1] not in self.no_end and not (goes_on and after not in self.owners)

    def leading(self, tokens: Phrase) -> int:
        """How many words at the beginning lead up to the name."""
        at = 0
        while size := max(_at(tokens, at, self.leads), _at(tokens, at, self.action_leads)):
            at += size
        return at

    def address(self, tokens: Phrase, at: int) -> int:
        """1 where the word at this place is said to somebody, else 0."""
        if not at or tokens[at] not in self.addresses:
            return 0
        before = frozenset(tokens[max(at - AN_ADDRESS, 0) : at])
        if tokens[at - 1] in self.no_end or tokens[at - 1] in self.belongs_to_address:
            return 0
        if at + 1 == len(tokens):
            many = len(tokens) > AN_ADDRESS + 1
            belongs = self.belongs_to_address.intersection(before) - {"the"}
            return int(many and tokens[at] in self.addresses_at_end and not belongs)
        after = tokens[at + 1].partition("'")[0]
        return int(
            after in self.subjects or after == self.being or bool(_at(tokens, at + 1, self.ends))
        )

    def begins_sentence(self, tokens: Phrase, at: int) -> bool:
        """Whether a new sentence begins at this place, without a word before it that joins."""
        if tokens[at].partition("'")[0] not in self.subjects:
            return False
        before = tokens[at - 1]
        if "'" in tokens[at]:
            return before not in self.leads_to_subject
        if before in self.leads_to_subject or before in self.noun_with_clause:
            return False
        # "Ring it" has an object; "I" and "he" are none.
        return tokens[at] not in ("it", "you") and at + 1 < len(tokens)

    def begins_of_another(self, tokens: Phrase, at: int) -> bool:
        """Whether a sentence about something else begins with an article at this place."""
        before = tokens[at - 1]
        if tokens[at] not in self.articles or before in self.no_end or before in self.additions:
            return False
        return not self.tells_of.isdisjoint(tokens[at + 2 : at + 4])

    def tells(self, tokens: Phrase) -> bool:
        """Whether words outside of a clause that is led to are a sentence: "he shouts at us"."""
        for at, token in enumerate(tokens):
            if at and (token in self.clause_words or tokens[at - 1] in self.noun_with_clause):
                return False
            if token in self.told_by or (at and self.begins_sentence(tokens, at)):
                return True
        return False

    def edge(self, tokens: Phrase, at: int) -> bool:
        """Whether a phrase ends before the word at this place."""
        word = tokens[at]
        return (
            word.partition("'")[0] in self.subjects
            or word in self.additions
            or word in self.joins
            or any(_at(tokens, at, phrases) for phrases in (self.ends, self.fillers, self.least))
            or bool(_at(tokens, at, self.leads))
            or self.address(tokens, at) > 0
        )


@cache
def _known(language: str) -> _Known:
    table: Mapping[str, Any] = optional_table(language, "naming.toml")

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, "").split())

    def many(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    def phrases(name: str) -> frozenset[Phrase]:
        return frozenset(tuple(line.split()) for line in table.get(name, ()))

    subjects = table.get("subjects", "").split()
    return _Known(
        fillers=phrases("fillers"),
        hedges=phrases("hedges"),
        greetings=phrases("greetings"),
        introduces=phrases("introduces"),
        addresses=many("addresses"),
        addresses_at_end=many("addresses_at_end"),
        belongs_to_address=words("belongs_to_address"),
        leads=phrases("leads"),
        value_leads=phrases("value_leads"),
        action_leads=phrases("action_leads"),
        trails=phrases("trails"),
        subject=subjects[0] if subjects else "",
        subject_before=words("i_before"),
        repairs=phrases("repairs"),
        ends=phrases("ends"),
        subjects=frozenset(subjects),
        leads_to_subject=words("leads_to_subject"),
        clause_words=words("clause_words"),
        told_by=words("told_by"),
        no_names=phrases("no_names"),
        pointing=phrases("pointing"),
        articles=words("articles"),
        tells_of=words("tells_of"),
        noun_with_clause=words("noun_with_clause"),
        additions=words("additions"),
        conditions=words("conditions"),
        least=phrases("least"),
        no_end=words("no_end"),
        may_end=words("may_end"),
        may_end_after=words("may_end_after"),
        no_beginning=words("no_beginning"),
        may_begin=phrases("may_begin"),
        speaks_to=phrases("speaks_to"),
        gerund=table.get("gerund", ""),
        after_deed=words("after_deed"),
        before_being=words("before_being"),
        being=table.get("being", ""),
        being_before=words("being_before"),
        for_lead=phrases("for_lead"),
        joins=words("joins"),
        owners=words("owners"),
    )
