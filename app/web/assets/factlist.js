// 事実の確認: every fact of the draft in a list that the keyboard walks and ticks. Knows nothing of the text.

import { el, say } from "./dom.js";
import { badge, told } from "./factcard.js";
import { OPEN, isLeft, left } from "./facts.js";

/** {element, show(facts), update(changed), tell()}; `go(fact)` shows its place, `open(fact)` its source, `tick(fact)` ticks it,
 * `marks()` counts the 【要確認】 that stand in the text, none where nobody tells. */
export function makeFactList({ go, open, tick, marks = () => 0 }) {
  const count = el("span", { class: "sg-second", role: "status" });
  const filter = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", on: { click: () => { all = !all; draw(); } } });
  const list = el("ul", { class: "sg-fact-list", "aria-label": say("facts.title") });
  const element = el("div", { class: "sg-facts-pane", hidden: true }, el("div", { class: "sg-facts-head" }, el("h3", { class: "sg-h3" }, say("facts.title")), count, filter),
    el("p", { class: "sg-help" }, say("facts.list_help")), list);
  let facts = [], all = false, rows = new Map(), current = null;

  function row(one) {
    const box = el("input", { type: "checkbox", class: "sg-check", id: `sg-fact-${one.id}`, tabIndex: -1, on: { change: () => tick(one) } });
    const source = one.citation ? el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", tabIndex: -1, on: { click: () => open(one) } }, say("facts.open")) : "";
    const place = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", tabIndex: -1, on: { click: () => go(one) } }, say("findings.show"));
    const state = el("span", { class: "sg-fact-cell" }), evidence = el("span", { class: "sg-fact-told" });
    const made = el("li", { class: "sg-fact-row", "data-fact": String(one.id), on: { focusin: () => { current = one.id; } } }, box,
      el("label", { for: box.id, class: "sg-fact-words" }, el("b", {}, one.text), el("span", { class: "sg-second" }, one.kind)), state, evidence,
      el("span", { class: "sg-fact-buttons" }, source, place));
    rows.set(one.id, { made, box, state, evidence });
    fill(one);
    return made;
  }
  function fill(one) {
    const found = rows.get(one.id);
    if (!found) return;
    found.made.hidden = Boolean(one.gone);
    found.made.classList.toggle("is-done", one.ticked);
    found.box.checked = one.ticked;
    found.state.replaceChildren(badge(one.state));
    found.evidence.textContent = told(one);
  }
  function draw() {
    const order = (one) => (OPEN.includes(one.state) ? OPEN.indexOf(one.state) : OPEN.length);
    const open_ = facts.filter((one) => !one.gone && OPEN.includes(one.state));
    const shown = (all ? facts.filter((one) => !one.gone) : open_).sort((a, b) => (all ? a.start - b.start : order(a) - order(b) || a.start - b.start));
    rows = new Map();
    list.replaceChildren(...shown.map(row));
    const rest = facts.filter((one) => !one.gone).length - open_.length;
    filter.textContent = all ? say("facts.only_open") : say("facts.show_all", { count: rest });
    filter.hidden = !all && !rest;
    element.hidden = !facts.length;
    rove(shown.some((one) => one.id === current) ? current : shown[0]?.id);
    tell();
  }
  function tell() {
    const facts_ = left(facts).length, name = facts_ ? "left" : marks() ? "marks_left" : "all_done";
    count.textContent = say(`facts.${name}`, { count: facts_ || marks() });
  }
  /** One row at a time takes Tab; the arrows go from row to row. */
  function rove(id) {
    for (const [each, found] of rows) found.box.tabIndex = each === id ? 0 : -1;
    current = id;
  }
  function factOf(node) { return facts.find((one) => String(one.id) === node?.closest("[data-fact]")?.dataset.fact); }

  list.addEventListener("keydown", (event) => {
    const here = event.target.closest("[data-fact]");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const shown = [...list.children].filter((each) => !each.hidden);
      const next = shown[shown.indexOf(here) + step];
      event.preventDefault();
      if (next) { rove(factOf(next).id); rows.get(current).box.focus(); }
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault();
      const one = factOf(here);
      if (one.citation) open(one); else go(one);
    } else if (event.key === "F8") {
      event.preventDefault();
      event.stopPropagation();
      const open_ = [...list.children].filter((each) => !each.hidden && isLeft(factOf(each)));
      const at = open_.indexOf(here), next = open_.at((at + (event.shiftKey ? -1 : 1) + (at < 0 && event.shiftKey ? 1 : 0)) % Math.max(open_.length, 1));
      if (next) { rove(factOf(next).id); rows.get(current).box.focus(); }
    }
  });

  return {
    element,
    show(value) { facts = value; all = false; draw(); },
    /** Facts that were ticked, touched or changed by an edit. */
    update(changed) {
      const missing = changed.some((one) => !rows.has(one.id) && OPEN.includes(one.state) && !one.gone);
      if (missing) draw(); else { for (const one of changed) fill(one); tell(); }
    },
    tell,
    focus(one) { rove(one.id); rows.get(one.id)?.box.focus(); },
  };
}
