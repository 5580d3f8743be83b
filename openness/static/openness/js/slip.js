// The preview of the return slip: what is ticked and written joins the lines that the system found.
export function slip(root) {
  const list = root.querySelector("[data-slip]");
  const form = list && list.closest("form"); // not the first form of the page, which is the search
  if (!form) return;
  const found = [...list.children].map((line) => line.textContent);
  const label = (input) => {
    const words = root.querySelector(`label[for="${input.id}"] b`) || root.querySelector(`label[for="${input.id}"]`);
    return words ? words.textContent.trim() : "";
  };
  const draw = () => {
    const picked = [...form.querySelectorAll("[name=reasons]:checked")].map(label).filter((words) => !found.includes(words));
    const note = form.querySelector("[name=note]").value.trim();
    list.replaceChildren(...[...found, ...picked, ...(note ? [note] : [])].map((words, place) => {
      const line = document.createElement("li");
      line.textContent = words;
      if (place >= found.length) line.className = "is-added";
      return line;
    }));
  };
  form.addEventListener("input", draw);
  form.addEventListener("change", draw);
  draw();
}
