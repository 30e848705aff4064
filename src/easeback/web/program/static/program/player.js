// Plays a routine: one track drives everything, the figure and the words follow its clock.
import { Figure } from "./figure.js";
import { Light, hush, lockScreen, nowPlaying, progress, remember, remembered, say, shake } from "./phone.js";
import { Panels } from "./panels.js";
import { Queue } from "./queue.js";
import { Phrases, track } from "./track.js";

const SPEEDS = ["quick", "normal", "slow"];
const FRAME = 1000 / 15;
const HALF_FRAME = FRAME / 2;
const PATIENCE = 8000;

const read = (name) => JSON.parse(document.querySelector(`script[data-${name}]`)?.textContent ?? "null");

export class Player {
  #shownStep = null;
  #shownPart = null;
  #url = null;
  #heard = true;

  constructor(root) {
    this.routine = read("routine");
    this.words = read("words");
    this.audio = root.querySelector("audio");
    this.choices = { speed: "normal", sound: true, shake: false, ...remembered() };
    this.queue = new Queue(this.routine, this.choices.speed);
    this.phrases = new Phrases(this.routine.cues, this.routine.rate);
    this.figure = new Figure(root.querySelector("[data-figure]"));
    this.light = new Light();
    this.panels = new Panels(root, this);
    this.#listen();
  }

  get now() {
    return this.audio.currentTime * 1000;
  }

  #listen() {
    const { audio } = this;
    // Nobody sees a hidden page paint, but its words, its shakes and its lock screen go on.
    audio.addEventListener("timeupdate", () => document.hidden && this.#follow());
    audio.addEventListener("seeked", () => this.#follow());
    audio.addEventListener("play", () => this.#playing(true));
    audio.addEventListener("pause", () => this.#playing(false));
    audio.addEventListener("ended", () => this.end());
    lockScreen({
      play: () => this.goOn(),
      pause: () => this.pause(),
      previoustrack: () => this.back(),
      nexttrack: () => this.skip(),
    });
  }

  // From the beginning. The sound starts within the touch itself: a browser lets a page make one
  // only in answer to a person, and joining the track takes a moment longer.
  async start() {
    this.#url = null;
    this.audio.muted = !this.choices.sound;
    this.audio.loop = true;
    this.audio.src = URL.createObjectURL(track([{ at: 0, ms: 1000 }], this.phrases));
    this.audio.play().catch(() => {});
    this.queue = new Queue(this.routine, this.choices.speed);
    await this.#join(0);
  }

  async #join(ms) {
    if (this.choices.sound) this.#heard = await this.#load();
    const old = this.#url;
    this.#url = URL.createObjectURL(track(this.queue.steps, this.phrases));
    this.audio.loop = false;
    this.audio.src = this.#url;
    if (old) URL.revokeObjectURL(old);
    this.audio.currentTime = ms / 1000;
    await this.audio.play();
  }

  // Whoever came here wants to begin soon.
  prepare() {
    for (const { figure } of this.queue.placed) this.figure.prepare(figure);
    if (this.choices.sound) this.#load();
  }

  // Without a network, or with a slow one, the picture and the words go on.
  async #load() {
    const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
    try {
      await Promise.race([this.phrases.load(this.queue.steps), late]);
      return true;
    } catch {
      return false;
    }
  }

  #playing(isPlaying) {
    this.light.keep(isPlaying);
    this.panels.playing(isPlaying);
    if (isPlaying) requestAnimationFrame(() => this.#frame());
    else hush();
  }

  // Fifteen times a second; asking for every frame would keep the phone painting sixty.
  #frame() {
    if (this.audio.paused) return;
    this.#follow();
    setTimeout(() => requestAnimationFrame(() => this.#frame()), FRAME - 8);
  }

  #follow() {
    if (!this.#url) return;
    const ms = this.now;
    const step = this.queue.stepAt(ms);
    if (step !== this.#shownStep) this.#begin(step);
    // Shown until the next frame, so it is right in the middle of its time.
    this.figure.move(step, ms + HALF_FRAME - step.at);
    if (this.routine.stop && !step.say) {
      const part = this.queue.partAt(ms);
      this.panels.timeLeft(part.at + part.ms - ms);
    }
  }

  #begin(step) {
    const changes = this.#shownStep?.kind !== step.kind;
    this.#shownStep = step;
    const part = this.queue.partAt(step.at);
    if (part !== this.#shownPart) {
      this.#shownPart = part;
      if (part.figure) this.figure.show(part.figure);
      if (part.title) nowPlaying(part.title, document.title);
    }
    this.panels.step(step, part, this.queue, this.routine.cues);
    progress(this.queue.ms / 1000, this.audio.currentTime);
    if (this.audio.paused) return;
    if (this.choices.shake && changes) shake();
    this.#speak(step);
  }

  // What no recording says.
  #speak(step) {
    const unsaid = (step.say ?? []).filter((place) => !this.phrases.get(place));
    if (!this.choices.sound || !unsaid.length) return;
    say(unsaid.map((place) => this.routine.cues[place].text).join(" "), this.routine.language);
  }

  get voice() {
    if (!this.choices.sound) return "silent";
    if (!this.#heard) return "no_voice";
    return this.routine.cues.some((cue) => cue.file) ? "" : "own_voice";
  }

  pause() {
    this.audio.pause();
  }

  goOn() {
    if (this.panels.shown !== "play") this.panels.show("play");
    return this.audio.play();
  }

  to(part) {
    this.audio.currentTime = part.at / 1000;
    return this.goOn();
  }

  // To the beginning of this part; from there, to the one before.
  back() {
    const part = this.queue.partAt(this.now);
    const place = this.queue.placed.indexOf(part);
    const again = this.now - part.at > 3000 || place === 0;
    return this.to(again ? part : this.queue.placed[place - 1]);
  }

  skip() {
    const next = this.queue.partAfter(this.queue.partAt(this.now));
    return next ? this.to(next) : this.end();
  }

  get canSlow() {
    return this.queue.speed !== SPEEDS.at(-1);
  }

  async slower() {
    const speed = SPEEDS[Math.min(SPEEDS.indexOf(this.queue.speed) + 1, SPEEDS.length - 1)];
    this.choose({ speed });
    await this.#join(this.queue.setSpeed(speed, this.now));
  }

  choose(choices) {
    Object.assign(this.choices, choices);
    remember(choices);
    this.audio.muted = !this.choices.sound;
  }

  // A good answer goes on at once; the others lead to what the server said of them.
  report(report) {
    if (report.action === "keep" || report.action === "comfort") {
      const step = this.queue.stepAt(this.now);
      this.audio.currentTime = (step.at + step.ms) / 1000;
      return this.goOn();
    }
    this.pause();
    const part = this.queue.partAt(this.now);
    const way = part.ways[report.action] ?? {};
    return this.panels.verdict(report, way, this.queue, part);
  }

  async goAnotherWay(way) {
    const next = this.queue.change(this.queue.partAt(this.now), way);
    this.panels.show("play");
    await this.#join(next.at);
  }

  end() {
    this.pause();
    hush();
    this.panels.end();
  }
}

for (const root of document.querySelectorAll("[data-player]")) {
  const player = new Player(root);
  player.prepare();
  root.hidden = false;
  root.player = player;
  // With the player there, the steps to read are one touch away.
  for (const fold of document.querySelectorAll("[data-reading]")) fold.open = false;
  for (const told of document.querySelectorAll("[data-scripted]")) told.hidden = false;
}
