// What the phone itself does for a routine; where it can't, the routine goes on without.

const NAME = "easeback-player";

// Kept on this device only.
export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) ?? {};
  } catch {
    return {};
  }
}

export function remember(choices) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...remembered(), ...choices }));
  } catch {
    // A private window may refuse.
  }
}

// The screen stays lit while a routine plays.
export class Light {
  #lock = null;
  #wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => this.keep(this.#wanted));
  }

  async keep(wanted) {
    this.#wanted = wanted;
    if (!wanted) return this.#off();
    if (this.#lock || document.visibilityState !== "visible") return;
    this.#lock = navigator.wakeLock?.request("screen").catch(() => null) ?? null;
    const lock = await this.#lock;
    lock?.addEventListener("release", () => (this.#lock = null));
    if (!lock) this.#lock = null;
  }

  async #off() {
    const lock = await this.#lock;
    this.#lock = null;
    await lock?.release().catch(() => {});
  }
}

// The buttons of the lock screen, of headphones and of a watch.
export function lockScreen(acts) {
  for (const [name, act] of Object.entries(acts)) {
    try {
      navigator.mediaSession?.setActionHandler(name, act);
    } catch {
      // Not every browser knows every button.
    }
  }
}

export function nowPlaying(title, album) {
  if ("mediaSession" in navigator) navigator.mediaSession.metadata = new MediaMetadata({ title, album });
}

export function progress(duration, position) {
  if (!Number.isFinite(duration) || position > duration) return;
  navigator.mediaSession?.setPositionState?.({ duration, position, playbackRate: 1 });
}

export function shake() {
  navigator.vibrate?.(120);
}

// Phrases that were never recorded are said by the browser's own voice, where it has one.
export function say(text, language) {
  if (!("speechSynthesis" in window)) return;
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.lang = language;
  said.rate = 0.9;
  speechSynthesis.speak(said);
}

export function hush() {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}
