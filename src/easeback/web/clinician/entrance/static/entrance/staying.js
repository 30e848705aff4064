// Says in time that the session ends, and when it has: what stands on the page stays there. Other tabs
// of the same session tell when something was asked.
const WARNS = 5 * 60 * 1000;
const EVERY = 10 * 1000;

const box = document.querySelector("[data-staying]");
const others = "BroadcastChannel" in window ? new BroadcastChannel("staying") : null;
const made = (tag, said) => Object.assign(document.createElement(tag), said);
const ends = {};
let idle = 0;
let shown = "";
let timer = 0;

function holds({ idle: quiet, day }) {
  idle = 1000 * quiet;
  ends.idle = Date.now() + idle;
  ends.day = Date.now() + 1000 * day;
  look();
}

// Something was asked here: the hour begins anew, the working day does not. The server writes the
// moment down once a minute.
function asked() {
  ends.idle = Date.now() + idle - 60_000;
  look();
}

// How the session stands now. Whoever has signed in again, in another tab, has other tokens: every
// form of this page gets its own, so that what was typed in it can still be sent.
async function renew() {
  const answer = await fetch(box.dataset.stay, { redirect: "manual" }).catch(() => null);
  if (answer?.ok) {
    const { token, ...left } = await answer.json();
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    holds(left);
  } else if (answer) {
    ends.idle = Date.now();
    look();
  }
  return answer?.ok;
}

async function stay() {
  if (await renew()) others?.postMessage("asked");
}

// Seen again after it was over: perhaps somebody has signed in meanwhile.
function seenAgain() {
  if (shown === "over") renew();
  else look();
}

function show(state, ...parts) {
  if (shown === state) return;
  shown = state;
  box.replaceChildren(...parts);
}

function look() {
  const left = Math.min(ends.idle, ends.day) - Date.now();
  clearTimeout(timer);
  // A laptop that slept comes late: then the page looks when it is seen again.
  if (left > 0) timer = setTimeout(look, left > WARNS ? left - WARNS : EVERY);
  if (left > WARNS) return show("");
  if (left <= 0) {
    const { door: href, again: textContent } = box.dataset;
    const link = made("a", { href, textContent, target: "_blank", rel: "noopener", className: "link" });
    return show("over", box.dataset.over, " ", link);
  }
  const minutes = Math.max(1, Math.round(left / 60_000));
  const parts = [box.dataset.soon.replace("MINUTES", minutes)];
  if (ends.day > ends.idle) {
    const textContent = box.dataset.goOn;
    const button = made("button", { type: "button", className: "more", textContent, onclick: stay });
    parts.push(" ", button);
  }
  return show(`soon-${minutes}`, ...parts);
}

if (box) {
  holds({ idle: Number(box.dataset.idle), day: Number(box.dataset.day) });
  others?.postMessage("asked");
  others?.addEventListener("message", renew);
  document.addEventListener("kept", () => {
    asked();
    others?.postMessage("asked");
  });
  addEventListener("visibilitychange", () => document.hidden || seenAgain());
  addEventListener("focus", seenAgain);
}
