// 用途を作る: copy a task, edit it with the form beside it, keep it, share it, its versions, files. Knows nothing of drafting.

import { alarm, appears, el, later, say } from "./dom.js";
import { makeForm } from "./form.js";
import { makeParts } from "./makingform.js";
import { changes } from "./makingdiff.js";
import { drop, hold, left } from "./makingkept.js";
import { ask } from "./panes.js";
import { problem, why } from "./stream.js";

const WHO = "shitagaki.who.1";

/** Name and 課, given once and kept in this browser. */
export function who() {
  try { return { name: "", section: "", ...JSON.parse(localStorage.getItem(WHO) ?? "{}") }; } catch { return { name: "", section: "" }; }
}

async function call(path, options = {}) {
  const response = await fetch(`/api/own-tasks${path}`, { headers: { "content-type": "application/json" }, ...options });
  if (!response.ok) throw await problem(response);
  return response.json().catch(() => ({}));
}

/** The tasks that this clerk sees. */
export async function own() {
  const asked = new URLSearchParams(who());
  return (await call(`?${asked}`)).tasks;
}

export async function start() {
  const root = await appears("#sg-making");
  const shipped = (await (await fetch("/api/tasks")).json()).tasks.filter((one) => one.available);
  const area = el("textarea", { id: "sg-making-text", class: "sg-input sg-making-text", spellcheck: "false", rows: 24, on: { input: () => { saved = false; held = keepHere(); attempt(); } } });
  const told = el("div", { role: "status", class: "sg-making-told" }), view = el("div", { class: "sg-making-view" }, el("p", { class: "sg-second" }, say("making.view_empty"))), kept = el("div", { role: "status", class: "sg-making-kept" }), past = el("div", {}), mine = el("div", {}), resumed = el("div", { role: "status" });
  const choice = el("select", { id: "sg-making-from", class: "sg-input" });
  const me = who();
  const box = (id, label, value) => { const input = el("input", { type: "text", id, class: "sg-input", maxlength: "40" }); input.value = value; return [input, el("div", { class: "sg-field" }, el("label", { for: id, class: "sg-label" }, label), input)]; };
  const [name, nameRow] = box("sg-making-name", say("making.name"), me.name), [section, sectionRow] = box("sg-making-section", say("making.section"), me.section);
  const share = el("select", { id: "sg-making-share", class: "sg-input" }, ["mine", "section", "all"].map((each) => el("option", { value: each }, say(`making.share_${each}`))));
  const picker = el("input", { type: "file", class: "sg-hidden", tabindex: "-1", "aria-hidden": "true", accept: ".toml", on: { change: take } });
  const press = (key, work, second = true) => el("button", { type: "button", class: `sg-button${second ? " sg-button-second" : ""}`, on: { click: doing(work) } }, say(key));
  const keep = press("making.save", save, false);
  let saved = true, held = false, current = "";
  const attempt = later(preview, 400);
  const parts = makeParts({ onChange: (table) => { pending = table; saved = false; flushSoon(); } });
  let pending = null, writing = Promise.resolve(), opened = 0;
  const flushSoon = later(flush, 250);
  /** What was put into the parts is in the file; whoever reads the file waits for it. */
  function flush() {
    writing = writing.then(async () => {
      if (!pending) return;
      const table = pending, of = opened;
      pending = null;
      try {
        const { text } = await call("/write", { method: "POST", body: JSON.stringify({ table }) });
        if (of !== opened) return; // another task was opened meanwhile
        area.value = text;
        held = keepHere();
        await preview();
      } catch (error) { say_(why(error), "error"); }
    });
    return writing;
  }
  const raw = el("input", { type: "checkbox", id: "sg-making-raw", class: "sg-check", on: { change: mode } });
  const file_ = el("div", { hidden: true }, el("label", { for: area.id, class: "sg-help" }, say("making.help")), area);
  let forced = false; // the file could not be read as parts, so it is shown as it is
  let turn = 0;
  /** The form or the file, whichever is chosen. Neither is there to be filled before it shows what was put in last. */
  async function mode() {
    const mine_ = (turn += 1);
    file_.hidden = parts.element.hidden = true;
    await flush();
    const asked = raw.checked || !area.value.trim() ? {} : await call("/parts", { method: "POST", body: JSON.stringify({ text: area.value }) }).catch((error) => ({ error }));
    if (mine_ !== turn) return;
    if (asked.error) { raw.checked = forced = true; say_(why(asked.error), "error"); }
    if (asked.table) parts.show(asked.table);
    file_.hidden = !raw.checked;
    parts.element.hidden = raw.checked;
  }

  root.replaceChildren(el("div", { class: "sg-ws" }, el("h1", {}, say("making.title")), el("p", { class: "sg-lead" }, say("making.lead")),
    el("div", { class: "sg-making-from" }, el("label", { for: choice.id, class: "sg-label" }, say("making.from")), choice, press("making.copy", () => copy(choice.value)), press("making.import", () => picker.click()), picker), resumed,
    el("div", { class: "sg-making" },
      el("section", { "aria-labelledby": "sg-making-h1" }, el("h2", { id: "sg-making-h1" }, say("making.edit")), told, el("label", { class: "sg-label" }, raw, say("making.raw")), parts.element, file_),
      el("section", { "aria-labelledby": "sg-making-h2" }, el("h2", { id: "sg-making-h2" }, say("making.view")), view)),
    el("h2", {}, say("making.keep")), el("div", { class: "sg-making-who" }, nameRow, sectionRow, el("div", { class: "sg-field" }, el("label", { for: share.id, class: "sg-label" }, say("making.share")), share)),
    kept, el("p", { class: "sg-tools" }, keep, press("making.export", file)), past, mine));
  addEventListener("beforeunload", (event) => { if (!saved && (pending || !held)) event.preventDefault(); });
  const asked = new URLSearchParams(location.search).get("task");
  await list();
  const before = left();
  if (before) await again(before);
  if (asked && asked !== current) { choice.value = asked; await open(asked); } else if (!before) say_(say("making.begin"));

  function say_(text, kind = "plain", where = told) { where.replaceChildren(el("div", { class: `sg-note sg-note-${kind}` }, el("p", {}, text))); }
  /** What a button does; what goes wrong with it is said at `where`. */
  function doing(work, where = told) {
    return async () => {
      try { await work(); } catch (error) { say_(why(error), "error", where); alarm(why(error)); }
    };
  }
  function keepHere() { return hold({ text: area.value, share: share.value, current }); }
  /** What was left unkept the last time stands here again. */
  async function again(before) {
    await put(before.text, before.share);
    [current, saved, held] = [before.current ?? "", false, keepHere()];
    await versions().catch(() => {});
    const away = press("making.throw", async () => { if (await leave()) location.assign("/making"); });
    resumed.replaceChildren(el("div", { class: "sg-note sg-undo" }, el("span", {}, say("making.again")), away));
  }
  /** What comes of keeping is said beside the button: on a narrow screen the other place is far above. */
  function sayKept(text, kind) { say_(text, kind, kept); }
  async function list() {
    const made = await own().catch(() => []), before = choice.value;
    choice.replaceChildren(...[...shipped, ...made].map((one) => el("option", { value: one.id }, one.owner ? say("making.of", { name: one.name, owner: one.owner }) : one.name)));
    if (before) choice.value = before;
    const rows = made.map((one) => el("li", {}, el("a", { href: `/draft?task=${encodeURIComponent(one.id)}` }, one.name), el("span", { class: "sg-second" }, `${one.section}　${one.owner}　${say(`making.share_${one.share}`)}`),
      el("span", { class: "sg-recent-tools" }, theirs(one) ? press2(one, "making.copy", () => copy(one.id)) : press2(one, "making.open", () => open(one.id)), theirs(one) ? null : press2(one, "making.remove", () => remove(one)))));
    mine.replaceChildren(el("h2", {}, say("making.list")), rows.length ? el("ul", { class: "sg-recent" }, rows) : el("p", { class: "sg-second" }, say("making.none")));
  }
  function press2(one, key, work) { return el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "aria-label": `${one.name} ${say(key)}`, on: { click: doing(work, kept) } }, say(key)); }
  /** Made by somebody else: it can be copied, not kept under its own id. */
  function theirs(one) { return one.owner !== who().name || one.section !== who().section; }
  const renumbered = (text, id) => text.replace(/^id = .*$/m, `id = "${id}"`);
  async function leave() {
    const may = saved || await ask(say("making.lose"), say("making.lose_yes"), say("making.lose_no"));
    if (may) { saved = true; drop(); }
    return may;
  }
  async function open(id) {
    if (!(await leave())) return;
    const told_ = await call(`/source/${encodeURIComponent(id)}`);
    put(told_.text, told_.share);
    current = told_.owner ? id : "";
    await versions();
  }
  async function copy(id) {
    if (!(await leave())) return;
    const told_ = await call(`/source/${encodeURIComponent(id)}`);
    current = "";
    past.replaceChildren();
    await put(renumbered(told_.text, told_.free).replace(/^name = "(.*)"$/m, (_, words) => `name = "${say("making.copy_name", { name: words })}"`));
    parts.element.querySelector("input")?.focus();
  }
  function put(text, shared = "mine") { kept.replaceChildren(); resumed.replaceChildren(); pending = null; opened += 1; area.value = text; share.value = shared ?? "mine"; saved = true; if (forced) raw.checked = forced = false; preview(); return mode(); }
  async function preview() {
    const text = area.value; // an answer to older words is not shown
    if (!text.trim()) return;
    try {
      const task = await call("/try", { method: "POST", body: JSON.stringify({ text, form: !raw.checked }) });
      if (text !== area.value) return;
      view.replaceChildren(el("h3", { class: "sg-h3" }, task.name), el("p", { class: "sg-second" }, task.result), makeForm(task, { onChange: () => {} }).element,
        el("p", { class: "sg-second" }, say("making.sections", { titles: task.sections.join("、") })));
      say_(say("making.good"), "success");
      keep.disabled = false;
    } catch (error) {
      if (text !== area.value) return;
      say_(why(error), "error");
      keep.disabled = true;
    }
  }
  async function save() {
    await flush();
    if (keep.disabled) { sayKept(told.textContent, "error"); return alarm(told.textContent); } // what was put in last cannot be kept
    localStorage.setItem(WHO, JSON.stringify({ name: name.value.trim(), section: section.value.trim() }));
    if (!name.value.trim() || !section.value.trim()) { alarm(say("making.who")); sayKept(say("making.who"), "error"); return (name.value.trim() ? section : name).focus(); }
    const text = area.value;
    try {
      const made = await call("", { method: "POST", body: JSON.stringify({ text, name: name.value.trim(), section: section.value.trim(), share: share.value }) });
      saved = text === area.value && !pending;
      if (saved) { drop(); resumed.replaceChildren(); }
      current = made.id;
      sayKept(say("making.saved", { name: made.name, version: made.version }), "success");
      await Promise.all([versions(), list()]);
    } catch (error) { sayKept(why(error), "error"); alarm(why(error)); }
  }
  async function versions() {
    past.replaceChildren();
    if (!current) return;
    const { versions: count } = await call(`/${current}/versions`);
    const shown = el("div", {});
    const rows = Array.from({ length: count }, (_, at) => count - at).map((number) => press2({ name: say("making.version", { number }) }, "making.compare", () => compare(number, shown)));
    rows.forEach((row, at) => row.prepend(`${say("making.version", { number: count - at })} `));
    past.replaceChildren(el("h2", {}, say("making.versions")), el("p", { class: "sg-tools" }, rows), shown);
  }
  async function compare(number, shown) {
    const found = await call(`/${current}/versions/${number}`);
    const lines = found.difference.filter((line) => !/^(---|\+\+\+|@@)/.test(line));
    const raw_ = el("ul", { class: "sg-making-diff" }, lines.map((line) => el("li", { "data-kind": line[0] }, line)));
    const told_ = lines.length ? await inWords(found.text).catch(() => []) : [];
    const rows = told_.map(({ place, was, now }) => el("li", {}, el("strong", {}, place), was ? el("p", { "data-kind": "-" }, say("making.diff_was", { number, text: was })) : null, now ? el("p", { "data-kind": "+" }, say("making.diff_now", { text: now })) : null));
    shown.replaceChildren(rows.length ? el("ul", { class: "sg-making-diff is-told" }, rows) : "", rows.length ? el("details", {}, el("summary", {}, say("making.diff_file")), raw_) : raw_,
      el("p", {}, lines.length ? null : say("making.same"), press("making.restore", () => { put(found.text, share.value); saved = false; held = keepHere(); sayKept(say("making.restored", { number }), "success"); (raw.checked ? area : keep).focus(); })));
  }
  /** What differs between an earlier version and the newest, part by part. */
  async function inWords(text) {
    const table = async (text_) => (await call("/parts", { method: "POST", body: JSON.stringify({ text: text_ }) })).table;
    const { text: newest } = await call(`/source/${encodeURIComponent(current)}`);
    return changes(await table(text), await table(newest));
  }
  async function remove(one) {
    await call(`/${one.id}?${new URLSearchParams(who())}`, { method: "DELETE" });
    await open_after(one);
  }
  async function open_after(one) {
    const text = (await call(`/${one.id}/versions/${one.version}`)).text;
    await list();
    const undo = press("home.recent_undo", async () => { await call("", { method: "POST", body: JSON.stringify({ text, name: one.owner, section: one.section, share: one.share }) }); await list(); mine.querySelector(`a[href$="task=${encodeURIComponent(one.id)}"]`)?.focus(); });
    mine.prepend(el("p", { class: "sg-note sg-undo" }, say("home.recent_deleted", { title: one.name }), undo));
    undo.focus();
  }
  async function take() {
    const given = picker.files[0];
    picker.value = "";
    if (!given) return;
    const written = await given.text();
    if (!written.trim()) return say_(say("making.empty_file", { name: given.name }), "error");
    if (!(await leave())) return;
    const text = written.replace(/^\[owner\][^\n]*\n(?:(?!\[)[^\n]*\n?)*/m, ""), id = /^id = "([^"]+)"/m.exec(text)?.[1];
    const held = id && await call(`/source/${encodeURIComponent(id)}`).catch(() => null);
    put(held && theirs(held) ? renumbered(text, held.free) : text); // an id that somebody else holds is made free
    saved = false;
    current = "";
    held = keepHere();
    past.replaceChildren();
  }
  async function file() {
    await flush();
    const link = el("a", { download: `${/^id = "([^"]+)"/m.exec(area.value)?.[1] ?? "task"}.toml` });
    link.href = URL.createObjectURL(new Blob([area.value], { type: "application/toml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
}
