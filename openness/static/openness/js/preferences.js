// data-pref="big" and data-pref="hc": switched here at once and kept in a cookie, so that the server renders the next page so.
export function preferences() {
  document.querySelectorAll("[data-pref]").forEach((button) => {
    button.addEventListener("click", () => {
      const name = button.dataset.pref;
      const on = document.documentElement.classList.toggle(name);
      const secure = location.protocol === "https:" ? "; Secure" : "";
      document.cookie = `${name}=${on ? 1 : 0}; Path=/; Max-Age=${on ? 31536000 : 0}; SameSite=Lax${secure}`;
      document.querySelectorAll(`[data-pref="${name}"]`).forEach((other) => other.setAttribute("aria-pressed", on));
    });
  });
}
