// Shows what passkeys can do here, where the browser has them.

import { askFor } from "../ui/passkey.js";

const canShow = Boolean(window.PublicKeyCredential);
for (const form of document.querySelectorAll("form[data-passkey]")) if (canShow) askFor(form);
for (const part of document.querySelectorAll("[data-with-passkeys]")) part.hidden = !canShow;
