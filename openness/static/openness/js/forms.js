// Leaving with unsaved text, sending twice, counting characters, printing, sending on choice, and going to the first error.
function guard() {
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-guard")) changed.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) changed.clear();
  });
  document.addEventListener("autosaved", (event) => changed.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (![...changed].some((form) => form.isConnected)) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

function once() {
  const sent = new Set();
  const buttons = (form) => [...form.elements].filter((element) => element.type === "submit");
  const release = (form) => {
    sent.delete(form);
    buttons(form).forEach((button) => {
      if (button.dataset.sent) {
        button.disabled = false;
        delete button.dataset.sent;
      }
    });
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const method = (event.submitter && event.submitter.getAttribute("formmethod")) || form.getAttribute("method") || "get";
    if (event.defaultPrevented || method.toLowerCase() !== "post") return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    // After this event: a disabled button would be left out of the request, and with it the step that was chosen.
    setTimeout(() => buttons(form).forEach((button) => {
      if (!button.disabled) {
        button.disabled = true;
        button.dataset.sent = "1";
      }
    }));
    // An answer that is a file never leaves this page.
    setTimeout(() => release(form), 10000);
  });
  window.addEventListener("pageshow", () => [...sent].forEach(release));
}

// data-insert="#id_note": the words of the button go into that text, where the cursor stands.
function insert(area, words) {
  if (!area) return;
  const before = area.value.slice(0, area.selectionStart);
  const after = area.value.slice(area.selectionEnd);
  area.value = `${before}${before && !/\s$/.test(before) ? "\n" : ""}${words}${after}`;
  area.focus();
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

export function counters(root) {
  root.querySelectorAll("[data-count]").forEach((area) => {
    const line = document.createElement("p");
    line.className = "zw-counter";
    area.after(line);
    const say = () => {
      const length = [...area.value].length;
      line.textContent = area.dataset.count.replace("{n}", length);
      line.classList.toggle("is-over", area.maxLength > 0 && length >= area.maxLength);
    };
    area.addEventListener("input", say);
    say();
  });
}

// <button data-when="#id_at" data-said="{when} 公开">: the button says the moment that stands in that field.
function when() {
  document.querySelectorAll("[data-when]").forEach((button) => {
    const input = document.querySelector(button.dataset.when);
    const words = button.querySelector("span");
    const plain = words.textContent;
    const say = () => {
      const moment = input.value.replace("T", " ");
      words.textContent = moment ? button.dataset.said.replace("{when}", moment) : plain;
    };
    input.addEventListener("input", say);
    say();
  });
}

export function forms() {
  guard();
  once();
  counters(document);
  when();
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-submit]")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    const phrase = event.target.closest("[data-insert]");
    if (phrase) insert((phrase.closest("dialog, form") || document).querySelector(phrase.dataset.insert), phrase.textContent);
  });
  const chosen = document.querySelector("[data-in-view]");
  if (chosen && chosen.scrollIntoView) chosen.scrollIntoView({ block: "nearest" });
  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();
}
