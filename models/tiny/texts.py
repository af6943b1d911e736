"""The words the model knows and the sentences it has seen, all from plain files."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

from intents.languages import folder_of
from models.tiny import phrases

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
PHRASES = folder_of("en")

UNKNOWN = "[unk]"
"""What the recognizer says for speech which is none of its words."""

WORD = re.compile(r"[a-z]+(?:'[a-z]+)*'?")
SLOT = re.compile(r"\{(\w+)\}")
SYNTAX = frozenset("([<{|")
VARIANTS = 12
LONGEST_SAYING = 12
SAID = ("commands", "values", "domains", "safety", "demo")
PLACEHOLDER = re.compile(r"[{<][^}>]*[}>]")


def lines(path: Path) -> list[str]:
    """The lines of a file which say something; `#` begins a remark."""
    text = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in text if line.strip() and not line.startswith("#")]


def words_in(text: str) -> list[str]:
    """The words of a text as the recognizer would say them: lower case, no marks, no {slots}."""
    plain = PLACEHOLDER.sub(" ", text).lower().replace("\u2019", "'")
    return [word.rstrip("'") for word in WORD.findall(plain)]


def _word_files() -> list[str]:
    return [line for path in sorted((HERE / "words").glob("*.txt")) for line in lines(path)]


def _templates() -> tuple[list[str], dict[str, list[str]]]:
    data = tomllib.loads((HERE / "sentences" / "templates.toml").read_text(encoding="utf-8"))
    return data["sentences"]["all"], data["slots"]


def vocabulary(folder: Path = PHRASES) -> list[str]:
    """Every word the model is to know, in order; `folder` holds a language's phrases."""
    templates, slots = _templates()
    strings, _ = phrases.read(folder)
    everything = [
        *strings,
        *phrases.listened_for(),
        *_word_files(),
        *templates,
        *(s for pool in slots.values() for s in pool),
    ]
    return sorted({word for text in everything for word in words_in(text)})


def made_up(count: int, seed: int) -> list[str]:
    """Sentences from the templates, each slot filled at random."""
    templates, slots = _templates()
    rng = random.Random(seed)
    chosen = rng.choices(templates, k=count)
    return [SLOT.sub(lambda slot: rng.choice(slots[slot[1]]), template) for template in chosen]


def sayings(seed: int, folder: Path = PHRASES) -> list[str]:
    """What people are likely to say word for word: commands, values, and phrases Lantern knows.

    A phrase which stands for many is said a few times, differently.
    """
    listed = [line for name in SAID for line in lines(HERE / "words" / f"{name}.txt")]
    strings, lists = phrases.read(folder)
    sampler = phrases.Sampler(lists, _templates()[1]["goal"], random.Random(seed))
    many = (string for string in strings for _ in range(VARIANTS if SYNTAX & set(string) else 1))
    certain = (*listed, *phrases.listened_for())
    said = (" ".join(words_in(sampler.say(text))) for text in (*certain, *many))
    return sorted({text for text in said if text and len(text.split()) <= LONGEST_SAYING})


def measured(name: str) -> list[str]:
    """Sentences to measure with: `held_out`, `chosen_by` or `phrases`."""
    return lines(HERE / "sentences" / f"{name}.txt")
