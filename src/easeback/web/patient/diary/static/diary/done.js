// What the player has done lands in the diary of whoever is in front, by way of this phone's queue:
// with or without a connection, once, by the key of the play.
import { keep, settle, waiting } from "./queue.js";

const NAME = "easeback-diary";
const PAUSE = 2500;
const place = document.querySelector("[data-done]");
// A page that was kept on the phone says of nobody: then it is whoever opened a diary here last.
const who = place.dataset.who ?? localStorage.getItem(NAME);
const form = place.querySelector("[data-unscripted]");
const said = place.querySelector("[data-done-said]");
const ahead = place.querySelector("[data-scripted]");
const scale = place.querySelector("[data-done-now]");
const much = place.querySelector("[data-done-much]");
const link = said.querySelector("a");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let latest = null;
let timer = null;

function fieldsOf({ play, kind, did, began, minutes, pain, after }) {
  const fields = [["key", play], ["kind", kind], ["at", began], ["minutes", minutes], ["zone", zone], ["who", who]];
  for (const [name, value] of Object.entries({ pain, after })) if (value !== null) fields.push([name, value]);
  return [...fields, ...did.map(([id]) => ["did", id])];
}

function tell(played, isThere) {
  const words = said.querySelector("[data-in]");
  words.textContent = isThere ? words.dataset.in : words.dataset.waits;
  const names = place.dataset.name ?? played.did.map(([, title]) => title).join(", ");
  const pains = [played.pain, played.after].filter((pain) => pain !== null);
  said.querySelector("[data-what]").textContent = [names, pains.join(" → ")].filter(Boolean).join(" · ");
  link.href = `${place.dataset.entry}${played.play}`;
  link.hidden = !isThere;
  ahead.hidden = true;
  said.hidden = false;
}

// Until it is sent, a slip of the thumb is mended by the next touch.
async function send(played) {
  clearTimeout(timer);
  await settle();
  const left = (await waiting()).some(({ key }) => key === played.play);
  if (latest === played) tell(played, !left);
}

async function write(played, { soon = false } = {}) {
  latest = played;
  try {
    await keep(fieldsOf(played));
  } catch {
    // A browser that keeps nothing shows the form instead.
    if (form) Object.assign(form, { hidden: false, open: true });
    return;
  }
  tell(played, false);
  clearTimeout(timer);
  if (soon) timer = setTimeout(() => send(played), PAUSE);
  else await send(played);
}

// Once, when the heat has come off; but not of whoever had to stop it.
function ask(played) {
  if (!scale || played.over) return;
  place.classList.remove("beside-player");
  scale.hidden = false;
}

function answer(after) {
  scale.hidden = true;
  if (after === null) return;
  much.hidden = after < Number(much.dataset.doneMuch);
  const minutes = Math.max(latest.minutes, Math.round((Date.now() - Date.parse(latest.began)) / 60000));
  write({ ...latest, after, minutes });
}

if (who && form) form.hidden = true;
if (who) {
  document.addEventListener("played", ({ detail }) => {
    const isFirst = latest?.play !== detail.play;
    // A routine's last pain may be mended before it goes; everything else goes at once.
    write(detail, { soon: detail.after !== null });
    if (detail.kind === "heat" && isFirst) ask(detail);
  });
  addEventListener("pagehide", () => timer && send(latest));
  for (const level of scale?.querySelectorAll("[value]") ?? []) level.addEventListener("click", () => answer(Number(level.value)));
  scale?.querySelector("[data-skip-it]").addEventListener("click", () => answer(null));
} else place.hidden = true;
