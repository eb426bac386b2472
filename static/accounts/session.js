// Says before the sign-in ends, lets the person stay, and keeps the page and what is typed on it when it has ended.
// Asking how long it lasts does not prolong it; another window, or an answer being saved, may have.

const dialog = document.getElementById("session-end");
const AGAIN = 5000;
let end = 0; // when the sign-in ends, on this page's own clock
let timer = 0;

expect(Number(dialog.dataset.left));
dialog.querySelector("[data-stay]").addEventListener("click", stay);
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
window.addEventListener("focus", look);
document.addEventListener("submit", holdBack, true);

function expect(seconds) {
  end = performance.now() + seconds * 1000;
  wait(Math.max(0, end - Number(dialog.dataset.warning) * 1000 - performance.now()));
}

// A browser forgets a timer of more than 24 days, and may fire one late.
function wait(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(look, Math.min(milliseconds, 2 ** 31 - 1));
}

async function look() {
  const answer = await ask("GET");
  if (answer === null) return wait(AGAIN);
  if (answer === "signed out") return show("over", AGAIN);
  adopt(answer);
  return answer;
}

// A form sent after the end would be refused, and what is typed in it gone: it waits until its person is back.
async function holdBack(event) {
  const over = dialog.dataset.shown === "over";
  if (!over && performance.now() < end) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { target: form, submitter } = event;
  if (await look()) return form.requestSubmit(submitter);
  if (dialog.dataset.shown !== "over") say("trouble");
  if (!dialog.open) dialog.showModal();
}

async function stay() {
  const answer = await ask("POST");
  if (answer === null) return say("trouble");
  if (answer === "signed out") return show("over", AGAIN);
  if (answer.left <= Number(dialog.dataset.warning)) say("last");
  adopt(answer);
}

function adopt(answer) {
  for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = answer.csrf_token;
  const warning = Number(dialog.dataset.warning);
  if (dialog.dataset.shown === "over") document.dispatchEvent(new Event("signed-in-again"));
  expect(answer.left);
  if (answer.left <= warning) return show("idle", answer.left * 1000 + 500);
  dialog.close();
  delete dialog.dataset.shown;
}

// Opens once for each state, so that somebody who closed it can go on reading.
function show(state, milliseconds) {
  wait(milliseconds);
  if (dialog.dataset.shown === state) return;
  dialog.dataset.shown = state;
  for (const part of dialog.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
  if (state === "over") dialog.querySelector("[data-trouble]").textContent = "";
  dialog.querySelector("[data-end]").textContent = clock(new Date(Date.now() + end - performance.now()));
  if (!dialog.open) dialog.showModal();
}

function say(name) {
  dialog.querySelector("[data-trouble]").textContent = dialog.querySelector("[data-trouble]").dataset[name];
}

function clock(moment) {
  return moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

// How long it lasts and the token for forms, "signed out", or null when the site cannot be reached.
async function ask(method) {
  const headers = { Accept: "application/json", "X-CSRFToken": document.querySelector("input[name=csrf_token]")?.value ?? "" };
  const response = await fetch(dialog.dataset.address, { method, headers }).catch(() => null);
  if (response?.status === 401 || (method === "POST" && response?.status === 400)) return "signed out";
  return response?.ok ? response.json() : null;
}
