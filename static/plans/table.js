// Small tables: rows are added and taken away by buttons.

import { sentence } from "./status.js";

export function enhanceTables() {
  for (const table of document.querySelectorAll("table.lines:not([data-ready])")) enhance(table);
}

function enhance(table) {
  table.dataset.ready = "";
  const head = table.querySelector("thead tr");
  head.append(Object.assign(document.createElement("td"), { className: "drop" }));
  for (const row of table.tBodies[0].rows) addDrop(row);
  const add = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-outline-primary", textContent: sentence("addline") });
  add.addEventListener("click", () => {
    const row = addRow(table);
    row.querySelector("input, select").focus();
  });
  table.after(add);
}

function addRow(table) {
  const body = table.tBodies[0];
  const row = body.lastElementChild.cloneNode(true);
  const number = body.rows.length;
  for (const control of row.querySelectorAll("input, select")) {
    control.value = "";
    control.name = control.name.replace(/-\d+-/, `-${number}-`);
    control.id = control.name;
    control.removeAttribute("aria-invalid");
    control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/\d+/, number + 1));
  }
  row.querySelectorAll(".field-errors, .drop").forEach((element) => element.remove());
  body.append(row);
  addDrop(row);
  return row;
}

function addDrop(row) {
  const cell = row.insertCell();
  cell.className = "drop";
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-outline-danger", textContent: sentence("dropline") });
  button.addEventListener("click", () => drop(row));
  cell.append(button);
}

function drop(row) {
  const body = row.parentElement;
  const near = row.nextElementSibling ?? row.previousElementSibling;
  if (near) row.remove();
  for (const control of near ? [] : row.querySelectorAll("input, select")) control.value = "";
  const control = (near ?? row).querySelector("input, select");
  control.focus();
  control.dispatchEvent(new Event("input", { bubbles: true }));
  body.closest("table").dispatchEvent(new Event("change", { bubbles: true }));
}
