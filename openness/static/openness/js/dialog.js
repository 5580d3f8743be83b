// data-dialog="#id" opens a native <dialog>; a link keeps its address, which is where it leads without a script.
// data-close closes the dialog around it. <dialog data-open> is opened at once: a form in it came back with errors.
export function open(dialog) {
  if (!dialog || dialog.open || !dialog.showModal) return false;
  dialog.showModal();
  return true;
}

export function dialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      const dialog = document.querySelector(opener.dataset.dialog);
      if (dialog && (dialog.open || open(dialog))) event.preventDefault();
      return;
    }
    const closer = event.target.closest("[data-close]");
    const around = closer && closer.closest("dialog");
    if (around) {
      event.preventDefault();
      around.close();
    }
  });
  document.querySelectorAll("dialog[data-open]").forEach(open);
}
