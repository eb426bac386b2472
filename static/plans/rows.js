// Rows open and close in place; the address follows. Arrow keys go from row to row, Enter opens, Escape closes.

import { adopt, flush, unsaved } from "./autosave.js";
import { place } from "./place.js";
import { enhancePicklists } from "./picklist.js";
import { enhanceTables } from "./table.js";

const register = document.getElementById("register");

export function openRowsInPlace() {
  enhance();
  if (!register) return;
  register.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("row-refilled", (event) => open(linkOf(event.detail), { again: true }));
  window.addEventListener("popstate", () => location.reload());
}

function enhance() {
  enhancePicklists();
  enhanceTables();
}

function linkOf(key) {
  return document.getElementById(`row-${key}`)?.querySelector(".row-link");
}

function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const closing = event.target.closest(".close-row");
  const link = event.target.closest(".row-link");
  if (!closing && !link) return;
  event.preventDefault();
  if (closing || link.closest(".record-open")) close();
  else open(link);
}

async function open(link, { again = false } = {}) {
  const held = document.activeElement?.id;
  if (!again && !(await close({ quietly: true }))) return;
  const response = await fetch(`${link.href}?part=row`).catch(() => null);
  if (!response?.ok) {
    location.href = link.href;
    return;
  }
  const row = link.closest(".record");
  place(await response.text());
  if (!again) history.pushState(null, "", link.href);
  const opened = document.getElementById(row.id);
  adopt(opened.querySelector(".row-form"));
  enhance();
  if (again) document.getElementById(held)?.focus({ preventScroll: true });
  else opened.querySelector(".row-link").focus({ preventScroll: true });
  opened.scrollIntoView({ block: "nearest" });
}

// Closes the open row once everything in it is stored; false when it has to stay open.
async function close({ quietly = false } = {}) {
  const row = register.querySelector(".record-open");
  if (!row) return true;
  if (unsaved() && !(await flush())) {
    row.querySelector("[aria-invalid=true], .choice button")?.focus();
    return false;
  }
  adopt(null);
  if (!quietly && "brief" in register.dataset) {
    location.href = `${register.dataset.address}#${row.id}`;
    return true;
  }
  row.classList.remove("record-open");
  row.querySelector(".open").remove();
  const about = document.getElementById("about");
  if (about) about.hidden = true;
  const link = row.querySelector(".row-link");
  link.removeAttribute("aria-current");
  if (quietly) return true;
  history.pushState(null, "", register.dataset.address);
  link.focus();
  return true;
}

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && register.querySelector(".record-open")) {
    event.preventDefault();
    close();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches?.(".row-link")) return;
  const links = [...register.querySelectorAll(".row-link")];
  const next = links[links.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
