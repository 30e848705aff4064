// The drawn person: a picture with a clock of its own, which is set to the moment of the routine.

const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Figure {
  #place;
  #files = null;
  #svg = null;
  #drawings = new Map();

  constructor(place) {
    this.#place = place;
    dark.addEventListener("change", () => this.show(this.#files));
  }

  // The moment that is shown, in milliseconds of the figure's own clock.
  at = 0;

  async show(files) {
    this.#files = files;
    // The words stand before the picture has come.
    if (files) this.#place.setAttribute("aria-label", files.alt);
    this.#place.hidden = !files;
    if (!files) return;
    const file = dark.matches ? files.dark : files.light;
    this.prepare(files);
    const svg = await this.#drawings.get(file);
    if (this.#files !== files) return;
    this.#svg = svg;
    this.#place.replaceChildren(...(this.#svg ? [this.#svg] : []));
    this.#svg?.pauseAnimations();
    this.#svg?.setCurrentTime(this.at / 1000);
  }

  prepare(files) {
    const file = files && (dark.matches ? files.dark : files.light);
    if (file && !this.#drawings.has(file)) this.#drawings.set(file, drawing(file).catch(() => null));
  }

  // Where in a step it is, `passed` milliseconds after the step began.
  move(step, passed) {
    this.#place.classList.toggle("mirrored", Boolean(step.mirrored));
    const [start, end, round] = step.figure ?? [this.at, this.at];
    const share = still.matches ? 1 : Math.min(1, passed / step.ms);
    const at = round ? (still.matches ? 0 : passed % round) : start + share * (end - start);
    // Who lies still need not be painted again.
    if (at === this.at) return;
    this.at = at;
    this.#svg?.setCurrentTime(at / 1000);
  }
}

async function drawing(file) {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  const text = await response.text();
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  // The place around it has the words.
  svg.removeAttribute("role");
  svg.setAttribute("aria-hidden", "true");
  return document.importNode(svg, true);
}
