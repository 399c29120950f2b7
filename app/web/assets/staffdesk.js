// 運用: the switch, the banner, how long things are kept, the checklist before opening. Knows nothing of answering.

import { announce, el, say } from "./dom.js";
import { when } from "./staffcall.js";

export async function desk(panel, office) {
  const told = await office.call("GET", "desk");
  panel.replaceChildren(el("h2", {}, say("staff.tab_desk")), switches(told, office, panel), retention(told, office), limits(told), checklist(told, office));
}

const field = (name, input, id) => { input.id = id; return el("div", { class: "sg-field" }, el("label", { for: id, class: "sg-label" }, say(`staff.${name}`)), input); };
const area = (value, rows = "3") => { const made = el("textarea", { class: "sg-input", rows, maxlength: "400" }); made.value = value; return made; };

function act(office, work) {
  return async () => {
    try { await work(); }
    catch (error) { office.tell(error.message || say("staff.lost"), "error"); }
  };
}

function switches(told, office, panel) {
  const now = told.switches, paused = area(now.paused || say("staff.paused_default")), banner = area(now.banner, "2");
  const set = (change, text) => act(office, async () => {
    await office.call("PUT", "switches", { ...office.me, ...now, ...change() });
    await desk(panel, office);
    office.tell(say(text));
  });
  const button = (name, work, kind = "sg-button-second") => el("button", { type: "button", class: `sg-button ${kind}`, on: { click: work } }, say(`staff.${name}`));
  const what = (one) => [one.paused ? say("staff.is_stopped") : say("staff.is_started"), one.banner ? say("staff.banner_on") : ""].join("");
  return el("section", { class: "sg-staff-part" }, el("h3", {}, say("staff.switch")), el("p", { class: "sg-help" }, say("staff.switch_help")),
    el("p", { class: `sg-note sg-note-${now.paused ? "error" : "success"}` }, say(now.paused ? "staff.is_stopped" : "staff.is_started")),
    field("paused", paused, "sg-desk-paused"),
    el("div", { class: "sg-tools" }, now.paused ? button("start", set(() => ({ paused: "" }), "staff.is_started"), "") : button("stop", set(() => ({ paused: paused.value.trim() || say("staff.paused_default") }), "staff.is_stopped"), "")),
    field("banner", banner, "sg-desk-banner"),
    el("div", { class: "sg-tools" }, button("banner_set", set(() => ({ banner: banner.value.trim() }), "staff.banner_on")), now.banner ? button("banner_clear", set(() => ({ banner: "" }), "staff.banner_off")) : null),
    el("h4", {}, say("staff.history")),
    told.history.length ? el("ul", {}, told.history.map((one) => el("li", {}, say("staff.history_line", { at: when(one.at), by: one.by, what: what(one) })))) : el("p", { class: "sg-second" }, say("staff.history_empty")));
}

function retention(told, office) {
  const number = (name) => { const made = el("input", { type: "number", min: "1", max: "1095", class: "sg-input" }); made.value = told.retention[name]; return made; };
  const talk = number("conversation_days"), calls = number("callback_days");
  const save = act(office, async () => {
    const done = await office.call("PUT", "retention", { ...office.me, conversation_days: Number(talk.value), callback_days: Number(calls.value) });
    office.tell(say("staff.retained", done));
  });
  return el("section", { class: "sg-staff-part" }, el("h3", {}, say("staff.retention")),
    el("div", { class: "sg-staff-range" }, field("conversation_days", talk, "sg-desk-talk"), field("callback_days", calls, "sg-desk-calls"), el("button", { type: "button", class: "sg-button sg-button-second", on: { click: save } }, say("staff.retain"))));
}

function limits(told) {
  return el("section", { class: "sg-staff-part" }, el("h3", {}, say("staff.limits")),
    el("dl", { class: "sg-facts" }, Object.entries(told.limits).map(([name, value]) => el("div", {}, el("dt", {}, say(`staff.limit_${name}`)), el("dd", {}, value.toLocaleString())))),
    el("p", { class: "sg-help" }, say("staff.limits_note")));
}

function checklist(told, office) {
  const results = told.questions.map(() => el("td"));
  const done = el("p", { role: "status" });
  const run = el("button", { type: "button", class: "sg-button sg-button-second", on: { click: act(office, async () => {
    const counts = { ok: 0, so: 0, ng: 0 };
    run.disabled = true;
    try {
      for (const [at] of told.questions.entries()) {
        done.textContent = say("staff.checklist_running", { done: at, total: told.questions.length });
        const one = await office.call("POST", "checklist", { ...office.me, number: at });
        counts[one.mark] += 1;
        results[at].replaceChildren(el("div", {}, el("b", { class: `sg-mark-${one.mark}` }, say(`staff.mark_${one.mark}`)), ` ${say(`staff.status_${one.status}`)}`,
          one.lacks.length ? el("p", {}, say("staff.check_lacks", { words: one.lacks.join("」「") })) : null, el("details", {}, el("summary", {}, say("staff.faq_before")), el("p", {}, one.text))));
      }
      done.textContent = say("staff.checklist_done", counts);
      announce(done.textContent);
    } finally { run.disabled = false; }
  }) } }, say("staff.checklist_run"));
  const hours = told.hours.map((one) => el("li", {}, `${one.section || say("staff.all_hours")}：${one.text}　`, say(one.open ? "staff.open_now" : "staff.closed_now")));
  return el("section", { class: "sg-staff-part" }, el("h3", {}, say("staff.checklist")), el("p", { class: "sg-help" }, say("staff.checklist_note")),
    el("div", { class: "sg-tools" }, run), done,
    el("table", { class: "sg-list" }, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("staff.check_question")), el("th", { scope: "col" }, say("staff.check_result")))),
      el("tbody", {}, told.questions.map((text, at) => el("tr", {}, el("th", { scope: "row" }, text), results[at])))),
    el("h4", {}, say("staff.check_hours")), el("ul", {}, hours),
    el("h4", {}, say("staff.check_phones")), el("p", {}, say("staff.check_phones_told", { count: told.phones })),
    told.unnamed ? el("div", { class: "sg-note sg-note-warning" }, el("p", {}, told.unnamed)) : null,
    told.strange.length ? el("div", { class: "sg-note sg-note-warning" }, el("p", {}, say("staff.check_strange", { files: told.strange.join("、"), city: told.city }))) : null,
    el("h4", {}, say("staff.check_origins")), el("p", {}, told.origins || say("staff.check_origins_none")),
    el("h4", {}, say("staff.check_statement")), el("p", { class: "sg-staff-statement" }, told.statement));
}
