// A form that a passkey fills in: the button asks the server for a challenge and the device for its
// answer, then the form goes its usual way. The names in the messages are those of the standard.

const REASONS = { NotAllowedError: "nothing", AbortError: "nothing", InvalidStateError: "known" };

export function askFor(form) {
  if (!window.PublicKeyCredential) {
    say(form, "unable");
    form.querySelector("button").disabled = true;
    return;
  }
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    answer(form);
  });
}

async function answer(form) {
  const button = form.querySelector("button");
  if (button.classList.contains("busy")) return;
  button.classList.add("busy");
  say(form, null);
  try {
    const credential = await fromDevice(form.dataset.passkey, await challengeFor(form));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    say(form, REASONS[error.name] ?? "refused");
    button.classList.remove("busy");
  }
}

async function challengeFor(form) {
  const token = form.elements.csrfmiddlewaretoken?.value ?? "";
  const sent = await fetch(form.dataset.challenge, { method: "POST", headers: { "X-CSRFToken": token } });
  // Whoever was signed out meanwhile is led to the door, which is a page and no challenge.
  if (sent.redirected) location.assign(sent.url);
  if (!sent.ok) throw new Error(`HTTP ${sent.status}`);
  return (await sent.json()).publicKey;
}

async function fromDevice(use, asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  if (use === "create") {
    publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
    publicKey.excludeCredentials = (asked.excludeCredentials ?? []).map(byId);
    return written(await navigator.credentials.create({ publicKey }));
  }
  publicKey.allowCredentials = (asked.allowCredentials ?? []).map(byId);
  return written(await navigator.credentials.get({ publicKey }));
}

const byId = (each) => ({ ...each, id: bytes(each.id) });

/** The credential as JSON; by hand, because not every browser can write it itself. */
function written(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(form, reason) {
  for (const line of form.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== reason;
}
