// Makes or shows a passkey when a form that asks for one is sent, and sends what the authenticator answered with it.
// A form stays hidden where the browser cannot do it; the words that stand in its place say so.

const able = window.PublicKeyCredential?.parseRequestOptionsFromJSON && navigator.credentials;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !able;
  for (const words of document.querySelectorAll("[data-passkey-missing]")) words.hidden = Boolean(able);
  form.addEventListener("submit", (event) => answer(event, form));
}

async function answer(event, form) {
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  say(form, "waiting");
  try {
    form.elements.credential.value = JSON.stringify(await ask(form));
    form.submit();
  } catch (error) {
    say(form, { NotAllowedError: "refused", InvalidStateError: "known", SecurityError: "elsewhere" }[error.name] ?? "failed");
    button.disabled = false;
  }
}

async function ask(form) {
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  const response = await fetch(form.dataset.options, { method: "POST", headers });
  if (!response.ok || response.redirected) throw new Error("no options");
  const options = await response.json();
  if (form.dataset.passkey === "make") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

function say(form, name) {
  const trouble = form.querySelector("[data-trouble]");
  trouble.textContent = trouble.dataset[name] ?? trouble.dataset.failed;
}
