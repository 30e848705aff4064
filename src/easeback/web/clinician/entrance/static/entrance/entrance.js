// Starts what the pages of the entrance offer: passkeys, and printing.

import { askFor } from "../ui/passkey.js";

for (const form of document.querySelectorAll("form[data-passkey]")) askFor(form);

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
