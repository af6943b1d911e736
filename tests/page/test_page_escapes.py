"""Whatever a person calls a thing, it is shown as text and never becomes part of the page."""

import re
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.export.page.markup import element
from tests.page.lives import odd, page

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' style='position:fixed",
    "</style><script>",
    "</title></svg><a href=javascript:alert(1)>",
    "&lt;b&gt; &#60;i&#62; &amp;",
    "]]> --> <!-- <![CDATA[",
    "{name} {0} {} {words.__class__}",
    "\u202eabc\u202c \u2066x",
    "a\x00b\x08c\ud800d\uffff",
    "url(http://example.org) @import",
    "{first:date}",
]
A_FEW = 3
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section"),
    *("article", "h1", "h2", "h3", "p", "a", "ul", "li", "dl", "dt", "dd", "div", "span", "bdi"),
    *("q", "blockquote", "time", "table", "caption", "thead", "tbody", "tr", "th", "td", "abbr"),
    *("details", "summary", "svg", "defs", "symbol", "pattern", "path", "circle", "rect", "line"),
    *("use", "text", "polygon", "polyline"),
}


class Tree(HTMLParser):
    """The tags, the attributes and the text of a page; fails where they do not close in turn."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        raise AssertionError("there are no comments")

    def handle_pi(self, data):
        raise AssertionError("there are no instructions")


PLAIN = Tree(page(odd("plain", goals=A_FEW)))


def shows_it_as_text(words: str) -> None:
    tree = Tree(page(odd(words, name=words, goals=A_FEW)))
    assert tree.tags <= TAGS
    assert tree.attributes <= PLAIN.attributes
    assert not [value for value in tree.values if re.match(r"\s*(javascript|http|data|//)", value)]


def test_page_hostile_words_become_no_tag_and_no_attribute():
    shows_it_as_text(" ".join(HOSTILE))
    for words in HOSTILE[:3]:
        shows_it_as_text(words)


@settings(max_examples=8, deadline=None)
@given(st.text(min_size=1, max_size=40))
@example("</style>")
def test_page_any_words_become_no_tag_and_no_attribute(words):
    shows_it_as_text(words)


@given(st.text(), st.text())
def test_element_any_text_is_read_back_as_it_was(inside, value):
    def clean(text):
        gone = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
        return re.sub(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "\ufffd", gone
        )

    made = element("p", inside, title=value)

    class Read(HTMLParser):
        def handle_starttag(self, tag, attrs):
            self.title = dict(attrs)["title"]

        def handle_data(self, data):
            self.inside = getattr(self, "inside", "") + data

    read = Read()
    read.feed(made)
    read.close()
    assert read.title == clean(value)
    assert getattr(read, "inside", "") == clean(inside)


def test_page_loads_and_runs_nothing():
    policy = "default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;"
    made = page(odd())
    assert f'content="{policy}"' in made
    assert made.index("Content-Security-Policy") < made.index("<style>")
    assert {"script", "img", "link", "iframe"}.isdisjoint(PLAIN.tags)
    assert "@import" not in made
    assert re.findall(r"url\((?!#)", made) == []
