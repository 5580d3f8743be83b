// <form data-ticks> asks an address about the ticked rows of a list: the answer comes as a dialog. data-tick-all ticks every row.
export function ticks() {
  document.addEventListener("change", (event) => {
    const all = event.target.closest("[data-tick-all]");
    if (all) all.form.querySelectorAll("tbody input[type=checkbox]").forEach((box) => { box.checked = all.checked; });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-ticks]");
    const link = form && form.querySelector("a[data-sheet]");
    if (!link) return;
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    const before = link.href;
    link.href = `${form.action}?${asked}`;
    link.click();
    link.href = before;
  });
}
