"""Makes the extractor of features that this machine can have."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec

from assistant.errors import Trouble
from assistant.speech.models.installed import find_moonshine
from assistant.speech.recognizers import Recognizer
from assistant.speech.takes.embedding import Embedding
from assistant.speech.takes.features import Extractor

MOONSHINE = "en"
"""The language whose model has the encoder. Sounds of any language are compared with it."""


def open_extractor(recognizer: Recognizer | None = None) -> Extractor:
    """The extractor, with Moonshine's encoder where its model was fetched and works.

    A `recognizer` that has loaded that model lends its encoder.
    """
    if find_spec("onnxruntime") is None:
        return Extractor()
    from assistant.speech.recognizers.moonshine.network import Encoder
    from assistant.speech.recognizers.moonshine.recognizer import MoonshineRecognizer

    inner = getattr(recognizer, "reader", None)
    for there in (recognizer, inner):
        if isinstance(there, MoonshineRecognizer):
            return Extractor(Embedding(there.reader.network.encoder))
    folder = find_moonshine(language=MOONSHINE)
    if folder is not None:
        with suppress(Trouble):
            return Extractor(Embedding(Encoder(folder)))
    return Extractor()
