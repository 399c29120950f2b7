// The amending 例規 of the edited text, whole: 施行期日, 適用区分・経過措置 and whether the others follow in the same bill. Knows no editing.

import { el, say } from "./dom.js";
import * as api from "./lawapi.js";
import { makeSteps } from "./lawsteps.js";
import { words } from "./lawtext.js";
import { why } from "./stream.js";

/** The pane: fields above, the bills below. `edits` are of lawstore.js; `onKept` is called when they hold another step. */
export function makeBill(law, edits, onKept) {
  const day = el("input", { type: "text", id: "sg-law-day", class: "sg-input", autocomplete: "off", placeholder: say("reiki.bill_day_hint") });
  const measures = el("textarea", { id: "sg-law-measures", class: "sg-input sg-law-area", rows: 3, "aria-describedby": "sg-law-measures-help" });
  const others = el("input", { type: "checkbox", class: "sg-check", id: "sg-law-others" });
  const place = el("div", { role: "status" });
  const more = makeSteps(law, edits, day, { onKept });
  const form = async () => ({ ...(await more.asked()), measures: measures.value, others: others.checked });
  async function show() {
    if (!edits.count) { place.replaceChildren(el("p", { class: "sg-error-text" }, say("reiki.bill_none"))); return; }
    place.replaceChildren(el("p", { class: "sg-second" }, say("reiki.working")));
    try {
      place.replaceChildren(...shown(await api.bills(await form())));
    } catch (error) { fail(error); }
  }
  async function save(one, number, kind) {
    try {
      const link = el("a", { download: `${one.title}.${kind}` });
      link.href = URL.createObjectURL(await api.billFile({ ...(await form()), number, kind }));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } catch (error) { fail(error); }
  }
  function fail(error) {
    place.replaceChildren(el("div", { class: "sg-note sg-note-error", role: "alert" }, el("p", {}, `${say("reiki.failed")}${why(error)}`)));
  }
  function take(text) {
    const held = measures.value.trimEnd();
    if (!held.split("\n").includes(text)) measures.value = held ? `${held}\n${text}` : text;
    measures.focus();
  }
  function shown(made) {
    const small = "sg-button sg-button-second sg-button-small";
    const bills = made.bills.flatMap((one, at) => [
      el("h3", { class: "sg-h3" }, one.title),
      el("p", { class: one.exact ? "sg-second" : "sg-error-text" }, one.exact ? say("reiki.bill_exact") : say("reiki.bill_wrong", { titles: one.wrong.join("、") })),
      el("div", { class: "sg-tools" }, ["docx", "txt"].map((kind) => el("button", { type: "button", class: small, on: { click: () => save(one, at + 1, kind) } }, say(`reiki.bill_${kind}`)))),
      el("div", { class: "sg-amendment" }, words(one.text, true)),
    ]);
    const open = made.open.map((each) => el("li", {}, each));
    const told = made.measures.map((each) => el("li", {}, el("p", {}, `${each.places}　${each.text}`), el("button", { type: "button", class: small, on: { click: () => take(each.text) } }, say("reiki.bill_take"))));
    return [
      open.length ? el("div", { class: "sg-note sg-note-warning" }, el("p", {}, say("reiki.bill_open")), el("ul", {}, open)) : null,
      ...bills,
      told.length ? el("details", { class: "sg-bill-measures" }, el("summary", {}, say("reiki.bill_examples", { count: told.length })), el("ul", {}, told)) : null,
    ].filter(Boolean);
  }
  return el("div", {},
    el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: day.id }, say("reiki.bill_day")), day),
    el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: measures.id }, say("reiki.bill_measures")), measures, el("p", { class: "sg-help", id: "sg-law-measures-help" }, say("reiki.bill_measures_help"))),
    more.element,
    el("p", { class: "sg-law-tick" }, others, el("label", { for: others.id }, say("reiki.bill_others"))),
    el("button", { type: "button", class: "sg-button", on: { click: show } }, say("reiki.bill_go")), place);
}
