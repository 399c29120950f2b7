// A regulation's parts to read, and one at a time to edit in place. Knows nothing of what is made of the edits.

import { announce, el, say } from "./dom.js";
import { explainButton } from "./lawexplain.js";
import { articlesIn, inKanji, kanji, numberAfter } from "./lawnumber.js";

const CELLS = / \| |\t/;

/** {element, open(anchor), go(anchor), draw(anchor)}; `edits` is of lawstore.js, `onEdit(anchor)` after every change. */
export function makeText(law, edits, onEdit) {
  const places = new Map();
  let open_ = "";
  const element = el("div", { class: "sg-law" }, law.parts.map((part) => {
    const place = el("section", { class: `sg-law-part is-${part.kind}`, id: `law-${part.anchor}`, tabindex: "-1", "aria-label": `${part.label}${part.caption ? ` ${part.caption}` : ""}` });
    places.set(part.anchor, { part, place });
    return place;
  }));
  for (const anchor of places.keys()) draw(anchor);
  element.addEventListener("keydown", (event) => {
    const anchor = event.target.id?.startsWith("law-") ? event.target.id.slice(4) : "";
    if (anchor && event.key.toLowerCase() === "e" && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); open(anchor); }
    if (event.key === "Escape" && open_) { event.preventDefault(); const was = open_; close(); go(was); }
  });

  function draw(anchor) {
    const { part, place } = places.get(anchor);
    const editing = anchor === open_, changed = edits.changed(anchor), text = edits.text(anchor);
    place.classList.toggle("is-changed", changed);
    const small = "sg-button sg-button-second sg-button-small";
    const head = el("div", { class: "sg-law-head" }, changed ? el("span", { class: "sg-badge" }, say(text.trim() ? "reiki.changed" : "reiki.removed")) : null,
      !editing && part.kind === "article" && /^a/.test(part.anchor) ? explainButton(law, part, place) : null,
      editing ? null : el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "aria-label": say("reiki.edit_label", { label: part.label }), on: { click: () => open(anchor) } }, say("reiki.edit")));
    if (!editing) {
      const gone = changed && !text.trim();
      const later = part.later ? el("p", { class: "sg-second" }, part.later) : "";
      return place.replaceChildren(head, later, gone ? el("del", { class: "sg-law-words" }, words(part.text)) : el("div", { class: "sg-law-words" }, words(text)));
    }
    const area = el("textarea", { class: "sg-input sg-law-area", id: "sg-law-area", "aria-label": say("reiki.editing", { label: part.label }), spellcheck: "false", rows: 4 });
    area.value = text.replace(/\n$/, "");
    const tail = text.endsWith("\n") || part.text.endsWith("\n") ? "\n" : "";
    let last = 0;
    const put = (event) => {
      const now = Date.now();
      edits.put(anchor, area.value.trim() ? area.value + tail : "", event.detail === "added" || now - last > 1500);
      last = now;
      size();
      place.classList.toggle("is-changed", edits.changed(anchor));
      onEdit(anchor);
    };
    const size = () => { area.style.height = "auto"; area.style.height = `${Math.min(area.scrollHeight + 4, 640)}px`; };
    area.addEventListener("input", put);
    const article = part.kind === "article";
    place.replaceChildren(head, area, el("div", { class: "sg-tools sg-law-tools" },
      el("button", { type: "button", class: small, on: { click: () => { close(); go(anchor); } } }, say("reiki.done")),
      article ? el("button", { type: "button", class: small, on: { click: () => add(anchor) } }, say("reiki.add_after")) : null,
      article ? el("button", { type: "button", class: small, on: { click: () => { edits.put(anchor, ""); close(); go(anchor); onEdit(anchor); } } }, say("reiki.remove")) : null));
    size();
  }
  /** A new article with the next number that is free, behind this one or behind the last of its branches. */
  function add(anchor) {
    const body = (each) => /^(?:s\d+|[a-z])/.exec(each)?.[0]; // the articles of a supplement are numbered by themselves
    const articles = law.parts.filter((each) => each.kind === "article" && body(each.anchor) === body(anchor)).map((each) => [each.anchor, edits.text(each.anchor)]);
    const found = numberAfter(articles, anchor) ?? { numbers: [...(articlesIn(`${places.get(anchor).part.label}\n`)[0] ?? [1]), 2], anchor };
    const written = inKanji(edits.text(found.anchor)) ? kanji : String;
    const label = found.numbers.map((number, at) => say(at ? "reiki.add_branch" : "reiki.add_label", { number: written(number) })).join("");
    if (found.anchor !== anchor) open(found.anchor);
    const area = document.getElementById("sg-law-area");
    area.value = `${area.value.trimEnd()}\n${say("reiki.add_text", { label })}`;
    area.dispatchEvent(new CustomEvent("input", { detail: "added" })); // a step of its own
    area.focus();
    const at = area.value.lastIndexOf("（見出し）");
    area.setSelectionRange(at + 1, at + 4);
    if (found.anchor === anchor) return;
    const told = say("reiki.added_after", { label, before: places.get(found.anchor).part.label });
    area.after(el("p", { class: "sg-note" }, told));
    announce(told);
  }
  function open(anchor) {
    const was = open_;
    open_ = anchor;
    if (was && was !== anchor) draw(was);
    draw(anchor);
    document.getElementById("sg-law-area").focus({ preventScroll: true });
    places.get(anchor).place.scrollIntoView({ block: "nearest" });
  }
  function close() {
    const was = open_;
    open_ = "";
    if (was) draw(was);
  }
  function go(anchor) {
    const place = places.get(anchor)?.place;
    if (!place) return false;
    place.scrollIntoView({ block: "start" });
    place.focus({ preventScroll: true });
    return true;
  }
  return { element, open, close, go, draw, redraw: () => { open_ = ""; for (const anchor of places.keys()) draw(anchor); } };
}

/** Lines as paragraphs, rows with cells as a table; `spaced`: with the spaces that begin them. */
export function words(text, spaced = false) {
  const made = [];
  let rows = [];
  const close = () => { if (rows.length) made.push(el("div", { class: "sg-law-table" }, el("table", {}, el("tbody", {}, rows)))); rows = []; };
  for (const line of text.split("\n")) {
    const cells = line.split(CELLS);
    if (cells.length > 1) { rows.push(el("tr", {}, cells.map((cell) => el("td", {}, cell.trim())))); continue; }
    close();
    if (line.trim()) made.push(el("p", { class: spaced ? null : lineClass(line.trim()) }, spaced ? line : line.trim()));
  }
  close();
  return made;
}

function lineClass(line) {
  if (/^（[^（）]{1,60}）$/.test(line)) return /改正|追加|削除|繰[上下]/.test(line) ? "is-note" : "is-caption";
  if (/^[(（][0-9０-９ア-ン]/.test(line)) return "is-item";
  if (/^[ア-ンイロハ][　 ]/.test(line)) return "is-sub";
  return "is-line";
}
