// Whoever forgets a diary on this phone wants no more of its notices here: where they come in.
const field = document.querySelector("[data-own-endpoint]");
const worker = await navigator.serviceWorker?.getRegistration();
const subscription = await worker?.pushManager?.getSubscription();
if (field && subscription) field.value = subscription.endpoint;
