// A long list of which several can be chosen: what is chosen as buttons that take it away, and a box to find more.

import { plain } from "./catalogue.js";
import { sentence } from "./status.js";

const MOST_SHOWN = 8;

export function enhancePicklists() {
  for (const select of document.querySelectorAll("select.picklist:not([hidden])")) enhance(select);
}

function enhance(select) {
  const picked = Object.assign(document.createElement("ul"), { className: "picked" });
  const find = Object.assign(document.createElement("input"), { type: "search", className: "form-control", autocomplete: "off" });
  const picks = Object.assign(document.createElement("ul"), { className: "picks" });
  find.placeholder = sentence("find");
  find.id = `${select.id}-find`;
  for (const name of ["aria-describedby"]) find.setAttribute(name, select.getAttribute(name) ?? "");
  document.querySelector(`label[for="${select.id}"]`).htmlFor = find.id;
  select.hidden = true;
  select.after(picked, find, picks);

  const draw = () => {
    picked.replaceChildren(...[...select.selectedOptions].map((option) => button(option, sentence("remove", { name: option.text }))));
    const words = plain(find.value);
    const found = words ? [...select.options].filter((option) => !option.selected && plain(option.text).includes(words)) : [];
    picks.replaceChildren(...found.slice(0, MOST_SHOWN).map((option) => button(option)));
  };
  const button = (option, label) => {
    const item = document.createElement("li");
    const control = Object.assign(document.createElement("button"), { type: "button", textContent: option.text });
    if (label) control.setAttribute("aria-label", label);
    control.addEventListener("click", () => {
      option.selected = !option.selected;
      find.value = "";
      draw();
      find.focus();
      select.dispatchEvent(new Event("change", { bubbles: true }));
    });
    item.append(control);
    return item;
  };
  find.addEventListener("input", (event) => { event.stopPropagation(); draw(); });
  find.addEventListener("change", (event) => event.stopPropagation());
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    picks.querySelector("button")?.click();
  });
  select.addEventListener("shown", draw);
  draw();
}
