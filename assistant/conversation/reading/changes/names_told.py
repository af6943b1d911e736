"""What a value and a step are called, told by their kind: "the value is X and the step is Y".

"The name of that value should be company, nothing more" gives the value another name; which one is
meant is the one talked of, the one that has those words in its name, or the only one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.conversation.acts import CLOSED, Act, Context, Interpretation
from assistant.conversation.reading.changes.plain_renaming import NameReader, is_no_name
from assistant.conversation.reading.named import named_by_place, telling
from assistant.conversation.reading.unasked_words import said_anywhere
from assistant.formatting.rephrasing import tidy
from assistant.practice.naming import A_NAME, A_TITLE, is_name, same_name
from intents import Choice, Command, Meaning

if TYPE_CHECKING:
    from intents import Language

RENAME = "rename"
A_SENTENCE = 30
"""In more words no name is told."""
PROPOSES = ("shall_i_call_it", "shall_i_keep_it")
"""How the questions end that propose a name, and read other ones themselves."""
FIRST = 4
"""Among so many first words a "no" puts something right."""
PLACED = 3
"""So many words name one by its place: "the second value"."""
KINDS = {"value": A_NAME, "goal": A_TITLE}
"""The kinds of things that have names, with the most words of one."""


def names_told(language: Language, text: str, context: Context) -> Interpretation | None:
    """The other names that a value, a step or both shall have; `None` for none."""
    ask, expects = context.ask, context.expects
    if ask is None or not isinstance(expects, CLOSED) or isinstance(expects, Choice):
        return None
    if context.paused or context.one_part or ask.key.endswith(PROPOSES):
        return None
    if not (context.values or context.goals) or not 2 < len(text.split()) <= A_SENTENCE:
        return None
    told = _Told(language, text, context)
    at_menu, names = isinstance(expects, Command), told.names()
    surely = len(names) == len(KINDS) or told.corrects
    wishes: list[dict[str, Any]] = []
    for kind, name in names:
        old = told.meant(kind, name)
        if old or (surely and at_menu):  # At a menu it is asked which is meant.
            ask_first = {} if surely or old == name else {"ask": True}
            wishes.append({"old": old, "new": name, "of": kind, **ask_first})
    other = [slots for slots in wishes if slots["old"] != slots["new"]]
    wishes = other or wishes[:1]
    if not wishes:
        return None
    end, said = len(text.split()), tidy(text, language.name)
    acts = tuple(Act("command", 0, end, RENAME, slots=slots, words=text) for slots in wishes)
    meaning = Meaning(said, "command", RENAME, score=1.0, slots=acts[0].slots)
    return Interpretation(meaning, acts)


class _Told(NameReader):
    def __init__(self, language: Language, text: str, context: Context) -> None:
        super().__init__(language, text, context, frozenset())
        self._placed: dict[str, str] = {}

    @property
    def corrects(self) -> bool:
        """Whether something is plainly put right: by a "no" among the first words, or "should"."""
        first = self._tokens[:FIRST]
        no = any(self._phrases.has("repair.no_before_a_name", word) for word in first)
        return no or said_anywhere("repair.told_surely", self._tokens, self._phrases)

    def names(self) -> list[tuple[str, str]]:
        """The kinds of which a name is told, each with that name."""
        leads: list[tuple[int, str, int]] = []
        self._placed.clear()
        for at in range(len(self._tokens)):
            inside = bool(leads) and at < leads[-1][2]
            if not inside and (lead := self._lead(at)):
                leads.append((at, *lead))
        found: list[tuple[str, str]] = []
        for nth, (_, kind, begin) in enumerate(leads):
            upto = leads[nth + 1][0] if nth + 1 < len(leads) else len(self._tokens)
            while upto > begin and self._phrases.has("clause_joins", self._tokens[upto - 1]):
                upto -= 1
            found.append((kind, self.name_after(begin, upto=upto) if begin < upto else ""))
        found = found or self._named_first()
        fit = [(kind, name) for kind, name in found if self._is_fit(kind, name)]
        return fit if len(fit) == len(found) else []

    def _lead(self, at: int) -> tuple[str, int] | None:
        """The kind that a lead at a token names, and where the name begins."""
        for kind in KINDS:
            end = at + len(self._start(f"told_of_{kind}", at).split())
            if end == at and (placed := self._by_place(kind, at)):
                self._placed[kind], end = placed, at + PLACED
            if end == at:
                continue
            tells = self._start("told_is", end)
            before = self._tokens[at - 1] if at else ""
            if tells and not self._phrases.has("repair.no_lead_after", before):
                return kind, end + len(tells.split())
        return None

    def _by_place(self, kind: str, at: int) -> str:
        """The one that is named by its place from a token on: "the second value"."""
        there = self._context.goals if kind == "goal" else self._context.values
        words = self._tokens[at + 1 : at + PLACED]
        led = self._phrases.has("before_a_name", self._tokens[at])
        return named_by_place(words, there, self._phrases, f"repair.kind_{kind}") if led else ""

    def _named_first(self) -> list[tuple[str, str]]:
        """ "Company is the value, telephone someone is the step"."""
        found, since = list[tuple[str, str]](), 0
        for at in range(1, len(self._tokens)):
            for kind in KINDS:
                lead = self._start(f"is_the_{kind}", at)
                after = self._tokens[at + len(lead.split()) :][:1]
                goes_on = bool(after) and not self._leads_up(after[0])
                if not lead or at <= since or goes_on:
                    continue  # "That's the step for health" tells what it is for.
                while since < at - 1 and self._leads_up(self._tokens[since]):
                    since += 1
                found.append((kind, self.name_after(since, upto=at)))
                since = at + len(lead.split())
        return found

    def _leads_up(self, word: str) -> bool:
        return self._phrases.has("repair.before_naming", word) or self._phrases.has(
            "clause_joins", word
        )

    def _is_fit(self, kind: str, name: str) -> bool:
        if not name or is_no_name(self._language, name) or self.is_of_rhythm(name):
            return False
        return is_name(name, self._language.name, KINDS[kind])

    def meant(self, kind: str, name: str) -> str:
        """The one of that kind which shall have the name, or has it; "" where that is not clear."""
        context = self._context
        if placed := self._placed.get(kind):
            return placed
        there = context.goals if kind == "goal" else context.values
        for one in there:
            if one == name or (same_name(name, one, self._language.name) and kind == "value"):
                return one
        talked = context.talked_of("goal") or (context.goals[0] if len(context.goals) == 1 else "")
        if kind == "value" and context.serves and talked in context.goals:
            served = context.serves[context.goals.index(talked)]
        else:
            served = ""
        alike = self._with_these_words(name, there)
        of_kind = context.talked_of("goal" if kind == "goal" else "value")
        only = there[0] if len(there) == 1 else ""
        of_kind = of_kind if of_kind in there else ""
        return alike or of_kind or only or (served if kind == "value" else talked)

    def _with_these_words(self, name: str, there: Sequence[str]) -> str:
        """The one that has all the telling words of a name in its own; "" for none or several."""
        own = set(telling(self._language, self._language.words(name)))
        alike = [one for one in there if own and own <= set(self._language.words(one))]
        return alike[0] if len(alike) == 1 else ""
