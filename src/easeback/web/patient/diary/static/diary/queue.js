// Entries wait on this phone until the diary has them, and what is told of a program until its
// therapist has it: nothing is lost without a connection, and nothing is written twice. Each has a
// key of its own, which we know again; it leaves the phone only once an answer has named that key.
// What waits is sealed with a key that cannot leave this browser.
const NAME = "easeback-diary";
const SETTLED = [200, 409, 422];
const PATIENCE = 8000;

const asked = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

async function opened() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("lines", { keyPath: "key" });
    request.result.createObjectStore("seals");
  };
  return asked(request);
}

// One transaction that is over only when the disk has it.
async function within(stores, mode, work) {
  const place = await opened();
  try {
    const transaction = place.transaction(stores, mode, { durability: "strict" });
    const over = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onerror = transaction.onabort = () => failed(transaction.error);
    });
    const result = await work(transaction);
    await over;
    return result;
  } finally {
    place.close();
  }
}

async function seal() {
  const kept = await within("seals", "readonly", (all) => asked(all.objectStore("seals").get("own")));
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Of two tabs that make one at once, the first stands.
  return within("seals", "readwrite", async (all) => {
    const first = await asked(all.objectStore("seals").get("own"));
    if (!first) all.objectStore("seals").put(made, "own");
    return first ?? made;
  });
}

// What is told of a program says where it goes: a field "to". Everything else goes to the diary.
export async function keep(fields) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(fields));
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await seal(), text);
  const key = fields.find(([name]) => name === "key")[1];
  // What is kept again under its key, with more in it, is another saying of the same.
  const isTold = fields.some(([name]) => name === "to");
  const line = { key, iv, body, since: Date.now(), tries: 0, saying: crypto.randomUUID(), isTold };
  await within("lines", "readwrite", (all) => all.objectStore("lines").put(line));
}

async function kept() {
  const lines = await within("lines", "readonly", (all) => asked(all.objectStore("lines").getAll()));
  return lines.sort((one, other) => one.since - other.since);
}

// What we have refused, and said why, waits for nobody but the person who told it.
export async function waiting() {
  return (await kept()).filter(({ why }) => !why);
}

async function fieldsIn(line) {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: line.iv }, await seal(), line.body);
  return JSON.parse(new TextDecoder().decode(text));
}

// What was told of one program and is still on this phone, with its fields, and why where it was refused.
export async function toldTo(to) {
  const lines = (await kept()).filter(({ isTold }) => isTold);
  const opened = await Promise.all(
    lines.map(async (line) => ({ ...line, fields: await fieldsIn(line).catch(() => []) })),
  );
  return opened.filter(({ fields }) => fields.some(([name, value]) => name === "to" && value === to));
}

export async function forget(keys) {
  await within("lines", "readwrite", async (all) => keys.forEach((key) => all.objectStore("lines").delete(key)));
}

// Whether an answer has named the key, and why what was told cannot be kept.
export async function send(fields) {
  const { to = "/my/queue", key } = Object.fromEntries(fields);
  const answer = await fetch(to, {
    method: "POST",
    body: new URLSearchParams(fields.filter(([name]) => name !== "to")),
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const said = await answer.json();
  const isNamed = said.key === key;
  return { isSettled: isNamed && SETTLED.includes(answer.status), why: isNamed ? said.why : undefined };
}

// How many entries still wait.
export async function flush() {
  return navigator.locks.request(NAME, async () => {
    for (const line of await waiting()) {
      let answer = {};
      try {
        answer = await send(await fieldsIn(line));
      } catch {
        // No connection, or one that broke: the next time.
      }
      await within("lines", "readwrite", async (all) => {
        const lines = all.objectStore("lines");
        // What was said meanwhile is not the saying that was sent.
        const now = await asked(lines.get(line.key));
        if (now?.saying !== line.saying) return;
        if (answer.isSettled && !answer.why) lines.delete(line.key);
        else lines.put({ ...line, tries: line.tries + 1, why: answer.why });
      });
    }
    return (await waiting()).length;
  });
}

// The page.

const told = document.querySelector("[data-unsent]");

async function tell() {
  const count = (await waiting()).filter(({ isTold }) => !isTold).length;
  if (!told) return count;
  told.hidden = !count;
  told.textContent = (count === 1 ? told.dataset.one : told.dataset.many).replace("{count}", count);
  return count;
}

export async function settle() {
  if ((await waiting()).length) await flush();
  document.dispatchEvent(new Event("settled"));
  return tell();
}

function fieldsOf(form, button) {
  const fields = [...new FormData(form, button)].filter(([name, value]) => value !== "" && name !== "key" && name !== "zone");
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const who = localStorage.getItem(NAME) ?? "";
  return [...fields, ["key", form.elements.key?.value || crypto.randomUUID()], ["zone", zone], ["at", new Date().toISOString()], ["who", who]];
}

async function write(event) {
  const form = event.target;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "yes";
  const fields = fieldsOf(form, event.submitter);
  try {
    await keep(fields);
  } catch {
    // A browser that keeps nothing sends the form as it always did.
    form.removeEventListener("submit", write);
    form.requestSubmit(event.submitter);
    return;
  }
  const left = await settle();
  if (!left && form.dataset.then) {
    location.assign(`${form.dataset.then}${fields.find(([name]) => name === "key")[1]}?saved=1`);
    return;
  }
  delete form.dataset.busy;
  form.reset();
  if (form.elements.key) form.elements.key.value = crypto.randomUUID();
}

if ("indexedDB" in window && crypto.subtle && navigator.locks) {
  const own = document.querySelector("[data-who]");
  if (own) localStorage.setItem(NAME, own.dataset.who);
  for (const form of document.querySelectorAll("form[data-queued]")) form.addEventListener("submit", write);
  addEventListener("online", settle);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && settle());
  if (told) settle();
}
