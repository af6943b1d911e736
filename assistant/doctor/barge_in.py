"""Whether Lantern hears itself here, so that speaking over it can be told from its own voice."""

from __future__ import annotations

from assistant.doctor.finding import Finding
from assistant.speech.echo import Echo


def examine_echo(echo: Echo) -> Finding:
    """What was heard while Lantern spoke and nobody else did."""
    figures = {
        "above_room_db": round(echo.above_room, 1),
        "likeness": round(echo.likeness, 2),
        "safe": echo.safe,
    }
    if echo.safe:
        return Finding(
            "interrupting",
            "well",
            "I don't hear myself here, so you can speak over me.",
            "",
            figures,
        )
    return Finding(
        "interrupting",
        "weak",
        "I hear myself here, so please wait until I have finished speaking.",
        "With headphones, or a source with echo cancelling, you can speak over me.",
        figures,
    )
