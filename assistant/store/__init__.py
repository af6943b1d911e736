"""The journal as the application sees it: reading, recording and searching it."""
