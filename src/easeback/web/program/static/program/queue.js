// Which parts are played in which order. What may take a part's place was decided by the server.

export class Queue {
  #parts;
  #more;

  constructor(routine, speed) {
    this.#parts = routine.parts;
    this.#more = [...(routine.more ?? [])];
    this.names = [...routine.order];
    this.speed = speed;
    this.#place();
  }

  // Every part with its steps, one after the other; `at` in milliseconds from the beginning.
  #place() {
    let at = 0;
    this.placed = this.names.concat(this.#end()).map((name) => {
      const first = at;
      const steps = this.#parts[name].steps[this.speed].map((step) => {
        // A figure moves its right side; where the sides take turns within a repeat, it shows both.
        const placed = { ...step, at, mirrored: this.#parts[name].sided && step.side === "left" };
        at += step.ms;
        return placed;
      });
      return { name, at: first, ms: at - first, steps, ...this.#of(name) };
    });
    this.steps = this.placed.flatMap((part) => part.steps);
    this.ms = at;
  }

  #of(name) {
    const { title, language, figure, exercise, moves, sided, ways } = this.#parts[name];
    return { title, language, figure, exercise, moves, sided, ways: ways ?? {} };
  }

  // How to get up depends on what was done last.
  #end() {
    const end = this.#parts[this.names.at(-1)].end;
    return end ? [end] : [];
  }

  title(name) {
    return this.#parts[name].title;
  }

  partAt(ms) {
    return this.placed.findLast((part) => part.at <= ms) ?? this.placed[0];
  }

  stepAt(ms) {
    return this.steps.findLast((step) => step.at <= ms) ?? this.steps[0];
  }

  partAfter(part) {
    return this.placed[this.placed.indexOf(part) + 1];
  }

  // The same step at another speed; gives back where it now begins.
  setSpeed(speed, ms) {
    const part = this.partAt(ms);
    const number = part.steps.indexOf(this.stepAt(ms));
    const place = this.placed.indexOf(part);
    this.speed = speed;
    this.#place();
    const steps = this.placed[place].steps;
    return steps[Math.min(number, steps.length - 1)].at;
  }

  #after(part, way) {
    const here = this.names.indexOf(part.name);
    const left = new Set(way.without ?? []);
    return here < 0 ? [] : this.names.slice(here + 1).filter((name) => !left.has(name));
  }

  // The other side of an exercise is another thing to do.
  #isSame(name, other) {
    const [one, two] = [this.#parts[name], this.#parts[other]];
    return one.exercise === two.exercise && (!one.side || !two.side || one.side === two.side);
  }

  // Another part takes the place of the rest of this one, and some are left out for good.
  change(part, way) {
    const here = this.names.indexOf(part.name);
    const later = this.#after(part, way).filter((name) => !way.to || !this.#isSame(name, way.to));
    this.names = [...this.names.slice(0, here + 1), ...(way.to ? [way.to] : []), ...later];
    this.#more = this.#more.filter((name) => name !== way.to && !(way.without ?? []).includes(name));
    this.#place();
    return this.placed[here + 1];
  }

  // Whether anything but the goodbye is left after a part, once an action leaves some out.
  goesOn(part, way) {
    return this.#after(part, way).length > 0;
  }

  // What may follow the one movement, or rest alone, when it did good.
  more(part) {
    const isRest = !this.names.some((name) => this.#parts[name].moves);
    return part.moves || isRest ? this.#more : [];
  }

  // With much pain there is rest, and no movement.
  rest() {
    this.names = this.names.filter((name) => !this.#parts[name].moves);
    this.#more = [];
    this.#place();
  }
}
