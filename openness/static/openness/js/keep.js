// What was typed survives a sign-in that ended: kept in this tab alone when a form is sent, offered again when its page
// comes back empty-handed, forgotten as soon as the step went through or somebody else signed in.
const NAME = "zw-kept";
const skipped = new Set(["csrfmiddlewaretoken", "version", "key", "next"]);

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME));
  } catch {
    return null;
  }
}

function values(form) {
  return [...new FormData(form)].filter(([name, value]) => !skipped.has(name) && typeof value === "string");
}

function restore(form, pairs) {
  [...form.elements].forEach((control) => {
    if (!control.name || skipped.has(control.name) || control.type === "hidden" || control.type === "file") return;
    const given = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
    if (control.type === "checkbox" || control.type === "radio") control.checked = given.includes(control.value);
    else if (control.multiple) [...control.options].forEach((option) => { option.selected = given.includes(option.value); });
    else if (given.length) [control.value] = given;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

export function keep() {
  const person = document.body.dataset.person || "";
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !event.target.hasAttribute("data-keep")) return;
    const entry = { path: new URL(event.target.action || location.href).pathname, person, pairs: values(event.target) };
    try {
      sessionStorage.setItem(NAME, JSON.stringify(entry));
    } catch {
      // too large for the tab's store: the form goes out all the same
    }
  });
  const entry = kept();
  if (!entry || !person) return;            // on the sign-in page: wait for who comes
  const form = document.querySelector("form[data-keep]");
  const note = document.querySelector("[data-kept]");
  const answered = document.querySelector("[data-focus], .zw-error");     // the form came back with what was typed in it
  if (entry.person !== person || answered || document.querySelector("[data-done]")) {
    sessionStorage.removeItem(NAME);
    return;
  }
  if (entry.path !== location.pathname || !form || !note) return;     // on the way back from signing in
  note.hidden = false;
  note.querySelector("button").addEventListener("click", () => {
    restore(form, entry.pairs);
    sessionStorage.removeItem(NAME);
    note.hidden = true;
  });
}
