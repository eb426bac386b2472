// Saves each answer as it is typed: a second after the last key, on leaving the field, and on leaving the page.
// One request at a time for a row, so that its version follows; what fails for a while is tried again until it is stored.

import { answerOf, provisionalOf } from "./answer.js";
import { askToChoose, listenForChoices } from "./choice.js";
import { fieldOf, keepingFocus, place, tokenOf } from "./place.js";
import { clock, say } from "./status.js";

const PAUSE = 1000;
const LONGEST_WAIT = 60000;

let form = null; // the open row's form
let typed = new Map(); // field -> its answer as typed and not yet sent
let sending = null; // the promise of the request under way
let pause = 0;
let failures = 0;
let known = new Map(); // field -> the last answer the server has seen, as JSON
let refused = new Set(); // fields whose typed answer the server does not accept
let disputed = new Set(); // fields with two texts, one of which has to be chosen

export function startAutosave() {
  adopt(document.querySelector(".row-form"));
  document.addEventListener("input", (event) => note(event.target));
  document.addEventListener("change", (event) => note(event.target));
  document.addEventListener("focusout", (event) => event.target.closest?.(".row-form") && save());
  document.addEventListener("keydown", onSaveKey);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("click", onLink);
  window.addEventListener("pagehide", saveOnLeaving);
  window.addEventListener("beforeunload", (event) => unsaved() && event.preventDefault());
  window.addEventListener("online", saveAtOnce);
  document.addEventListener("signed-in-again", saveAtOnce);
  listenForChoices({ keepMine, takeTheirs });
}

// Works on another row's form from now on.
export function adopt(next) {
  form = next;
  typed = new Map();
  known = new Map();
  refused = new Set();
  disputed = new Set();
  failures = 0;
}

export function unsaved() {
  return typed.size > 0 || sending !== null || refused.size > 0 || disputed.size > 0;
}

// Sends everything typed; true when all of it is stored.
export async function flush() {
  clearTimeout(pause);
  while (typed.size > 0 || sending) {
    await (sending ?? send());
    if (failures > 0) return false;
  }
  return refused.size === 0 && disputed.size === 0;
}

function note(control) {
  const question = control.closest?.("[data-field]");
  if (!form || !form.contains(control) || !question) return;
  const field = control.name === "provisional" ? "provisional" : question.dataset.field;
  const value = field === "provisional" ? provisionalOf(form) : answerOf(question);
  if (disputed.has(field) || (!typed.has(field) && known.get(field) === JSON.stringify(value))) return;
  typed.set(field, value);
  say("typing");
  clearTimeout(pause);
  pause = setTimeout(save, PAUSE);
}

function saveAtOnce() {
  failures = 0;
  save();
}

function save() {
  clearTimeout(pause);
  if (typed.size > 0 && !sending) send();
}

function send() {
  const [field, value] = typed.entries().next().value;
  typed.delete(field);
  known.set(field, JSON.stringify(value));
  say("saving");
  const sent = form;
  sending = request(sent, field, value)
    .then((response) => (sent === form ? settle(response, field, value) : undefined), () => retry(field, value))
    .finally(() => {
      sending = null;
      if (typed.size > 0 && failures === 0) save();
    });
  return sending;
}

function request(row, field, value, options = {}) {
  return fetch(new URL(field, row.action), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": tokenOf() },
    body: JSON.stringify({ value, version: Number(row.elements.version.value) }),
    ...options,
  });
}

async function settle(response, field, value) {
  const answer = await response.json().catch(() => ({}));
  failures = 0;
  refused.delete(field);
  if (response.ok) return stored(answer, field);
  if (response.status === 409) return conflict(answer, field);
  if (response.status === 422) return refuse(field, answer.errors);
  if (response.status === 410) return lost(field, answer.error);
  return retry(field, value, response.status);
}

function stored(answer, field) {
  form.elements.version.value = answer.version;
  mend(field);
  for (const old of form.querySelectorAll(".field > .found")) old.remove();
  keepingFocus(() => place(answer.part));
  for (const [key, texts] of Object.entries(answer.chapters)) showChapter(key, texts);
  if (refused.size > 0) say("refused");
  else if (typed.size === 0 && disputed.size === 0) say("saved", { time: clock(new Date(answer.saved_at)) });
  document.dispatchEvent(new CustomEvent("answer-stored"));
  if (answer.refilled) document.dispatchEvent(new CustomEvent("row-refilled", { detail: form.dataset.key }));
}

function refuse(field, errors) {
  const box = document.getElementById(`e-${field}`);
  box.replaceChildren(...errors.map((words) => Object.assign(document.createElement("p"), { textContent: words })));
  for (const control of controlsOf(field)) control.setAttribute("aria-invalid", "true");
  refused.add(field);
  say("refused");
}

function mend(field) {
  document.getElementById(`e-${field}`)?.replaceChildren();
  fieldOf(field)?.querySelector(".choice")?.remove();
  for (const control of controlsOf(field)) control.removeAttribute("aria-invalid");
}

function conflict(answer, field) {
  form.elements.version.value = answer.version;
  typed.delete(field);
  disputed.add(field);
  askToChoose(field, answer);
  say("choose", { name: answer.conflict.name });
}

function lost(field, words) {
  refused.add(field);
  say("failed", { why: words });
}

// Puts an answer back to be sent, unless a newer one has been typed meanwhile, and waits a little longer each time.
async function retry(field, value, status = 0) {
  if (!typed.has(field)) typed.set(field, value);
  known.delete(field);
  failures += 1;
  if (status === 400 || status === 401) await renewToken();
  const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.75 + Math.random() / 2);
  say({ 401: "signedout", 423: "closed" }[status] ?? "waiting", { seconds: Math.ceil(wait / 1000) });
  clearTimeout(pause);
  pause = setTimeout(save, wait);
}

// A page that was open while its person signed in again has an old token: the address as it is now has the new one.
async function renewToken() {
  const response = await fetch(location.href).catch(() => null);
  if (!response?.ok) return;
  const token = tokenOf(new DOMParser().parseFromString(await response.text(), "text/html"));
  for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token || input.value;
}

function saveOnLeaving() {
  for (const [field, value] of typed) request(form, field, value, { keepalive: true }).catch(() => {});
}

function onSaveKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  flush();
}

// The row's own form is saved answer by answer; the other forms wait until what was typed is stored.
async function onSubmit(event) {
  if (event.target === form) {
    event.preventDefault();
    say("saving");
    if (await flush()) say("saved", { time: clock() });
    return;
  }
  if (!form || (typed.size === 0 && !sending)) return;
  event.preventDefault();
  if (await flush()) event.target.requestSubmit(event.submitter);
}

// A link waits a moment for what was typed; if that cannot be stored, the browser asks before leaving.
async function onLink(event) {
  const link = event.target.closest?.("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button || link?.target;
  if (!link || elsewhere || event.defaultPrevented || link.origin !== location.origin || link.hash || !unsaved()) return;
  event.preventDefault();
  await flush();
  location.href = link.href;
}

function keepMine(field) {
  settleDispute(field);
  note(controlsOf(field)[0]);
  save();
}

function takeTheirs(field) {
  settleDispute(field);
  say("saved", { time: clock() });
}

function settleDispute(field) {
  mend(field);
  disputed.delete(field);
  known.delete(field);
}

function controlsOf(field) {
  return form ? [...form.querySelectorAll(`[data-field="${field}"] :is(input, select, textarea):not([name=provisional])`)] : [];
}

function showChapter(key, texts) {
  const chapter = document.querySelector(`[data-chapter="${key}"]`);
  if (!chapter) return;
  chapter.querySelector(".spine-percent").textContent = texts.percent;
  chapter.querySelector(".spine-findings").textContent = texts.findings;
  chapter.querySelector("progress").value = Number.parseInt(texts.percent, 10);
}
