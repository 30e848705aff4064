// The faces of the player: before, playing, what hurts, what follows, and after.

// Characters that fit under the picture in large letters; no phrase of the library has more.
const LONG = 160;

const show = (element, isShown) => element && (element.hidden = !isShown);

// A therapist's own words may be in another language than the page.
const spoken = (element, language) => (language ? (element.lang = language) : element.removeAttribute("lang"));

function button(text, act, look = "more") {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

export class Panels {
  #root;
  #player;
  #before = null;

  constructor(root, player) {
    this.#root = root;
    this.#player = player;
    this.#before = this.#chosen("before");
    this.#wire();
    this.#note();
    this.show("before", { focus: false });
  }

  #one(name) {
    return this.#root.querySelector(`[data-${name}]`);
  }

  #on(name, act) {
    this.#one(name)?.addEventListener("click", act);
  }

  #wire() {
    const player = this.#player;
    this.#on("start", () => this.#start());
    this.#on("pause", () => (player.audio.paused ? player.goOn() : player.pause()));
    if (player.isTimer) for (const name of ["back", "skip", "again"]) show(this.#one(name), false);
    this.#on("back", () => player.back());
    this.#on("skip", () => player.skip());
    this.#on("slower", () => player.slower());
    this.#on("hurts", () => this.felt());
    this.#on("no-pain", () => player.goOn());
    this.#on("stop", () => player.end());
    this.#on("else", () => this.#list("hurts-else"));
    this.#on("list", () => this.#list("hurts"));
    this.#on("again", () => this.show("before"));
    this.#fill("after", this.#one("asks"));
    this.#fill("hurts", this.#one("hurts-list"));
    this.#fill("hurts-else", this.#one("hurts-else-list"));
    this.#root.addEventListener("change", ({ target }) => this.#chose(target));
    for (const name of ["sound", "shake"]) {
      const box = this.#root.querySelector(`[name=${name}]`);
      if (box) box.checked = player.choices[name];
    }
    const speed = this.#root.querySelector(`[name=speed][value=${player.choices.speed}]`);
    if (speed) speed.checked = true;
  }

  #chosen(name) {
    const box = this.#root.querySelector(`[name=${name}]:checked`);
    return box ? Number(box.value) : null;
  }

  #chose({ name, value, checked }) {
    if (name === "speed") this.#player.choose({ speed: value });
    if (name === "sound" || name === "shake") this.#player.choose({ [name]: checked });
    if (name === "sound") this.#note();
    if (name === "before") this.#before = Number(value);
    if (name === "after") this.#judge(Number(value));
  }

  #fill(asked, place) {
    const reports = this.#player.routine.reports?.[asked] ?? [];
    place?.prepend(...reports.map((report) => button(report.text, () => this.#player.report(report))));
  }

  async #start() {
    const { words } = this.#player;
    this.show("play");
    this.#one("step").textContent = words.loading;
    await this.#player.start(this.#before);
  }

  // What is to be known of the sound, while there is nothing else to look at.
  #note() {
    const note = this.#player.voice;
    // Who hears no voice may have a screen reader that says the words.
    this.#one("step").setAttribute("aria-live", note === "silent" ? "polite" : "off");
    for (const place of this.#root.querySelectorAll("[data-note]")) {
      place.textContent = note ? this.#player.words[note] : "";
      show(place, note);
    }
  }

  show(name, { focus = true } = {}) {
    for (const panel of this.#root.querySelectorAll("[data-panel]")) {
      show(panel, panel.dataset.panel === name);
    }
    this.shown = name;
    document.body.className = name;
    const first = this.#root.querySelector(`[data-panel=${name}] :is([tabindex="-1"], [data-start])`);
    if (focus) first?.focus();
  }

  playing(isPlaying) {
    const { words } = this.#player;
    const pause = this.#one("pause");
    pause.querySelector("span").textContent = isPlaying ? words.pause : words.go_on;
    this.#note();
  }

  step(step, part, queue, cues) {
    const { words } = this.#player;
    const phrases = (step.say ?? []).map((place) => cues[place]);
    const said = phrases.map(({ text }) => text).join(" ");
    const caption = step.kind === "ask" ? words.how_now : said || words[step.kind.replace("-", "_")];
    if (caption) this.#caption(caption, phrases.find(({ language }) => language)?.language);
    this.#one("title").textContent = part.title ?? words.name;
    spoken(this.#one("title"), part.language);
    const count = step.of > 1 ? words.count.replace("{number}", step.number).replace("{of}", step.of) : "";
    this.#one("count").textContent = [step.side && words[step.side], count].filter(Boolean).join(" · ");
    show(this.#one("playing-note"), !part.exercise && this.#player.voice);
    const bar = this.#one("progress");
    bar.max = queue.ms;
    bar.value = step.at;
    show(this.#one("asks"), step.kind === "ask");
    show(this.#one("figure"), part.figure !== undefined && step.kind !== "ask");
    show(this.#one("rest-only"), this.#isRestOnly);
    const next = step.kind === "ask" && queue.partAfter(part);
    this.#one("next").textContent = next?.title ? words.next.replace("{title}", next.title) : "";
    this.#one("slower").disabled = !this.#player.canSlow;
  }

  #caption(text, language) {
    const place = this.#one("step");
    place.textContent = text;
    spoken(place, language);
    place.classList.toggle("long", text.length > LONG);
  }

  get #isRestOnly() {
    return this.#before !== null && this.#before >= this.#player.routine.rest_only;
  }

  // Whole minutes to the end of a part, for as long as nothing is said.
  timeLeft(ms) {
    const left = this.#player.words.time_left.replace("{minutes}", Math.ceil(ms / 60000));
    if (this.#one("step").textContent !== left) this.#one("step").textContent = left;
  }

  // With a list of what it may be; with heat there is but one thing to do.
  felt() {
    this.#player.pause();
    const { stop } = this.#player.routine;
    if (stop) return this.verdict({ say: stop, action: "recheck" }, {});
    this.#list("hurts");
    return this.show("felt");
  }

  #list(name) {
    for (const list of ["hurts", "hurts-else"]) show(this.#one(`${list}-list`), list === name);
    this.#root.querySelector("[data-panel=felt]").scrollTop = 0;
  }

  // What the report's action allows, the safest first.
  verdict(report, way, queue, part) {
    const player = this.#player;
    const { words } = player;
    const isRed = report.action === "recheck" || report.action === "other-way";
    // The safety check leads away from here.
    if (isRed) player.tell({ over: true });
    const checks = report.id && isRed;
    const ways = [];
    if (checks) ways.push(button(words.check, () => this.#check(report.id), "do"));
    if (way.to) {
      const text = report.action === "smaller" ? words.smaller : words.try.replace("{title}", queue.title(way.to));
      ways.push(button(text, () => player.goAnotherWay(way), checks ? "more" : "do"));
    }
    if (report.action !== "recheck" && queue.goesOn(part, way)) {
      ways.push(button(words.leave, () => player.goAnotherWay({ without: way.without })));
    }
    ways.push(button(words.end, () => player.end({ isOver: isRed })));
    this.#tell(report.say, ways);
  }

  // What the guide goes on with, for whom the last movement did good.
  offer(report, more, queue) {
    const player = this.#player;
    const { words } = player;
    const ways = more.map((name) =>
      button(words.more_of.replace("{title}", queue.title(name)), () => player.goAnotherWay({ to: name }), "do"),
    );
    ways.push(button(words.enough, () => player.afterAsking()));
    this.#tell(report.say, ways);
  }

  #tell(text, ways) {
    this.#one("say").textContent = text;
    this.#one("ways").replaceChildren(...ways);
    this.show("verdict");
  }

  // The journey's own form, with this answer set; without a network, the signs that need help now.
  #check(id) {
    const { relief, emergency } = this.#root.dataset;
    if (!navigator.onLine) return location.assign(emergency);
    const form = document.querySelector(`form[data-check="${id}"]`);
    return form ? form.submit() : location.assign(relief);
  }

  end() {
    const player = this.#player;
    for (const box of this.#root.querySelectorAll("[name=after]")) box.checked = false;
    show(this.#one("judged"), player.isOver && player.routine.reports);
    this.#one("judged")?.replaceChildren(button(player.words.check, () => this.#check(""), "do"));
    show(this.#one("scale"), !player.isOver);
    show(this.#one("again"), !player.isOver && !player.isTimer);
    this.show("after");
  }

  #judge(after) {
    const { routine, words } = this.#player;
    this.#player.tell({ after });
    if (!routine.change) return;
    const change = this.#before === null ? "" : routine.change[this.#before][after].replace("-", "_");
    const isWorse = change === "more" || change === "much_more";
    // Much pain is never "fine", whatever it was before, or where nobody said.
    const isMuch = !isWorse && after >= routine.much;
    const told = [isMuch && change === "same" ? "" : change, isMuch && "much_pain"].filter(Boolean);
    const said = told.map((word) => Object.assign(document.createElement("p"), { textContent: words[word] }));
    const ways = isWorse || isMuch ? [button(words.check, () => this.#check(""), "do")] : [];
    this.#one("judged").replaceChildren(...said, ...ways);
    show(this.#one("judged"), told.length);
    show(this.#one("again"), change !== "much_more");
  }
}
