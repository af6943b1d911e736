"""The JSON Schema of the journal: its envelope, and the data of every type of event."""

from __future__ import annotations

from typing import Any

import msgspec

from assistant.practice.events import EVENT_TYPES, JournalEvent


def schemas() -> dict[str, Any]:
    """Return one schema: a line is an envelope with a `type`, and `data` depends on the type."""
    _, parts = msgspec.json.schema_components([JournalEvent], ref_template="#/$defs/{name}")
    for part in parts.values():
        # In the journal the type of a line is in its envelope, not in its data.
        name = part.get("properties", {}).get("type", {}).get("enum", [""])[0]
        if name in EVENT_TYPES:
            part["properties"].pop("type")
            part["required"] = [r for r in part.get("required", []) if r != "type"]
    text = {"type": "string"}
    envelope = {
        "v": {"type": "integer"},
        "n": {"type": "integer", "minimum": 1},
        "clock": {"type": "integer", "minimum": 1},
        "id": text,
        "ts": text,
        "type": text,
        "session": text,
        "ref": text,
        "source": text,
        "data": {},
        "sum": {"type": "string", "pattern": "^[0-9a-f]{8}$"},
    }
    kinds = [
        {
            "if": {"properties": {"type": {"const": name}}},
            "then": {"properties": {"data": {"$ref": f"#/$defs/{kind.__name__}"}}},
        }
        for name, kind in EVENT_TYPES.items()
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of a Lantern journal",
        "type": "object",
        "properties": envelope,
        "required": ["v", "n", "clock", "id", "type", "data", "sum"],
        "allOf": kinds,
        "$defs": parts,
    }
