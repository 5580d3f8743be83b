// <form data-autosave>: what is typed goes to the form's own address while it is typed, and comes back as what the page
// should show now: when it was saved, who else is typing, and the parts [data-live="name"].
const PAUSE = 2000; // after the last key; a choice goes sooner
const SOON = 400;
const LONGEST = 15000; // an answer that has not come by then does not come

export function autosave() {
  document.querySelectorAll("form[data-autosave]").forEach((form) => {
    const said = document.querySelector("[data-autosave-said]");
    const warning = document.querySelector("[data-autosave-warning]");
    let timer = null;
    let typed = 0; // counts changes, so that an answer knows whether it is the latest
    let sending = null; // what would stop the request under way
    let sent = false; // the form itself has gone out

    const show = (answer) => {
      if (said) said.textContent = answer.said || "";
      if (warning) {
        warning.hidden = !answer.warning;
        warning.lastElementChild.textContent = answer.warning || "";
      }
      Object.entries(answer.live || {}).forEach(([name, html]) => {
        const part = document.querySelector(`[data-live="${name}"]`);
        if (part && part.innerHTML !== html) part.innerHTML = html; // our own page, escaped by the server
      });
    };
    const send = async (leaving) => {
      timer = null;
      if (sending) {
        later(SOON);
        return;
      }
      const request = new AbortController();
      sending = request;
      const limit = setTimeout(() => request.abort(), LONGEST);
      const before = typed;
      const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
      try {
        const answer = await fetch(form.action || location.href, {
          method: "POST", body, headers: { "X-Autosave": "yes" }, credentials: "same-origin", redirect: "error",
          signal: request.signal, keepalive: leaving && String(body).length < 60000,
        });
        if (answer.status !== 200 && answer.status !== 409) throw new Error(answer.status);
        show(await answer.json());
        if (before === typed && answer.status === 200) form.dispatchEvent(new Event("autosaved", { bubbles: true }));
      } catch {
        if (said && !sent) said.textContent = form.dataset.autosave || "";
        later(LONGEST); // until it gets through
      }
      clearTimeout(limit);
      sending = null;
    };
    const later = (pause) => {
      clearTimeout(timer);
      if (!sent) timer = setTimeout(() => send(false), pause);
    };
    form.addEventListener("input", () => {
      typed += 1;
      later(PAUSE);
    });
    form.addEventListener("change", () => later(SOON));
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      sent = true;
      clearTimeout(timer);
      timer = null;
      if (sending) sending.abort();
    });
    // Another form of the page, such as that of the language, waits until the last words are kept; that which throws
    // them away stops the keeping.
    document.addEventListener("submit", async (event) => {
      const other = event.target;
      if (other === form || other.dataset.flushed) return;
      const { submitter } = event;
      if (submitter && submitter.name === "discard") {
        sent = true;
        clearTimeout(timer);
        timer = null;
        if (sending) sending.abort();
        return;
      }
      if (timer === null && !sending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      clearTimeout(timer);
      if (sending) sending.abort();
      sending = null;
      await send(false);
      other.dataset.flushed = "yes";
      other.requestSubmit(submitter);
    }, true);
    window.addEventListener("pageshow", () => { sent = false; }); // the back button
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "hidden" || timer === null || sent) return;
      clearTimeout(timer);
      send(true); // the page may be closed before the pause is over
    });
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    const area = button && document.querySelector(button.dataset.into);
    if (!area) return;
    area.value = document.querySelector(button.dataset.take).textContent;
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
