// 問いを足す: a draft of this browser looked through, personal data covered, and written as a case. Knows nothing of checking.

import { el, say } from "./dom.js";
import { call, button, field } from "./evalcall.js";

export async function cases(panel, page) {
  const { drafts } = await call("GET", "saved");
  const place = el("div");
  const rows = drafts.map((one) => el("li", { class: "sg-staff-row" }, el("p", {}, el("b", {}, one.title), `　${one.taskName}`),
    el("div", { class: "sg-tools" }, button(say("evals.case_look"), () => page.attempt(async () => { place.replaceChildren(form(await call("GET", `evals/drafts/${one.id}`), page, () => place.replaceChildren())); place.querySelector("h3").focus(); place.scrollIntoView({ block: "start" }); }), "sg-button-second sg-button-small"))));
  panel.replaceChildren(el("h2", {}, say("evals.tab_cases")), el("p", { class: "sg-help" }, say("evals.cases_note")), place,
    rows.length ? el("ul", { class: "sg-staff-list" }, rows) : el("p", { class: "sg-empty" }, say("evals.cases_empty")));
}

const lines = (box) => box.value.split("\n").map((line) => line.trim()).filter(Boolean);

/** The form of the case: every field as it will be written, what it must say, what it must not. */
export function form(seen, page, close, then = null) {
  const area = (id, value, rows) => { const made = el("textarea", { id, class: "sg-input", rows: String(rows) }); made.value = value; return made; };
  const filled = seen.fields.filter((one) => one.value);
  const boxes = filled.map((one, number) => [one, area(`sg-case-${number}`, one.value, Math.min(8, one.value.split("\n").length + 1))]);
  const says = area("sg-case-says", "", 3), silent = area("sg-case-silent", "", 3), note = area("sg-case-note", "", 2);
  const add = button(say("evals.case_add"), () => page.attempt(async () => {
    add.disabled = true;
    try {
      const fields = Object.fromEntries([...seen.fields.map((one) => [one.id, ""]), ...boxes.map(([one, box]) => [one.id, box.value])]);
      const made = await call("POST", "evals/cases", { task: seen.task, fields, says: lines(says), silent: lines(silent), note: note.value });
      if (then) return await then(made);
      close();
      page.tell(say("evals.case_added", { id: made.id }));
      return undefined;
    } finally { add.disabled = false; }
  }));
  return el("div", { class: "sg-staff-faq sg-evals-case" }, el("h3", { tabindex: "-1" }, say("evals.case_title", { task: seen.taskName })),
    seen.covered.length ? el("div", { class: "sg-note sg-note-warning" }, el("p", {}, say("evals.case_covered", { count: seen.covered.length })), el("ul", {}, seen.covered.map((one) => el("li", {}, `${one.words} → ${one.placeholder}`)))) : el("div", { class: "sg-note" }, el("p", {}, say("evals.case_nothing"))),
    boxes.map(([one, box]) => field(one.label, box)),
    el("details", {}, el("summary", {}, say("evals.case_text")), el("div", { class: "sg-evals-text" }, seen.text)),
    field(say("evals.case_says"), says, say("evals.case_says_help")), field(say("evals.case_silent"), silent), field(say("evals.case_note"), note),
    el("div", { class: "sg-tools" }, add, button(say("evals.case_close"), close, "sg-button-quiet")));
}
