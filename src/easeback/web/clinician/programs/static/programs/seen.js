// The patient's view beside the form follows what was kept last. Without this script it does so
// whenever the page's own button saves.
const view = document.querySelector("[data-seen]");

async function follow() {
  const answer = await fetch(view.dataset.seen, { redirect: "manual" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  view.querySelector(".seen").replaceWith(page.querySelector(".seen"));
}

// Without a connection it stays as it was; the line below the form says that nothing is kept.
if (view) document.addEventListener("kept", () => follow().catch(() => {}));
