"""Audio: the microphone and the loudspeaker, or a recording and a file in their place."""

from assistant.speech.audio.base import Audio, Block

__all__ = ["Audio", "Block"]
