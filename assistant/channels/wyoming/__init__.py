"""The Wyoming service: speech recognition and conversations for Home Assistant and satellites.

This is the only package that uses asyncio. The top-level module `wyoming` (`wyoming.asr`) is the
library of the protocol.
"""
