// "Ask me on this phone": the browser asks its person, then tells us where its notices come in.
const form = document.querySelector("[data-push]");
const button = form?.querySelector("button");
const denied = form?.querySelector("[data-push-denied]");
const failed = form?.querySelector("[data-push-failed]");
const letters = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function key() {
  const plain = form.dataset.push.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
}

async function subscribed() {
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: key() };
  try {
    return await pushManager.subscribe(options);
  } catch (refusal) {
    // One made for another key, before the practice changed it, stands in the way.
    const old = await pushManager.getSubscription();
    if (!old) throw refusal;
    await old.unsubscribe();
    return pushManager.subscribe(options);
  }
}

async function ask(event) {
  event.preventDefault();
  denied.hidden = failed.hidden = true;
  if ((await Notification.requestPermission()) !== "granted") {
    denied.hidden = false;
    return;
  }
  button.disabled = true;
  try {
    const subscription = await subscribed();
    form.elements.endpoint.value = subscription.endpoint;
    for (const name of ["p256dh", "auth"]) form.elements[name].value = letters(subscription.getKey(name));
    form.submit();
  } catch {
    failed.hidden = false;
  }
  button.disabled = false;
}

if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  form.hidden = false;
  form.addEventListener("submit", ask);
}
