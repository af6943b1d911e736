"""What every event is, so that each area of the practice can keep its own in its own file."""

import msgspec


class Event(msgspec.Struct, frozen=True, tag_field="type", omit_defaults=True):
    """The base of all events. Its tag is the `type` of its journal line."""
