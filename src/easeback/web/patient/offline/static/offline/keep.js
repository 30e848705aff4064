// "Keep on this phone": the page as it came goes into this browser's own storage, nowhere else.
const place = document.querySelector("[data-keep]");
const button = place?.querySelector("[data-keep-it]");
const why = place?.querySelector("[data-keep-why]");
const kept = place?.querySelector("[data-kept]");
const path = kept && new URL(kept.querySelector("a").href).pathname.replace("/es/", "/");
const name = place?.dataset.keep;

function show(isKept) {
  button.hidden = why.hidden = isKept;
  kept.hidden = !isKept;
  place.querySelector("[data-keep-failed]").hidden = true;
  place.hidden = false;
}

// Whatever the page needs to look and sound like itself; what carries the answers stays out.
function itself() {
  const copy = document.documentElement.cloneNode(true);
  copy.dataset.copy = "";
  for (const leave of copy.querySelectorAll("[data-leave]")) leave.remove();
  for (const told of copy.querySelectorAll("[name=before]")) told.removeAttribute("checked");
  for (const whose of copy.querySelectorAll("[data-who]")) whose.removeAttribute("data-who");
  for (const whose of copy.querySelectorAll("[data-whose]")) whose.remove();
  for (const later of copy.querySelectorAll("[data-kept-only]")) later.hidden = false;
  const needs = "link[rel=stylesheet], link[rel=modulepreload], script[src], source, img";
  const files = [...document.querySelectorAll(needs)].map((need) => need.href || need.src || need.srcset);
  const more = JSON.parse(document.querySelector("[data-files]")?.textContent ?? "[]");
  return { html: `<!doctype html>${copy.outerHTML}`, files: [...new Set([...files, ...more])] };
}

const isAble = "caches" in window && "serviceWorker" in navigator;
const found = () => caches.match(path, { cacheName: name });
// What is kept, and since when it is known: a copy is no younger than the page that it was made of.
let page;
let fetched = Date.now();

// All of it or nothing. What the page has become meanwhile goes before what it was. What is removed
// meanwhile is not put back: it goes into a cache that has no name any more.
async function put() {
  const cache = await caches.open(name);
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'; media-src 'self' blob:",
    "x-fetched": fetched,
  };
  await cache.addAll(page.files);
  const { html, files } = page;
  await cache.put(path, new Response(html, { headers }));
  const needed = new Set([path, ...files].map((file) => new URL(file, location).href));
  for (const request of await cache.keys()) if (!needed.has(request.url)) await cache.delete(request);
}

// What was kept before goes first.
async function keep() {
  try {
    await caches.delete(name);
    await put();
  } catch {
    await caches.delete(name);
    place.querySelector("[data-keep-failed]").hidden = false;
    return;
  }
  show(true);
  kept.querySelector("button").focus();
}

async function remove() {
  await caches.delete(name);
  show(false);
  button.focus();
}

// What cannot be fetched leaves what is kept as it was.
async function renew() {
  if (await found()) await put().catch(() => {});
}

// The page as it stands now takes the place of the page as it came, and of what is kept of it.
export async function keepAnew() {
  if (!place || !isAble) return;
  page = itself();
  await renew();
}

if (place && isAble) {
  page = itself();
  const old = await found().catch(() => null);
  const isCopy = "copy" in document.documentElement.dataset;
  if (isCopy && old) fetched = Number(old.headers.get("x-fetched"));
  button.addEventListener("click", keep);
  kept.querySelector("button").addEventListener("click", remove);
  // A new page beside an older one that was kept: keeping it replaces the old one.
  show(new URL(location).pathname.replace("/es/", "/") === path && Boolean(old));
  // What is asked changes with the day: whoever has kept it has the newest that was seen.
  if ("renewed" in place.dataset && !isCopy) renew().catch(() => {});
}
