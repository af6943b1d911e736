"""The two networks of the model: one encodes sound, one reads it token by token."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import Trouble
from assistant.speech.recognizers.moonshine.tokens import END, START, Tokens

RATE = 16000
FILES = ("encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin")
"""The files of the model."""

Floats = NDArray[np.float32]
State = dict[str, Floats]
"""What the decoder remembers of the sound and of the tokens so far, one row for each text."""

PADDING = 0.5
"""Seconds of silence added at both ends: without them short sounds are read several times over."""
_PEAK = 0.9
"""The level to which the loudest sample is brought."""
_QUIETEST = 3.0
"""A peak of 16-bit samples; what is quieter is not made louder still."""
_TOKENS_A_SECOND = 6.5
"""Tokens of the fastest speech; a longer reading is the decoder repeating itself."""
_LEAST_TOKENS = 3
_SHORTEST_LOOP, _LONGEST_LOOP = 1, 12
"""Lengths in tokens of what may be repeated at the end of such a reading."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sound as the decoder takes it: `hidden` is the encoder's output.

    `samples` counts the padding too, `seconds` does not. `first` holds the log-probabilities of the
    first token, and `state` the decoder's memory before it.
    """

    hidden: Floats
    samples: int
    seconds: float
    first: Floats
    state: State


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest tokens of a sound, the log-probability of each, and that of the end after them.

    `whole` is false where the decoder was stopped because it went on and on. `seconds` are the
    second-likeliest tokens in the same places, with their log-probabilities.
    """

    tokens: tuple[int, ...]
    each: tuple[float, ...]
    end: float
    whole: bool = True
    seconds: tuple[tuple[int, float], ...] = ()

    @property
    def total(self) -> float:
        """The log-probability of the text."""
        return sum(self.each) + self.end


class Encoder:
    """The network that encodes sound. It may be used without the other one."""

    def __init__(self, folder: Path) -> None:
        """Load it from `folder`. Raises Trouble where onnxruntime or the file is missing."""
        self._session = _load(folder, FILES[0])

    def encode(self, sound: Floats) -> tuple[Floats, int]:
        """The encoding of 16-bit mono sound at 16 kHz, of any level, and how many samples it had.

        `PADDING` seconds of silence are added at both ends, and counted.
        """
        quiet = np.zeros(int(PADDING * RATE), np.float32)
        level = np.float32(_PEAK / max(_QUIETEST, float(np.abs(sound).max(initial=0.0))))
        padded = np.concatenate([quiet, sound * level, quiet])[None]
        given = {"input_values": padded, "attention_mask": np.ones(padded.shape, np.int64)}
        hidden: Floats = self._session.run(None, given)[0]
        return hidden, padded.shape[1]


class Network:
    """Both networks, on one thread: a second one gains little on so small a model."""

    def __init__(self, folder: Path) -> None:
        """Load the model in `folder`. Raises Trouble where onnxruntime or a file is missing."""
        self.encoder = Encoder(folder)
        self._decoder = _load(folder, FILES[1])
        if not (folder / FILES[2]).is_file():
            raise Trouble("models.file_missing", path=folder, file=FILES[2])
        try:
            self.tokens = Tokens(folder / FILES[2])
        except Exception as error:  # What is damaged raises whatever its bytes lead to.
            raise Trouble("models.damaged", path=folder) from error
        outputs = [output.name for output in self._decoder.get_outputs()[1:]]
        self._names = [name.replace("present", "past_key_values") for name in outputs]
        shapes = {given.name: given.shape for given in self._decoder.get_inputs()}
        _, heads, _, size = shapes[self._names[0]]
        self._empty: State = {n: np.zeros((0, heads, 1, size), np.float32) for n in self._names}

    def encode(self, sound: Floats) -> Encoded:
        """Encode 16-bit mono sound at 16 kHz, of any level."""
        hidden, samples = self.encoder.encode(sound)
        logits, state = self._run([START], hidden, samples, self._empty, cached=False)
        return Encoded(hidden, samples, len(sound) / RATE, log_softmax(logits[0, -1]), state)

    def advance(
        self, encoded: Encoded, tokens: Sequence[int], state: State, rows: Sequence[int] = (0,)
    ) -> tuple[list[Floats], State]:
        """Add a token to several texts at once.

        Text number i is the text in row `rows[i]` of `state` with `tokens[i]` after it. Returns the
        log-probabilities of the token after each, and the new state.
        """
        # The memory of the sound is the same for all and stays one row, which is broadcast.
        given = {k: v[list(rows)] if ".decoder." in k else v for k, v in state.items()}
        logits, new = self._run(tokens, encoded.hidden, encoded.samples, given, cached=True)
        state = {k: new[k] if ".decoder." in k else state[k] for k in state}
        return [log_softmax(row) for row in logits[:, -1]], state

    def read(self, encoded: Encoded) -> Reading:
        """The likeliest text, chosen token by token."""
        tokens: list[int] = []
        each: list[float] = []
        seconds: list[tuple[int, float]] = []
        row, state = encoded.first, encoded.state
        for _ in range(_most_tokens(encoded)):
            second, token = (int(at) for at in np.argpartition(row, -2)[-2:])
            if token == END:
                return Reading(tuple(tokens), tuple(each), float(row[END]), seconds=tuple(seconds))
            tokens.append(token)
            each.append(float(row[token]))
            seconds.append((second, float(row[second])))
            (row,), state = self.advance(encoded, [token], state)
        length = _without_loop(tokens)
        return Reading(tuple(tokens[:length]), tuple(each[:length]), float(row[END]), False)

    def read_again(
        self, encoded: Encoded, reading: Reading, places: Sequence[int]
    ) -> list[Reading]:
        """The likeliest texts that have in one of `places` the second token of a reading.

        What stands before it stays; what follows is chosen anew, token by token. They are read side
        by side.
        """
        rows, state = [encoded.first] * len(places), encoded.state
        texts: list[list[int]] = [[] for _ in places]
        each: list[list[float]] = [[] for _ in places]
        done: dict[int, Reading] = {}
        before: Sequence[int] = [0] * len(places)
        going = list(range(len(places)))
        for at in range(_most_tokens(encoded)):
            for row, of in zip(rows, going, strict=True):
                if at < places[of]:
                    token = reading.tokens[at]
                elif at == places[of]:
                    token = reading.seconds[at][0]
                else:
                    token = int(row.argmax())
                if token == END:
                    done[of] = Reading(tuple(texts[of]), tuple(each[of]), float(row[END]))
                else:
                    texts[of].append(token)
                    each[of].append(float(row[token]))
            kept = [number for number, of in enumerate(going) if of not in done]
            going = [going[number] for number in kept]
            if not going:
                break
            before = kept if at else [0] * len(kept)
            rows, state = self.advance(encoded, [texts[of][-1] for of in going], state, before)
        return [done[of] for of in sorted(done)]

    def _run(
        self, tokens: Sequence[int], hidden: Floats, samples: int, state: State, cached: bool
    ) -> tuple[Floats, State]:
        given: dict[str, Any] = {
            "input_ids": np.array(tokens, np.int64)[:, None],
            "encoder_hidden_states": hidden,
            "encoder_attention_mask": np.ones((1, samples), np.int64),
            "use_cache_branch": np.array([cached]),
        }
        logits, *present = self._decoder.run(None, given | state)
        return logits, dict(zip(self._names, present, strict=True))


def _load(folder: Path, name: str) -> Any:
    """Load one network, on one thread. Raises Trouble."""
    try:
        import onnxruntime
    except ImportError as error:
        raise Trouble("speech.no_onnxruntime", reason=str(error)) from error
    if not (folder / name).is_file():
        raise Trouble("models.file_missing", path=folder, file=name)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # Each sound has another length.
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(
            str(folder / name), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # The library has an exception class for each kind of damage.
        raise Trouble("models.damaged", path=folder) from error


def log_softmax(row: Floats) -> Floats:
    """Log-probabilities from the output of the network for one token."""
    top = row.max()
    result: Floats = row - (top + np.log(np.exp(row - top).sum()))
    return result


def _most_tokens(encoded: Encoded) -> int:
    """How many tokens a sound may have."""
    return math.ceil(encoded.seconds * _TOKENS_A_SECOND) + _LEAST_TOKENS


def _without_loop(tokens: Sequence[int]) -> int:
    """How many of the tokens remain when what is repeated at their end stands there only once."""
    for size in range(_SHORTEST_LOOP, _LONGEST_LOOP + 1):
        loop, end = list(tokens[len(tokens) - size :]), len(tokens)
        while end >= 2 * size and list(tokens[end - 2 * size : end - size]) == loop:
            end -= size
        if len(tokens) - end >= 2 * size:
            return end
    return len(tokens)
