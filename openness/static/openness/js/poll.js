// data-poll="/address/": asks every two seconds for the inside of this element while something in it is [data-going].
// Ticks of check boxes and the focus stay where they are. A page that cannot be reached is tried again a few times, then
// [data-poll-lost] says so. When nothing goes on any more, [data-poll-said] says the words of [data-say].
function renew(part, html) {
  const ticks = new Map([...part.querySelectorAll("input[type=checkbox]")].map((box) => [box.id, box.checked]));
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.innerHTML = html; // our own page, escaped by the server
  part.querySelectorAll("input[type=checkbox]").forEach((box) => { if (ticks.has(box.id)) box.checked = ticks.get(box.id); });
  const again = focused && document.getElementById(focused);
  if (again) again.focus({ preventScroll: true });
  count(part);
}

function follow(part) {
  let failures = 0;
  const said = document.querySelector("[data-poll-said]");
  const lost = document.querySelector("[data-poll-lost]");
  const ask = async () => {
    if (!part.querySelector("[data-going]")) return;
    try {
      const answer = await fetch(part.dataset.poll, { headers: { "X-Part": "yes" }, credentials: "same-origin", redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      renew(part, await answer.text());
      failures = 0;
      const words = part.querySelector("[data-say]");
      if (said && words && !part.querySelector("[data-going]")) said.textContent = words.textContent;
    } catch {
      failures += 1;
    }
    if (failures < 30) setTimeout(ask, 2000);
    if (lost) lost.hidden = failures < 2;
  };
  setTimeout(ask, 1000);
}

// Check boxes of a list: [data-pick-all] ticks all, Shift ticks a stretch, [data-picked] says how many.
function boxes(part) {
  return [...part.querySelectorAll("input[type=checkbox][name=row]")];
}

function count(part) {
  const all = part.querySelector("[data-pick-all]");
  const words = part.querySelector("[data-picked]");
  const listed = boxes(part);
  const ticked = listed.filter((box) => box.checked).length;
  if (words) words.textContent = words.dataset.picked.replace("{n}", ticked);
  if (!all) return;
  all.checked = ticked > 0 && ticked === listed.length;
  all.indeterminate = ticked > 0 && ticked < listed.length;
  all.disabled = !listed.length;
}

function picks(part) {
  let last = "";
  part.addEventListener("click", (event) => {
    const box = event.target;
    if (box.matches("[data-pick-all]")) boxes(part).forEach((each) => { each.checked = box.checked; });
    else if (!box.matches("input[type=checkbox][name=row]")) return;
    else {
      const listed = boxes(part);
      const from = listed.findIndex((each) => each.id === last);
      const to = listed.indexOf(box);
      if (event.shiftKey && from >= 0) listed.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((each) => { each.checked = box.checked; });
      last = box.id;
    }
    count(part);
  });
  count(part);
}

// [data-drop]: files dropped on it are chosen in the input within it; it says how many there are, and what is too much
// is said before it is sent.
function drop(zone) {
  const input = zone.querySelector("input[type=file]");
  const line = zone.querySelector("[data-drop-said]");
  const words = (text, most) => {
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    return text.replace("{n}", input.files.length).replace("{size}", (size / 2 ** 20).toFixed(1)).replace("{most}", most);
  };
  const problem = () => {
    const { mostFiles, mostBytes, tooMany, tooLarge } = zone.dataset;
    if (input.files.length > mostFiles) return words(tooMany, mostFiles);
    const size = [...input.files].reduce((sum, file) => sum + file.size, 0);
    return size > mostBytes ? words(tooLarge, Math.floor(mostBytes / 2 ** 20)) : "";
  };
  const say = (text, wrong) => {
    line.textContent = text;
    line.className = wrong ? "zw-error mb-0" : "mb-0";
  };
  const look = () => {
    const wrong = problem();
    say(wrong || (input.files.length ? words(zone.dataset.chosen) : ""), wrong);
  };
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    if (line) look();
  });
  if (!line) return;
  input.addEventListener("change", look);
  input.form.addEventListener("submit", (event) => {
    if (problem()) {
      event.preventDefault();
      look();
      input.focus();
    } else if (input.files.length) say(words(zone.dataset.sending));
  });
  if (input.files.length) look(); // the browser kept them
}

export function poll() {
  document.querySelectorAll("[data-poll]").forEach((part) => { follow(part); picks(part); });
  document.querySelectorAll("[data-drop]").forEach(drop);
}
