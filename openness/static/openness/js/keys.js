// One key per verb. data-key="a" marks what a key presses or follows, data-go="h" what G H follows, data-find the search field;
// in a dialog 1 to 9 tick the boxes of [data-digits].
// Off while text is typed or composed with an input method, while a dialog is fetched, and while the body says data-keys="off".
import { open } from "./dialog.js";

const writes = (element) =>
  element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
  (element.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file|range)$/.test(element.type));
const FRESH = 400; // ms: a key that decides is not for a page that has only just begun to load, but for the one before it
const seen = (element) => element.getClientRects().length > 0 && !element.disabled;

export function keys() {
  let went = -Infinity; // when G was pressed
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.ctrlKey) {
      const draft = key === "s" && document.querySelector("form[data-autosave]");
      if (draft) {
        event.preventDefault();
        draft.requestSubmit();
      }
      if (key === "Enter" && target.form && (target.tagName === "TEXTAREA" || target.closest("dialog"))) {
        event.preventDefault();
        target.form.requestSubmit(target.form.querySelector("[type=submit]"));
      }
      return;
    }
    if (event.repeat || writes(target) || document.body.dataset.keys === "off" || document.body.hasAttribute("data-fetching")) return;
    const dialog = document.querySelector("dialog[open]");
    const first = (selector) => [...(dialog || document).querySelectorAll(selector)].find(seen);
    const press = (element) => {
      if (!element || (element.type === "submit" && event.timeStamp < FRESH)) return;
      event.preventDefault();
      if (element.matches("input:not([type=checkbox]):not([type=radio])")) element.focus();
      else element.click();
    };
    const letter = key.length === 1 ? key.toLowerCase() : "";
    if (!/^[a-z0-9/?]$/.test(letter)) return;
    if (event.timeStamp - went < 1200) {
      went = -Infinity;
      press(first(`[data-go="${letter}"]`));
    } else if (letter === "?" && !dialog) {
      if (open(document.querySelector("#keys"))) event.preventDefault();
    } else if (letter === "/" && !dialog) press(first("[data-find]"));
    else if (letter === "g" && !dialog) went = event.timeStamp;
    else if (/[1-9]/.test(letter) && dialog) {
      const boxes = [...dialog.querySelectorAll("[data-digits] input[type=checkbox]")];
      press(boxes[Number(letter) - 1]);
    } else press(first(`[data-key="${letter}"]`));
  });
}
