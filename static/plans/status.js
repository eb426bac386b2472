// The one line that says whether everything is saved. Its sentences come from the page, in its language.

const SENTENCES = document.getElementById("sentences")?.dataset ?? {};

export function sentence(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), SENTENCES[name] ?? "");
}

export function say(name, values = {}) {
  const line = document.getElementById("save-status");
  if (!line) return;
  const text = sentence(name, values);
  if (line.textContent !== text) line.textContent = text;
  line.classList.toggle("is-saved", name === "saved");
  line.classList.toggle("is-trouble", name === "failed" || name === "closed" || name === "refused" || name === "waiting");
}

export function clock(moment = new Date()) {
  return moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
