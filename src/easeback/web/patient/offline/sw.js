// What opens without a connection: the emergency and safe pages once any page was visited, and the
// plan, the routine and the program of a day, but only after the person kept them. Never an answer,
// never a page of the journey.
const HELD = `held-${settings.version}`;
const KEPT = { kept: "kept", kept_routine: "kept-routine" };
const KEPT_PROGRAM = "kept-program/";
const FETCHED = "x-fetched";
const PATIENCE = 4000;

const paths = Object.values(settings.pages);
const languageOf = (path) => (path.startsWith("/es/") ? settings.pages.es : settings.pages.en);
const isSafe = (path) => paths.some((pages) => Object.values(pages).includes(path));
const keptAs = (path) => Object.keys(KEPT).find((name) => paths.some((pages) => pages[name] === path));

async function hold(path, response) {
  const headers = new Headers(response.headers);
  headers.set(FETCHED, Date.now());
  const stamped = new Response(await response.blob(), { headers });
  await (await caches.open(HELD)).put(path, stamped);
}

async function fetchAndHold(path) {
  const response = await fetch(path, { cache: "no-cache" });
  if (response.ok) await hold(path, response);
}

// Rules that nobody has checked for this long are not shown: a call is safer.
async function trusted(response, path) {
  const age = Date.now() - Number(response.headers.get(FETCHED));
  return age > settings.milliseconds ? caches.match(languageOf(path).call) : response;
}

async function held(path) {
  const response = isSafe(path) && (await caches.match(path, { cacheName: HELD }));
  if (response) return trusted(response, path);
  // A diary can be written on without a connection; what it holds is not on the phone.
  const { unsent, offline } = languageOf(path);
  return caches.match(/^(\/es)?\/my\//.test(path) ? unsent : offline);
}

async function refresh() {
  for (const pages of paths) {
    for (const [name, path] of Object.entries(pages)) {
      if (name in KEPT) continue;
      const old = await caches.match(path, { cacheName: HELD });
      const age = Date.now() - Number(old?.headers.get(FETCHED));
      if (!old || age > 24 * 60 * 60 * 1000) await fetchAndHold(path).catch(() => {});
    }
  }
}

function impatient(request) {
  const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
  return Promise.race([fetch(request), late]);
}

// What a program asks changes with the day: with a connection it is asked anew.
async function keptProgram({ url, method }) {
  const token = /^(?:\/es)?\/program\/([^/]+)$/.exec(new URL(url).pathname)?.[1];
  return token && method === "GET" && caches.match(`/program/${token}`, { cacheName: KEPT_PROGRAM + token });
}

async function page(event) {
  const path = new URL(event.request.url).pathname;
  const name = keptAs(path);
  if (name) {
    const own = await caches.match(settings.pages.en[name], { cacheName: KEPT[name] });
    if (own) return trusted(own, path);
  }
  const program = await keptProgram(event.request);
  try {
    const response = await (program || isSafe(path) ? impatient : fetch)(event.request);
    if (response.ok && event.request.method === "GET" && isSafe(path) && !name) {
      event.waitUntil(hold(path, response.clone()));
    }
    event.waitUntil(refresh());
    return response;
  } catch {
    return program ? trusted(program, path) : held(path);
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      await (await caches.open(HELD)).addAll(settings.files);
      await refresh();
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        const isAsked = Object.values(KEPT).includes(name) || name.startsWith(KEPT_PROGRAM);
        if (name !== HELD && !isAsked) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

// A notice says nothing of anybody: whose phone it is, and who sees it, nobody knows. One that was
// sent twice shows once; at night by the phone's own clock none makes a sound.
self.addEventListener("push", (event) => {
  let said;
  try {
    said = event.data.json();
  } catch {
    return;
  }
  const { id, title, body, page, lang } = said;
  const hour = new Date().getHours();
  const silent = hour < settings.quiet.until || hour >= settings.quiet.from;
  const options = { body, tag: id, lang, silent, icon: settings.icon, data: { page } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { origin } = self.location;
  const page = new URL(event.notification.data?.page ?? "/", origin);
  // Nothing that comes from outside leads to another site.
  event.waitUntil(self.clients.openWindow(page.origin === origin ? page.href : "/"));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (new URL(url).origin !== self.location.origin) return;
  if (mode === "navigate" && !/^\/(admin|staff|es\/staff)\//.test(new URL(url).pathname)) {
    event.respondWith(page(event));
  } else if (method === "GET" && /^\/(static|figures|(es\/)?program\/[^/]+\/exercises)\//.test(new URL(url).pathname)) {
    event.respondWith(file(event.request));
  }
});
