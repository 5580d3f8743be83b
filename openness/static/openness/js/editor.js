// <textarea data-editor>: headings, lists, tables, links. The text area keeps the HTML, which the server sanitises;
// without this script it can be typed there by hand. Loaded on the pages that need it and on no other.
import { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMParser, DOMSerializer, Schema } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import {
  addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable, tableEditing, tableNodes, toggleHeaderRow,
} from "prosemirror-tables";
import { EditorView } from "prosemirror-view";

import { pasted, plain } from "./paste.js";

const block = (tag, more = {}) => ({ content: "inline*", group: "block", parseDOM: [{ tag }], toDOM: () => [tag, 0], ...more });
const nodes = {
  doc: { content: "block+" },
  paragraph: block("p"),
  heading: {
    attrs: { level: { default: 2 } }, content: "inline*", group: "block", defining: true,
    parseDOM: [{ tag: "h1", attrs: { level: 2 } }, { tag: "h2", attrs: { level: 2 } }, { tag: "h3", attrs: { level: 3 } },
      { tag: "h4", attrs: { level: 4 } }, { tag: "h5", attrs: { level: 4 } }, { tag: "h6", attrs: { level: 4 } }],
    toDOM: (node) => [`h${node.attrs.level}`, 0],
  },
  blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
  bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
  ordered_list: {
    attrs: { start: { default: 1 } }, content: "list_item+", group: "block",
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: Number(dom.getAttribute("start")) || 1 }) }],
    toDOM: (node) => ["ol", node.attrs.start === 1 ? {} : { start: node.attrs.start }, 0],
  },
  list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  ...tableNodes({ tableGroup: "block", cellContent: "paragraph+", cellAttributes: {} }),
  text: { group: "inline" },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};
const marks = {
  link: {
    attrs: { href: {}, title: { default: null } }, inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href"), title: dom.getAttribute("title") }) }],
    toDOM: (mark) => ["a", mark.attrs.title ? mark.attrs : { href: mark.attrs.href }, 0],
  },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  sub: { excludes: "sup", parseDOM: [{ tag: "sub" }], toDOM: () => ["sub", 0] },
  sup: { excludes: "sub", parseDOM: [{ tag: "sup" }], toDOM: () => ["sup", 0] },
};
const schema = new Schema({ nodes, marks });
const { nodes: n, marks: m } = schema;

function insertTable(state, dispatch) {
  const cell = (type) => type.createAndFill();
  const row = (type) => n.table_row.create(null, [cell(type), cell(type), cell(type)]);
  const table = n.table.create(null, [row(n.table_header), row(n.table_cell), row(n.table_cell)]);
  if (dispatch) dispatch(state.tr.replaceSelectionWith(table).scrollIntoView());
  return true;
}

// A link asks for its address in the tool bar; pressed on a link, it takes the link away.
function link(state, dispatch, view, bar) {
  const { from, to, empty } = state.selection;
  if (state.doc.rangeHasMark(from, to, m.link)) return toggleMark(m.link)(state, dispatch);
  if (empty) return false;
  if (dispatch) {
    const ask = bar.querySelector("[data-link]");
    ask.hidden = false;
    ask.querySelector("input").focus();
  }
  return true;
}

function linking(bar, view) {
  const ask = bar.querySelector("[data-link]");
  const input = ask.querySelector("input");
  const close = () => {
    ask.hidden = true;
    input.value = "";
    view.focus();
  };
  const take = () => {
    const href = input.value.trim();
    input.setCustomValidity(/^(https?:\/\/|mailto:|tel:|\/)\S+$/.test(href) ? "" : bar.dataset.wrong);
    if (!input.reportValidity()) return;
    const { from, to } = view.state.selection;
    view.dispatch(view.state.tr.addMark(from, to, m.link.create({ href })));
    close();
  };
  input.addEventListener("input", () => input.setCustomValidity(""));
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") {
      event.preventDefault();
      take();
    }
    if (event.key === "Escape") close();
  });
  ask.querySelector("button").addEventListener("click", take);
}

const toggleHeading = (level) => (state, dispatch) => {
  const { $from } = state.selection;
  const already = $from.parent.type === n.heading && $from.parent.attrs.level === level;
  return setBlockType(already ? n.paragraph : n.heading, already ? null : { level })(state, dispatch);
};

const COMMANDS = {
  h2: toggleHeading(2), h3: toggleHeading(3), p: setBlockType(n.paragraph),
  strong: toggleMark(m.strong), em: toggleMark(m.em), link,
  ul: wrapInList(n.bullet_list), ol: wrapInList(n.ordered_list), quote: wrapIn(n.blockquote), lift: chainCommands(liftListItem(n.list_item), lift),
  table: insertTable, row: addRowAfter, column: addColumnAfter, norow: deleteRow, nocolumn: deleteColumn, notable: deleteTable, header: toggleHeaderRow,
  undo, redo,
};
const IN_TABLE = new Set(["row", "column", "norow", "nocolumn", "notable", "header"]);

function active(name, state) {
  const { $from, from, to, empty } = state.selection;
  if (name === "h2" || name === "h3") return $from.parent.type === n.heading && $from.parent.attrs.level === Number(name[1]);
  if (name in m) return empty ? Boolean(m[name].isInSet(state.storedMarks || $from.marks())) : state.doc.rangeHasMark(from, to, m[name]);
  return null;
}

function mount(area) {
  const frame = document.createElement("div");
  const template = document.querySelector(area.dataset.toolbar || "[data-editor-toolbar]");
  const bar = template.content.firstElementChild.cloneNode(true);
  frame.className = "zw-editor";
  frame.append(bar);
  area.after(frame);
  area.hidden = true;
  const serializer = DOMSerializer.fromSchema(schema);
  const parse = (markup) => {
    const holder = document.implementation.createHTMLDocument("").body;
    holder.innerHTML = plain(markup, true);
    return DOMParser.fromSchema(schema).parse(holder);
  };
  const write = (doc) => {
    const holder = document.createElement("div");
    holder.append(serializer.serializeFragment(doc.content));
    area.value = doc.textContent.trim() ? holder.innerHTML : "";
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const buttons = [...bar.querySelectorAll("[data-do]")];
  const show = (state) => buttons.forEach((button) => {
    const name = button.dataset.do;
    const pressed = active(name, state);
    if (pressed !== null) button.setAttribute("aria-pressed", String(pressed));
    if (IN_TABLE.has(name)) button.hidden = !isInTable(state);
    else button.setAttribute("aria-disabled", String(!COMMANDS[name](state, null, null, bar)));
  });
  const label = area.labels && area.labels[0];
  if (label && !label.id) label.id = `${area.id}_label`;
  const view = new EditorView(frame, {
    state: EditorState.create({
      doc: parse(area.value),
      plugins: [
        history(),
        inputRules({ rules: [new InputRule(/^[-*]\s$/, (state, match, start, end) => {
          const tr = state.tr.delete(start, end);
          wrapInList(n.bullet_list)(state.apply(tr), (next) => next.steps.forEach((step) => tr.step(step)));
          return tr;
        })] }),
        keymap({
          "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo, "Mod-b": COMMANDS.strong, "Mod-i": COMMANDS.em,
          "Mod-Alt-2": COMMANDS.h2, "Mod-Alt-3": COMMANDS.h3, "Mod-Alt-0": COMMANDS.p,
          Enter: splitListItem(n.list_item), "Shift-Enter": chainCommands(exitCode, (state, dispatch) => {
            if (dispatch) dispatch(state.tr.replaceSelectionWith(n.hard_break.create()).scrollIntoView());
            return true;
          }),
          "Mod-]": sinkListItem(n.list_item), "Mod-[": liftListItem(n.list_item),
          Tab: (state, dispatch) => isInTable(state) && goToNextCell(1)(state, dispatch),
          "Shift-Tab": (state, dispatch) => isInTable(state) && goToNextCell(-1)(state, dispatch),
        }),
        keymap(baseKeymap),
        tableEditing(),
      ],
    }),
    attributes: {
      class: "zw-doc zw-editor-text", role: "textbox", "aria-multiline": "true", ...(label ? { "aria-labelledby": label.id } : {}),
      ...(area.getAttribute("aria-describedby") ? { "aria-describedby": area.getAttribute("aria-describedby") } : {}),
    },
    transformPastedHTML: pasted,
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) write(view.state.doc);
      show(view.state);
    },
  });
  bar.addEventListener("mousedown", (event) => event.target.closest("[data-do]") && event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    COMMANDS[button.dataset.do](view.state, view.dispatch, view, bar);
    if (button.dataset.do !== "link") view.focus();
  });
  if (label) label.addEventListener("click", () => view.focus());
  area.addEventListener("restored", () => view.updateState(EditorState.create({ doc: parse(area.value), plugins: view.state.plugins })));
  linking(bar, view);
  show(view.state);
}

document.querySelectorAll("textarea[data-editor]").forEach(mount);
