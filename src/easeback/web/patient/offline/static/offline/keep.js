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

// All of it or nothing; what was kept before goes first.
async function keep({ html, files }) {
  await caches.delete(name);
  const cache = await caches.open(name);
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'; media-src 'self' blob:",
    "x-fetched": Date.now(),
  };
  try {
    await cache.addAll(files);
    await cache.put(path, new Response(html, { headers }));
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

if (place && "caches" in window && "serviceWorker" in navigator) {
  const page = itself();
  button.addEventListener("click", () => keep(page));
  kept.querySelector("button").addEventListener("click", remove);
  // A new page beside an older one that was kept: keeping it replaces the old one.
  show(new URL(location).pathname.replace("/es/", "/") === path && Boolean(await caches.match(path)));
}
