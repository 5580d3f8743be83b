// Titles under the search field while it is typed in (combobox with a listbox, WAI-ARIA). data-suggest holds the address.
export function suggest() {
  document.querySelectorAll("input[data-suggest]").forEach((input) => {
    const list = document.createElement("ul");
    const said = document.createElement("div");
    let timer, turn = 0, at = -1;
    list.id = `${input.id}-list`;
    list.className = "zw-suggest";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.suggestLabel);
    said.className = "visually-hidden";
    said.setAttribute("role", "status");
    input.after(list, said);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);
    const close = () => {
      list.hidden = true;
      at = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (next) => {
      const options = list.children;
      if (options[at]) options[at].removeAttribute("aria-selected");
      at = (next + options.length + 1) % (options.length + 1);      // one past the end: the field itself
      if (!options[at]) return input.removeAttribute("aria-activedescendant");
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    };
    const ask = async () => {
      const mine = ++turn;
      const words = input.value.trim();
      if (!words) return close();
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`).catch(() => null);
      if (!answer || !answer.ok || mine !== turn) return;
      const { titles } = await answer.json();
      if (mine !== turn || document.activeElement !== input) return;
      close();
      list.replaceChildren(...titles.map(({ title, url }, n) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${n}`;
        option.setAttribute("role", "option");
        option.lang = "zh-CN";
        option.textContent = title;
        option.dataset.url = url;
        return option;
      }));
      list.hidden = !titles.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      said.textContent = titles.length ? input.dataset.suggestSaid.replace("0", titles.length) : "";
    };
    const soon = () => { clearTimeout(timer); turn++; timer = setTimeout(ask, 250); };
    input.addEventListener("input", (event) => event.isComposing || soon());
    input.addEventListener("compositionend", soon);
    input.addEventListener("blur", () => { turn++; close(); });
    list.addEventListener("mousedown", (event) => event.preventDefault());       // the field keeps the focus
    list.addEventListener("click", (event) => { const option = event.target.closest("li"); if (option) location.href = option.dataset.url; });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? list.children.length - 1 : at - 1);
      } else if (event.key === "Enter" && list.children[at]) location.href = list.children[at].dataset.url;
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
  });
}
