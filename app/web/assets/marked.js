// A text box whose findings are marked under the words. Knows nothing of what a finding says: it draws places.

import { el } from "./dom.js";

/** `onInput(before, after)` is called for every change of the text by a person. */
export function makeMarked({ id, label, hint, onInput, onPick }) {
  const back = el("div", { class: "sg-editor-back", "aria-hidden": "true" });
  const area = el("textarea", { id, class: "sg-editor-text sg-marked-text", placeholder: hint, spellcheck: "false", "aria-label": label, rows: 12 });
  const element = el("div", { class: "sg-editor sg-marked" }, back, area);
  let places = [], before = "";
  area.addEventListener("input", () => { const was = before; before = area.value; onInput(was, area.value); size(); });
  area.addEventListener("click", () => {
    const hit = places.find((one) => one.start <= area.selectionStart && area.selectionStart <= one.end && one.end > one.start);
    if (hit && area.selectionStart === area.selectionEnd) onPick(hit.id);
  });
  addEventListener("resize", size);

  function size() {
    area.style.height = "auto";
    area.style.height = `${Math.max(area.scrollHeight, 320)}px`;
  }
  function paint(lit = "") {
    const text = area.value;
    const made = [];
    let at = 0;
    for (const one of [...places].sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (one.start < at || one.end <= one.start) continue;
      made.push(text.slice(at, one.start), el("span", { class: `sg-flag is-${one.severity}${one.id === lit ? " is-lit" : ""}`, "data-id": one.id }, text.slice(one.start, one.end)));
      at = one.end;
    }
    made.push(`${text.slice(at)}\n`);
    back.replaceChildren(...made);
  }

  return {
    element, area,
    get text() { return area.value; },
    set text(value) { area.value = before = value; size(); },
    /** Draw `places` [{id, severity, start, end}], counted as JavaScript counts; the one `lit` stands out. */
    draw(given, lit = "") { places = given; paint(lit); size(); },
    /** Select a place and bring it into view. */
    select(start, end) {
      area.focus({ preventScroll: true });
      area.setSelectionRange(start, end);
      const mark = [...back.children].find((each) => each.matches?.(".is-lit")) ?? area;
      mark.scrollIntoView({ block: "center" });
    },
  };
}
