// 文案: the text while it is written and the editor afterwards, with [n], 【要確認】 and the facts marked. Knows nothing of where text comes from.

// One textarea, so that typing, Japanese input and undo are the browser's own; behind it the same text paints the marks,
// line by line: only the lines that changed are painted again.

import { announce, el, say } from "./dom.js";
import { makeCard, told } from "./factcard.js";
import { isLeft, shift } from "./facts.js";

const MARKS = /\[\d{1,3}\]|【要確認[^】]*】/g;
const OPEN = /【要確認[^】]*】/g;
const CHOICE = /^【要確認：旧「([^」]*)」(?:→「([^」]*)」か)?】$/;
const BARE = "【要確認】";

/** {element, text, facts, …}; `onInput(text)` hears the clerk, `onCite(number)` a press on [n], `onFact(changed)` what
 * became of facts, `onOpen(fact)` and `onTick(fact)` what is asked of one. */
export function makeEditor({ onInput, onCite, onFact = () => {}, onOpen = () => {}, onTick = () => {}, onRewrite = () => {} }) {
  const back = el("div", { class: "sg-editor-back", "aria-hidden": "true" });
  const area = el("textarea", { class: "sg-editor-text", id: "sg-editor", "aria-describedby": "sg-editor-help", spellcheck: "false", rows: 1 });
  const ahead = el("div", { class: "sg-editor-ahead", "aria-hidden": "true" });
  const card = makeCard({ onOpen: (one) => onOpen(one), onTick: (one) => onTick(one), onChoose: choose, onLeave: () => area.focus() });
  const element = el("div", { class: "sg-editor" }, el("div", { class: "sg-editor-page" }, back, area), ahead, card.element);
  let frame = 0, caret = 0, facts = [], last = "", lines = [], walking = null;

  // ---- painting

  function paint() {
    frame = 0;
    const made = split(area.value, facts);
    let head = 0, tail = 0;
    while (head < Math.min(made.length, lines.length) && made[head].sign === lines[head].sign) head += 1;
    while (tail < Math.min(made.length, lines.length) - head && made[made.length - 1 - tail].sign === lines[lines.length - 1 - tail].sign) tail += 1;
    const gone = lines.slice(head, lines.length - tail), fresh = made.slice(head, made.length - tail);
    const before = lines[lines.length - tail]?.node ?? null;
    for (const line of gone) line.node.remove();
    for (const line of fresh) { line.node = el("div", {}, pieces(line)); back.insertBefore(line.node, before); }
    for (let at = 0; at < head; at += 1) made[at].node = lines[at].node;
    for (let at = 1; at <= tail; at += 1) made[made.length - at].node = lines[lines.length - at].node;
    lines = made;
  }
  function soon() { if (!frame) frame = requestAnimationFrame(paint); }

  /** The painted piece that holds the character at `offset`. */
  function pieceAt(offset) {
    if (frame) { cancelAnimationFrame(frame); paint(); }
    let low = 0, high = lines.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (lines[middle].start <= offset) low = middle; else high = middle - 1; }
    let found = null;
    for (const piece of lines[low]?.node.children ?? []) { if (Number(piece.dataset.at) > offset - lines[low].start) break; found = piece; }
    return found;
  }
  function under(event, name) {
    return document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.dataset?.[name] !== undefined && back.contains(each));
  }
  function rectOf(piece) {
    const box = piece.getClientRects()[0] ?? piece.getBoundingClientRect(), page = element.getBoundingClientRect();
    return { left: box.left - page.left, bottom: box.bottom - page.top };
  }
  const factOf = (piece) => facts.find((one) => String(one.id) === piece?.dataset.fact);

  // ---- typing

  area.addEventListener("input", () => {
    const changed = shift(facts, last, area.value);
    last = area.value;
    walking = null;
    card.hide();
    soon();
    onInput(area.value);
    if (changed.length) onFact(changed);
  });
  area.addEventListener("click", (event) => {
    const cite = under(event, "cite"), mark = under(event, "check");
    if (cite) onCite(Number(cite.dataset.cite), area);
    else if (mark) openChoice(mark);
  });
  area.addEventListener("mousemove", (event) => {
    area.style.cursor = under(event, "cite") || under(event, "check") ? "pointer" : "";
    const one = factOf(under(event, "fact"));
    if (one && !area.readOnly && card.element.dataset.kind !== "choice") { if (card.shown !== one) card.fact(one, rectOf(under(event, "fact"))); }
    else if (card.shown && !walking && card.element.dataset.kind === "fact") card.soon();
  });
  area.addEventListener("mouseleave", () => { if (!walking && card.element.dataset.kind === "fact") card.soon(); });
  area.addEventListener("keydown", (event) => {
    if (event.key === "F8") { event.preventDefault(); event.stopPropagation(); api.next(event.shiftKey ? -1 : 1); return; }
    if (event.isComposing) return;
    if (event.altKey && !event.ctrlKey && event.code === "Slash") { event.preventDefault(); onRewrite(); return; }
    const on = walking && area.selectionStart === walking.start && area.selectionEnd === walking.end;
    if (on && event.key === "Enter") { event.preventDefault(); if (walking.mark) openChoice(pieceAt(walking.start)); else onOpen(walking); }
    else if (on && event.key === " " && !walking.mark) { event.preventDefault(); onTick(walking); }
    else if (event.key === "Escape") { card.hide(); walking = null; }
    else if (event.key === "Enter" && event.ctrlKey) {
      const found = markAt(area.value, area.selectionStart);
      if (found) { event.preventDefault(); onCite(found, area); }
    }
  });
  area.addEventListener("blur", (event) => { if (!element.contains(event.relatedTarget)) { walking = null; card.hide(); } });

  // ---- marks that propose something

  function openChoice(piece) {
    const at = offsetOf(piece), found = CHOICE.exec(piece.textContent);
    if (area.readOnly) return;
    if (!found) { area.setSelectionRange(at, at + piece.textContent.length); return; }
    card.choice({ start: at, end: at + piece.textContent.length, text: piece.textContent, old: found[1], fresh: found[2] ?? "" }, rectOf(piece));
  }
  function choose(mark, take) {
    if (!take || area.value.slice(mark.start, mark.end) !== mark.text) { area.focus(); return; }
    const text = take === "fresh" ? mark.fresh : mark.old;
    api.edit(mark.start, mark.end, text);
    announce(say("facts.chosen", { text }));
  }
  function offsetOf(piece) {
    const line = lines.find((each) => each.node === piece.parentElement);
    return line.start + Number(piece.dataset.at);
  }

  /** Hear what is selected, as (start, end), once the pointer or the key is up. */
  function onSelect(told) {
    const tell = () => told(area.selectionStart, area.readOnly ? area.selectionStart : area.selectionEnd);
    for (const name of ["mouseup", "keyup", "touchend", "input"]) area.addEventListener(name, () => setTimeout(tell, 0));
  }

  const api = {
    element, onSelect,
    get selection() { return [area.selectionStart, area.selectionEnd]; },
    /** Where the character at `offset` is painted, in the editor's box: {left, bottom}. */
    rectAt(offset) {
      const piece = pieceAt(offset);
      if (!piece?.firstChild) return { left: 0, bottom: 0 };
      const range = document.createRange(), line = lines.find((each) => each.node === piece.parentElement);
      const at = Math.max(0, Math.min(offset - line.start - Number(piece.dataset.at), piece.firstChild.length - 1));
      range.setStart(piece.firstChild, at);
      range.setEnd(piece.firstChild, Math.min(at + 1, piece.firstChild.length));
      return rectOf(range);
    },
    get text() { return area.value; },
    set text(value) { area.value = last = value; caret = 0; facts = []; walking = null; card.hide(); paint(); },
    get facts() { return facts; },
    /** Facts with places in the text as it stands. */
    set facts(value) { facts = value; last = area.value; card.hide(); paint(); },
    append(text) { area.value += text; last = area.value; soon(); },
    /** Text composed without the model that it has not come to yet, in grey below what is written. */
    set ahead(value) { ahead.textContent = value; },
    /** Keep the end of what is written in view. */
    follow() { requestAnimationFrame(() => ahead.scrollIntoView({ block: "nearest" })); },
    /** While the text is written nobody types in it. */
    get locked() { return area.readOnly; },
    set locked(value) { area.readOnly = value; area.setAttribute("aria-busy", String(value)); },
    /** Put `value` for all of the text, in a way that Ctrl+Z takes back. */
    replace(value) { this.edit(0, area.value.length, value); },
    /** Put `value` for the characters start–end, in a way that Ctrl+Z takes back. */
    edit(start, end, value) {
      area.focus();
      area.setSelectionRange(start, end);
      const done = value ? document.execCommand("insertText", false, value) : start === end || document.execCommand("delete");
      if (!done) { area.setRangeText(value, start, end, "end"); area.dispatchEvent(new Event("input")); }
      paint();
    },
    /** Put `value` in the place of [start, end), in a way that Ctrl+Z takes back. */
    put(start, end, value) {
      area.focus();
      area.setSelectionRange(start, end);
      if (!document.execCommand("insertText", false, value)) { area.setRangeText(value); onInput(area.value); }
      paint();
    },
    select(start, end) {
      area.focus();
      area.setSelectionRange(start, end);
      pieceAt(start)?.scrollIntoView({ block: "center" });
    },
    /** Go to the next place (step 1, or -1 back) that is to be looked at: a fact or a mark. False when there is none. */
    next(step = 1) {
      const marks = [...area.value.matchAll(OPEN)].map((match) => ({ mark: true, start: match.index, end: match.index + match[0].length, text: match[0] }));
      const stops = [...facts.filter(isLeft), ...marks].sort((a, b) => a.start - b.start);
      if (!stops.length) { announce(say("facts.none_left")); return false; }
      const from = walking ? walking.start : area.selectionStart;
      const found = step > 0
        ? stops.find((one) => (walking ? one.start > from : one.start >= from)) ?? stops[0]
        : stops.findLast((one) => one.start < from) ?? stops.at(-1);
      this.walk(found);
      return true;
    },
    /** Stand on a fact or a mark: it is selected, and says where it comes from. */
    walk(one) {
      this.select(one.start, one.end);
      walking = one;
      const piece = pieceAt(one.start);
      if (one.mark) { card.hide(); announce(one.text); return; }
      if (piece) card.fact(one, rectOf(piece), true);
      announce(`${one.text}　${say(`facts.${one.state}`)}　${told(one)}`);
    },
    /** Paint again what became of facts (a tick). */
    refresh(one) {
      soon();
      if (card.shown === one && !card.element.hidden) requestAnimationFrame(() => { const piece = pieceAt(one.start); if (piece) card.fact(one, rectOf(piece), Boolean(walking)); });
    },
    /** The bare mark right behind a fact, as [start, end], or null. */
    markBehind: (one) => (area.value.startsWith(BARE, one.end) ? [one.end, one.end + BARE.length] : null),
    /** Go to the next 【要確認】 and select it, so that typing fills it in; false when there is none. */
    nextCheck() {
      const found = [...area.value.matchAll(OPEN)];
      if (!found.length) { announce(say("workspace.no_check")); return false; }
      const from = document.activeElement === area ? area.selectionEnd : caret;
      const next = found.find((match) => match.index >= from) ?? found[0];
      caret = next.index + next[0].length;
      this.select(next.index, caret);
      walking = { mark: true, start: next.index, end: caret, text: next[0] };
      return true;
    },
    /** Show which [n] belong to the source under the pointer or the focus. */
    light(number) {
      for (const mark of back.querySelectorAll("[data-cite]")) mark.classList.toggle("is-lit", mark.dataset.cite === String(number));
    },
    /** How many places say 【要確認】 now. */
    get checks() { return (area.value.match(OPEN) ?? []).length; },
    focus: () => area.focus(),
    copy: () => navigator.clipboard.writeText(area.value),
  };
  return api;
}

/** The lines of the text with the facts that begin in each; `sign` is all that their painting depends on. */
function split(text, facts) {
  const shown = facts.filter((one) => !one.gone).sort((a, b) => a.start - b.start);
  const made = [];
  let start = 0, at = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length, own = [];
    while (at < shown.length && shown[at].start <= end) {
      const one = shown[at];
      if (one.start >= start) own.push({ at: one.start - start, end: Math.min(one.end, end) - start, id: one.id, look: `${one.state}${one.ticked ? " is-ticked" : ""}` });
      at += 1;
    }
    made.push({ start, line, own, sign: `${line}\u0000${own.map((one) => `${one.at},${one.end},${one.id},${one.look}`).join(";")}` });
    start = end + 1;
  }
  return made;
}

function pieces({ line, own }) {
  const marks = [...line.matchAll(MARKS)].map((match) => ({ at: match.index, end: match.index + match[0].length, mark: match[0] }));
  const all = [...marks, ...own].sort((a, b) => a.at - b.at);
  const made = [];
  let at = 0;
  for (const one of all) {
    if (one.at < at) continue;
    if (one.at > at) made.push(el("span", { "data-at": String(at) }, line.slice(at, one.at)));
    const words = line.slice(one.at, one.end), where = { "data-at": String(one.at) };
    if (one.mark?.startsWith("[")) made.push(el("span", { class: "sg-cite", "data-cite": one.mark.slice(1, -1), ...where }, words));
    else if (one.mark) made.push(el("span", { class: "sg-check-mark", "data-check": "", ...where }, words));
    else made.push(el("span", { class: `sg-fact is-${one.look}`, "data-fact": String(one.id), ...where }, words));
    at = one.end;
  }
  if (at < line.length || !made.length) made.push(el("span", { "data-at": String(at) }, line.slice(at) || "\u200b"));
  return made;
}

function markAt(text, caret) {
  for (const match of text.matchAll(/\[(\d{1,3})\]/g)) {
    if (match.index <= caret && caret <= match.index + match[0].length) return Number(match[1]);
  }
  return 0;
}
