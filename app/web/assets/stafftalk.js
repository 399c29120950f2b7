// One conversation: what was said, the machine's sources, reply, give back, transfer, close. Knows nothing of the queue.

import { announce, el, say } from "./dom.js";
import { when } from "./staffcall.js";

const AGAIN = 3_000; // milliseconds until what could not be read is asked for again
/** What is written and not sent yet, of each conversation, in this tab alone. */
const unsent = (number) => `sg-staff-reply.${number}`;

export function makeTalk(office) {
  let number = 0, held = null, last = 0, drawn = "";
  const log = el("div", { class: "sg-staff-log", role: "log", "aria-label": say("staff.talk"), tabindex: "0" });
  const sources = el("ul", { class: "sg-staff-sources" });
  const state = el("p", { class: "sg-staff-count" });
  const reply = el("textarea", { id: "sg-staff-reply", class: "sg-input", rows: "4", maxlength: "2000", on: { keydown: (event) => { if (event.key === "Enter" && event.ctrlKey) sending.click(); }, input: typed } });
  const covered = el("p", { id: "sg-staff-covered", class: "sg-error", role: "status" });
  let warned = ""; // the reply whose covered words have been told: sent a second time, it goes
  const canned = el("select", { id: "sg-staff-canned", class: "sg-input", on: { change: fill } });
  const to = el("select", { id: "sg-staff-to", class: "sg-input" });
  const button = (name, work, kind) => el("button", { type: "button", class: `sg-button ${kind}`, on: { click: () => act(work) } }, say(`staff.${name}`));
  const sending = button("send", send, "");
  const tools = el("div", { class: "sg-staff-reply", hidden: true },
    el("div", { class: "sg-field" }, el("label", { for: canned.id, class: "sg-label" }, say("staff.canned")), canned),
    el("div", { class: "sg-field" }, el("label", { for: reply.id, class: "sg-label" }, say("staff.reply")), reply, covered),
    el("div", { class: "sg-tools" }, sending, button("back", () => end("return"), "sg-button-second"), button("close", () => end("close"), "sg-button-second")),
    el("div", { class: "sg-tools" }, el("label", { for: to.id, class: "sg-label" }, say("staff.transfer_to")), to, button("transfer", pass, "sg-button-second")));
  const body = el("div", { hidden: true }, el("h2", {}, say("staff.talk")), state, log, tools, el("h3", {}, say("staff.sources")), sources);
  const empty = el("p", { class: "sg-empty" }, say("staff.pick"));
  const element = el("div", { class: "sg-staff-talk" }, empty, body);
  return { element, open, follow, happened };

  async function open(which) {
    number = which;
    last = 0;
    uncover();
    reply.value = sessionStorage.getItem(unsent(which)) ?? "";
    log.replaceChildren();
    const { events } = await office.call("GET", `conversations/${which}`);
    if (number !== which) return; // another one was opened meanwhile
    empty.hidden = true;
    body.hidden = false;
    canned.replaceChildren(el("option", { value: "" }, say("staff.canned_choose")), ...office.canned().map((one, at) => el("option", { value: String(at) }, one.label)));
    to.replaceChildren(el("option", { value: "" }, ""), ...office.sections().map((one) => el("option", { value: one }, one)));
    events.forEach((one) => add(one.id, one.kind, one.data, one.at));
    await office.refresh();
    (tools.hidden ? log : reply).focus();
  }

  /** The queue as it is now: whose conversation this is. */
  function follow(conversations) {
    held = conversations.find((one) => one.number === number) ?? null;
    if (!number) return;
    const mine = held?.holder === `${office.me.section} ${office.me.name}`;
    tools.hidden = !mine;
    state.textContent = !held ? say("staff.event_closed") : mine ? say("staff.mine") : held.state === "taken" ? say("staff.held_by", held) : `${held.section || say("staff.no_section")}`;
    if (!held || drawn === JSON.stringify([number, held.sources])) return; // drawn anew it would take the focus away
    drawn = JSON.stringify([number, held.sources]);
    sources.replaceChildren(...(held.sources.length ? held.sources.map((one) => el("li", {}, el("a", { href: one.url.replace(/^\/residents\/documents\//, "/documents/") }, one.label), one.quote ? el("p", {}, one.quote) : null)) : [el("li", {}, say("staff.no_sources"))]));
  }

  async function happened(event) {
    if (event.conversation !== number) return;
    if (event.kind === "left") { // it can be read no more
      add(last, "left", {}, event.at);
      return announce(say("staff.event_left"));
    }
    await read();
  }

  /** What was said since `last`; asked for again while the server cannot be reached. */
  async function read() {
    const which = number;
    let events = [];
    try { ({ events } = await office.call("GET", `conversations/${which}`)); }
    catch (error) { if (!error.told?.status) setTimeout(() => { if (number === which) read(); }, AGAIN); }
    if (number === which) for (const one of events) if (one.id > last) {
      add(one.id, one.kind, one.data, one.at);
      if (one.kind === "resident_message") announce(`${say("staff.by_resident")}：${one.data.text}`);
    }
  }

  function add(id, kind, data, at) {
    last = Math.max(last, id);
    const who = { question: say("staff.by_resident"), resident_message: say("staff.by_resident"), answer: say("staff.by_machine"), staff_message: say("staff.by_staff", { by: `${data.section} ${data.by}` }) }[kind];
    const text = who ? data.text : kind === "rating" ? say(data.good ? "staff.rated_good" : "staff.rated_bad") : say(`staff.event_${kind}`, { by: data.by ?? "", section: data.section || say("staff.no_section") });
    log.append(el("div", { class: `sg-staff-said is-${who ? kind : "event"}` }, el("p", { class: "sg-second" }, who ? el("b", {}, who) : null, ` ${when(at)}`), el("p", {}, text)));
    log.scrollTop = log.scrollHeight;
  }

  function fill() {
    const one = office.canned()[Number(canned.value)];
    if (canned.value === "" || !one) return;
    const text = one.text.replaceAll("{section}", office.me.section).replaceAll("{name}", office.me.name);
    reply.value = reply.value ? `${reply.value}\n${text}` : text;
    canned.value = "";
    typed();
    reply.focus();
  }

  async function act(work) {
    try { await work(); }
    catch (error) { office.tell(error.message || say("staff.lost"), "error"); await office.refresh(); }
  }

  async function send() {
    const which = number, text = reply.value.trim();
    if (!text) { office.tell(say("staff.reply_empty"), "error"); reply.focus(); return; }
    if (text !== warned && (await hides(text))) { reply.focus(); return; }
    await office.call("POST", `conversations/${which}/messages`, { ...office.me, text });
    clear(which);
    await happened({ conversation: which });
    announce(say("staff.sent"));
  }

  /** Whether the resident would read ［…］ for a part of `text`: it is told, to be corrected or sent as it is. */
  async function hides(text) {
    const { covered: words } = await office.call("POST", "replies/check", { ...office.me, text });
    uncover();
    if (!words.length) return false;
    warned = text;
    covered.textContent = say("staff.covered", { words: words.map((one) => `「${one}」`).join("") });
    reply.setAttribute("aria-describedby", covered.id);
    return true;
  }

  function uncover() {
    warned = covered.textContent = "";
    reply.removeAttribute("aria-describedby");
  }

  async function end(how) {
    await office.call("POST", `conversations/${number}/${how}`, office.me);
    office.tell(say(how === "close" ? "staff.event_closed" : "staff.event_returned"));
    leave();
  }

  async function pass() {
    if (!to.value) { office.tell(say("staff.transfer_choose"), "error"); to.focus(); return; }
    await office.call("POST", `conversations/${number}/transfer`, { ...office.me, to: to.value });
    office.tell(say("staff.event_transferred", { section: to.value }));
    leave();
  }

  function typed() {
    uncover();
    sessionStorage.setItem(unsent(number), reply.value);
  }

  /** The reply to conversation `which` is sent or given up. */
  function clear(which) {
    sessionStorage.removeItem(unsent(which));
    if (number !== which) return;
    reply.value = "";
    uncover();
  }

  function leave() {
    clear(number);
    number = 0;
    body.hidden = true;
    empty.hidden = false;
    office.refresh();
  }
}
