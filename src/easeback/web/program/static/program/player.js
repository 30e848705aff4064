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
// Milliseconds: of an exercise, that it counts as done, or half of it; of heat; and more than passes
// between two looks at the clock, however seldom a hidden page looks.
const ENOUGH = 30_000;
const LEAST_HEAT = 5 * 60_000;
const JUMP = 10_000;

// A page that came by plain http, or a browser from before 2022, has no randomUUID.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const read = (name) => JSON.parse(document.querySelector(`script[data-${name}]`)?.textContent ?? "null");

export class Player {
  #shownStep = null;
  #shownPart = null;
  #frames = 0;
  #url = null;
  #turn = 0;
  #pending = null;
  #unsaid = new Set();
  #clock = null;
  #round = null;
  #seen = 0;
  isOver = false;

  constructor(root) {
    this.routine = read("routine");
    this.words = read("words");
    this.audio = root.querySelector("audio");
    this.choices = { speed: "normal", sound: true, shake: false, ...remembered() };
    if (!SPEEDS.includes(this.choices.speed)) this.choices.speed = "normal";
    // A timer that nobody hears is none.
    if (this.isTimer) this.choices.sound = true;
    this.queue = new Queue(this.routine, this.choices.speed);
    this.phrases = new Phrases(this.routine.cues, this.routine.rate);
    this.figure = new Figure(root.querySelector("[data-figure]"));
    this.light = new Light();
    this.panels = new Panels(root, this);
    this.root = root;
    this.#listen();
  }

  get isTimer() {
    return Boolean(this.routine.stop);
  }

  // Where in the queue; while a track is being joined, where that one will begin.
  get now() {
    return this.#pending ?? this.audio.currentTime * 1000;
  }

  #listen() {
    const { audio } = this;
    // Nobody sees a hidden page paint, but its words, its shakes and its lock screen go on.
    audio.addEventListener("timeupdate", () => document.hidden && this.#follow());
    audio.addEventListener("seeked", () => this.#follow());
    audio.addEventListener("play", () => this.#playing(true));
    audio.addEventListener("pause", () => this.#playing(false));
    audio.addEventListener("ended", () => this.end());
    // A button far from the screen never goes on past a question or a stop.
    const whilePlaying = (act) => () => this.panels.shown === "play" && this.#url && act();
    lockScreen({
      play: whilePlaying(() => this.goOn()),
      pause: () => this.pause(),
      previoustrack: whilePlaying(() => this.back()),
      nexttrack: whilePlaying(() => this.skip()),
    });
  }

  // Whoever came here wants to begin soon.
  prepare() {
    for (const { figure } of this.queue.placed) this.figure.prepare(figure);
    if (this.choices.sound) this.phrases.load(this.queue.steps).catch(() => {});
  }

  // From the beginning. The sound starts within the touch itself: a browser lets a page make one
  // only in answer to a person, and joining the track takes a moment longer.
  async start(pain) {
    this.#drop();
    this.audio.muted = !this.choices.sound;
    this.audio.loop = true;
    this.audio.src = URL.createObjectURL(track([{ at: 0, ms: 1000 }], this.phrases));
    this.audio.play().catch(() => {});
    this.queue = new Queue(this.routine, this.choices.speed);
    if (pain !== null && pain >= this.routine.rest_only) this.queue.rest();
    this.#seen = 0;
    this.#round = { id: null, began: new Date(), pain, done: new Map(), after: null, over: false };
    await this.#join(0);
    if (this.isTimer) this.#clock = Date.now() - this.now;
  }

  // A track with everything that is still to come, from a moment on. Whatever the person does
  // meanwhile goes before it.
  async #join(ms) {
    const turn = ++this.#turn;
    this.#pending = ms;
    if (this.choices.sound) await this.#load();
    if (turn !== this.#turn) return;
    const { steps } = this.queue;
    this.#unsaid = new Set(steps.flatMap((step) => step.say ?? []).filter((it) => !this.phrases.get(it)));
    const old = this.audio.src;
    this.#url = URL.createObjectURL(track(steps, this.phrases));
    this.audio.loop = false;
    this.audio.src = this.#url;
    if (old) URL.revokeObjectURL(old);
    // Some browsers forget a place that is set before they know the length.
    const from = this.#pending / 1000;
    if (from) this.audio.addEventListener("loadedmetadata", () => (this.audio.currentTime = from), { once: true });
    this.#pending = null;
    await this.#play();
  }

  async #play() {
    try {
      await this.audio.play();
    } catch {
      this.panels.playing(false);
    }
  }

  // Without a network, or with a slow one, the picture and the words go on.
  async #load() {
    const late = new Promise((go) => setTimeout(go, PATIENCE));
    await Promise.race([this.phrases.load(this.queue.steps).catch(() => {}), late]);
  }

  #drop() {
    this.#turn++;
    this.#clock = this.#pending = null;
    this.isOver = false;
    this.#shownStep = this.#shownPart = null;
    this.audio.pause();
    if (this.audio.src) URL.revokeObjectURL(this.audio.src);
    this.audio.removeAttribute("src");
    this.#url = null;
  }

  #playing(isPlaying) {
    this.light.keep(isPlaying);
    this.panels.playing(isPlaying);
    if (isPlaying) this.#frame(++this.#frames);
    else hush();
  }

  // Fifteen times a second; asking for every frame would keep the phone painting sixty.
  #frame(run) {
    if (this.audio.paused || run !== this.#frames) return;
    this.#follow();
    setTimeout(() => requestAnimationFrame(() => this.#frame(run)), FRAME - 8);
  }

  #follow() {
    if (!this.#url || this.#pending !== null || !this.audio.duration) return;
    const ms = this.now;
    const step = this.queue.stepAt(ms);
    this.#count(ms);
    if (step !== this.#shownStep) this.#begin(step);
    // Shown until the next frame, so it is right in the middle of its time.
    this.figure.move(step, ms + HALF_FRAME - step.at);
    if (this.isTimer && !step.say) {
      this.panels.timeLeft(this.queue.partAt(ms).steps.at(-1).at - ms);
    }
  }

  // How long each exercise was really played; a jump is none of it.
  #count(ms) {
    const passed = ms - this.#seen;
    this.#seen = ms;
    const { exercise, title, ms: whole } = this.queue.partAt(ms);
    if (!exercise || passed <= 0 || passed > JUMP) return;
    const { played } = this.#round.done.get(exercise) ?? { played: 0 };
    this.#round.done.set(exercise, { title, played: played + passed, least: Math.min(ENOUGH, whole / 2) });
  }

  // What was done, for whoever on the page wants to know; told again when there is more to tell.
  tell(more = {}) {
    if (!this.#round) return;
    Object.assign(this.#round, more);
    const round = this.#round;
    const { began, pain, done, after, over } = round;
    const heat = this.isTimer ? Math.min(this.#seen, this.queue.placed[0].ms) : 0;
    const did = this.isTimer
      ? [["heat", this.queue.placed[0].title]].filter(() => heat >= LEAST_HEAT)
      : [...done].filter(([, { played, least }]) => played >= least).map(([exercise, { title }]) => [exercise, title]);
    const news = JSON.stringify([did, after, over]);
    if (!did.length || news === round.told) return;
    round.told = news;
    const minutes = Math.max(1, Math.round(Math.max(Date.now() - began, heat) / 60000));
    const kind = this.isTimer ? "heat" : "routine";
    // Made once somebody asks for it: a routine that nobody writes down needs no name.
    const play = () => (round.id ??= newId());
    const detail = { get play() { return play(); }, kind, did, began: began.toISOString(), minutes, pain, after, over };
    this.root.dispatchEvent(new CustomEvent("played", { bubbles: true, detail }));
  }

  #begin(step) {
    const changes = this.#shownStep?.kind !== step.kind;
    this.#shownStep = step;
    const part = this.queue.partAt(step.at);
    if (part !== this.#shownPart) {
      this.#shownPart = part;
      // An exercise is over, or the heat has come off: it was done, whatever happens to the page now.
      if (part !== this.queue.placed[0]) this.tell();
      if (part.figure) this.figure.show(part.figure);
      if (part.title) nowPlaying(part.title, document.title);
    }
    this.panels.step(step, part, this.queue, this.routine.cues);
    progress(this.queue.ms / 1000, this.audio.currentTime);
    if (this.audio.paused) return;
    if (this.choices.shake && changes) shake();
    this.#speak(step);
  }

  // What the track does not say.
  #speak(step) {
    const unsaid = (step.say ?? []).filter((place) => this.#unsaid.has(place));
    const cues = unsaid.map((place) => this.routine.cues[place]).filter((cue) => !cue.shown);
    if (!this.choices.sound || !cues.length) return;
    say(cues.map((cue) => cue.text).join(" "), cues.at(-1).language ?? this.routine.language);
  }

  get voice() {
    if (!this.choices.sound) return "silent";
    if (!this.routine.cues.some((cue) => cue.file)) return "own_voice";
    // What was never recorded is on the screen, as it should be.
    const isMissing = [...this.#unsaid].some((place) => this.routine.cues[place].file);
    return this.#url && isMissing ? "no_voice" : "";
  }

  // A track that is still being joined is not played behind a question.
  pause() {
    this.#turn++;
    this.audio.pause();
  }

  goOn() {
    if (this.panels.shown !== "play") this.panels.show("play");
    if (this.#pending !== null) return this.#join(this.#pending);
    if (this.#clock) this.#catchUp();
    return this.#play();
  }

  // A pad stays warm while a call interrupts the sound; but that it must come off is always said.
  #catchUp() {
    const { currentTime } = this.audio;
    const off = this.queue.placed[0].steps.at(-1).at / 1000;
    const real = (Date.now() - this.#clock) / 1000;
    this.audio.currentTime = Math.max(currentTime, currentTime < off ? Math.min(real, off) : real);
  }

  #seek(ms) {
    if (this.#pending === null) this.audio.currentTime = ms / 1000;
    else this.#pending = ms;
  }

  to(part) {
    this.#seek(part.at);
    return this.goOn();
  }

  // To the beginning of this part; from there, to the one before.
  back() {
    if (this.isTimer) return undefined;
    const part = this.queue.partAt(this.now);
    const place = this.queue.placed.indexOf(part);
    const again = this.now - part.at > 3000 || place === 0;
    return this.to(again ? part : this.queue.placed[place - 1]);
  }

  skip() {
    if (this.isTimer) return undefined;
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
    const step = this.queue.stepAt(this.now);
    const part = this.queue.partAt(this.now);
    const isFine = report.action === "keep" || report.action === "comfort";
    if (isFine && step.kind !== "ask") return undefined;
    const more = report.good ? this.queue.more(part) : [];
    if (isFine && !more.length) return this.afterAsking();
    this.pause();
    if (isFine) return this.panels.offer(report, more, this.queue);
    return this.panels.verdict(report, part.ways[report.action] ?? {}, this.queue, part);
  }

  afterAsking() {
    const step = this.queue.stepAt(this.now);
    this.#seek(step.at + step.ms);
    return this.goOn();
  }

  async goAnotherWay(way) {
    const next = this.queue.change(this.queue.partAt(this.now), way);
    this.panels.show("play");
    await this.#join(next.at);
  }

  // After a red sign nothing of it can be played again.
  end({ isOver = false } = {}) {
    if (this.#url && this.isTimer) this.#seen = Math.max(this.#seen, this.now);
    this.#drop();
    this.isOver = isOver;
    hush();
    this.tell({ over: isOver });
    this.panels.end();
  }
}

function begin(root) {
  const player = new Player(root);
  player.prepare();
  root.hidden = false;
  root.player = player;
  for (const told of document.querySelectorAll("[data-scripted]")) told.hidden = false;
}

for (const root of document.querySelectorAll("[data-player]")) {
  // With the player there, the steps to read are one touch away.
  for (const fold of document.querySelectorAll("[data-reading]")) fold.open = false;
  const asked = document.querySelector("[data-new]:not([hidden])");
  if (!asked) {
    begin(root);
    continue;
  }
  const nothing = asked.querySelector("[data-nothing-new]");
  nothing.hidden = false;
  nothing.addEventListener("click", () => {
    asked.hidden = true;
    begin(root);
    root.querySelector("[data-start]").focus();
  });
}
