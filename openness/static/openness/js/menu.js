// data-toggle="#side" shows and hides a panel; details[data-menu] is a menu that closes when the reader turns elsewhere;
// details[data-narrow] stands open on wide screens and is folded on narrow ones.
export function menus() {
  const togglers = [...document.querySelectorAll("[data-toggle]")];
  const panel = (toggler) => document.querySelector(toggler.dataset.toggle);
  const set = (toggler, shown) => {
    panel(toggler).classList.toggle("is-open", shown);
    toggler.setAttribute("aria-expanded", shown);
  };

  togglers.forEach((toggler) => {
    if (!panel(toggler)) return;
    if (toggler.tagName === "A") toggler.setAttribute("role", "button");
    toggler.setAttribute("aria-expanded", "false");
    toggler.addEventListener("click", (event) => {
      event.preventDefault();
      const shown = toggler.getAttribute("aria-expanded") !== "true";
      set(toggler, shown);
      if (shown) (panel(toggler).querySelector("a, button") || toggler).focus();
    });
    toggler.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        toggler.click();
      }
    });
  });

  const shut = (inside) => {
    let closed = null;
    togglers.forEach((toggler) => {
      const shown = toggler.getAttribute("aria-expanded") === "true";
      if (shown && !(inside && (panel(toggler).contains(inside) || toggler.contains(inside)))) {
        set(toggler, false);
        closed = toggler;
      }
    });
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (inside && menu.contains(inside)) return;
      menu.open = false;
      closed = menu.querySelector("summary");
    });
    return closed;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-shut]")) {
      event.preventDefault();
      const closed = shut(null);
      if (closed) closed.focus();
    } else shut(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const closed = shut(null);
    if (closed) closed.focus();
  });
  document.addEventListener("focusin", (event) => {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  const wide = window.matchMedia("(min-width: 992px)");
  const fold = () => document.querySelectorAll("details[data-narrow]").forEach((part) => {
    part.open = wide.matches;
  });
  fold();
  // Not addEventListener: the oldest browsers we promise have it, but zooming with the keyboard must not fold what was opened.
  wide.onchange = fold;
}
