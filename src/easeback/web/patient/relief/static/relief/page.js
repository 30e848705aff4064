// Small comforts; every page works without them.

// Hiding leaves no way back to the hidden page.
document.querySelector("[data-hide]")?.addEventListener("click", (event) => {
  event.preventDefault();
  location.replace(event.currentTarget.href);
});

// "None of these" and the other ticks put each other out.
for (const alone of document.querySelectorAll("[data-alone]")) {
  const all = [...alone.closest("fieldset").querySelectorAll("input")];
  alone.closest("fieldset").addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    if (target === alone) all.forEach((other) => (other.checked = other === alone));
    else alone.checked = false;
  });
}

// Paper has no folds.
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details:not(.why)")) fold.open = true;
});

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
  const kept = document.querySelectorAll(":not([data-keep]) > [data-kept]");
  if (kept.length && (await caches.match("/kept"))) kept.forEach((place) => (place.hidden = false));
  // On a kept plan, exercises that were kept too take the place of the button that needs a network.
  const routine = document.querySelector("[data-kept-routine]");
  const button = document.querySelector("button[form=journey]");
  if (routine && !button && (await caches.match("/kept/routine"))) routine.hidden = false;
}
