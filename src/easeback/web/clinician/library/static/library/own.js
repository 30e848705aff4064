// Draws a pose anew while its joints are moved; without this, the button "Show" does.
const form = document.querySelector("[data-pose]");
const LATER = 120;

function address(pose) {
  const end = `picture.${pose.dataset.end}.`;
  const [figure, base] = form.elements[`${end}of`].value.split(".");
  const query = new URLSearchParams({ figure, base });
  for (const range of pose.querySelectorAll("input[type=range]")) {
    query.set(range.name.slice(end.length), range.value);
  }
  return `${form.dataset.pose}?${query}`;
}

for (const pose of form ? form.querySelectorAll("[data-end]") : []) {
  let waits;
  pose.addEventListener("input", ({ target }) => {
    if (target.type !== "range") return;
    pose.querySelector(`output[for="${target.id}"]`).value = target.value;
    clearTimeout(waits);
    waits = setTimeout(() => {
      pose.querySelector("[data-drawing]").src = address(pose);
    }, LATER);
  });
}
