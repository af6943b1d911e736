"""What a sentence leads up to plainly: "I've never done this, I'd say kindness".

The words after such a lead name what was asked for, wherever they stand; what was told before is
the story around it. All words of the language stand in its `naming.toml`.
"""

from __future__ import annotations

from assistant.formatting.naming import Naming, Phrase, at_place, tokens_of

A_WORD_OR_TWO = 2
"""So many words after "so" name something, where a hedge ends them."""


def after_plain_leads(words: list[str], known: Naming, *, action: bool) -> list[list[str]]:
    """What follows each plain lead, up to the end; what is to be tried first stands first."""
    tokens = tokens_of(words)
    return _deeds(words, tokens, known) if action else _things(words, tokens, known)


def points_back(tokens: Phrase, known: Naming) -> bool:
    """Whether words end by pointing at what was said before: "go along to that"."""
    return len(tokens) > 1 and tokens[-1] in known.points_back and tokens[-2] in known.additions_to


def says_nothing(tokens: Phrase, known: Naming) -> bool:
    """Whether words name nothing, whichever of them stand together: "one thing", "dear, sorry"."""
    return all(token in known.weak for token in tokens)


def with_its_object(name: str, said: str, known: Naming) -> str:
    """The name, with what its "a few" are: "put a few tulips in the pot"."""
    words, tokens = name.split(), tokens_of(name.split())
    for at in range(1, len(tokens)):
        size = at_place(tokens, at, known.a_few)
        after = tokens[at + size : at + size + 1]
        if not size or (after and after[0] not in known.additions):
            continue
        told = tokens_of(said.split())
        for place in range(len(told) - 2):
            many = told[place + 1].endswith(known.plural) and told[place + 2] in known.plural_verbs
            if told[place] in known.owners and many:
                return " ".join([*words[: at + size], told[place + 1], *words[at + size :]])
    return name


def _things(words: list[str], tokens: Phrase, known: Naming) -> list[list[str]]:
    found: list[list[str]] = []
    for at in range(len(tokens)):
        surely = at_place(tokens, at, known.names_surely)
        hedge = 0 if surely else at_place(tokens, at, known.hedge_leads)
        nearly = 0 if surely or hedge else at_place(tokens, at, known.names_nearly)
        size = surely or hedge or nearly
        rest = tokens[at + size :]
        led = bool(at) and tokens[at - 1] in known.clause_words
        if not size or not rest or rest[0] in known.denies | known.joins or led:
            continue
        named = rest[0] in known.owners or rest[0].endswith(known.gerund) or rest[0] in known.to
        named = named or (tokens[at] in known.so and _ends_soon(rest, known))
        told = bool(at) and (known.tells(tokens[:at]) or says_nothing(tokens[:at], known))
        told = told or not at or (nearly > 0 and tokens[at] in known.leads_anywhere)
        if surely or (hedge and told) or (nearly and named and told):
            if rest[0] in known.subjects or (hedge and not known.tells_of.isdisjoint(rest[:4])):
                continue
            found.append(words[at + size :])
    return found[::-1]


def _ends_soon(tokens: Phrase, known: Naming) -> bool:
    """Whether only a word or two come, with a hedge after them: "friendship, maybe"."""
    for at in range(1, min(len(tokens), A_WORD_OR_TWO + 1)):
        hedge = at_place(tokens, at, known.hedges) or at_place(tokens, at, known.trails)
        if hedge and at + hedge == len(tokens):
            return True
    return False


def _deeds(words: list[str], tokens: Phrase, known: Naming) -> list[list[str]]:
    first: list[list[str]] = []
    last: list[list[str]] = []
    begun = _is_deed(tokens, known.leading(tokens), known)
    for at in range(1, len(tokens)):
        size = at_place(tokens, at, known.deed_leads)
        if not size or not _is_deed(tokens, at + size, known):
            continue
        if begun and at_place(tokens, at, known.so_that):
            continue  # "Look it up so I can learn it": that is what the deed is for.
        if tokens[at] in known.so:
            last.append(words[at + size :])
        elif not begun and not _within(tokens, at, known) and tokens[at - 1] not in known.so:
            first.append(words[at + size :])
    return [*last[::-1], *first]


def _is_deed(tokens: Phrase, at: int, known: Naming) -> bool:
    """Whether something to do begins at this place, with or without a "not" before it."""
    after = at + int(tokens[at : at + 1] != () and tokens[at] in known.denies)
    return after < len(tokens) and tokens[after] in known.subject_before


def _within(tokens: Phrase, at: int, known: Naming) -> bool:
    """Whether a place stands within a clause that is led to: "before | I could"."""
    return bool(at) and (
        tokens[at - 1] in known.clause_words or tokens[at - 1] in known.noun_with_clause
    )
