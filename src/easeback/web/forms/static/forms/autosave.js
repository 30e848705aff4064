// A draft is saved while it is typed: a moment after the last change, when the page is left, and
// again when a save has failed. Without this script, the page's own button saves it.
const PAUSE = 1200;
const AGAIN = 5000;
const PATIENCE = 10000;

const form = document.querySelector("form[data-save]");
const says = document.querySelector("[data-keeps]");
let timer = 0;
let saving = null;
let stopped = false;
let changed = false;
let token = null;

function say(name) {
  says.textContent = says.dataset[name];
  says.classList.toggle("stuck", ["unsaved", "elsewhere", "signedOut"].includes(name));
  if (name !== "signedOut") return;
  const link = Object.assign(document.createElement("a"), {
    href: says.dataset.door,
    target: "_blank",
    className: "link",
    textContent: says.dataset.signIn,
  });
  says.append(" ", link);
}

function body() {
  const fields = new FormData(form);
  if (token) fields.set("csrfmiddlewaretoken", token);
  return fields;
}

// Who has signed in again in another tab has a new token there; this page still has the old one.
async function renew() {
  const answer = await fetch(location.href, { redirect: "manual" });
  if (!answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? null;
  if (token) form.elements.csrfmiddlewaretoken.value = token;
  return token !== null;
}

async function send(keepalive) {
  return fetch(form.dataset.save, {
    method: "POST",
    body: body(),
    redirect: "manual",
    keepalive,
    signal: AbortSignal.timeout(PATIENCE),
  });
}

async function attempt(keepalive) {
  let answer = await send(keepalive);
  if ((answer.status === 403 || answer.type === "opaqueredirect") && (await renew())) {
    answer = await send(keepalive);
  }
  if ([404, 409, 410].includes(answer.status)) {
    // Nothing can be saved here any more; the page's own button says why.
    stopped = true;
    return "elsewhere";
  }
  if (answer.status === 403 || answer.type === "opaqueredirect") return "signedOut";
  if (!answer.ok) return "unsaved";
  form.elements.version.value = (await answer.json()).version;
  document.dispatchEvent(new Event("kept"));
  return "saved";
}

async function save({ keepalive = false } = {}) {
  clearTimeout(timer);
  if (stopped || !changed || saving) return saving;
  changed = false;
  if (!keepalive) say("saving");
  saving = attempt(keepalive).catch(() => "unsaved");
  const went = await saving;
  saving = null;
  say(went);
  if (went === "saved" && changed) plan(PAUSE);
  if (went === "unsaved" || went === "signedOut") {
    changed = true;
    plan(AGAIN);
  }
  return went;
}

function plan(after) {
  clearTimeout(timer);
  timer = setTimeout(save, after);
}

function note() {
  changed = true;
  plan(PAUSE);
}

function fillUsual(button) {
  const grid = button.closest(".asked");
  for (const cell of grid.querySelectorAll("select[data-usual]")) {
    if (!cell.value) cell.value = button.dataset.usual;
  }
  note();
}

if (form && says) {
  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=usual][data-usual]");
    if (!button) return;
    event.preventDefault();
    fillUsual(button);
  });
  // The form itself is sent: whatever was under way must not overtake it.
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (saving) {
      event.preventDefault();
      await saving;
      form.requestSubmit(event.submitter);
      return;
    }
    stopped = true;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = false;
  });
  addEventListener("online", () => save());
  addEventListener("visibilitychange", async () => {
    if (!document.hidden) return;
    await saving;
    await save({ keepalive: true });
  });
}
