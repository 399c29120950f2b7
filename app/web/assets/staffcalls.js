// 折返し: requests to be called back; names are shown to who opens them. Knows nothing of conversations.

import { el, say } from "./dom.js";
import { ask } from "./panes.js";
import { when } from "./staffcall.js";

export async function callbacks(panel, office) {
  const { callbacks: listed } = await office.call("GET", "callbacks");
  const note = el("p", { class: "sg-help" }, say("staff.calls_note", { days: office.days()?.callback_days ?? "" }));
  const rows = listed.map((one) => row(one, panel, office));
  panel.replaceChildren(el("h2", {}, say("staff.tab_callbacks")), note, rows.length ? el("ul", { class: "sg-staff-list" }, rows) : el("p", { class: "sg-empty" }, say("staff.calls_empty")));
}

/** Who and when, the times as people read them. */
const read = (text) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+(?:\+\d\d:\d\d|Z)/g, when);

function row(one, panel, office) {
  const values = el("dl", { class: "sg-facts" });
  const act = (work) => async () => {
    try { await work(); }
    catch (error) { office.tell(error.message || say("staff.lost"), "error"); }
  };
  const open = act(async () => {
    const told = (await office.call("POST", `callbacks/${one.id}/open`, office.me)).values;
    values.replaceChildren(...["name", "telephone", "when", "about"].filter((name) => told[name]).map((name) => el("div", {}, el("dt", {}, say(`staff.call_${name}`)), el("dd", {}, told[name]))));
  });
  const done = act(async () => {
    if (!(await ask(say("staff.call_done_ask", { number: one.id }), say("staff.call_done_yes"), say("staff.call_done_no")))) return;
    await office.call("POST", `callbacks/${one.id}/done`, office.me);
    await callbacks(panel, office);
    await office.refresh();
    office.tell(say("staff.call_done_told", { number: one.id }));
  });
  return el("li", { class: "sg-staff-row" },
    el("p", { class: "sg-staff-state" }, el("b", {}, say("staff.call", { number: one.id })), ` ${one.section || say("staff.no_section")}　${when(one.at)}`),
    one.seen ? el("p", { class: "sg-second" }, say("staff.call_seen", { seen: read(one.seen) })) : null,
    one.done ? el("p", {}, say("staff.call_was_done", { done: read(one.done) })) : [values, el("div", { class: "sg-tools" },
      el("button", { type: "button", class: "sg-button sg-button-small", on: { click: open } }, say("staff.call_open")),
      el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: done } }, say("staff.call_done")))]);
}
