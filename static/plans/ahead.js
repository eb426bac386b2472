// Has the draft made while nobody types, so that a click on it finds it ready.

import { tokenOf } from "./place.js";

const PAUSE = 10000;

let pause = 0;

export function makeDraftsAhead() {
  document.addEventListener("answer-stored", () => {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE);
  });
}

// Nobody waits for it, so nobody is told when it fails: the click on the document tells.
function ask() {
  const address = document.getElementById("sentences").dataset.ahead;
  const headers = { "X-CSRFToken": tokenOf(), "X-Background": "1" };
  fetch(address, { method: "POST", headers }).catch(() => {});
}
