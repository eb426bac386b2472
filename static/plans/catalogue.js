// Narrows the catalogue to what holds the letters typed.

export function filterCatalogue() {
  const box = document.querySelector(".catalogue-filter");
  if (!box) return;
  const field = box.querySelector("input");
  const count = box.querySelector("[role=status]");
  const entries = [...document.querySelectorAll(".entries li")];
  box.hidden = false;
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/);
    const shown = entries.filter((entry) => {
      entry.hidden = !words.every((word) => plain(entry.textContent).includes(word));
      return !entry.hidden;
    });
    count.textContent = count.dataset.count.replace("{count}", shown.length);
  });
}

export function plain(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().trim();
}
