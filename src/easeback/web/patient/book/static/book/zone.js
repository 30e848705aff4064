// Says each time in the person's own time zone too, where it is another one than the practice's.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = (at, zone) => at.toLocaleString(document.documentElement.lang, { timeZone: zone, weekday: "short", hour: "numeric", minute: "2-digit", hour12: true });

for (const time of document.querySelectorAll("time[data-zone]")) {
  const at = new Date(time.dateTime);
  if (clock(at, own) === clock(at, time.dataset.zone)) continue;
  const yours = document.createElement("span");
  yours.className = "yours";
  yours.textContent = ` (${clock(at, own)}, ${time.dataset.yours})`;
  time.append(yours);
}
for (const field of document.querySelectorAll("[data-own-zone]")) field.value = own;
