// Reads the answer of one question off its controls, in the shape the plan document gives it.

const READERS = { one: readOne, many: readMany, table: readTable };

export function answerOf(question) {
  return READERS[question.dataset.shape](question);
}

export function provisionalOf(form) {
  return [...form.querySelectorAll("input[type=checkbox][name=provisional]:checked")].map((box) => box.value);
}

// Shows an answer in its controls; false where only the server can draw them (tables).
export function show(question, value) {
  if (question.dataset.shape === "table") return false;
  const wanted = [value ?? ""].flat().map(String);
  for (const control of controlsOf(question)) {
    if (control.type === "radio" || control.type === "checkbox") control.checked = wanted.includes(control.value);
    else if (control.multiple) for (const option of control.options) option.selected = wanted.includes(option.value);
    else control.value = wanted[0];
    control.dispatchEvent(new Event("shown"));
  }
  return true;
}

function controlsOf(question) {
  const named = question.querySelectorAll(`[name="${question.dataset.field}"]`);
  return [...named].filter((control) => control.type !== "hidden");
}

function readOne(question) {
  const controls = controlsOf(question);
  const chosen = controls[0].type === "radio" ? controls.find((control) => control.checked) : controls[0];
  return chosen?.value || null;
}

function readMany(question) {
  const [first, ...others] = controlsOf(question);
  if (first?.multiple) return [...first.selectedOptions].map((option) => option.value);
  return [first, ...others].filter((control) => control?.checked).map((control) => control.value);
}

function readTable(question) {
  const rows = [...question.querySelectorAll("tbody tr")].map(readRow);
  return rows.filter((row) => Object.values(row).some((cell) => cell !== null));
}

function readRow(row) {
  const cells = [...row.querySelectorAll("[data-column]")];
  return Object.fromEntries(cells.map((cell) => [cell.dataset.column, cell.querySelector("input, select").value || null]));
}
