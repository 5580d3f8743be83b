"""A real Chromium against the live server: every page it opens is watched for CSP reports, foreign requests and errors."""
import json
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules/axe-core/axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]
WATCH = """
window.reports = [];
addEventListener("securitypolicyviolation", e => reports.push(`${e.violatedDirective} ${e.blockedURI}`));
"""

# Where the keyboard stands: its ring of two pixels or more, and that not all of it is covered.
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  window.walked = window.walked || new Map();
  if (!window.walked.has(at)) window.walked.set(at, window.walked.size);
  const box = at.getBoundingClientRect(), style = getComputedStyle(at);
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const said = (at.textContent || at.getAttribute("aria-label") || "").trim().slice(0, 30);
  const what = `${at.tagName.toLowerCase()}${at.id ? "#" + at.id : ""} ${said}`;
  let wrong = "";
  if (right - left < 1 || bottom - top < 1) wrong = "out of sight";
  else {
    const label = at.labels && at.labels[0], places = [.5, .1, .9];
    const ringed = each => each && each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 2;
    const ring = ringed(style) || (label && ringed(getComputedStyle(label)));       // an option card wears it whole
    const hits = places.flatMap(x => places.map(y => document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y)));
    const own = hits.some(hit => hit && (at.contains(hit) || hit.contains(at) || (label && label.contains(hit))));
    if (!ring) wrong = "no ring";
    else if (!own) wrong = `under ${hits[0] ? hits[0].tagName.toLowerCase() + "." + hits[0].className : "nothing"}`;
  }
  return { key: window.walked.get(at), what, wrong };
}"""


class Person:
    """Somebody at a browser. `open`, `press` and `fill` speak of what a person sees."""

    def __init__(self, browser, server, *, width=1366, height=768):
        self.server = server
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN",
                                           timezone_id="Asia/Shanghai")
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.foreign, self.errors = [], []
        self.page.on("request", self.watch)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("response", self.watch_status)

    def watch(self, request):
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(self.server):
            self.foreign.append(request.url)

    def watch_status(self, response):
        if response.status >= 500 or (response.status == 404 and "/static/" in response.url):
            self.errors.append(f"{response.status} {response.url}")

    def sign_in(self, username, password):
        self.open("/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("form:has(input[name=password]) button[type=submit]")
        self.page.wait_for_url("**/desk/")
        return self

    def open(self, address):
        answer = self.page.goto(self.server + address)
        self.check()
        return answer.status

    def press(self, words, within="main"):
        """Press the button or link with these words."""
        target = self.page.locator(f"{within} button:visible, {within} a:visible").filter(has_text=words).first
        target.click()
        self.page.wait_for_load_state()
        self.check()

    def sees(self, words):
        return words in self.page.inner_text("body")

    def check(self):
        """Nothing was blocked, nothing was asked from elsewhere, nothing failed."""
        assert self.page.evaluate("window.reports") == []
        assert self.foreign == [] and self.errors == []

    def axe(self):
        """What axe-core finds on this page: devtools evaluation is not subject to the page's own policy."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.violations()
        if any(each["id"] == "target-size" for each in found):      # a bar that floats above a control is no small control
            self.page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
            again = {str(node["target"]) for each in self.violations() if each["id"] == "target-size" for node in each["nodes"]}
            self.page.evaluate("window.scrollTo(0, 0)")
            found = [each for each in found if each["id"] != "target-size" or any(
                str(node["target"]) in again for node in each["nodes"])]
        return [f"{each['id']}: {json.dumps([node['target'] for node in each['nodes']][:3])}" for each in found]

    def violations(self):
        return self.page.evaluate("tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", AXE_TAGS)

    def walk(self, most=400):
        """Tab from stop to stop until it comes round: what cannot be seen, has no ring, or lies under something."""
        self.page.evaluate("document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0)")
        found, seen = [], set()
        for _turn in range(most):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop is None or stop["key"] in seen:
                break
            seen.add(stop["key"])
            if stop["wrong"]:
                found.append(f"{stop['wrong']}: {stop['what']}")
        return found, len(seen)

    def overflow(self):
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
