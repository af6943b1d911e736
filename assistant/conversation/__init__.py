"""One conversation: what was said comes in, events and a reply go out."""
