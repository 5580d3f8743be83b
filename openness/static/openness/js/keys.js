// One key per verb. data-key="a" marks what a key presses or follows, data-go="h" what G H follows, data-find the search field.
// Off while text is typed or composed with an input method, and while the body says data-keys="off".
import { open } from "./dialog.js";

const writes = (element) =>
  element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) ||
  (element.tagName === "INPUT" && !/^(checkbox|radio|button|submit|file|range)$/.test(element.type));
const seen = (element) => element.getClientRects().length > 0 && !element.disabled;

export function keys() {
  let went = -Infinity; // when G was pressed
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.isComposing || event.keyCode === 229 || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.ctrlKey) {
      if (key === "Enter" && target.form && target.tagName === "TEXTAREA") target.form.requestSubmit();
      return;
    }
    if (writes(target) || document.body.dataset.keys === "off") return;
    const dialog = document.querySelector("dialog[open]");
    const first = (selector) => [...(dialog || document).querySelectorAll(selector)].find(seen);
    const press = (element) => {
      if (!element) return;
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
    else press(first(`[data-key="${letter}"]`));
  });
}
