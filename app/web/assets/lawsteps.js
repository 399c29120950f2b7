// What one amending 例規 holds beside the edits on the page: earlier steps, other regulations edited here, its 題名. Knows no law.

import { announce, el, say } from "./dom.js";
import * as api from "./lawapi.js";
import { others, wholeOf } from "./lawstore.js";

/** {element, asked()}: `edits` is of lawstore.js, `day` the field of the 施行の日; `asked` gives the members of a bill, or null where nothing is edited. */
export function makeSteps(law, edits, day, { onKept }) {
  const small = "sg-button sg-button-second sg-button-small";
  const name = el("input", { type: "text", id: "sg-law-name", class: "sg-input", autocomplete: "off", maxlength: 200 });
  const articles = el("input", { type: "checkbox", class: "sg-check", id: "sg-law-articles" });
  const rows = el("ol", { class: "sg-bill-steps" });
  const keep = el("button", { type: "button", class: small, "aria-describedby": "sg-law-step-help", on: { click: hold } });
  const told = el("p", { class: "sg-second", role: "status" });
  const joined = el("div", {});
  const element = el("details", { class: "sg-bill-more" }, el("summary", {}, say("reiki.bill_more")),
    el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: name.id }, say("reiki.bill_name")), name),
    el("p", { class: "sg-help", id: "sg-law-step-help" }, say("reiki.bill_step_help")), rows, el("p", {}, keep), told,
    el("p", {}, articles, " ", el("label", { for: articles.id }, say("reiki.bill_articles"))), joined);
  const picked = new Map();
  element.addEventListener("toggle", () => { if (element.open) list(); });
  draw();

  function draw() {
    keep.textContent = say("reiki.bill_step_keep", { number: edits.steps.length + 1 });
    keep.hidden = edits.steps.length >= 5;
    articles.parentElement.hidden = rows.hidden = edits.steps.length === 0;
    rows.replaceChildren(...edits.steps.map((one, at) => el("li", {}, say("reiki.bill_step", { number: at + 1, day: one.day }), " ",
      at === edits.steps.length - 1 ? el("button", { type: "button", class: small, on: { click: drop } }, say("reiki.bill_step_drop")) : null)));
    if (edits.steps.length) element.open = true;
  }
  function hold() {
    if (!edits.count) { tell(say("reiki.bill_none")); return; }
    if (!day.value.trim()) { tell(say("reiki.bill_step_day")); day.focus(); return; }
    edits.steps.push({ text: edits.whole(), day: day.value.trim() });
    tell(say("reiki.bill_step_kept", { number: edits.steps.length, day: day.value.trim() }));
    day.value = "";
    draw();
    onKept();
    day.focus();
  }
  function drop() {
    day.value = edits.steps.pop().day;
    tell("");
    draw();
    onKept();
    keep.focus();
  }
  function tell(words) { told.textContent = words; if (words) announce(words); }
  function list() {
    const found = others(law.id);
    joined.replaceChildren(el("fieldset", { class: "sg-bill-joined" }, el("legend", {}, say("reiki.bill_joined")),
      found.length ? found.map((one) => row(one)) : el("p", { class: "sg-help" }, say("reiki.bill_joined_none"))));
  }
  function row(one) {
    const when = el("input", { type: "text", class: "sg-input", autocomplete: "off", "aria-label": say("reiki.bill_joined_day", { title: one.title }), placeholder: say("reiki.bill_joined_when"), value: picked.get(one.id)?.value ?? "" });
    const tick = el("input", { type: "checkbox", class: "sg-check", id: `sg-law-with-${one.id}`, checked: picked.has(one.id), on: { change: () => { when.hidden = !tick.checked; if (tick.checked) picked.set(one.id, when); else picked.delete(one.id); } } });
    when.hidden = !tick.checked;
    if (tick.checked) picked.set(one.id, when);
    return el("p", {}, tick, " ", el("label", { for: tick.id }, one.title), when);
  }
  async function asked() {
    if (!edits.count) return null;
    const [first, ...rest] = [...edits.steps, { text: edits.whole(), day: day.value.trim() }];
    const laws = await Promise.all([...picked].map(async ([id, when]) => ({ document: id, text: wholeOf(await api.read(id)), day: when.value.trim() })));
    return { document: law.id, ...first, steps: rest, joined: laws, name: name.value.trim(), articles: edits.steps.length > 0 && articles.checked };
  }
  return { element, asked, draw };
}
