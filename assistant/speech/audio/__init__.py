"""Audio: the microphone and the loudspeaker, or files in their place."""
