"""Writes docs/conversations.md: every conversation in its own words, to be read in one sitting.

python -m assistant.dialogues.document [FILE]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from assistant import wording
from assistant.dialogues import SCRIPTS
from assistant.dialogues.outline import Elsewhere, Perform, Spoken, Step, When, outline
from assistant.dialogues.safety import safety
from assistant.wording import Wording

GROUPS: dict[str, tuple[str, ...]] = {
    "Getting to know each other": ("welcome", "menu"),
    "The day": ("morning_checkin", "one_breath", "evening_checkin", "going_away"),
    "What matters": ("explore_values", "card_sort", "change_value", "rate_domains", "bulls_eye"),
    "Exercises": ("good_day", "ninetieth_birthday", "letter", "letter_arrived"),
    "Steps": ("goals", "add_goal", "change_goal", "why_goal", "goal_done"),
    "When it is hard": ("stuck", "comfort", "grounding", "decide"),
    "Speaking freely": ("reflect", "just_listen"),
    "Looking back": ("weekly_review", "on_this_day"),
}
"""Where a conversation stands on the page; what is named nowhere comes under "And also"."""

BESIDE = ("undo", "back", "pick_up", "told", "what_then", "voice", "reprompt", "left")
"""What is said in or between all conversations, by the beginning of its keys."""

_FIRST = """# What Lantern says

Every conversation, as it may go, with every wording. Made from the conversations themselves:
`python -m assistant.dialogues.document`; a test fails while it is not up to date.

Lines in **bold** are questions, with the kind of answer which is hoped for. Several wordings of one
line take turns, so that it is not heard twice the same; they stand one beneath the other.
Words in «such marks» are the person's own, or what is known. A line whose words are not known
is said in another of its wordings, or not at all. *Slanted* lines say when something is said.
Everywhere a person may say: help, repeat, slower, go back, undo, skip, pause, stop, where are we,
ground me, or ask for another conversation; what they said is kept.
"""


def document(words: Wording) -> str:
    """The whole page."""
    parts: dict[str, Perform] = {}
    body: list[str] = []
    for heading, names in groups():
        body.append(f"## {heading}\n")
        for name in names:
            body += _conversation(name, SCRIPTS[name].perform, words, parts)
    body.append("## When words suggest danger\n")
    body += _conversation("safety", safety, words, parts)
    body.append("## Parts which several conversations share\n")
    done: set[str] = set()
    while waiting := [name for name in sorted(parts) if name not in done]:
        for name in waiting:
            done.add(name)
            if name not in SCRIPTS:
                body += _conversation(name, parts[name], words, parts)
    body += _questions(words)
    body.append("## Beside any conversation\n")
    for topic in BESIDE:
        body += _keys(words, topic)
    return "\n".join((_FIRST, *body)).rstrip() + "\n"


def groups() -> list[tuple[str, tuple[str, ...]]]:
    """The headings and the conversations beneath them: every one there is, once."""
    there = {h: tuple(n for n in names if n in SCRIPTS) for h, names in GROUPS.items()}
    placed = {name for names in there.values() for name in names}
    rest = tuple(name for name in SCRIPTS if name not in placed)
    return [*((h, names) for h, names in there.items() if names), ("And also", rest)]


def _conversation(
    name: str, perform: Perform, words: Wording, parts: dict[str, Perform]
) -> Iterator[str]:
    steps, through = outline(perform)
    parts |= {part.__name__: part for part in through}
    yield f"### {_title(name)}\n"
    about = (perform.__doc__ or "").split("\n\n")[0].replace("\n", " ").strip()
    yield f"{re.sub(' +', ' ', about)}\n"
    yield from _lines(steps, words, 0)
    yield ""


def _lines(steps: tuple[Step, ...], words: Wording, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for step in steps:
        match step:
            case Spoken(keys, expects) if any(key.startswith("prompt.") for key in keys):
                yield f"{indent}- **One of the [questions](#questions)** ({expects})"
            case Spoken(keys, expects):
                for key in keys:
                    yield from _spoken(key, expects, words, indent)
            case When(label, inner):
                yield f"{indent}- *{label}:*"
                yield from _lines(inner, words, depth + 1)
            case Elsewhere(name):
                link = _title(name).lower().replace(" ", "-")
                yield f"{indent}- *goes on as in* [{_title(name)}](#{link})"


def _spoken(key: str, expects: str, words: Wording, indent: str) -> Iterator[str]:
    for label, variants in _wordings(key, words):
        case = f"*{label}:* " if label else ""
        shown = [_shown(variant) for variant in variants]
        first, *others = [f"**{text}**" if expects else text for text in shown]
        after = f" ({expects})" if expects else ""
        yield f"{indent}- {case}{first}{after}"
        yield from (f"{indent}  <br>{other}" for other in others)


def _wordings(key: str, words: Wording) -> list[tuple[str, tuple[str, ...]]]:
    """The wordings which a key may mean, each with what it depends on ("": nothing)."""
    if "*" not in key:
        parts = key.split(".")
        beginnings = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
        found = next((words.variants[b] for b in beginnings if b in words.variants), None)
        return [("", found)] if found else []
    pattern = re.compile(re.escape(key).replace(r"\*", r"([^.]+)") + "$")
    fits = ((pattern.match(k), v) for k, v in words.variants.items())
    made = [(", ".join(m.groups()).replace("_", " "), v) for m, v in fits if m]
    return made or _wordings(key.split(".*")[0], words) if ".*" in key else made


def _questions(words: Wording) -> Iterator[str]:
    """The questions which open values up, each with the easier one beside it."""
    yield "## Questions\n"
    yield "Each has an easier one beside it. They end with: say that's all when you're done.\n"
    for name in words.prompts():
        deep, easier = (words.variants[f"prompt.{name}.{kind}"][0] for kind in ("deep", "easier"))
        yield f"- {_question(deep)}\n  <br>*easier:* {_question(easier)}"
    yield ""


def _question(prompt: str) -> str:
    return prompt.removesuffix(" Say that's all when you're done.")


def _shown(variant: str) -> str:
    text = re.sub(r"\{(\w+)(?::\w+)?\}", lambda m: f"«{m[1].replace('_', ' ')}»", variant)
    return text.replace("*", r"\*")


def _title(name: str) -> str:
    return name.strip("_").replace("_", " ").capitalize()


def _keys(words: Wording, topic: str) -> Iterator[str]:
    yield f"### {_title(topic)}\n"
    for key, variants in words.variants.items():
        if not key.startswith(f"{topic}."):
            continue
        case = key.removeprefix(f"{topic}.").replace("_", " ").replace(".", ", ")
        yield f"- *{case}:* {_shown(variants[0])}"
        yield from (f"  <br>{_shown(other)}" for other in variants[1:])
    yield ""


if __name__ == "__main__":
    here = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/conversations.md")
    here.write_text(document(wording.load("en")), encoding="utf-8")
