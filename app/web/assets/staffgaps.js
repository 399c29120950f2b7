// 足りないFAQ: questions of one meaning, the FAQ written in place, the new answer before it is public. Knows nothing of search.

import { el, say } from "./dom.js";
import { ask } from "./panes.js";

let mine = false;

export async function gaps(panel, office) {
  const { gaps: found, faqs } = await office.call("GET", `gaps${mine ? `?section=${encodeURIComponent(office.me.section)}` : ""}`);
  const again = () => gaps(panel, office);
  const only = el("input", { type: "checkbox", class: "sg-check", id: "sg-staff-only", checked: mine, on: { change: () => { mine = only.checked; again(); } } });
  const rows = found.map((gap) => row(gap, office, again));
  const own = faqs.map((faq) => el("li", { class: "sg-staff-row" }, el("p", {}, el("b", {}, faq.question), `　${faq.section}`), el("p", {}, faq.answer),
    el("div", { class: "sg-tools" }, el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: act(office, async () => { if (!(await ask(say("staff.faq_withdraw_ask", faq), say("staff.faq_withdraw"), say("staff.faq_withdraw_no")))) return; await office.call("POST", "faqs/withdraw", { ...office.me, id: faq.id }); await again(); office.tell(say("staff.faq_withdrawn")); }) } }, say("staff.faq_withdraw")))));
  panel.replaceChildren(el("h2", {}, say("staff.tab_gaps")), el("p", { class: "sg-help" }, say("staff.gaps_note")),
    el("p", { class: "sg-staff-only" }, only, el("label", { for: only.id }, say("staff.gaps_mine"))),
    rows.length ? el("ul", { class: "sg-staff-list" }, rows) : el("p", { class: "sg-empty" }, say("staff.gaps_empty")),
    own.length ? el("h2", {}, say("staff.faqs")) : "", own.length ? el("ul", { class: "sg-staff-list" }, own) : "");
}

const act = (office, work) => async () => {
  try { await work(); }
  catch (error) { office.tell(error.message || say("staff.lost"), "error"); }
};

/** What was asked in the same words stands once, with how often; the most often first. */
function different(questions) {
  const found = new Map();
  for (const one of questions) {
    const key = JSON.stringify([one.text, one.why, one.comment]);
    found.set(key, [one, (found.get(key)?.[1] ?? 0) + 1]);
  }
  return [...found.values()].sort((a, b) => b[1] - a[1]);
}

function row(gap, office, again) {
  const place = el("div");
  const ids = gap.questions.map((one) => one.id);
  const to = el("select", { id: `sg-gap-to-${ids[0]}`, class: "sg-input" }, el("option", { value: "" }, ""), office.sections().filter((one) => one !== gap.section).map((one) => el("option", { value: one }, one)));
  const send = act(office, async () => {
    if (!to.value) { office.tell(say("staff.gap_choose"), "error"); to.focus(); return; }
    await office.call("POST", "gaps/send", { ...office.me, questions: ids, to: to.value });
    await again();
    office.tell(say("staff.gap_sent", { section: to.value }));
  });
  return el("li", { class: "sg-staff-row" },
    el("p", { class: "sg-staff-state" }, el("b", {}, say("staff.gap_count", { count: ids.length })), ` ${gap.section || say("staff.no_section")}`, gap.title ? el("span", { class: "sg-second" }, say("staff.gap_page", gap)) : ""),
    el("ul", {}, different(gap.questions).slice(0, 6).map(([one, count]) => el("li", {}, one.text, "（", say(`staff.gap_${one.why}`), count > 1 ? say("staff.gap_times", { count }) : "", "）", one.comment ? ` ${say("staff.gap_comment", one)}` : ""))),
    el("div", { class: "sg-tools" },
      el("button", { type: "button", class: "sg-button sg-button-small", on: { click: () => place.replaceChildren(editor(gap, ids, office, again, () => place.replaceChildren())) } }, say("staff.gap_write")),
      el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: act(office, async () => { await office.call("POST", "gaps/dismiss", { ...office.me, questions: ids }); await again(); office.tell(say("staff.gap_dismissed")); }) } }, say("staff.gap_dismiss")),
      el("label", { for: to.id, class: "sg-label" }, say("staff.gap_to")), to,
      el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: send } }, say("staff.gap_send"))),
    place);
}

function editor(gap, ids, office, again, cancel) {
  let id = "";
  const key = ids[0];
  const field = (name, input) => { input.id = `sg-faq-${name}-${key}`; return el("div", { class: "sg-field" }, el("label", { for: input.id, class: "sg-label" }, say(`staff.faq_${name}`)), input); };
  const question = el("input", { class: "sg-input", maxlength: "200" });
  question.value = gap.questions[0].text;
  const answer = el("textarea", { class: "sg-input", rows: "5", maxlength: "3000" });
  const page = el("input", { class: "sg-input", maxlength: "300" });
  const owner = el("input", { class: "sg-input", maxlength: "60" });
  owner.value = gap.section || office.me.section;
  const open = el("input", { type: "checkbox", class: "sg-check", id: `sg-faq-public-${key}`, checked: true });
  const shown = el("div", { class: "sg-staff-answers" });
  const publish = el("button", { type: "button", class: "sg-button", hidden: true, on: { click: act(office, async () => {
    await office.call("POST", "faqs/publish", { ...office.me, id, questions: ids });
    await again();
    office.tell(say("staff.faq_published"));
  }) } }, say("staff.faq_publish"));
  const changed = () => { publish.hidden = true; };
  for (const input of [question, answer, page, owner, open]) input.addEventListener("input", changed);
  const trial = el("button", { type: "button", class: "sg-button sg-button-second", on: { click: act(office, async () => {
    if (!question.value.trim() || !answer.value.trim() || !owner.value.trim()) { office.tell(say("staff.faq_missing"), "error"); return; }
    trial.disabled = true;
    try {
      const told = await office.call("POST", "faqs/trial", { ...office.me, id, question: question.value, answer: answer.value, page: page.value, owner: owner.value, public: open.checked, asked: gap.questions[0].text });
      id = told.id;
      shown.replaceChildren(...["before", "after"].map((name) => el("div", { class: "sg-note" }, el("p", {}, el("b", {}, say(`staff.faq_${name}`))), el("p", {}, told[name].text))));
      publish.hidden = false;
    } finally { trial.disabled = false; }
  }) } }, say("staff.faq_try"));
  const stop = el("button", { type: "button", class: "sg-button sg-button-quiet", on: { click: act(office, async () => { if (id) await office.call("POST", "faqs/withdraw", { ...office.me, id }); cancel(); }) } }, say("staff.faq_cancel"));
  return el("div", { class: "sg-staff-faq" }, el("h3", {}, say("staff.faq")), field("question", question), field("answer", answer), el("p", { class: "sg-help" }, say("staff.faq_answer_help")), field("page", page), field("owner", owner),
    el("p", { class: "sg-staff-only" }, open, el("label", { for: open.id }, say("staff.faq_public"))), el("p", { class: "sg-help" }, say("staff.faq_public_help")), shown, el("div", { class: "sg-tools" }, trial, publish, stop));
}
