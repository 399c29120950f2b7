// An amendment pasted in, and what the regulation is on each day on which something of it begins. Knows no editing.

import { el, say } from "./dom.js";
import * as api from "./lawapi.js";
import { lawTable } from "./lawtable.js";
import { why } from "./stream.js";

/** The pane: a field for the 改め文, one for 公布の日, and the days below. */
export function makeStages(law) {
  const text = el("textarea", { id: "sg-law-stages", class: "sg-input sg-law-area", rows: 8, spellcheck: "false", placeholder: say("reiki.stages_hint") });
  const day = el("input", { type: "text", id: "sg-law-promulgated", class: "sg-input", autocomplete: "off", placeholder: say("reiki.promulgated_hint") });
  const place = el("div", { role: "status" });
  const go = el("button", { type: "button", class: "sg-button", on: { click: show } }, say("reiki.stages_go"));
  async function show() {
    if (!text.value.trim()) { place.replaceChildren(el("p", { class: "sg-error-text" }, say("reiki.stages_empty"))); return; }
    place.replaceChildren(el("p", { class: "sg-second" }, say("reiki.working")));
    try {
      const made = await api.stages({ document: law.id, amendment: text.value, ...(day.value.trim() ? { promulgated: day.value.trim() } : {}) });
      place.replaceChildren(...shown(made));
    } catch (error) {
      place.replaceChildren(el("div", { class: "sg-note sg-note-error", role: "alert" }, el("p", {}, `${say("reiki.read_failed")}${why(error)}`)));
    }
  }
  return el("div", {},
    el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: text.id }, say("reiki.stages_text")), text),
    el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: day.id }, say("reiki.promulgated")), day),
    go, place);
}

function shown(made) {
  const [failed, doubted] = [made.failures, made.doubts].map((told) => told.map((one) => el("li", {}, `${one.line ? say("reiki.line", { line: one.line }) : ""}${one.clause ? `「${one.clause}」` : ""}${one.reason}`)));
  const open = made.pending.map((one) => el("li", {}, say("reiki.stage_open", { line: one.line, sentence: one.sentence.slice(0, 60), basis: one.basis })));
  const days = made.stages.flatMap((one) => [
    el("h3", { class: "sg-h3" }, one.day ? say("reiki.stage_day", { day: one.day }) : say("reiki.stage_unknown")),
    one.changed ? lawTable(one.table) : el("p", { class: "sg-second" }, say("reiki.stage_same")),
    el("details", {}, el("summary", {}, say("reiki.stage_text")), el("pre", { class: "sg-stage-text" }, one.text)),
  ]);
  return [
    failed.length ? el("div", { class: "sg-note sg-note-warning" }, el("p", {}, say("reiki.stage_failed", { count: failed.length })), el("ul", {}, failed)) : null,
    doubted.length ? el("div", { class: "sg-note sg-note-warning" }, el("p", {}, say("reiki.stage_doubted", { count: doubted.length })), el("ul", {}, doubted)) : null,
    open.length ? el("div", { class: "sg-note" }, el("ul", {}, open)) : null,
    ...days,
  ].filter(Boolean);
}
