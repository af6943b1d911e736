"""The page: one HTML file with the pictures of some days, to look at, print, or hand to somebody.

It needs no script and no network. The numbers and sentences are those that are also spoken: the
fold `assistant.practice.overview`, and `assistant.dialogues.overview_told`.
"""

from assistant.export.page.document import as_html
from assistant.export.page.plain import as_text

__all__ = ["as_html", "as_text"]
