// Where another person changed the same answer: both texts side by side, and a button for each.

import { show } from "./answer.js";
import { place } from "./place.js";

const theirs = new Map(); // field -> the other person's answer

export function askToChoose(field, answer) {
  theirs.set(field, answer.conflict.value);
  place(answer.part);
}

export function listenForChoices({ keepMine, takeTheirs }) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-choose]");
    const question = button?.closest("[data-field]");
    if (!question || !theirs.has(question.dataset.field)) return;
    event.preventDefault();
    const field = question.dataset.field;
    if (button.dataset.choose === "mine") keepMine(field);
    else if (show(question, theirs.get(field))) takeTheirs(field);
    else location.reload();
    theirs.delete(field);
    question.querySelector("input, select, textarea")?.focus();
  });
}
