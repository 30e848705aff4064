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
  place.hidden = false;
}

// Whatever the page needs to look and sound like itself; what carries the answers stays out.
function itself() {
  const copy = document.documentElement.cloneNode(true);
  for (const leave of copy.querySelectorAll("[data-leave]")) leave.remove();
  const needs = "link[rel=stylesheet], link[rel=modulepreload], script[src], source, img";
  const files = [...document.querySelectorAll(needs)].map((need) => need.href || need.src || need.srcset);
  const more = JSON.parse(document.querySelector("[data-files]")?.textContent ?? "[]");
  return { html: `<!doctype html>${copy.outerHTML}`, files: [...new Set([...files, ...more])] };
}

async function keep({ html, files }) {
  const cache = await caches.open(name);
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'; media-src 'self' blob:",
    "x-fetched": Date.now(),
  };
  await Promise.all([cache.addAll(files), cache.put(path, new Response(html, { headers }))]);
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
