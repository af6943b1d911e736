"""The words that names are cut by: the `naming.toml` of a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.formatting.language import optional_table

MARKS = ",.;:!?\u2026"
AN_ADDRESS = 2
"""So many words before an address are looked at."""
SOON_SAID = 3
"""What is to be said follows a verb of speech within so many words."""
A_SIDE = 3
"""So many words at most stand on each side of "but" within one name."""

Phrase = tuple[str, ...]


def tokens_of(words: list[str]) -> Phrase:
    """The words in small letters, without marks around them."""
    return tuple(word.lower().replace("\u2019", "'").strip(MARKS) for word in words)


def at_place(tokens: Phrase, at: int, phrases: frozenset[Phrase]) -> int:
    """How many words the longest of `phrases` at this place has; 0 for none."""
    sizes = range(min(6, len(tokens) - at), 0, -1)
    return next((size for size in sizes if tokens[at : at + size] in phrases), 0)


def at_end(tokens: Phrase, phrases: frozenset[Phrase]) -> int:
    """Likewise of those that end there, and do not begin it."""
    sizes = range(min(6, len(tokens) - 1), 0, -1)
    return next((size for size in sizes if tokens[-size:] in phrases), 0)


@dataclass(frozen=True, slots=True)
class Naming:
    """`naming.toml` of one language."""

    fillers: frozenset[Phrase]
    hedges: frozenset[Phrase]
    greetings: frozenset[Phrase]
    introduces: frozenset[Phrase]
    surely_introduces: frozenset[Phrase]
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
    times: frozenset[str]
    says_last: frozenset[Phrase]
    stops_of: frozenset[str]
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
    join: str
    owners: frozenset[str]
    speech: frozenset[str]
    contrasts: frozenset[str]
    stands_alone: frozenset[str]
    groups: frozenset[str]
    people: frozenset[str]
    wishes: frozenset[Phrase]
    explains: frozenset[Phrase]
    cues: frozenset[Phrase]
    then: frozenset[str]
    declining: frozenset[Phrase]
    names_surely: frozenset[Phrase]
    names_nearly: frozenset[Phrase]
    hedge_leads: frozenset[Phrase]
    deed_leads: frozenset[Phrase]
    so: frozenset[str]
    to: frozenset[str]
    denies: frozenset[str]
    weak: frozenset[str]
    points_back: frozenset[str]
    additions_to: frozenset[str]
    purposes: frozenset[Phrase]
    honest: frozenset[Phrase]
    it_is: frozenset[Phrase]
    so_that: frozenset[Phrase]
    a_few: frozenset[Phrase]
    plural: str
    vague_times: frozenset[Phrase]
    asks_if: frozenset[str]
    leads_anywhere: frozenset[str]
    conditional: frozenset[str]
    plural_verbs: frozenset[str]
    additions_of_time: frozenset[str]
    lists: frozenset[Phrase]
    announces: frozenset[Phrase]
    hoped_for: frozenset[str]

    @property
    def cue_words(self) -> frozenset[str]:
        """The single words of the cues, such as "when" and "after"."""
        return frozenset(phrase[0] for phrase in self.cues if len(phrase) == 1)

    @property
    def verbs_before(self) -> frozenset[str]:
        """What leads up to something to do, and belongs to no name."""
        return frozenset(phrase[-1] for phrase in self.action_leads)

    def parts_here(self, before: list[str], after: str) -> bool:
        """Whether a hedge parts what was said before it from what comes after."""
        tokens = tokens_of(before)
        led = self.leading(tokens) < len(tokens)
        goes_on = after in self.additions or after in self.joins or after in self.no_end
        return led and tokens[-1] not in self.no_end and not (goes_on and after not in self.owners)

    def leading(self, tokens: Phrase) -> int:
        """How many words at the beginning lead up to the name."""
        at = 0
        while size := max(
            at_place(tokens, at, self.leads), at_place(tokens, at, self.action_leads)
        ):
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
            after in self.subjects
            or after == self.being
            or bool(at_place(tokens, at + 1, self.ends))
        )

    def begins_sentence(self, tokens: Phrase, at: int) -> bool:
        """Whether a new sentence begins at this place, without a word before it that joins."""
        if tokens[at].partition("'")[0] not in self.subjects:
            return False
        before = tokens[at - 1]
        if self.is_said(tokens, at):
            return False
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
        if self.is_said(tokens, at) or before in self.noun_with_clause:
            return False
        if tokens[at] in self.points_back and (
            before in self.subject_before or before.endswith(self.gerund)
        ):
            return False  # "Ringing her".
        if tokens[at + 1 : at + 2] and tokens[at + 1].endswith("'s") and tokens[at] in self.owners:
            return not self.tells_of.isdisjoint(tokens[at + 2 : at + 3])  # "Her hip's been done".
        return not self.tells_of.isdisjoint(tokens[at + 2 : at + 4])

    def spoken(self, tokens: Phrase, at: int) -> int:
        """How many words at this place speak to Lantern; none in "for what I said to her"."""
        led = at > 0 and tokens[at - 1] in self.clause_words
        return 0 if led else at_place(tokens, at, self.speaks_to)

    def is_said(self, tokens: Phrase, at: int) -> bool:
        """Whether what begins at this place is what is to be said: "tell her | I can't come"."""
        return not self.speech.isdisjoint(tokens[max(0, at - SOON_SAID) : at])

    def contrasts_within(self, tokens: Phrase, at: int) -> bool:
        """Whether a word such as "but" stands within one short name: "kind but firm"."""
        before, after = tokens[self.leading(tokens) : at], tokens[at + 1 :]
        few = 0 < len(before) <= A_SIDE and 0 < len(after) <= A_SIDE
        return few and self.subjects.isdisjoint(word.partition("'")[0] for word in (before + after))

    def begins_thing(self, tokens: Phrase, at: int) -> bool:
        """Whether another value begins here: "family | my wife", "my mum | and I paint"."""
        if tokens[at] in self.joins:
            after = tokens[at + 1].partition("'")[0] if at + 1 < len(tokens) else ""
            return after in self.subjects
        return tokens[at] in self.owners and tokens[at - 1] in self.stands_alone

    def tells(self, tokens: Phrase) -> bool:
        """Whether words outside of a clause that is led to are a sentence: "he shouts at us"."""
        for at, token in enumerate(tokens):
            if at and (token in self.clause_words or tokens[at - 1] in self.noun_with_clause):
                return False
            if at and self.is_said(tokens, at):
                return False
            if at and self.begins_of_another(tokens, at):
                return True
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
            or any(
                at_place(tokens, at, phrases) for phrases in (self.ends, self.fillers, self.least)
            )
            or bool(at_place(tokens, at, self.leads))
            or self.address(tokens, at) > 0
        )


@cache
def naming(language: str) -> Naming:
    """What `naming.toml` of a language says; nothing where it has none."""
    table: Mapping[str, Any] = optional_table(language, "naming.toml")

    def words(name: str) -> frozenset[str]:
        return frozenset(table.get(name, "").split())

    def many(name: str) -> frozenset[str]:
        return frozenset(table.get(name, ()))

    def phrases(name: str) -> frozenset[Phrase]:
        return frozenset(tuple(line.split()) for line in table.get(name, ()))

    subjects = table.get("subjects", "").split()
    return Naming(
        fillers=phrases("fillers"),
        hedges=phrases("hedges"),
        greetings=phrases("greetings"),
        introduces=phrases("introduces"),
        surely_introduces=phrases("surely_introduces"),
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
        times=words("times"),
        says_last=phrases("says_last"),
        stops_of=words("stops_of"),
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
        join=table.get("joins", "").partition(" ")[0],
        owners=words("owners"),
        speech=words("speech"),
        contrasts=words("contrasts"),
        stands_alone=words("stands_alone"),
        groups=words("groups"),
        people=words("people"),
        wishes=phrases("wishes"),
        explains=phrases("explains"),
        cues=phrases("cues"),
        then=words("then"),
        declining=phrases("declining"),
        names_surely=phrases("names_surely"),
        names_nearly=phrases("names_nearly"),
        hedge_leads=phrases("hedge_leads"),
        deed_leads=phrases("deed_leads"),
        so=words("so"),
        to=words("to"),
        denies=words("denies"),
        weak=words("weak"),
        points_back=words("points_back"),
        additions_to=words("additions_to"),
        purposes=phrases("purposes"),
        honest=phrases("honest"),
        it_is=phrases("it_is"),
        lists=phrases("lists"),
        announces=phrases("announces"),
        hoped_for=words("hoped_for"),
        so_that=phrases("so_that"),
        a_few=phrases("a_few"),
        vague_times=phrases("vague_times"),
        asks_if=words("asks_if"),
        leads_anywhere=words("leads_anywhere"),
        conditional=words("conditional"),
        plural=table.get("plural", "\0"),
        plural_verbs=words("plural_verbs"),
        additions_of_time=words("additions_of_time"),
    )
