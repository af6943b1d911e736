"""Recognized words written as people write them: capitals, numbers, sentences, paragraphs.

Pure: words with their times go in, text comes out.
"""

from assistant.formatting.dictation import Doubt, FormattedText, format_dictation
from assistant.formatting.joining import (
    PARAGRAPH,
    SegmentText,
    join_segments,
    without_last_sentence,
)

__all__ = [
    "PARAGRAPH",
    "Doubt",
    "FormattedText",
    "SegmentText",
    "format_dictation",
    "join_segments",
    "without_last_sentence",
]
