"""What every event is, so that each area of the practice can keep its own in its own file."""

import msgspec


class Event(msgspec.Struct, frozen=True, tag_field="type", omit_defaults=True, gc=False):
    """The base of all events. Its tag is the `type` of its journal line.

    It holds nothing which could hold it: the collector of cycles need not look at it.
    """
