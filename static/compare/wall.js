// Counts the session down and hangs a new wall whenever something on it changed. The server's clock decides.

const REST = 5000; // between two looks at the server
const timer = document.getElementById("timer");
const digits = timer.querySelector("[role=timer]");
const MARKS = [10, 5, 1]; // minutes left at which the room is told
let ahead = 0; // how far the server's clock is ahead of this one, in milliseconds
let etag = "";
let told = null; // the last mark that was said

show({ title: timer.querySelector("h2 bdi").textContent, ends_at: timer.dataset.ends || null, following: timer.querySelector(".timer-next bdi").textContent });
setInterval(tick, 250);
look();

async function look() {
  const answer = await fetch(timer.dataset.address, { headers: { Accept: "application/json", "X-Background": "wall", ...(etag && { "If-None-Match": etag }) }, cache: "no-store" }).catch(() => null);
  if (answer && (answer.ok || answer.status === 304)) await adopt(answer);
  else lose();
  setTimeout(look, REST);
}

async function adopt(answer) {
  say("wall-lost", "");
  // The header counts whole seconds: a difference of less than one is none.
  const seen = Date.parse(answer.headers.get("Date")) + 500 - Date.now();
  if (Math.abs(seen - ahead) > 1000) ahead = seen;
  lastSeen = new Date();
  if (answer.status === 304) return;
  etag = answer.headers.get("ETag") ?? "";
  const state = await answer.json();
  show(state.timer);
  const wall = new DOMParser().parseFromString(state.part, "text/html").getElementById("wall-table");
  document.getElementById("wall-table").replaceWith(wall);
}

let lastSeen = new Date();
function lose() {
  const time = lastSeen.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  say("wall-lost", timer.dataset.lost.replace("{time}", time));
}

function show(state) {
  const title = state.title || timer.dataset.idle;
  if (timer.dataset.ends !== (state.ends_at ?? "")) told = null;
  timer.dataset.ends = state.ends_at ?? "";
  timer.querySelector("h2 bdi").textContent = title;
  timer.querySelector(".timer-next bdi").textContent = state.following;
  timer.querySelector(".timer-next span").hidden = !state.following;
  tick();
}

function tick() {
  const end = Date.parse(timer.dataset.ends);
  if (Number.isNaN(end)) return write("");
  const left = Math.max(0, Math.ceil((end - Date.now() - ahead) / 1000));
  timer.classList.toggle("is-short", left <= 300);
  write(left > 0 ? clock(left) : timer.dataset.up);
  announce(left);
}

// Says how long is left at a few marks only; the digits themselves are for the eyes.
function announce(left) {
  const mark = left === 0 ? 0 : MARKS.findLast((minutes) => left <= minutes * 60);
  if (mark === undefined || mark === told) return;
  const first = told === null;
  told = mark;
  if (first && left > 0 && left < mark * 60 - 1) return;
  say("timer-said", mark === 0 ? timer.dataset.up : timer.dataset.left.replace("{minutes}", mark));
}

function clock(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.slice(parts[0] ? 0 : 1).map((part) => String(part).padStart(2, "0")).join(":");
}

function write(text) {
  if (digits.textContent !== text) digits.textContent = text;
}

function say(id, text) {
  const line = document.getElementById(id);
  if (line.textContent !== text) line.textContent = text;
}
