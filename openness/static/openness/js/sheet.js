// <a data-sheet> opens the page that it leads to as a dialog; a form in it is sent like any other. Without a script, or
// when the answer is no sheet (the sign-in ended), the link is followed.
import { open } from "./dialog.js";
import { counters } from "./forms.js";
import { slip } from "./slip.js";

let cancelled = false; // Esc was pressed while the dialog was on its way

function dialog() {
  let sheet = document.querySelector("#sheet");
  if (!sheet) {
    sheet = document.createElement("dialog");
    sheet.className = "zw-dialog zw-sheet";
    sheet.id = "sheet";
    sheet.setAttribute("aria-labelledby", "sheet-h");
    sheet.addEventListener("input", () => { sheet.dataset.typed = "yes"; });
    document.body.append(sheet);
  }
  return sheet;
}

async function fetched(address) {
  document.body.setAttribute("data-fetching", ""); // no key is for the page beneath while the dialog is on its way
  try {
    const answer = await fetch(address, { headers: { "X-Sheet": "yes" }, credentials: "same-origin", redirect: "error" });
    return answer.ok ? await answer.text() : "";
  } catch {
    return ""; // the link is followed
  } finally {
    document.body.removeAttribute("data-fetching");
  }
}

function enter(sheet, link) {
  link.focus({ preventScroll: true }); // where the focus returns to
  open(sheet);
  const first = sheet.querySelector("[autofocus]") || sheet.querySelector("form input:not([type=hidden]), form select, form textarea, form button");
  if (first) first.focus();
}

async function show(link) {
  const address = new URL(link.href, location.href);
  const sheet = dialog();
  if (document.body.hasAttribute("data-fetching") || sheet.open) return;
  if (sheet.dataset.address === address.href && sheet.dataset.typed) { // closed by mistake: what was typed is still there
    enter(sheet, link);
    return;
  }
  const capacity = document.querySelector("[data-capacity]");
  cancelled = false;
  const html = await fetched(address);
  if (cancelled) return;
  if (!html.includes('id="sheet-h"')) {
    location.href = address;
    return;
  }
  sheet.querySelectorAll("form").forEach((form) => form.dispatchEvent(new Event("autosaved", { bubbles: true }))); // nobody need be warned of it any more
  sheet.innerHTML = html; // our own page, escaped by the server
  sheet.dataset.address = address.href;
  delete sheet.dataset.typed;
  counters(sheet);
  slip(sheet);
  const chosen = sheet.querySelector("#capacity");
  if (chosen && capacity) chosen.value = capacity.value;
  enter(sheet, link);
}

export function sheets() {
  document.addEventListener("keydown", (event) => { cancelled = cancelled || event.key === "Escape"; });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sheet]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.fetch || !document.createElement("dialog").showModal) return;
    event.preventDefault();
    show(link);
  });
}
