// Puts markup from the server in place: each of its elements replaces the one with the same id.

export function place(markup) {
  const coming = new DOMParser().parseFromString(`<body>${markup}</body>`, "text/html").body;
  for (const element of [...coming.children]) {
    const standing = document.getElementById(element.id);
    if (standing && !standing.isEqualNode(element)) standing.replaceWith(document.adoptNode(element));
  }
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
