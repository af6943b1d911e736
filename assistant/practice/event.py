"""The base of all events, so that each area of the practice can define its own events."""

import msgspec


class Event(msgspec.Struct, frozen=True, tag_field="type", omit_defaults=True, gc=False):
    """The base of all events. Its tag is the `type` of its journal line.

    Events are not tracked by the garbage collector (`gc=False`): they cannot be part of a cycle.
    """
