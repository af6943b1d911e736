"""The gist of what was said: a few words of the person's own.

`gist` gives one clean span of the words, or "" where there is none. `echo` gives those that may be
said back to the person: a span that is a whole thought by itself, or else nothing, for nothing at
all is better than a mangled sentence. All words of the language stand in `[gist]` of its
`rephrasing.toml`.
"""

from __future__ import annotations

import itertools

from assistant.formatting.gist_words import GistWords, gist_words
from assistant.formatting.inflection import inflection
from assistant.formatting.rephrasing import strip_hedges, tidy
from assistant.formatting.word_spans import MARK, WordSpans

MOST_WORDS = 8
"""A gist has no more words than this."""
STUTTER = 4
"""So many words are looked at that may be said twice running."""
A_LITTLE_MORE = 2
"""All was said where so few words were left out."""
A_FEW = 5
"""So many words are said back whole, where a part would say less."""
A_WHOLE_PART = 5
"""Fewer words than these are not said back where what adds where or how was cut off."""
SOON_SAID = 3
"""What is to be said follows a verb of speech within so many words."""
A_CLAUSE = 3
"""A clause with its subject has so many words at least."""


def gist(said: str, language: str = "en") -> str:
    """Up to `MOST_WORDS` words of `said` in one piece, in the speaker's own person.

    The first clause that can stand alone; "" where none can, as where it speaks to somebody, asks
    something, is cut off, or repeats itself.
    """
    known = gist_words(language)
    text = tidy(said, language)
    for repair in known.repairs.finditer(WordSpans(text).searchable):
        last = WordSpans(text).rest(repair.end())
        if last:
            said = last
    clauses = _clauses(strip_hedges(tidy(said, language), language), known)
    found = [clean for words, after in clauses if (clean := _clean(words, after, known))]
    # One word out of several clauses is seldom what it was about.
    return next((each for each in found if " " in each or len(clauses) == 1), "")


def echo(said: str, language: str = "en", *, habit: bool = False) -> str:
    """The gist of `said` where it can be said back: "I rang the nurse"; else "".

    It is either all that was said, or a clause with its subject, or what begins with a deed. A bare
    noun or a command out of a longer sentence says little, and what reports speech, or ends on a
    word that points elsewhere, is no thought of its own. `habit`: a habit was asked for, which is
    told in the present.
    """
    known = gist_words(language)
    whole = strip_hedges(tidy(said, language), language).strip(" .,;:!?")
    everything = WordSpans(whole).words().split()[1:]
    short = gist(said, language)
    few = 1 < len(everything) <= A_FEW and not known.repairs.search(WordSpans(whole).searchable)
    if few and len(short.split()) + 1 < len(everything) and known.never.isdisjoint(everything):
        short = whole  # "Stay where I am": so few words are not cut.
    tokens = [token for token in WordSpans(short).tokens if token != MARK]
    if (
        not tokens
        or not known.echo_never.isdisjoint(tokens)
        or tokens[-1] in known.echo_last_never
        or tokens[0] in known.echo_first_never
        or _uninflected(tokens, known)
        or _dialect_owner(tokens, known)
    ):
        return ""
    if len(everything) <= len(tokens) + A_LITTLE_MORE and known.vague.isdisjoint(tokens[:1]):
        return short
    if not known.part_first_never.isdisjoint(tokens[:1]):
        return ""
    places = [at for at in range(len(everything)) if everything[at : at + len(tokens)] == tokens]
    follows = everything[places[0] + len(tokens) :][:1] if places else []
    if len(tokens) < A_WHOLE_PART and not known.additions.isdisjoint(follows):
        return ""  # "I put the rice" of "I put the rice in the shape of a bear".
    subject, contracted, _ = tokens[0].partition("'")
    if subject in known.subjects:
        thin = tokens[1] in known.states if len(tokens) == A_CLAUSE else len(tokens) < A_CLAUSE
        own = subject in known.own
        denied = tokens[1] in known.states and not known.denies.isdisjoint(tokens[2:3])
        odd = denied or (own and not habit and not contracted and not _is_told(tokens[1:], known))
        late = not own and tokens[0] not in everything[: A_LITTLE_MORE + 1]
        return "" if thin or odd or late else short
    deed = len(tokens) > 1 and _begins_with_deed(tokens, known, language)
    return short if deed else ""


def in_short(said: str, language: str = "en") -> str:
    """A name or a step as it is said back: itself where it is short, else its gist."""
    return said if len(said.split()) <= MOST_WORDS else gist(said, language)


def meant_for_another_day(said: str, language: str = "en") -> str:
    """What was said for the next day, without the day: "tomorrow I want to call her" is "call her".

    All of it, but for what leads up to it and what ends it.
    """
    known = gist_words(language)
    text = strip_hedges(tidy(said, language), language)
    spans = WordSpans(text)
    led = False
    while found := known.day_leads.match(spans.searchable):
        text = spans.rest(found.end())
        spans, led = WordSpans(text), True
    if led and len(spans.tokens) > A_CLAUSE and _means_to(spans.tokens, known):
        text = spans.rest(spans.searchable.index(f" {spans.tokens[1]} ") + 1)  # "Tomorrow I leave".
    return _without_day_end(text, known)


def gist_for_another_day(said: str, language: str = "en") -> str:
    """The gist of what was said for the next day, as it reads on that day; "" where it cannot.

    "Tomorrow I want to call my mother because she is ill" is "call my mother".
    """
    known = gist_words(language)
    short = gist(meant_for_another_day(said, language), language)
    short = _without_day_end(short, known)
    return short if reads_on_another_day(short, language) else ""


def reads_on_another_day(words: str, language: str = "en") -> bool:
    """Whether words name what is to be done, and no day: not "I was ill", nor "today"."""
    known = gist_words(language)
    tokens = WordSpans(words).tokens
    tells = bool(tokens) and (
        tokens[0].partition("'")[0] in known.own
        or any(known.past(token) for token in tokens[1:3])
        or _is_past(tokens[0], known, language)
    )
    return bool(tokens) and not tells and known.day_words.isdisjoint(tokens)


def _without_day_end(text: str, known: GistWords) -> str:
    spans = WordSpans(text)
    found = known.day_ends.search(spans.searchable)
    return spans.before(found.start()).strip(" ,") if found else text


def _is_past(verb: str, known: GistWords, language: str) -> bool:
    """Whether a verb is in the past, and not in a form that it has in the present too."""
    return known.past(verb) and bool(inflection(language).bases(verb) - {verb})


def is_past_tense(verb: str, language: str = "en") -> bool:
    """Whether a word is a verb in the past, and nothing else: "forgot", not "put" or "feeling"."""
    known = gist_words(language)
    return verb not in known.no_verbs and _is_past(verb, known, language)


def is_past_form(verb: str, language: str = "en") -> bool:
    """Whether a word may be a verb in the past: "forgot", "put"."""
    return gist_words(language).past(verb)


def _means_to(tokens: list[str], known: GistWords) -> bool:
    """Whether it begins as what one will do is said in the present: "I leave it in the bag"."""
    subject, verb = tokens[0], tokens[1]
    return subject in known.own and not known.past(verb) and verb not in known.states


def is_own_doing(said: str, language: str = "en") -> bool:
    """Whether the first clause tells what the person did: "I rang her", not "it was sunny"."""
    known = gist_words(language)
    short = gist(said, language)
    tokens = WordSpans(short).tokens
    while tokens and tokens[0] in known.adverbs:
        tokens = tokens[1:]
    if not tokens:
        return False
    if tokens[0] in known.own:
        rest = [token for token in tokens[1:] if token not in known.adverbs]
        return len(rest) > 0 and rest[0] not in known.states
    return _begins_with_deed(tokens, known, language)


def _begins_with_deed(tokens: list[str], known: GistWords, language: str) -> bool:
    verb = tokens[0]
    if verb in known.states or verb in known.no_verbs:
        return False
    past = inflection(language).bases(verb) - {verb}
    return verb.endswith(known.doing_endings) or (bool(past) and known.past(verb))


def said_twice(said: str, language: str = "en") -> str:
    """The word that was said once more after a hedge: "family, I think, family"; "" for none."""
    known = gist_words(language)
    tokens = [token for token in WordSpans(said).tokens if token != MARK]
    for place, token in enumerate(tokens):
        if token in known.unfinished or token in known.subjects or token in known.between_twice:
            continue
        after = place + 1
        while after < len(tokens) and tokens[after] in known.between_twice:
            after += 1
        denied = "" if after == place + 1 else tokens[place + 1]
        if denied not in known.denies and denied and tokens[after : after + 1] == [token]:
            return token
    return ""


def says_no_more(said: str, language: str = "en") -> bool:
    """Whether it says that there is no other: "a horse, no, no third", "that's plenty"."""
    return gist_words(language).no_more.search(WordSpans(said).words()) is not None


def gives_reason(said: str, language: str = "en") -> bool:
    """Whether it says why: "I snapped at him because I was late"."""
    return gist_words(language).reasons.search(WordSpans(said).searchable) is not None


def first_sentence(text: str, language: str = "en") -> str:
    """The words up to where a second sentence was run on: "call my mother | she is in Addis"."""
    spans = WordSpans(text)
    tokens = [token for token in spans.tokens if token != MARK]
    if len(tokens) < len(spans.tokens) or not tokens:
        return text
    end = _second_subject(tokens, gist_words(language))
    return text if end >= len(tokens) else text[: spans.spans[end][0]].strip(" ,")


def says_whom(word: str, language: str = "en") -> bool:
    """Whether a word is a subject by itself, with or without its verb: "she", "I've"."""
    return word.partition("'")[0] in gist_words(language).subjects


def _clauses(text: str, known: GistWords) -> list[tuple[str, str]]:
    """The clauses of a text, each with the word after it.

    What leads up to a clause and the fillers in it are left out.
    """
    spans = WordSpans(text)
    begins = [0]
    for found in known.ends.finditer(spans.searchable):
        begins.append(spans.at(found.start()))
    begins += [
        place for place, token in enumerate(spans.tokens) if token == MARK or token in known.breaks
    ]
    places = sorted(set(begins))
    clauses = []
    for begin, end in zip(places, [*places[1:], len(spans.tokens)], strict=True):
        if begin < end:
            piece = _unled(text[spans.spans[begin][0] : spans.spans[end - 1][1]], known)
            after = spans.tokens[end] if end < len(spans.tokens) else ""
            clauses += [(piece, after)] if piece else []
    return clauses


def clause_beginnings(words: str, language: str = "en") -> tuple[int, ...]:
    """Which words of a text without marks begin a clause; the first one does."""
    known = gist_words(language)
    spans = WordSpans(words)
    tokens = spans.tokens
    if len(tokens) != len(words.split()):
        return (0,)
    begins = {0, *(spans.at(found.start()) for found in known.ends.finditer(spans.searchable))}
    begins |= {place for place, token in enumerate(tokens) if token in known.breaks}
    start = 0
    while start < len(tokens):
        start += _second_subject(tokens[start:], known)
        begins.add(start)
    return tuple(sorted(begin for begin in begins if begin < len(tokens)))


def _unled(piece: str, known: GistWords) -> str:
    spans = WordSpans(piece)
    words = [
        piece[slice(*where)]
        for token, where in zip(spans.tokens, spans.spans, strict=True)
        if token != MARK and token not in known.breaks
    ]
    text = " ".join(without_stutter(words))
    spans = WordSpans(text)
    for found in reversed(list(known.fillers.finditer(spans.searchable))):
        text = f"{spans.before(found.start())}{spans.rest(found.end())}".strip()
        spans = WordSpans(text)
    while text and (lead := known.leads.match(spans.searchable)):
        text = spans.rest(lead.end())
        spans = WordSpans(text)
    return text


def _clean(clause: str, after: str, known: GistWords) -> str:
    """The clause, or as much of it as stands alone; "" where nothing does.

    `after` is the word that follows it.
    """
    words = clause.split()
    tokens = [(WordSpans(word).tokens or [MARK])[0] for word in words]
    odd = tokens[0] in known.opening_never and not _is_command(tokens, known)
    if MARK in tokens or odd or not known.never.isdisjoint(tokens):
        return ""
    end = _shortened(tokens[: _second_subject(tokens, known)], known)
    kept = tokens[:end]
    follows = tokens[end] if end < len(tokens) else after
    if (
        not kept
        or kept[-1] in known.unfinished
        or kept[0] in known.vague
        or (len(kept) == 1 and kept[0] in known.subjects)
        or follows in known.turns  # "I'd go if he asked" says something else than "I'd go".
        or _repeats(kept, known)
        or all(token in known.unfinished or token in known.subjects for token in kept)
    ):
        return ""
    return " ".join(words[:end])


def _is_command(tokens: list[str], known: GistWords) -> bool:
    """Whether what may begin a question names a deed: "have a rest", not "have you"."""
    after = tokens[1].partition("'")[0] if len(tokens) > 1 else ""
    return tokens[0] in known.deed_too and after in known.deed_objects


def without_stutter(words: list[str]) -> list[str]:
    """The words without what is said twice running: "a calm mum a calm mum"."""
    at = 0
    while at < len(words):
        for size in range(min(STUTTER, (len(words) - at) // 2), 0, -1):
            once = [word.lower() for word in words[at : at + size]]
            if once == [word.lower() for word in words[at + size : at + 2 * size]]:
                words = words[:at] + words[at + size :]
                break
        else:
            at += 1
    return words


def _second_subject(tokens: list[str], known: GistWords) -> int:
    """Where a second sentence begins that was run on: "… the whole lunch | I was nervous".

    What begins with a time or a place has its subject after that: "on Tuesdays I write".
    """
    first = tokens[0] in known.additions
    for place in range(1, len(tokens)):
        token, before = tokens[place], tokens[place - 1]
        after = tokens[place + 1] if place + 1 < len(tokens) else ""
        subject = token.partition("'")[0]
        begins = subject in known.subjects and before not in known.lead_to_object
        if not known.speaks.isdisjoint(tokens[max(0, place - SOON_SAID) : place]):
            begins = False  # "Tell my sister I can't come" is one sentence.
        if subject in known.objects_too:
            begins = begins and ("'" in token or after in known.after_subject)
        if begins and first:
            first = False
        elif begins:
            return place
    return len(tokens)


def _shortened(tokens: list[str], known: GistWords) -> int:
    """How many of the words fit, cut before what only adds where, when or with whom."""
    end = len(tokens)
    while end > MOST_WORDS:
        cuts = [
            place
            for place in range(2, end)
            if tokens[place] in known.additions
            and tokens[place - 1] not in known.unfinished
            and tokens[place] not in tokens[:place]  # "As far as the church" is one.
        ]
        if not cuts:
            return 0
        end = cuts[-1]
    return end


def _is_told(after: list[str], known: GistWords) -> bool:
    """Whether a verb after "I" tells what was or is: not "I sing loud", said of yesterday."""
    verb = next((token for token in after if token not in known.adverbs), "")
    return known.past(verb) or verb in known.states or verb in known.own_verbs or not verb


def is_uninflected(tokens: list[str], language: str = "en") -> bool:
    """Whether a third person has a bare verb, as learners say it: "he say"."""
    return _uninflected(tokens, gist_words(language))


def _uninflected(tokens: list[str], known: GistWords) -> bool:
    """Whether a third person has a bare verb, as learners say it: "he say"."""
    return any(
        one in known.third and other in known.bare and before not in known.before_bare
        for before, one, other in zip(("", *tokens), tokens, tokens[1:], strict=False)
    )


def _dialect_owner(tokens: list[str], known: GistWords) -> bool:
    """Whether "me" stands for "my": "me chest"; only some words follow a true "me"."""
    return any(
        one in known.owner and other not in known.after_owner and before not in known.before_bare
        for before, one, other in zip(("", *tokens), tokens, tokens[1:], strict=False)
    )


def _repeats(tokens: list[str], known: GistWords) -> bool:
    content = [t for t in tokens if t not in known.unfinished and t not in known.may_repeat]
    return len(set(content)) < len(content) or any(
        one == other for one, other in itertools.pairwise(tokens)
    )
