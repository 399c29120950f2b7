// 使った人の声: what was bad and a sample of the rest, by task and 課; each becomes a case, a missing FAQ, or nothing. Knows nothing of storing.

import { el, say } from "./dom.js";
import { button, call, day, field, named } from "./evalcall.js";
import { form } from "./evalcases.js";
import { usage } from "./evalusage.js";

const AT_ONCE = 10;
const SMALL = "sg-button-second sg-button-small";

export async function voices(panel, page) {
  const { groups, settings } = await call("GET", "evals/voices");
  const again = () => page.attempt(() => voices(panel, page));
  const done = async (voice, how, told) => { await call("POST", "evals/voices/deal", { voice, how }); await again(); page.tell(told); };
  const shown = groups.filter((one) => one.voices.length);
  panel.replaceChildren(el("h2", {}, say("evals.tab_voices")), el("p", { class: "sg-help" }, say("evals.voices_note", settings)),
    ...(groups.length ? [table(groups)] : []), ...shown.map((group) => el("section", {}, el("h3", {}, title(group)), list(group.voices.map((one) => () => row(one, page, done, again))))),
    ...[shown.length ? null : el("p", { class: "sg-empty" }, say(groups.length ? "evals.voices_done" : "evals.voices_empty"))].filter(Boolean), keeping(settings, page, again), await usage());
}

/** The rows of a group, AT_ONCE of them; the others as they are asked for. ``rows`` make them. */
function list(rows) {
  const items = el("ul", { class: "sg-staff-list" });
  const more = button("", () => show().focus(), SMALL);
  const show = () => {
    const shown = rows.splice(0, AT_ONCE).map((make) => make());
    items.append(...shown);
    more.textContent = say("evals.voices_more", { count: rows.length });
    more.hidden = !rows.length;
    shown[0].tabIndex = -1;
    return shown[0];
  };
  show();
  return el("div", {}, items, more);
}

const title = (group) => `${say(`evals.voice_${group.kind}`)}　${group.name || say("staff.no_section")}`;

function table(groups) {
  const names = ["group", "all", "good", "bad", "unanswered"];
  const cell = (name, value) => el("td", {}, el("span", { class: "sg-cell-name" }, say(`evals.voices_${name}`)), value.toLocaleString());
  return el("table", { class: "sg-list sg-evals-runs" }, el("thead", {}, el("tr", {}, names.map((name) => el("th", { scope: "col" }, say(`evals.voices_${name}`))))),
    el("tbody", {}, groups.map((group) => el("tr", {}, el("th", { scope: "row" }, title(group)), ...names.slice(1).map((name) => cell(name, group[name]))))));
}

function row(one, page, done, again) {
  const place = el("div");
  const rated = one.good === null ? "voice_unrated" : one.good ? "voice_good" : "voice_bad";
  const fields = Object.entries(one.fields).filter(([, value]) => value);
  const look = one.kind === "draft"
    ? async () => { place.replaceChildren(form(await call("GET", `evals/voices/${one.id}/case`), page, () => place.replaceChildren(), (made) => done(one.id, made.id, say("evals.case_added", made)))); place.querySelector("h3").focus(); }
    : async () => { place.replaceChildren(question(one, page, again, () => place.replaceChildren())); place.querySelector("h3").focus(); };
  return el("li", { class: `sg-staff-row${one.good === false ? " is-waiting" : ""}`, "data-voice": one.id },
    el("p", { class: "sg-staff-state" }, el("b", {}, say(`evals.${rated}`)), ` ${day(one.at)}`, one.edited ? `　${say("evals.voice_edited", { share: Math.round(one.edited * 100) })}` : "", one.status ? `　${named(`answer_${one.status}`, one.status)}` : ""),
    one.reason ? el("p", {}, say("evals.voice_reason", one)) : null, one.asked ? el("p", {}, one.asked) : null,
    el("details", {}, el("summary", {}, say("evals.voice_text")), fields.length ? el("dl", { class: "sg-evals-asked" }, fields.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]).flat()) : null, el("div", { class: "sg-evals-text" }, one.text), one.citations.length ? el("ul", {}, one.citations.map((each) => el("li", {}, each.label))) : null),
    el("div", { class: "sg-tools" }, button(say("evals.voice_case"), () => page.attempt(look), SMALL),
      one.kind === "answer" ? button(say("evals.voice_gap"), () => page.attempt(() => done(one.id, "gap", say("evals.voice_gapped"))), SMALL) : null,
      button(say("evals.voice_none"), () => page.attempt(() => done(one.id, "none", say("evals.voice_dropped"))), "sg-button-quiet sg-button-small")), place);
}

/** A resident's question as a case: which of the cited passages are right, or none. */
function question(one, page, again, close) {
  const query = el("input", { id: `sg-q-${one.id}`, class: "sg-input", maxlength: "400" });
  query.value = one.asked;
  const note = el("input", { id: `sg-n-${one.id}`, class: "sg-input", maxlength: "1000" });
  const boxes = one.citations.map((each, at) => { const box = el("input", { type: "checkbox", class: "sg-check", id: `sg-g-${one.id}-${at}` }); return [each, box, el("p", { class: "sg-staff-only" }, box, el("label", { for: box.id }, each.label))]; });
  const add = button(say("evals.case_add"), () => page.attempt(async () => {
    const made = await call("POST", "evals/questions", { voice: one.id, query: query.value, gold: boxes.filter(([, box]) => box.checked).map(([each]) => each.passage_id), note: note.value });
    await again();
    page.tell(say("evals.question_added", made));
  }));
  return el("div", { class: "sg-staff-faq sg-evals-case" }, el("h3", { tabindex: "-1" }, say("evals.voice_case")), field(say("evals.question"), query),
    boxes.length ? el("fieldset", {}, el("legend", { class: "sg-label" }, say("evals.question_gold")), boxes.map(([, , line]) => line)) : null, el("p", { class: "sg-help" }, say("evals.question_none")),
    field(say("evals.case_note"), note), el("div", { class: "sg-tools" }, add, button(say("evals.case_close"), close, "sg-button-quiet")));
}

function keeping(settings, page, again) {
  const number = (name, min, max) => { const made = el("input", { id: `sg-voices-${name}`, class: "sg-input", type: "number", min: String(min), max: String(max) }); made.value = settings[name]; return made; };
  const days = number("days", 1, 1095), share = number("share", 0, 100);
  return el("form", { class: "sg-evals-fields", on: { submit: (event) => { event.preventDefault(); return page.attempt(async () => {
    const told = await call("PUT", "evals/voices/settings", { days: Number(days.value), share: Number(share.value) });
    await again();
    page.tell(say("evals.voices_kept", { deleted: told.deleted }));
  }); } } }, field(say("evals.voices_days"), days), field(say("evals.voices_share"), share), el("button", { type: "submit", class: "sg-button sg-button-second" }, say("evals.voices_save")));
}
