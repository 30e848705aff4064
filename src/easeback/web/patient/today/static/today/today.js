// What is told of a program goes by way of this phone's queue: with or without a connection, once,
// for the day on which it was told. A red light stops everything on the page before anything else.
import { forget, keep, send, settle, toldTo } from "../diary/queue.js";
import { keepAnew } from "../offline/keep.js";

const LANGUAGE = document.documentElement.lang;
const form = document.querySelector("[data-went]");
const stop = document.querySelector("[data-halt]");
const card = document.querySelector("[data-told]");
const to = card.dataset.told.replace(/^\/es\//, "/");
const isCopy = "copy" in document.documentElement.dataset;
// A page that was kept holds the key of the day on which it was kept.
let key = isCopy ? null : form?.elements.key.value;
let shown = [];

// After the player, the pain that it was told stands in the form already; how it went is asked.
function fill(fieldset, name, level) {
  const list = fieldset.querySelector(`select[name^="${name}."]`);
  if (level !== null && list && !list.value) list.value = level;
}

function filled({ detail: { did, pain, after } }) {
  for (const [exercise] of did) {
    for (const fieldset of form.querySelectorAll(`[data-exercise="${exercise}"]`)) {
      fill(fieldset, "before", pain);
      fill(fieldset, "after", after);
    }
  }
}

// The rule is the server's: from which pain afterwards on each pain before is red.
function isRed(fields) {
  const said = Object.fromEntries(fields);
  const redFrom = JSON.parse(form.dataset.went);
  return fields.some(([name, value]) => {
    const least = redFrom[said[name.replace(/^after\./, "before.")]];
    return name.startsWith("went.") ? value === "red" : name.startsWith("after.") && Number(value) >= (least ?? Infinity);
  });
}

// Nothing of the program is left on the page, nor in what is kept of it until a newer one comes with a
// connection: first they look if they are safe.
function halt() {
  document.querySelector("[data-player] audio")?.pause();
  const keeping = document.querySelector("[data-keep]:has(> [data-kept]:not([hidden]))");
  document.querySelector("main").replaceChildren(stop, card, ...(keeping ? [keeping] : []));
  document.body.className = "";
  stop.hidden = false;
  stop.querySelector("[data-once-sent]").hidden = true;
  stop.querySelector("h1").focus();
  scrollTo(0, 0);
}

function say(name, lines = []) {
  const words = card.querySelector(`[data-says="${name}"]`);
  for (const other of card.querySelectorAll("[data-says]")) other.hidden = other !== words;
  const days = lines.map(({ since }) => new Date(since).toLocaleDateString(LANGUAGE, { day: "numeric", month: "long" }));
  words.textContent = (words.dataset.words ??= words.textContent).replace("{days}", [...new Set(days)].join(", "));
  card.querySelector("[data-erase]").hidden = !lines.length;
  shown = lines;
  card.hidden = false;
}

// What is still on the phone: of what was refused the first, with why; else what waits.
async function look() {
  const told = await toldTo(to);
  const waits = told.filter(({ why }) => !why);
  const { why } = told.find((line) => line.why) ?? {};
  if (form?.isConnected && waits.some(({ fields }) => isRed(fields))) {
    halt();
    await keepAnew().catch(() => {});
  }
  if (why) say(why, told.filter((line) => line.why === why));
  else if (waits.length) say("waits", waits);
  else if (shown.length) {
    say("sent");
    stop?.querySelector("[data-once-sent]").removeAttribute("hidden");
  }
  return told.map(({ key }) => key);
}

async function sendKept(own) {
  await look();
  await settle();
  return !(await look()).includes(own);
}

// A browser that keeps nothing sends it at once, or says that it could not.
async function sendAtOnce(fields) {
  const { isSettled, why } = await send(fields).catch(() => ({}));
  if (!isSettled || why) say(why ?? "unkept");
  return isSettled && !why;
}

async function tell(event) {
  event.preventDefault();
  if (form.dataset.busy) return;
  const told = [...new FormData(form)].filter(([name, value]) => name.includes(".") && value !== "");
  if (!told.some(([name]) => /^(went|after)\./.test(name))) {
    say("nothing");
    card.focus();
    return;
  }
  form.dataset.busy = "yes";
  const red = isRed(told);
  if (red) halt();
  const own = key ?? crypto.randomUUID();
  const on = form.elements.on.value;
  const fields = [...told, ["key", own], ["on", on], ["at", new Date().toISOString()], ["to", to]];
  const isKept = await keep(fields).then(() => true, () => false);
  if (red) await keepAnew().catch(() => {});
  if (isKept) {
    key = null;
    form.reset();
  }
  const isSent = await (isKept ? sendKept(own) : sendAtOnce(fields)).catch(() => false);
  delete form.dataset.busy;
  if (red) return;
  if (isSent) location.assign(`${location.pathname}?told=1`);
  else card.focus();
}

async function erase() {
  await forget(shown.map((line) => line.key));
  shown = [];
  card.hidden = true;
  await look();
}

card.hidden = true;
card.querySelector("[data-erase]").addEventListener("click", erase);
if (form) {
  document.addEventListener("played", filled);
  form.addEventListener("submit", tell);
}
document.addEventListener("settled", () => look().catch(() => {}));
// A link that opens no program any more leaves none on the phone.
if ("ended" in card.dataset) await window.caches?.delete(to.replace(/^\/program\/(.*)\/queue$/, "kept-program/$1"));
await look().catch(() => {});
await settle().catch(() => {});
