// 文案: the text while it is written and the editor afterwards, with [n] and 【要確認】 marked. Knows nothing of where text comes from.

// One textarea, so that typing, Japanese input and undo are the browser's own; behind it the same text paints the marks.

import { announce, el, say } from "./dom.js";

const MARKS = /(\[\d{1,3}\])|(【要確認[^】]*】)/g;

/** {element, text, original, …}; `onInput(text)` hears the clerk, `onCite(number)` a press on [n]. */
export function makeEditor({ onInput, onCite }) {
  const back = el("div", { class: "sg-editor-back", "aria-hidden": "true" });
  const area = el("textarea", { class: "sg-editor-text", id: "sg-editor", "aria-describedby": "sg-editor-help", spellcheck: "false", rows: 1 });
  const ahead = el("div", { class: "sg-editor-ahead", "aria-hidden": "true" });
  const element = el("div", { class: "sg-editor" }, back, area, ahead);
  let frame = 0, caret = 0;

  function paint() {
    frame = 0;
    back.replaceChildren(...pieces(area.value), "\n");
    area.style.height = "auto";
    area.style.height = `${Math.max(area.scrollHeight, area.readOnly ? 0 : 240)}px`;
  }
  function soon() { if (!frame) frame = requestAnimationFrame(paint); }

  area.addEventListener("input", () => { soon(); onInput(area.value); });
  area.addEventListener("click", (event) => {
    const mark = document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.dataset?.cite);
    if (mark) onCite(Number(mark.dataset.cite), area);
  });
  area.addEventListener("mousemove", (event) => {
    const over = document.elementsFromPoint(event.clientX, event.clientY).some((each) => each.dataset?.cite);
    area.style.cursor = over ? "pointer" : "";
  });
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    const found = markAt(area.value, area.selectionStart);
    if (found) { event.preventDefault(); onCite(found, area); }
  });
  new ResizeObserver(soon).observe(element);

  return {
    element,
    get text() { return area.value; },
    set text(value) { area.value = value; caret = 0; paint(); },
    append(text) { area.value += text; soon(); },
    /** Text composed without the model that it has not come to yet, in grey below what is written. */
    set ahead(value) { ahead.textContent = value; },
    /** Keep the end of what is written in view. */
    follow() { requestAnimationFrame(() => ahead.scrollIntoView({ block: "nearest" })); },
    /** While the text is written nobody types in it. */
    set locked(value) { area.readOnly = value; area.setAttribute("aria-busy", String(value)); },
    /** Put `value` in a way that Ctrl+Z takes back. */
    replace(value) {
      area.focus();
      area.select();
      if (!document.execCommand("insertText", false, value)) { area.value = value; onInput(value); }
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
      paint();
      markerAt(back, start)?.scrollIntoView({ block: "center" });
    },
    /** Go to the next 【要確認】 and select it, so that typing fills it in; false when there is none. */
    nextCheck() {
      const found = [...area.value.matchAll(/【要確認[^】]*】/g)];
      if (!found.length) { announce(say("workspace.no_check")); return false; }
      const from = document.activeElement === area ? area.selectionEnd : caret;
      const next = found.find((match) => match.index >= from) ?? found[0];
      caret = next.index + next[0].length;
      this.select(next.index, caret);
      return true;
    },
    /** Show which [n] belong to the source under the pointer or the focus. */
    light(number) {
      for (const mark of back.querySelectorAll("[data-cite]")) mark.classList.toggle("is-lit", mark.dataset.cite === String(number));
    },
    /** How many places say 【要確認】 now. */
    get checks() { return (area.value.match(/【要確認[^】]*】/g) ?? []).length; },
    focus: () => area.focus(),
    copy: () => navigator.clipboard.writeText(area.value),
  };
}

function pieces(text) {
  const made = [];
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match.index > at) made.push(span(text.slice(at, match.index), at));
    made.push(match[1]
      ? el("span", { class: "sg-cite", "data-cite": match[1].slice(1, -1), "data-at": String(match.index) }, match[0])
      : el("span", { class: "sg-check-mark", "data-at": String(match.index) }, match[0]));
    at = match.index + match[0].length;
  }
  if (at < text.length) made.push(span(text.slice(at), at));
  return made;
}

function span(text, at) { return el("span", { "data-at": String(at) }, text); }

/** The painted piece that holds the character at `offset`. */
function markerAt(back, offset) {
  let found = null;
  for (const piece of back.children) {
    if (Number(piece.dataset.at) > offset) break;
    found = piece;
  }
  return found;
}

function markAt(text, caret) {
  for (const match of text.matchAll(/\[(\d{1,3})\]/g)) {
    if (match.index <= caret && caret <= match.index + match[0].length) return Number(match[1]);
  }
  return 0;
}
