// "Keep on this phone": the plan as it stands goes into this browser's own storage, nowhere else.
const place = document.querySelector("[data-keep]");
const button = place.querySelector("[data-keep-it]");
const why = place.querySelector("[data-keep-why]");
const kept = place.querySelector("[data-kept]");
const path = new URL(kept.querySelector("a").href).pathname.replace("/es/", "/");

function show(isKept) {
  button.hidden = why.hidden = isKept;
  kept.hidden = !isKept;
  place.hidden = false;
}

// Whatever the plan needs to look like itself; what carries the answers stays out.
function plan() {
  const copy = document.documentElement.cloneNode(true);
  for (const leave of copy.querySelectorAll("[data-leave]")) leave.remove();
  const needs = [...document.querySelectorAll("link[rel=stylesheet], script[src], source, img")];
  const files = needs.map((need) => need.href || need.src || need.srcset);
  return { html: `<!doctype html>${copy.outerHTML}`, files: [...new Set(files)] };
}

async function keep() {
  const { html, files } = plan();
  const cache = await caches.open("kept");
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'",
    "x-fetched": Date.now(),
  };
  await Promise.all([cache.addAll(files), cache.put(path, new Response(html, { headers }))]);
  show(true);
  kept.querySelector("button").focus();
}

async function remove() {
  await caches.delete("kept");
  show(false);
  button.focus();
}

if ("caches" in window && "serviceWorker" in navigator) {
  button.addEventListener("click", keep);
  kept.querySelector("button").addEventListener("click", remove);
  // A new plan beside an older one that was kept: keeping it replaces the old one.
  show(location.pathname.endsWith("/kept") && Boolean(await caches.match(path)));
}
