// What people bring along from Word, WPS, Excel, Google Docs and web pages, made into what the editor's schema knows:
// headings, nested lists, tables, links, strong, em, sub, sup. Everything else goes: styles, fonts, comments, VML, pictures,
// tracked deletions, hidden text.
//
// Two stages, because a style attribute may not enter even an inert parser under our policy: `plain` rewrites the markup as
// text, one tag after the other, in linear time, and leaves of the styles only what they mean (data-*); `structure` then
// works on the parsed tree.

const KEPT = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th",
  "td", "a", "strong", "em", "b", "i", "br", "blockquote", "sub", "sup", "span"]);
const BLOCKS = new Set(["div", "section", "article", "header", "footer", "main", "aside", "nav", "figure", "figcaption", "center",
  "address", "pre", "dl", "dt", "dd", "form", "fieldset", "details", "summary", "hgroup"]);
// With all that stands in them. `m:` and `v:` are the formulas and drawings of Word.
const DROPPED = new Set(["style", "script", "title", "textarea", "noscript", "iframe", "xml", "svg", "math", "object", "applet", "template",
  "select", "button", "audio", "video", "canvas", "map", "xmp", "noembed", "noframes", "plaintext", "del"]);
const HOLLOW = /^(?:[vm]:|w:(?:del|movefrom)$)/;
const CHOSEN = /^(?:https?:\/\/|mailto:|tel:|\/(?!\/))[^\s\\]+$/i;
const LARGEST_SPAN = 100;

const escaped = (text) => text.replace(/&(?!#?\w+;)/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
const unescaped = (text) => text
  .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (all, hex, ten) => {
    const code = hex ? parseInt(hex, 16) : Number(ten);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
  })
  .replace(/&(quot|amp|lt|gt|colon|tab|newline);?/gi, (all, name) => ({ quot: '"', amp: "&", lt: "<", gt: ">", colon: ":", tab: "\t", newline: "\n" }[name.toLowerCase()]));

function declarations(text, into = {}) {
  for (const one of text.split(";")) {
    const colon = one.indexOf(":");
    if (colon > 0) into[one.slice(0, colon).trim().toLowerCase()] = one.slice(colon + 1).trim().toLowerCase();
  }
  return into;
}

// .classes of the style sheets that come along: Word and WPS keep outline levels there, Excel its bold cells.
function classes(sheet, into) {
  for (const rule of sheet.replace(/<!--|-->/g, "").split("}")) {
    const brace = rule.lastIndexOf("{");
    if (brace < 0) continue;
    const names = rule.slice(Math.max(0, brace - 1000), brace).match(/\.[^\s.,:{]{1,80}/g);
    if (names) for (const name of names) into.set(name.slice(1), declarations(rule.slice(brace + 1), into.get(name.slice(1))));
  }
}

// [end, {name: value}] of a start tag whose attributes begin at `at`; null when it never ends.
function attributes(text, at) {
  const found = {};
  const space = /[\s/]*/y;
  const named = /[^\s=>/]+/y;
  const equals = /\s*=\s*/y;
  const bare = /[^\s>]*/y;
  for (;;) {
    space.lastIndex = at;
    space.test(text);
    at = space.lastIndex;
    if (at >= text.length) return null;
    if (text[at] === ">") return [at + 1, found];
    named.lastIndex = at;
    if (!named.test(text)) {        // an equals sign without a name
      at += 1;
      continue;
    }
    const name = text.slice(at, named.lastIndex).toLowerCase();
    at = named.lastIndex;
    equals.lastIndex = at;
    let value = "";
    if (equals.test(text)) {
      at = equals.lastIndex;
      const quote = text[at];
      if (quote === '"' || quote === "'") {
        const end = text.indexOf(quote, at + 1);
        if (end < 0) return null;
        value = text.slice(at + 1, end);
        at = end + 1;
      } else {
        bare.lastIndex = at;
        bare.test(text);
        value = text.slice(at, bare.lastIndex);
        at = bare.lastIndex;
      }
    }
    if (!(name in found)) found[name] = value;
  }
}

const BOLD = /^(?:bold|bolder|[6-9]00|1000)$/;

// What the style says, in attributes that may stand.
function meaning(name, given, sheet) {
  const style = {};
  const own = (given.class || "").split(/\s+/).filter(Boolean);
  for (const each of own) Object.assign(style, sheet.get(each));
  declarations(unescaped(given.style || ""), style);
  if (style.display === "none" || style["mso-hide"] === "all" || "hidden" in given || /^(?:comment|comment-list)$/.test(style["mso-element"] || "")
    || own.some((each) => /^(?:mso(?:Del|comanchor|comoff|CommentReference))$/i.test(each))) return { drop: "" };
  if (style["mso-list"] === "ignore") return { marker: "" };
  const said = {};
  const level = Number(style["mso-outline-level"]);
  const heading = own.map((each) => /^(?:Mso)?Heading([1-6])$/i.exec(each)).find(Boolean);
  if (name === "p" || name === "div") {
    if (level >= 1 && level <= 6) said.heading = level;
    else if (heading) said.heading = heading[1];
    else if (own.some((each) => /^MsoTitle(?:Cxsp\w+)?$/i.test(each))) said.heading = 1;
  }
  const list = /^(\S+) level(\d)/.exec(style["mso-list"] || "");
  if (list && name !== "li") said.list = `${list[1]} ${list[2]}`;
  const marks = [];
  if (BOLD.test(style["font-weight"] || "")) marks.push("strong");
  if (/^(?:italic|oblique)$/.test(style["font-style"] || "")) marks.push("em");
  if (/^(?:super|sub)$/.test(style["vertical-align"] || "") && !/^t[dh]$/.test(name)) marks.push(style["vertical-align"] === "sub" ? "sub" : "sup");
  if (marks.length) said.marks = marks.join(" ");
  if ((name === "b" || name === "strong") && /^(?:normal|[1-4]00)$/.test(style["font-weight"] || "")) said.not = "";
  if ((name === "i" || name === "em") && style["font-style"] === "normal") said.not = "";
  return said;
}

function number(text, most) {
  const value = parseInt(text, 10);
  return value >= 1 ? Math.min(value, most) : 1;
}

// The markup without anything that our policy, a reader or the schema would mind. `own` is a page of ours, opened again.
export function plain(markup, own = false) {
  const sheet = new Map();
  const out = [];
  const open = { span: [], div: [] };       // which of the open ones were written
  const conditions = [];
  let at = 0;
  const skipTo = (pattern, from) => {
    pattern.lastIndex = from;
    return pattern.test(markup) ? pattern.lastIndex : markup.length;
  };
  while (at < markup.length) {
    const next = markup.indexOf("<", at);
    if (next < 0) {
      out.push(markup.slice(at));
      break;
    }
    out.push(markup.slice(at, next));
    at = next;
    const after = markup[at + 1] || "";
    if (after === "!" || after === "?") {
      // <!--[if !supportLists]-->1.<!--[endif]-->, <![if !vml]>…<![endif]>: what other programs than Word are to see
      const told = /<!(?:--)?\[(?:if\s+([^\]]*)|(endif))\](?:--)?>/iy;
      told.lastIndex = at;
      const found = told.exec(markup);
      if (found && (found[2] || !markup.startsWith("<!--", at) || found[0].endsWith("-->"))) {
        at = told.lastIndex;
        if (found[2]) {
          if (conditions.pop()) out.push("</span>");
        } else {
          const marker = /!supportLists/i.test(found[1]);
          const hidden = /supportAnnotations|supportMisaligned|vml/i.test(found[1]);
          conditions.push(marker || hidden);
          if (marker || hidden) out.push(marker ? "<span data-marker>" : "<span data-drop>");
        }
      } else if (markup.startsWith("<!--", at)) at = skipTo(/-->/g, at + 4);
      else at = skipTo(/>/g, at);
      continue;
    }
    const closing = after === "/";
    const named = /[a-z][^\s/>]*/iy;
    named.lastIndex = at + (closing ? 2 : 1);
    const match = named.exec(markup);
    if (!match) {                               // a sign and no tag
      if (closing) at = skipTo(/>/g, at);
      else {
        out.push("&lt;");
        at += 1;
      }
      continue;
    }
    const name = match[0].toLowerCase();
    if (closing) {
      at = skipTo(/>/g, named.lastIndex);
      if (BLOCKS.has(name)) {
        if (open.div.length && open.div.pop()) out.push("</div>");
      } else if (name === "span") {
        if (open.span.length && open.span.pop()) out.push("</span>");
      } else if (KEPT.has(name)) out.push(`</${name}>`);
      continue;
    }
    const read = attributes(markup, named.lastIndex);
    if (!read) break;                           // a tag without an end: nothing follows it for a browser either
    const [end, given] = read;
    at = end;
    if (DROPPED.has(name) || HOLLOW.test(name)) {
      if (markup[end - 2] === "/" && name.includes(":")) continue;
      at = skipTo(new RegExp(`</${name.replace(/[^\w:-]/g, "\\$&")}(?![\\w-])[^>]*>`, "gi"), end);
      if (name === "style") classes(markup.slice(end, at), sheet);
      continue;
    }
    const block = BLOCKS.has(name);
    if (!block && !KEPT.has(name)) continue;
    const said = meaning(block ? "div" : name, given, sheet);
    let told = Object.entries(said).map(([key, value]) => ` data-${key}="${escaped(String(value))}"`).join("");
    if ("data-pm-slice" in given) told += ` data-pm-slice="${escaped(unescaped(given["data-pm-slice"]))}"`;
    if (name === "a") {
      const href = unescaped(given.href || "").trim();
      if (CHOSEN.test(href) || (own && /^[^:\s]+$/.test(href))) told += ` href="${escaped(href.replace(/&/g, "&amp;"))}"`;
      if (given.title) told += ` title="${escaped(given.title)}"`;
    }
    if (name === "td" || name === "th") {
      for (const key of ["colspan", "rowspan"]) if (number(given[key], LARGEST_SPAN) > 1) told += ` ${key}="${number(given[key], LARGEST_SPAN)}"`;
    }
    if (name === "ol" && number(given.start, 9999) > 1) told += ` start="${number(given.start, 9999)}"`;
    if (name === "br" && (given.clear || /page-break|mso-data-placement/i.test(given.style || ""))) {
      if (!/mso-data-placement/i.test(given.style || "")) continue;
      told = "";
    }
    const written = block ? "div" : name;
    if (written === "span") {
      open.span.push(Boolean(told));
      if (!told) continue;
    } else if (written === "div") open.div.push(true);
    out.push(`<${written}${told}>`);
  }
  return out.join("");
}

const EAST = "\\u2014\\u2018-\\u201d\\u2026\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef";
const BROKEN = new RegExp(`([${EAST}])[ \\t]*[\\r\\n]\\s*(?=[${EAST}])`, "g");
const ENDS_EAST = new RegExp(`[${EAST}]$`);
const STARTS_EAST = new RegExp(`^[${EAST}]`);
const IS_BLOCK = "p,h1,h2,h3,h4,h5,h6,li,td,th,div,blockquote,caption,ul,ol,table,tr,thead,tbody,tfoot";
const LINES = /\s*[\r\n]\s*/;

const make = (tree, name, children = []) => {
  const made = tree.ownerDocument.createElement(name);
  made.append(...children);
  return made;
};
const all = (tree, selector) => [...tree.querySelectorAll(selector)];
const unwrap = (node) => node.replaceWith(...node.childNodes);
const rename = (node, name) => {
  const made = make(node, name, [...node.childNodes]);
  node.replaceWith(made);
  return made;
};
const words = (node) => node.textContent.replace(/[\s\u00a0\u3000\u200b\ufeff]+/g, " ").trim();

// Word breaks its lines in the middle of a sentence: between Chinese characters that is no space.
function joinLines(tree) {
  tree.normalize();
  const walk = tree.ownerDocument.createTreeWalker(tree, 4);
  let last = null;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    node.data = node.data.replace(/[\u200b\ufeff]/g, "").replace(BROKEN, "$1");
    const home = node.parentNode.closest(IS_BLOCK) || tree;
    if (last && last.home === home) {
      if (STARTS_EAST.test(node.data) && /[\r\n]\s*$/.test(last.node.data) && ENDS_EAST.test(last.node.data.trimEnd())) {
        last.node.data = last.node.data.trimEnd();
      } else if (LINES.test(/^\s*/.exec(node.data)[0]) && ENDS_EAST.test(last.node.data) && STARTS_EAST.test(node.data.trimStart())) {
        node.data = node.data.trimStart();
      }
    }
    if (node.data) last = { node, home };
  }
}

function markUp(tree) {
  for (const node of all(tree, "[data-not]")) unwrap(node);
  for (const node of all(tree, "[data-marks]")) {
    const inline = node.matches("span,a,b,i,strong,em,sub,sup");
    const within = !inline && node.matches("h1,h2,h3,h4,h5,h6,[data-heading],ul,ol,table,tr,thead,tbody");
    const many = !inline && node.querySelector(IS_BLOCK);
    if (within || many) continue;
    for (const name of node.dataset.marks.split(" ")) {
      if (!node.closest(name)) node.append(make(node, name, [...node.childNodes]));
    }
  }
  for (const node of all(tree, "span:not([data-marker])")) unwrap(node);
}

// The number or bullet that Word wrote before an item, taken off it.
function marker(node) {
  const marks = [...node.querySelectorAll("[data-marker]")];
  const text = marks.filter((each) => !each.parentNode.closest("[data-marker]")).map((each) => each.textContent).join("").replace(/[\s\u00a0]+/g, " ").trim();
  for (const each of marks) each.remove();
  return text;
}

// Only what a browser would count in the same way: 一、 and （一） and 1.1 and 第一条 are cited by others and stay words.
function counted(text) {
  const found = /^[(（]?(?:(\d{1,4})[)）.．、]?|(?:[a-z]|[ivx]{1,6})[)）.．、])$/i.exec(text);
  return found ? { start: found[1] ? Number(found[1]) : 1 } : null;
}
const isWords = (text) => /[一二三四五六七八九十百零〇①-⑳㈠-㈩⑴-⒇第]|\d\s*[.．]\s*\d/.test(text);

function lists(tree) {
  for (const node of all(tree, "[data-list]")) {
    node.dataset.mark = marker(node);
    if (node.closest("td,th,li") || node.matches("h1,h2,h3,h4,h5,h6,[data-heading]") || isWords(node.dataset.mark)) {
      if (isWords(node.dataset.mark) || counted(node.dataset.mark)) {
        node.prepend(node.dataset.mark + (/[\w.]$/.test(node.dataset.mark) ? " " : ""));
      }
      node.removeAttribute("data-list");
    }
  }
  for (const node of all(tree, "[data-marker]")) unwrap(node);
  for (const first of all(tree, "[data-list]")) if (first.isConnected && !first.closest("li")) gather(first);
  // Google and old web pages put a list beside the item that it belongs to
  for (const node of all(tree, "ul > ul, ul > ol, ol > ul, ol > ol")) if (node.previousElementSibling) node.previousElementSibling.append(node);
}

// From this paragraph on, as long as items follow.
function gather(first) {
  const open = [];              // {list, level, id, ordered}
  let node = first;
  const place = make(first, "div");
  first.before(place);
  while (node) {
    const next = node.nextSibling;
    if (node.nodeType === 1 && node.dataset.list) {
      const [id, told] = node.dataset.list.split(" ");
      const number = counted(node.dataset.mark);
      const ordered = Boolean(number);
      const level = Math.min(Number(told), open.length + 1);
      while (open.length > level) open.pop();
      if (open.length === level && (open[level - 1].ordered !== ordered || open[level - 1].id !== id)) open.pop();
      if (open.length < level) {
        const list = make(first, ordered ? "ol" : "ul");
        if (ordered && number.start > 1) list.setAttribute("start", number.start);
        (open.length ? open[open.length - 1].list.lastElementChild : place).append(list);
        open.push({ list, id, ordered });
      }
      open[open.length - 1].list.append(make(first, "li", [make(first, "p", [...node.childNodes])]));
      node.remove();
    } else if (node.nodeType === 3 ? node.data.trim() : words(node) || node.querySelector("table")) break;
    else if (node.nodeType !== 3 || !open.length) node.remove();
    node = next;
  }
  unwrap(place);
}

function headings(tree) {
  for (const node of all(tree, "[data-heading]")) rename(node, `h${node.dataset.heading}`);
  const found = all(tree, "h1,h2,h3,h4,h5,h6");
  const levels = [...new Set(found.filter(words).map((node) => Number(node.tagName[1])))].sort();
  const top = Math.max(2, levels[0]);         // the page has an h1 of its own; no level is left out
  for (const node of found) {
    if (!words(node)) node.remove();
    else if (node.closest("td,th,li")) rename(node, "p");
    else {
      all(node, "strong,b,em,i").forEach(unwrap);
      rename(node, `h${Math.min(4, top + levels.indexOf(Number(node.tagName[1])))}`);
    }
  }
}

function tables(tree) {
  for (const inner of all(tree, "td table, th table").reverse()) {         // a cell holds paragraphs
    inner.replaceWith(...all(inner, "tr").map((row) => make(inner, "p", [[...row.children].map(words).join("　")])));
  }
  for (const table of all(tree, "table")) {
    const rows = [...table.rows];
    for (const cell of all(table, "thead td")) {
      const head = rename(cell, "th");
      for (const key of ["colspan", "rowspan"]) if (cell.hasAttribute(key)) head.setAttribute(key, cell.getAttribute(key));
    }
    const across = (row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0);
    const widest = Math.max(0, ...rows.filter((row) => row.cells.length > 1).map(across));
    rows.forEach((row, order) => {
      for (const cell of row.cells) if (cell.rowSpan > rows.length - order) cell.rowSpan = rows.length - order;
      if (row.cells.length === 1 && widest && row.cells[0].colSpan > widest) row.cells[0].colSpan = widest;
    });
    all(table, "caption").forEach((caption) => table.before(make(table, "p", [...caption.childNodes])) || caption.remove());
    if (rows.length === 1 && rows[0].cells.length === 1) table.replaceWith(...rows[0].cells[0].childNodes);       // a frame
    else if (!rows.length) unwrap(table);
  }
  for (const node of all(tree, "td > ul, td > ol, th > ul, th > ol")) {
    node.replaceWith(...all(node, "li").map((item) => make(item, "p", [words(item)])));
  }
}

// Words that stand in no paragraph get one; <br><br>, and <br> before a typed indent, is how web pages begin another.
function paragraphs(tree) {
  const isBlock = (node) => node.nodeType === 1 && (node.matches(IS_BLOCK) || node.querySelector(IS_BLOCK));
  for (const box of [tree, ...all(tree, "div,blockquote,td,th,p")]) {
    const lines = [];
    const nodes = [...box.childNodes];
    let line = null;
    nodes.forEach((node, order) => {
      if (isBlock(node)) {
        lines.push([node]);
        line = null;
        return;
      }
      const rest = nodes.slice(order + 1, order + 4).find((each) => each.nodeType !== 3 || each.data.trim() || /[\u00a0\u3000]/.test(each.data));
      if (node.nodeName === "BR" && rest && (rest.nodeName === "BR" || /^\s*[\u3000\u00a0]{2}/.test(rest.textContent))) {
        line = null;
        return;
      }
      if (!line) lines.push((line = []));
      line.push(node);
    });
    if (box.nodeName === "P" ? lines.length < 2 : lines.every((each) => isBlock(each[0]))) continue;
    const made = lines.map((each) => (isBlock(each[0]) ? each[0] : make(box, "p", each)));
    if (box.nodeName === "P") box.replaceWith(...made);
    else box.replaceChildren(...made);
  }
  all(tree, "div").forEach(unwrap);
}

function emptyOut(tree) {
  for (const node of all(tree, "br")) {         // at the beginning or the end of a paragraph
    const rest = (side) => {
      let found = node[side];
      while (found && !words(found) && found.nodeName !== "BR") found = found[side];
      return found;
    };
    if (node.parentNode.matches(IS_BLOCK) && !(rest("previousSibling") && rest("nextSibling"))) node.remove();
  }
  for (const node of all(tree, "p,div,li,ul,ol,blockquote").reverse()) {
    if (!words(node) && !node.querySelector("table") && !(node.matches("td p, th p") && node.parentNode.children.length === 1)) node.remove();
  }
  // indents that were typed: the page has its own
  for (const node of all(tree, "p,li,h2,h3,h4,td,th")) {
    let first = node.firstChild;
    while (first && first.nodeType === 1 && !first.matches(IS_BLOCK)) first = first.firstChild;
    if (first && first.nodeType === 3) first.data = first.data.replace(/^[\s\u00a0\u3000]+/, "");
  }
}

function structure(tree) {
  for (const node of all(tree, "[data-drop]")) node.remove();
  markUp(tree);
  joinLines(tree);
  lists(tree);
  headings(tree);
  tables(tree);
  paragraphs(tree);
  emptyOut(tree);
}

export function pasted(markup) {
  const clean = plain(markup);
  if (clean.includes("data-pm-slice")) return clean;        // from this editor: it knows what it copied
  const tree = document.implementation.createHTMLDocument("").body;
  tree.innerHTML = clean;
  structure(tree);
  return tree.innerHTML;
}
