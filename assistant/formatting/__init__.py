"""Dictation worth reading: words as a recognizer gives them, written as people write.

Pure: words with their times go in, text comes out. English is what it can write; the words of
another language stay as they were heard.
"""

from assistant.formatting.joining import PARAGRAPH, Piece, joined, without_last_sentence
from assistant.formatting.writing import Doubt, Written, write

__all__ = ["PARAGRAPH", "Doubt", "Piece", "Written", "joined", "without_last_sentence", "write"]
