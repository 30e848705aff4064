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

// Something was asked, here or in another tab: the hour begins anew, the working day does not. The
// server writes the moment down once a minute.
function asked() {
  ends.idle = Date.now() + idle - 60_000;
  look();
}

async function stay() {
  const answer = await fetch(box.dataset.stay, {
    method: "POST",
    headers: { "X-CSRFToken": box.dataset.token },
    redirect: "manual",
  }).catch(() => null);
  if (answer?.ok) {
    holds(await answer.json());
    others?.postMessage("asked");
  } else if (answer) {
    ends.idle = Date.now();
    look();
  }
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
  others?.addEventListener("message", asked);
  document.addEventListener("kept", () => {
    asked();
    others?.postMessage("asked");
  });
  addEventListener("visibilitychange", look);
  addEventListener("focus", look);
}
