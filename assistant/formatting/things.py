"""Several things in one answer: values named one beside another, a step with what it follows.

The words of the language stand in its `naming.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.formatting.core import (
    after_repairs,
    as_a_thing,
    clauses_of,
    is_phrase,
    without_fillers,
    without_leads,
)
from assistant.formatting.gist import without_stutter
from assistant.formatting.naming import MARKS, Naming, at_place, naming, tokens_of
from assistant.formatting.rephrasing import as_value_name, tidy

A_THING = 8
"""One of several things that are named at once has no more words."""
A_LISTED = 5
"""One of a list has no more words."""
SEVERAL = 4
"""No more things than this are taken from one answer."""
A_CUE = 12
"""What a step follows, said before it, has no more words."""


def things(said: str, language: str = "en") -> tuple[str, ...]:
    """The values named beside one another: "my faith and my sister Ann"; () for fewer than two.

    Each but the first has an owner ("my"), is somebody, or is wished for ("I'd love to paint").
    Two people are one thing ("my wife and my kids"), and so is whatever else is joined.
    """
    known = naming(language)
    if listed := _listed(tidy(said, language), known, language):
        return listed
    clauses = clauses_of(tidy(said, language), language, action=False)
    found: list[str] = []
    for nth, clause in enumerate(clauses):
        after = tokens_of(clauses[nth + 1]) if nth + 1 < len(clauses) else ()
        explained = bool(at_place(after, 0, known.explains))
        if found and explained:
            clause = _last_joined(clause, known)
        if not _may_name(clause, known, first=not found, explained=explained):
            continue
        if found and (wish := _wished(clause, known, language)):
            clause = wish.split()
        parts = list(_parts(without_leads(clause, known, action=False), known))
        for part in parts:
            name = as_a_thing(" ".join(part).strip(MARKS + " "), language)
            if len(part) <= A_THING and is_phrase(name, language):
                found.append(name)
            elif not found:
                return ()
    kept = _apart(found, known)
    return tuple(kept[:SEVERAL]) if len(kept) > 1 else ()


def _listed(said: str, known: Naming, language: str) -> tuple[str, ...]:
    """The values of a list: "family but also my faith", "there's my health, there's my sister".

    () where something in it cannot be named, or where fewer than two are.
    """
    last = next(after_repairs(without_stutter(said.split()), known, action=False), [])
    words = without_fillers(last, known)
    tokens = tokens_of(words)
    after = [
        at + size for at in range(len(tokens)) if (size := at_place(tokens, at, known.announces))
    ]
    announced = bool(after) and after[-1] < len(tokens)
    if announced:
        words, tokens = words[after[-1] :], tokens[after[-1] :]
    parts = announced or sum(word.endswith(",") for word in words) > 1
    pieces: list[list[str]] = [[]]
    at = 0
    while at < len(words):
        joined = tokens[at] in known.joins and (
            announced or _is_bare(pieces[-1], tokens[at:], known)
        )
        size = at_place(tokens, at, known.lists) or int(joined)
        if size:
            pieces.append([])
        else:
            pieces[-1].append(words[at])
            if parts and words[at].endswith(","):
                pieces.append([])
        at += size or 1
    names = [_named(piece, known, language) for piece in pieces if piece]
    led = not announced and names and not names[0]
    names = names[1:] if led else names  # "Hard to say really, there's my health …"
    kept = [name for name in names if name]
    return tuple(kept[:SEVERAL]) if len(kept) > 1 and len(kept) == len(names) else ()


def _is_bare(before: list[str], after: tuple[str, ...], known: Naming) -> bool:
    """Whether a single word stands before an "and", and something else one does after it:
    "independence and having my own money"."""
    before = before[known.leading(tokens_of(before)) :]
    if len(before) != 1 or before[0].lower().endswith(known.gerund):
        return False
    doing = next((n for n, token in enumerate(after[1:]) if (token,) not in known.leads), 0)
    return after[1 + doing].endswith(known.gerund) if len(after) > 2 + doing else False


def _named(piece: list[str], known: Naming, language: str) -> str:
    """The name of one value of a list; "" where it holds none, or more than a name."""
    clauses = clauses_of(" ".join(piece), language, action=False)
    first = without_leads(clauses[0], known, action=False) if clauses else []
    while len(first) > 1 and tokens_of(first)[0] in known.joins:
        first = first[1:]
    name = as_a_thing(as_value_name(" ".join(first).strip(MARKS + " "), language), language)
    return name if 0 < len(first) <= A_LISTED and is_phrase(name, language) else ""


def cue_and_step(said: str, language: str = "en") -> tuple[str, str]:
    """What a step follows, and the step: "when he smokes", "eat an apple"; "" for no cue."""
    known = naming(language)
    words = without_fillers(said.split(), known)
    tokens = tokens_of(words)
    while size := at_place(tokens, 0, known.leads):
        words, tokens = words[size:], tokens[size:]
    size = at_place(tokens, 0, known.cues)
    if not size:
        return "", said
    for at in range(size + 1, min(len(tokens) - 1, A_CUE)):
        step_at = at + int(tokens[at] in known.then)
        led = at_place(tokens, step_at, known.action_leads)
        led = led or int(tokens[step_at : step_at + 1] == (known.subject,))
        step_at += led
        deed = tokens[step_at : step_at + 1] and tokens[step_at] in known.subject_before
        unfinished = tokens[at - 1] in known.no_end or tokens[at - 1] in known.joins
        of_subject = tokens[size].partition("'")[0] in known.subjects and at < size + 2
        if deed and not unfinished and not of_subject:
            own = (place for place in range(size + 1, at) if tokens[place] == known.subject)
            ends = next((at for at in own if at_place(tokens, at, known.action_leads)), at)
            return " ".join(words[:ends]).strip(MARKS + " "), " ".join(words[step_at:])
    return "", said


def _last_joined(clause: list[str], known: Naming) -> list[str]:
    """What is joined to a clause last: "and Joey" of "she's in Canada and Joey"."""
    tokens = tokens_of(clause)
    places = [at for at, token in enumerate(tokens) if token in known.joins]
    return clause[places[-1] :] if places else clause


def _may_name(clause: list[str], known: Naming, *, first: bool, explained: bool) -> bool:
    """Whether a clause may name one more value."""
    tokens = tokens_of(clause)
    joined = int(tokens[0] in known.joins)
    rest = tokens[joined:]
    if not rest:
        return False
    if first:
        size = at_place(tokens, 0, known.it_is)
        after = tokens[size:]
        own = bool(after) and (after[0] in known.owners or after[0].endswith(known.gerund))
        alone = bool(after) and after[-1] in known.stands_alone
        return not size or own or alone  # "It's silly, but …" names nothing.
    owned = rest[0] in known.owners
    named = bool(joined) and (explained or rest[-1] in known.people)
    return bool(at_place(rest, 0, known.wishes)) or owned or named


def _wished(clause: list[str], known: Naming, language: str) -> str:
    """What is wished for in a clause, as a value: "painting again"; "" for nothing."""
    at = int(tokens_of(clause)[0] in known.joins)
    size = at_place(tokens_of(clause), at, known.wishes)
    return as_value_name(" ".join(clause[at:]), language) if size else ""


def _parts(clause: list[str], known: Naming) -> Iterator[list[str]]:
    """The clause, or its parts where each names a thing of its own."""
    tokens = tokens_of(clause)
    start = int(bool(tokens) and tokens[0] in known.joins)
    begun = start
    for at in range(start + 1, len(tokens) - 1):
        if tokens[at] not in known.joins:
            continue
        own = tokens[at + 1] in known.owners or tokens[at + 1].endswith(known.gerund)
        owned = own and tokens[begun] in known.owners
        one = frozenset(tokens[begun:at])
        sides = [not known.people.isdisjoint(side) for side in (one, tokens[at + 1 :])]
        if (owned and not all(sides)) or sides[0] is not sides[1]:
            yield clause[begun:at]
            begun = at + 1
    yield clause[begun:]


def _apart(found: list[str], known: Naming) -> list[str]:
    """The things without what only details one before it; people side by side are one."""
    kept: list[str] = []
    for name in found:
        tokens = frozenset(tokens_of(name.split()))
        before = frozenset(tokens_of(kept[-1].split())) if kept else frozenset()
        person = not known.people.isdisjoint(tokens)
        own = tokens - known.owners
        if any(own <= frozenset(tokens_of(one.split())) for one in kept):
            continue
        if kept and person and not before.isdisjoint(known.groups):
            continue  # "My family, my wife and the twins."
        if kept and person and not known.people.isdisjoint(before):
            kept[-1] = f"{kept[-1]} {known.join} {name}"
        else:
            kept.append(name)
    return kept
