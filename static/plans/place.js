// Puts markup from the server in place: an element with an id replaces the one with that id, one that is for a field
// joins it.

export function place(markup) {
  const coming = new DOMParser().parseFromString(`<body>${markup}</body>`, "text/html").body;
  for (const element of [...coming.children]) {
    if (element.dataset.for) fieldOf(element.dataset.for)?.append(document.adoptNode(element));
    else replace(document.getElementById(element.id), element);
  }
}

function replace(standing, element) {
  if (standing && !standing.isEqualNode(element)) standing.replaceWith(document.adoptNode(element));
}

export function fieldOf(key) {
  return document.querySelector(`.row-form [data-field="${key}"]`);
}

// Keeps the keyboard where it was when the element under it is replaced.
export function keepingFocus(change) {
  const held = document.activeElement?.id;
  change();
  if (held && document.activeElement?.id !== held) document.getElementById(held)?.focus({ preventScroll: true });
}

export function tokenOf(page = document) {
  return page.querySelector("input[name=csrf_token]")?.value ?? "";
}
