// 点検: a text pasted or dropped, what was found in it, one list; 直す and 無視 with undo. Knows nothing of the rules.

import { alarm, announce, appears, el, say } from "./dom.js";
import { fixed, fixedAll, moved, placed, sorted } from "./flags.js";
import { makeMarked } from "./marked.js";
import * as api from "./stream.js";

const GROUPS = ["style", "facts", "personal", "instructions"];
const PROFILES = ["", "formal", "reiki", "public", "mail", "chat"];
const MARK = { error: "×", warning: "!", info: "i" };
const MOST = 200_000;

export async function start() {
  const root = await appears("#sg-check");
  let flags = [], past = [], at = "", checked = false, busy = false, typed = false, mended = false; // `mended`: the text is better than where it came from

  const box = makeMarked({
    id: "sg-check-text", label: say("check.text"), hint: say("check.hint"),
    onInput: (before, after) => { typed = true; mended ||= checked; flags = moved(flags, before, after); show(); },
    onPick: (id) => { at = id; show(); list.querySelector(`[data-id="${id}"]`)?.scrollIntoView({ block: "nearest" }); },
  });
  const note = el("div", { role: "status" });
  const list = el("div", { class: "sg-check-list" });
  const profile = el("select", { id: "sg-check-profile", class: "sg-input" }, PROFILES.map((name) => el("option", { value: name }, say(`check.profile_${name || "auto"}`))));
  const boxes = GROUPS.map((name) => {
    const made = el("input", { type: "checkbox", class: "sg-check", id: `sg-check-${name}`, checked: true, value: name });
    return el("span", {}, made, el("label", { for: made.id }, say(`check.${name}`)));
  });
  const picker = el("input", { type: "file", class: "sg-hidden", tabindex: "-1", "aria-hidden": "true", accept: ".txt,.md,.docx,.pdf,.html,.csv,.xlsx,.pptx", on: { change: () => take(picker.files[0]) } });
  const file = el("button", { type: "button", class: "sg-button sg-button-second", on: { click: () => picker.click() } }, say("check.from_file"));
  const run = el("button", { type: "button", class: "sg-button", on: { click: check } }, say("check.run"));
  const undo = el("button", { type: "button", class: "sg-button sg-button-second", hidden: true, on: { click: back } }, say("check.undo"));
  const copy = el("button", { type: "button", class: "sg-button sg-button-second", hidden: true, on: { click: copyText } }, say("check.copy"));
  const told = el("span", { class: "sg-told-small", role: "status" });
  const drop = el("div", { class: "sg-check-drop", on: { dragover: over, dragleave: out, drop: dropped } }, box.element);
  const right = el("section", { class: "sg-check-right", "aria-label": say("check.list") }, note, list);
  root.replaceChildren(el("div", { class: "sg-ws sg-check-page" },
    el("div", { class: "sg-ws-head" }, el("h1", {}, say("check.title")), el("p", { class: "sg-lead" }, say("check.lead"))),
    el("div", { class: "sg-check-bar" },
      el("div", { class: "sg-field" }, el("label", { for: profile.id, class: "sg-label" }, say("check.profile")), profile),
      el("fieldset", { class: "sg-check-groups" }, el("legend", { class: "sg-label" }, say("check.groups")), boxes)),
    el("div", { class: "sg-check-panes" },
      el("section", { class: "sg-check-left" }, el("div", { class: "sg-tools" }, run, file, picker, undo, copy, told), drop, el("p", { class: "sg-help" }, say("check.kinds_read")), el("p", { class: "sg-help" }, say("check.keys"))),
      right)));
  empty();
  box.area.focus({ preventScroll: true });
  document.addEventListener("keydown", keys);
  addEventListener("beforeunload", (event) => { if (mended && box.text.trim()) event.preventDefault(); });

  // ---- what comes in

  function over(event) { event.preventDefault(); drop.classList.add("is-over"); }
  function out() { drop.classList.remove("is-over"); }
  function dropped(event) { event.preventDefault(); out(); take(event.dataTransfer.files[0]); }

  async function take(given) {
    picker.value = "";
    if (!given || busy) return;
    wait(say("check.reading", { name: given.name }));
    try {
      const read = await api.text(given);
      remember();
      box.text = read.text;
      flags = [];
      mended = false;
      rest();
      tell(say("check.read", { name: given.name, count: [...read.text].length.toLocaleString("ja-JP") }));
      await check(read.notes);
    } catch (error) {
      rest();
      fail(say("check.file_failed"), error);
    }
  }

  async function check(notes = []) {
    if (busy) return;
    const text = box.text;
    if (!text.trim()) { note.replaceChildren(card("warning", say("check.nothing"))); alarm(say("check.nothing")); return box.area.focus(); }
    const count = [...text].length;
    if (count > MOST) return note.replaceChildren(card("warning", say("check.too_long", { count: count.toLocaleString("ja-JP") })));
    wait(say("check.running"));
    const groups = boxes.map((one) => one.firstChild).filter((one) => one.checked).map((one) => one.value);
    try {
      const found = await api.check({ text, profile: profile.value, groups });
      flags = placed(found.findings, text);
      if (box.text !== text) flags = moved(flags, text, box.text);
      checked = true;
      rest();
      summary(found, Array.isArray(notes) ? notes : []);
      show();
      announce(counted());
      if (document.activeElement === document.body) run.focus({ preventScroll: true });
    } catch (error) {
      rest();
      fail(say("check.failed"), error);
    }
  }

  // ---- what is shown

  function wait(text) {
    busy = true;
    run.disabled = file.disabled = true;
    const began = Date.now();
    const time = el("span", { class: "sg-state-time" });
    wait.timer = setInterval(() => { if (Date.now() - began > 2000) time.textContent = say("check.seconds", { seconds: Math.round((Date.now() - began) / 1000) }); }, 500);
    note.replaceChildren(el("div", { class: "sg-note sg-check-busy" }, el("p", {}, text, " ", time)));
  }
  function rest() { busy = false; clearInterval(wait.timer); run.disabled = file.disabled = false; }
  function fail(text, error) {
    note.replaceChildren(card("error", `${text}${api.why(error)}`));
    alarm(text);
  }
  function card(kind, ...texts) { return el("div", { class: `sg-note sg-note-${kind}` }, texts.filter(Boolean).map((text) => el("p", {}, text))); }
  function counted() {
    const number = (name) => flags.filter((one) => one.severity === name).length;
    return say("check.found", { count: flags.length, error: number("error"), warning: number("warning"), info: number("info") });
  }
  let told_ = [];
  function summary(found, notes) {
    const score = found.readability && ["chat", "public", "mail"].includes(found.profile) ? say("check.score", found.readability) : "";
    told_ = [say("check.as_profile", { profile: say(`check.profile_${found.profile}`) }), score, notes.length ? `${say("check.notes")}：${notes.join(" ")}` : ""];
  }
  function empty() {
    note.replaceChildren();
    list.replaceChildren(el("p", { class: "sg-empty" }, say("check.empty")));
  }
  function show() {
    box.draw(flags, at);
    undo.hidden = past.length === 0;
    copy.hidden = !box.text;
    run.textContent = say(checked ? "check.again" : "check.run");
    if (!checked) return;
    note.replaceChildren(flags.length
      ? card(flags.some((one) => one.severity === "error") ? "error" : flags.some((one) => one.severity === "warning") ? "warning" : "plain", counted(), ...told_)
      : card("success", say(past.length ? "check.done" : "check.clean"), say("check.clean_note"), ...told_));
    const open = new Set([...list.querySelectorAll("details[data-group][open]")].map((one) => one.dataset.group));
    list.replaceChildren(...all(), ...GROUPS.map((name) => group(name, open)).filter(Boolean));
  }
  const safe = (one) => one.suggestion && one.group !== "personal";
  const personal = (one) => one.suggestion && one.group === "personal";
  function all() {
    return [[safe, "check.fix_all"], [personal, "check.hide_all"]].flatMap(([wanted, name]) => {
      const count = flags.filter(wanted).length;
      return count > 1 ? [el("button", { type: "button", class: "sg-button sg-button-second sg-check-all", on: { click: () => everything(wanted) } }, say(name, { count }))] : [];
    });
  }
  function group(name, open) {
    const own = sorted(flags.filter((one) => one.group === name));
    if (!own.length) return null;
    const [grave, light] = [own.filter((one) => one.severity !== "info"), own.filter((one) => one.severity === "info")];
    const rows = (some) => el("ul", { class: "sg-finding-list" }, some.map(row));
    return el("section", {}, el("h2", { class: "sg-h3" }, `${say(`check.${name}`)}（${own.length}）`), grave.length ? rows(grave) : null,
      light.length ? el("details", { class: "sg-rest", "data-group": name, open: open.has(name) || !grave.length || light.some((one) => one.id === at) }, el("summary", {}, say("check.more", { count: light.length })), rows(light)) : null);
  }
  function row(one) {
    const line = box.text.slice(0, one.start).split("\n").length;
    const where = one.end > one.start ? say("check.line", { line }) : say("check.whole");
    const go = el("button", { type: "button", class: "sg-check-place", disabled: one.end === one.start, on: { click: () => visit(one) } }, where);
    const fix = one.suggestion && el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => repair(one) } }, say(one.group === "personal" ? "check.hide" : "check.fix_to", { text: one.suggestion.slice(0, 24) }));
    const skip = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", on: { click: () => ignore(one) } }, say("check.ignore"));
    return el("li", { class: `sg-finding sg-check-row is-${one.severity}${one.id === at ? " is-lit" : ""}`, "data-id": one.id, tabindex: "-1" },
      el("span", { class: "sg-severity" }, el("span", { "aria-hidden": "true" }, MARK[one.severity]), say(`findings.${one.severity}`), go),
      el("p", {}, one.message),
      el("div", { class: "sg-check-actions" }, fix || null, skip, one.source ? el("details", { class: "sg-why" }, el("summary", {}, say("check.why")), el("p", {}, one.source)) : null));
  }

  // ---- what a person does

  function remember() { typed = false; past.push({ text: box.text, flags, checked }); if (past.length > 100) past.shift(); }
  function tell(text) { told.textContent = text; announce(text); clearTimeout(tell.timer); tell.timer = setTimeout(() => { told.textContent = ""; }, 6000); }
  function after(one) {
    const order = [...list.querySelectorAll(".sg-check-row")].map((each) => each.dataset.id);
    return order[order.indexOf(one.id) + 1] ?? order[order.indexOf(one.id) - 1] ?? "";
  }
  function step(id) { at = id; show(); (list.querySelector(`[data-id="${id}"]`) ?? run).focus({ preventScroll: false }); }
  function repair(one) {
    const next = after(one), before = box.text.slice(one.start, one.end);
    remember();
    mended = true;
    const [text, kept] = fixed(box.text, flags, one);
    box.text = text;
    flags = kept;
    step(next);
    tell(say("check.fixed", { before: before.slice(0, 20), after: one.suggestion.slice(0, 20) }));
  }
  function everything(wanted) {
    remember();
    mended = true;
    const [text, kept, count] = fixedAll(box.text, flags, wanted);
    box.text = text;
    flags = kept;
    show();
    undo.focus();
    tell(say("check.fixed_all", { count }));
  }
  function ignore(one) {
    const next = after(one);
    remember();
    flags = flags.filter((each) => each.id !== one.id);
    step(next);
    tell(say("check.ignored"));
  }
  function back() {
    const was = past.pop();
    if (!was) return;
    typed = false;
    ({ flags, checked } = was);
    box.text = was.text;
    show();
    if (!checked) empty();
    (undo.hidden ? run : undo).focus();
    tell(say("check.undone"));
  }
  function visit(one) { at = one.id; show(); box.select(one.start, one.end); }
  async function copyText() {
    try { await navigator.clipboard.writeText(box.text); mended = false; tell(say("check.copied")); } catch { tell(say("check.copy_failed")); }
  }

  function keys(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); return check(); }
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && past.length && !(typed && event.target === box.area)) { event.preventDefault(); return back(); }
    if (event.key === "F8") { event.preventDefault(); return walk(event.shiftKey ? -1 : 1); }
    const id = event.target.matches?.(".sg-check-row") ? event.target.dataset.id : "";
    const one = id && flags.find((each) => each.id === id);
    if (!one || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter") { event.preventDefault(); visit(one); }
    if (event.key.toLowerCase() === "f" && one.suggestion) { event.preventDefault(); repair(one); }
    if (event.key.toLowerCase() === "i") { event.preventDefault(); ignore(one); }
  }
  function walk(by) {
    const rows = [...list.querySelectorAll(".sg-check-row")];
    if (!rows.length) return;
    const here = rows.findIndex((each) => each.dataset.id === at);
    step(rows[(here + by + rows.length) % rows.length].dataset.id);
  }
}
