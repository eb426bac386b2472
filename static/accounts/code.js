/* Moves the code from the link into the form, and out of the address bar and the history. */

const field = document.querySelector("[data-code]");
const code = location.hash.slice(1);

if (field && /^[0-9A-Za-z-]{20,100}$/.test(code)) {
  field.value = code.replaceAll("-", "").match(/.{1,4}/g).join("-");
  history.replaceState(null, "", location.pathname);
}
