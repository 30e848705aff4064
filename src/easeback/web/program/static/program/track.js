// One track of everything that is heard: phrases and bells at their times, silence between them.

const QUIET = 0.0045;
const LEAD = 0.003;

// Decoders put a different stretch of silence before the same file; the voice itself is the mark.
function fromOnset(samples, rate) {
  const onset = samples.findIndex((sample) => Math.abs(sample) > QUIET);
  return samples.subarray(Math.max(0, onset - Math.round(LEAD * rate)));
}

async function decoded(file, rate) {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  const context = new OfflineAudioContext(1, 1, rate);
  const buffer = await context.decodeAudioData(await response.arrayBuffer());
  return fromOnset(buffer.getChannelData(0), rate);
}

// Fetches and decodes each phrase once, however often it is said.
export class Phrases {
  #cues;
  #coming = new Map();
  #known = new Map();

  constructor(cues, rate) {
    this.#cues = cues;
    this.rate = rate;
  }

  get(place) {
    return this.#known.get(place);
  }

  // Raises what kept a phrase from coming; it is asked for again the next time.
  async load(steps) {
    const wanted = new Set(steps.flatMap((step) => step.say ?? []));
    const files = [...wanted].filter((place) => this.#cues[place].file);
    await Promise.all(files.map((place) => this.#load(place)));
  }

  #load(place) {
    if (!this.#coming.has(place)) {
      const coming = decoded(this.#cues[place].file, this.rate);
      coming.then(
        (samples) => this.#known.set(place, samples),
        () => this.#coming.delete(place),
      );
      this.#coming.set(place, coming);
    }
    return this.#coming.get(place);
  }
}

// Two soft tones that rise, or one that fades like a small bell.
function tones(rate, sounds, seconds) {
  const samples = new Float32Array(Math.round(seconds * rate));
  for (const [start, pitch] of sounds) {
    for (let at = Math.round(start * rate); at < samples.length; at++) {
      const passed = at / rate - start;
      const swell = Math.min(1, passed / 0.01) * Math.exp(-5 * passed);
      samples[at] += 0.16 * swell * Math.sin(2 * Math.PI * pitch * passed);
    }
  }
  return samples;
}

export const bells = (rate) => ({
  ready: tones(rate, [[0, 523.25], [0.18, 659.25]], 0.7),
  end: tones(rate, [[0, 659.25], [0, 1318.5]], 1.2),
});

// What is heard in a step, with the sample at which each begins. Getting ready ends with its bell.
function heard(step, phrases, bell) {
  const last = Math.round((step.ms * phrases.rate) / 1000);
  const sounds = [];
  let at = 0;
  for (const place of step.say ?? []) {
    const samples = phrases.get(place);
    if (samples) sounds.push([at, samples]);
    at += samples?.length ?? 0;
  }
  const rung = bell[step.sound];
  if (rung) sounds.push([step.sound === "ready" ? Math.max(0, last - rung.length) : 0, rung]);
  return sounds.map(([start, samples]) => [start, samples.subarray(0, Math.max(0, last - start))]);
}

function mixed(sounds) {
  const length = Math.max(...sounds.map(([start, samples]) => start + samples.length));
  const sum = new Float32Array(length);
  for (const [start, samples] of sounds) samples.forEach((sample, at) => (sum[start + at] += sample));
  return Int16Array.from(sum, (sample) => Math.round(32767 * Math.max(-1, Math.min(1, sample))));
}

function header(count, rate) {
  const view = new DataView(new ArrayBuffer(44));
  const text = (at, word) => [...word].forEach((letter, place) => view.setUint8(at + place, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + 2 * count, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, 2 * rate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, 2 * count, true);
  return view.buffer;
}

// The WAV of steps that follow each other; silence is the same second over and over.
export function track(steps, phrases) {
  const { rate } = phrases;
  const bell = bells(rate);
  const second = new Int16Array(rate);
  const chunks = [];
  let written = 0;
  const silence = (until) => {
    for (; written < until; written += Math.min(rate, until - written)) {
      chunks.push(second.subarray(0, Math.min(rate, until - written)));
    }
  };
  for (const step of steps) {
    const sounds = heard(step, phrases, bell);
    if (!sounds.length) continue;
    silence(Math.round((step.at * rate) / 1000));
    const samples = mixed(sounds);
    chunks.push(samples);
    written += samples.length;
  }
  const last = steps.at(-1);
  silence(Math.round(((last.at + last.ms) * rate) / 1000));
  return new Blob([header(written, rate), ...chunks], { type: "audio/wav" });
}
