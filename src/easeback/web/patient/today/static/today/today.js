// After the player, the pain that it was told stands in the form already; how it went is asked.
const form = document.querySelector("[data-went]");

function fill(fieldset, name, level) {
  const list = fieldset.querySelector(`select[name^="${name}."]`);
  if (level !== null && list && !list.value) list.value = level;
}

if (form) {
  document.addEventListener("played", ({ detail: { did, pain, after } }) => {
    for (const [exercise] of did) {
      for (const fieldset of form.querySelectorAll(`[data-exercise="${exercise}"]`)) {
        fill(fieldset, "before", pain);
        fill(fieldset, "after", after);
      }
    }
  });
}
