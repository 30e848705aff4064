"""From the model's samples to a file: cut, paused, as loud as all others, encoded."""

import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm

from voices.kokoro import RATE

LOUDNESS = -19.0
"""LUFS of every phrase."""
SILENCE = 10 ** (-45 / 20)
"""Below this, nothing is said."""
_PEAK = 10 ** (-2 / 20)
_WINDOW = RATE * 5 // 1000
_FADE_IN, _FADE_OUT = RATE * 3 // 1000, RATE * 40 // 1000
_TAIL = RATE * 50 // 1000
"""Kept after the last sound, so that the end of a word may ring out."""
_LEAD = RATE * 45 // 100, RATE * 70 // 100
"""When the silence begins after the sentence that is said first and cut off."""
_LEAD_GAP = RATE * 40 // 1000
_PAUSE = RATE * 400 // 1000
_SHORTEST_GAP = RATE * 60 // 1000
_MEASURED = 3 * RATE


def without_lead(samples: Any) -> Any:
    """What comes after the first sentence; None when no silence ends it."""
    level = _levelled(trimmed(_levelled(samples)))
    for start, end in _gaps(level, _LEAD_GAP):
        if _LEAD[0] < start < _LEAD[1]:
            return level[end - _WINDOW :]
    return None


def finished(samples: Any, sentences: int) -> Any:
    """Speech from its first sample on, with a calm pause after each sentence, equally loud."""
    loud = _levelled(trimmed(_levelled(samples)))
    paused = with_pauses(trimmed(loud), sentences - 1)
    paused[:_FADE_IN] *= np.linspace(0, 1, _FADE_IN)
    paused[-_FADE_OUT:] *= np.linspace(1, 0, _FADE_OUT)
    return paused


def envelope(samples: Any) -> Any:
    """The level around each sample."""
    return np.sqrt(np.convolve(samples**2, np.ones(_WINDOW) / _WINDOW, "same"))


def trimmed(samples: Any) -> Any:
    (heard,) = np.nonzero(envelope(samples) > SILENCE)
    return samples[heard[0] : heard[-1] + _TAIL].copy()


def with_pauses(samples: Any, count: int) -> Any:
    """The longest gaps, which are those between sentences, made long enough to follow."""
    gaps = sorted(_gaps(samples, _SHORTEST_GAP), key=lambda gap: gap[0] - gap[1])[:count]
    parts, done = [], 0
    for start, end in sorted(gaps):
        middle = (start + end) // 2
        parts += [samples[done:middle], np.zeros(max(0, _PAUSE - (end - start)))]
        done = middle
    return np.concatenate([*parts, samples[done:]])


def _gaps(samples: Any, least: int) -> list[tuple[int, int]]:
    (heard,) = np.nonzero(envelope(samples) > SILENCE)
    return [(int(start), int(end)) for start, end in pairwise(heard) if end - start > least]


def _levelled(samples: Any) -> Any:
    # A loudness is measured over blocks: a short word is measured as if it were said repeatedly.
    repeated = np.tile(samples, -(-_MEASURED // len(samples)))
    loudness = pyloudnorm.Meter(RATE).integrated_loudness(repeated)
    gain = 10 ** ((LOUDNESS - loudness) / 20)
    return samples * min(gain, _PEAK / np.abs(samples).max())


def slowed(samples: Any, tempo: float) -> Any:
    """The same voice at a slower tempo."""
    raw = ("-f", "f32le", "-ar", str(RATE), "-ac", "1")
    done = subprocess.run(
        ["ffmpeg", "-loglevel", "error", *raw, "-i", "-", "-af", f"atempo={tempo}", *raw, "-"],
        input=samples.astype("<f4").tobytes(),
        capture_output=True,
        check=True,
    )
    return np.frombuffer(done.stdout, "<f4").astype(np.float64)


def encode(samples: Any, path: Path) -> None:
    """Mono AAC-LC; the same samples give the same bytes."""
    # At so few bits the encoder's fast search is the closer one: the default puts clicks in.
    quality = ("-b:a", "20k", "-aac_coder", "fast", "-cutoff", "8000")
    # No date and no encoder's name, which would change the bytes.
    bare = ("-flags", "+bitexact", "-fflags", "+bitexact", "-map_metadata", "-1")
    subprocess.run(
        [
            *("ffmpeg", "-loglevel", "error", "-y", "-f", "f32le", "-ar", str(RATE), "-ac", "1"),
            *("-i", "-", "-c:a", "aac", *quality, *bare, "-movflags", "+faststart", str(path)),
        ],
        input=samples.astype("<f4").tobytes(),
        check=True,
    )


def decode(path: Path, rate: int = RATE) -> Any:
    """The samples of any sound file."""
    as_floats = ("-f", "f32le", "-ar", str(rate), "-ac", "1", "-")
    done = subprocess.run(
        ["ffmpeg", "-loglevel", "error", "-i", str(path), *as_floats],
        capture_output=True,
        check=True,
    )
    return np.frombuffer(done.stdout, "<f4").astype(np.float64)
