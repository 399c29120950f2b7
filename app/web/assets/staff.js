// 住民対応: who acts, the tabs, the queue and one conversation. Knows nothing of gaps, figures or switches.

import { alarm, announce, appears, el, minding, say } from "./dom.js";
import { call } from "./staffcall.js";
import { callbacks } from "./staffcalls.js";
import { desk } from "./staffdesk.js";
import { figures } from "./stafffigures.js";
import { gaps } from "./staffgaps.js";
import { makeTalk } from "./stafftalk.js";

const KEPT = "sg-staff";
const TABS = { queue: null, callbacks, gaps, figures, desk };

export async function start() {
  const root = await appears("#sg-staff");
  const title = document.title;
  const me = read();
  let told = null, queue = { conversations: [], last: 0 }, stream = null, current = "queue", stale = false;

  const form = identity();
  const note = el("div", { role: "status" });
  const tabs = Object.keys(TABS).map((name) => el("button", { type: "button", role: "tab", id: `sg-tab-${name}`, "aria-controls": `sg-panel-${name}`, class: "sg-staff-tab", on: { click: () => choose(name), keydown: (event) => step(event, name) } }, say(`staff.tab_${name}`)));
  const panels = Object.fromEntries(Object.keys(TABS).map((name) => [name, el("section", { role: "tabpanel", id: `sg-panel-${name}`, "aria-labelledby": `sg-tab-${name}`, hidden: true })]));
  const loading = new Set();
  const written = Object.fromEntries(Object.entries(panels).map(([name, panel]) => [name, minding(panel)]));
  const acting = el("p", { class: "sg-staff-me" });
  const page = el("div", { hidden: true }, el("div", { role: "tablist", "aria-label": say("staff.tabs"), class: "sg-staff-tabs" }, tabs), note, ...Object.values(panels));
  root.replaceChildren(el("div", { class: "sg-ws sg-staff-page" },
    el("div", { class: "sg-ws-head" }, el("h1", {}, say("staff.title")), el("p", { class: "sg-lead" }, say("staff.lead")), acting), form, page));

  const list = el("ul", { class: "sg-staff-list" });
  const count = el("p", { class: "sg-staff-count" });
  const office = { me, call, tell, sections: () => told?.sections ?? [], canned: () => told?.canned ?? [], days: () => told?.retention, refresh };
  const talk = makeTalk(office);
  panels.queue.append(el("div", { class: "sg-staff-panes" }, el("div", {}, el("h2", {}, say("staff.tab_queue")), count, list), talk.element));
  setInterval(() => (stale ? refresh() : show()), 20_000);
  addEventListener("online", () => { if (stream) refresh(); });
  if (me.name && me.section) await enter();
  else form.hidden = false;

  function read() {
    try { return JSON.parse(localStorage.getItem(KEPT)) ?? { name: "", section: "" }; }
    catch { return { name: "", section: "" }; }
  }

  function identity() {
    const name = el("input", { id: "sg-staff-name", class: "sg-input", maxlength: "40", autocomplete: "name" });
    const section = el("input", { id: "sg-staff-section", class: "sg-input", maxlength: "60", autocomplete: "organization" });
    const missing = el("p", { class: "sg-staff-missing", role: "alert" });
    const made = el("form", { class: "sg-staff-who", hidden: true, on: { submit: (event) => {
      event.preventDefault();
      if (!name.value.trim() || !section.value.trim()) { missing.textContent = say("staff.who_missing"); (name.value.trim() ? section : name).focus(); return; }
      missing.textContent = "";
      Object.assign(me, { name: name.value.trim(), section: section.value.trim() });
      localStorage.setItem(KEPT, JSON.stringify(me));
      enter();
    } } },
    el("h2", {}, say("staff.who")), el("p", { class: "sg-help" }, say("staff.who_note")), missing,
    el("div", { class: "sg-field" }, el("label", { for: name.id, class: "sg-label" }, say("staff.name")), name),
    el("div", { class: "sg-field" }, el("label", { for: section.id, class: "sg-label" }, say("staff.section")), section),
    el("button", { type: "submit", class: "sg-button" }, say("staff.who_save")));
    return made;
  }

  async function enter() {
    form.hidden = true;
    page.hidden = false;
    acting.replaceChildren(say("staff.acting", me), " ", el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", on: { click: () => { page.hidden = true; form.hidden = false; form.querySelector("#sg-staff-name").value = me.name; form.querySelector("#sg-staff-section").value = me.section; form.querySelector("input").focus(); } } }, say("staff.who_change")));
    await attempt(async () => { told = await call("GET", "desk"); });
    choose(current);
    await refresh();
    if (!stream) follow();
  }

  function step(event, name) {
    const names = Object.keys(TABS), by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    choose(names[(names.indexOf(name) + by + names.length) % names.length]);
    document.getElementById(`sg-tab-${current}`).focus();
  }

  function choose(name) {
    current = name;
    for (const tab of tabs) {
      const here = tab.id === `sg-tab-${name}`;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
    }
    for (const [key, panel] of Object.entries(panels)) panel.hidden = key !== name;
    note.replaceChildren();
    if (TABS[name] && !loading.has(name) && !written[name]() && !panels[name].querySelector(".sg-staff-faq")) load(name);
  }

  /** What is put together from thousands of questions takes seconds. */
  async function load(name) {
    const panel = panels[name], wait = panel.firstChild ? null : panel.appendChild(el("p", { class: "sg-empty" }, say("site.loading")));
    loading.add(name);
    await attempt(() => TABS[name](panel, office));
    loading.delete(name);
    wait?.remove();
  }

  async function attempt(work) {
    try { await work(); }
    catch (error) { tell(error.message || say("staff.lost"), "error"); }
  }

  function tell(text, kind = "success") {
    note.replaceChildren(el("div", { class: `sg-note sg-note-${kind}` }, el("p", {}, text)));
    if (kind === "error") alarm(text);
    else announce(text);
  }

  async function refresh() {
    await attempt(async () => {
      try { queue = await call("GET", "queue"); }
      catch (error) { stale = true; throw error; }
      if (stale) note.replaceChildren();
      stale = false;
      show();
    });
  }

  function show() {
    if (page.hidden) return;
    const waiting = queue.conversations.filter((one) => one.state === "waiting");
    document.title = waiting.length ? `(${waiting.length}) ${title}` : title;
    tabs[0].textContent = waiting.length ? `${say("staff.tab_queue")}（${waiting.length}）` : say("staff.tab_queue");
    tabs[1].textContent = queue.callbacks ? `${say("staff.tab_callbacks")}（${queue.callbacks}）` : say("staff.tab_callbacks");
    count.textContent = `${say("staff.queue_count", { waiting: waiting.length, taken: queue.conversations.length - waiting.length })}　${say(queue.open ? "staff.open_now" : "staff.closed_now")}`;
    const focused = document.activeElement, at = focused?.closest?.("[data-number]")?.dataset.number, which = focused?.dataset.act;
    list.replaceChildren(...(queue.conversations.length ? queue.conversations.map(row) : [el("li", { class: "sg-empty" }, say("staff.queue_empty"))]));
    if (at) (list.querySelector(`[data-number="${at}"] [data-act="${which}"]`) ?? list.querySelector(`[data-number="${at}"] button`))?.focus();
    talk.follow(queue.conversations);
  }

  function row(one) {
    const minutes = Math.floor((Date.now() - Date.parse(one.since)) / 60_000);
    const mine = one.holder === `${me.section} ${me.name}`;
    const state = one.state === "waiting" ? (minutes < 1 ? say("staff.waits_now") : say("staff.waits", { minutes })) : mine ? say("staff.mine") : say("staff.held_by", one);
    const take = one.state === "waiting"
      ? el("button", { type: "button", class: "sg-button sg-button-small", "data-act": "take", on: { click: () => attempt(async () => { try { await call("POST", `conversations/${one.number}/take`, me); } finally { await refresh(); } await talk.open(one.number); }) } }, say("staff.take"))
      : null;
    return el("li", { class: `sg-staff-row${one.state === "waiting" ? " is-waiting" : ""}`, "data-number": String(one.number) },
      el("p", { class: "sg-staff-state" }, el("b", {}, state), ` ${one.section || say("staff.no_section")}　${one.language}`),
      el("p", {}, one.asked.at(-1) ?? say("staff.no_question")),
      el("div", { class: "sg-tools" }, take, el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", "data-act": "show", on: { click: () => attempt(() => talk.open(one.number)) } }, say("staff.show"))));
  }

  // EventSource sends Last-Event-ID by itself when it comes back: nothing is lost, nothing comes twice.
  function follow() {
    stream = new EventSource(`/api/staff/events?after=${queue.last}`);
    stream.addEventListener("happened", (event) => { talk.happened(JSON.parse(event.data)); refresh(); });
    stream.addEventListener("error", () => { if (stream.readyState !== EventSource.OPEN) tell(say("staff.lost"), "warning"); });
    stream.addEventListener("open", () => note.replaceChildren());
  }
}
