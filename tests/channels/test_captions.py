"""Captions on a terminal, and plain ones for Braille displays and screen readers."""

import io

from assistant.channels.captions import Captions
from tests.conversation.world import WORDS


class Screen(io.StringIO):
    def isatty(self):
        return True


def conversation(plain):
    """What is written of a short conversation on a terminal."""
    screen = Screen()
    captions = Captions(screen, WORDS, plain)
    captions.show_lantern("Good morning. How are you?")
    captions.prompt()
    for heard in ("i", "i am", "i am well"):
        captions.show_partial(heard)
    captions.show_person("i am well")
    captions.show_silence()
    captions.note("A note.")
    return screen.getvalue()


def test_captions_on_a_terminal_replace_what_was_heard_so_far():
    assert "\r\x1b[K" in conversation(plain=False)


def test_plain_captions_write_each_line_once_and_rewrite_nothing():
    assert conversation(plain=True).split("\n") == [
        "lantern: Good morning. How are you?",
        "you: i am well",
        "you: …",
        "A note.",
        "",
    ]


def test_plain_captions_take_off_the_screen_what_nobody_else_may_see():
    screen = Screen()
    Captions(screen, WORDS, plain=True).clear()
    assert screen.getvalue() != ""
