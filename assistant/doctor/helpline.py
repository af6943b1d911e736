"""The helpline which would be named in need."""

from __future__ import annotations

from assistant import wording
from assistant.doctor.finding import Finding
from assistant.errors import Trouble
from assistant.safety.helplines import load, own_file


def examine_helpline(country: str, language: str) -> Finding:
    """The number in force for a country, two letters; "" where none is known."""
    try:
        lines = load()
    except Trouble as trouble:
        what = wording.load(language).error(trouble)
        return Finding("helpline", "broken", what, "Until then our own numbers cannot help.")
    figures = {"country": country or None, "checked": lines.checked, "own": own_file().exists()}
    if not country:
        return Finding(
            "helpline",
            "weak",
            "I don't know which country you are in, so I would have to ask before naming a number.",
            "It needs nothing now; when it matters, I ask.",
            figures,
        )
    first = lines.to_call(country, "explicit")
    if first is None:
        return Finding(
            "helpline",
            "weak",
            f"I know no helpline for the country {country}.",
            f"Write one you trust into {own_file()}.",
            figures,
        )
    figures |= {"service": first.service, "phone": first.phone, "seen": first.seen}
    return Finding(
        "helpline",
        "well",
        f"The helpline for your country is {first.service}, {first.phone}, as of {first.seen}.",
        "",
        figures,
    )
