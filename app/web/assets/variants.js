// 3案を出す: the drafts side by side (tabs where it is narrow), what differs, one chosen, a part taken from another. Knows nothing of the server.

import { alarm, announce, el, openOver, say } from "./dom.js";
import * as api from "./stream.js";

/** The blocks of a text: a heading with its lines, or a paragraph. */
export function blocks(text) {
  const found = [];
  let open = null;
  for (const line of text.split("\n")) {
    const heading = /^(?:[0-9０-９]{1,2}[　 ]\S.{0,29}|【[^】]{1,30}】|■.{1,30})$/.test(line) && !line.endsWith("。");
    if (heading) { open = { title: line.replace(/^[0-9０-９]{1,2}[　 ]/, ""), text: line }; found.push(open); } else if (!line.trim()) { if (open) open.text += `\n${line}`; } else if (open?.title) open.text += `\n${line}`;
    else { open = { title: "", text: line }; found.push(open); }
  }
  return found.map((one) => ({ ...one, text: one.text.replace(/\n+$/, "") }));
}

function likeness(one, other) {
  const pairs = (text) => new Set([...text.replace(/\s/g, "")].map((each, at, all) => each + (all[at + 1] ?? "")));
  const mine = pairs(one), theirs = pairs(other);
  return [...mine].filter((pair) => theirs.has(pair)).length / Math.max(1, Math.min(mine.size, theirs.size));
}

/** `text` with `block` in the place of the part that answers it, or added where it stood in its own text. */
export function take(text, block, at, count) {
  const mine = blocks(text);
  let best = mine.findIndex((one) => block.title && one.title === block.title);
  if (best < 0 && !block.title) {
    const near = mine.map((one) => (one.title ? 0 : likeness(one.text, block.text)));
    const most = Math.max(0, ...near);
    if (most >= 0.35) best = near.indexOf(most);
  }
  if (best >= 0) {
    const start = mine.slice(0, best).reduce((from, one) => text.indexOf(one.text, from) + one.text.length, 0);
    const place = text.indexOf(mine[best].text, start);
    return text.slice(0, place) + block.text + text.slice(place + mine[best].text.length);
  }
  const before = Math.min(mine.length, Math.round((at / Math.max(1, count)) * mine.length));
  return [...mine.slice(0, before), block, ...mine.slice(before)].map((one) => one.text).join("\n");
}

let last = null; // what was made last, with the parts that were taken: closed by mistake, it is there again

/** Ask for several drafts of `form`; `onTake({text, citations, …})` gets the one that was chosen. */
export function openVariants(form, { onTake, onError }) {
  const key = JSON.stringify(form), again = last?.key === key;
  const control = new AbortController(), made = again ? last.made : [];
  let running = !again, id = "", shown = 0, base = again ? last.base : 0, text = again ? last.text : null, from = document.activeElement;
  const status = el("p", { role: "status", class: "sg-second sg-variants-status" }, say("variants.starting"));
  const stop = el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: halt } }, say("workspace.stop"));
  const renew = el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", hidden: true, on: { click: anew } }, say("variants.anew"));
  const close = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", on: { click: () => dialog.close() } }, say("site.close"));
  const tabs = el("div", { class: "sg-tabs sg-variants-tabs", role: "tablist", "aria-label": say("variants.title") });
  const columns = el("div", { class: "sg-variants" });
  const dialog = el("dialog", { class: "sg-overlay sg-overlay-wide", "aria-labelledby": "sg-variants-title" },
    el("div", { class: "sg-overlay-head" }, el("h2", { class: "sg-h3", id: "sg-variants-title" }, say("variants.title")), status, stop, renew, close), el("div", { class: "sg-overlay-body" }, tabs, columns));
  dialog.addEventListener("close", () => { control.abort(); if (running && id) api.cancel(id).catch(() => {}); else if (!running && made.length) last = { key, made, base, text }; dialog.remove(); });
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || !made.length) return;
    shown = (shown + step + made.length) % made.length;
    paint();
    tabs.children[shown].focus();
  });
  document.body.append(dialog);
  openOver(dialog, () => from);
  if (again) {
    status.textContent = say("variants.kept");
    stop.hidden = true;
    renew.hidden = false;
    paint();
    columns.querySelector("button").focus();
  } else {
    stop.focus();
    follow();
  }

  function anew() {
    made.length = base = shown = 0;
    text = null;
    running = true;
    renew.hidden = true;
    stop.hidden = stop.disabled = false;
    status.textContent = say("variants.starting");
    paint();
    stop.focus();
    follow();
  }

  async function follow() {
    let note = "";
    try {
      for await (const [name, data] of api.variants(form, control.signal)) {
        if (name === "start") id = data.id;
        else if (name === "stage") status.textContent = data.text;
        else if (name === "variant") { made.push(data); paint(); announce(say("variants.ready", { number: data.number, name: data.name })); } else if (name === "done") note = data.note;
      }
      status.textContent = note || say("variants.done", { count: made.length });
      announce(status.textContent);
    } catch (error) {
      if (control.signal.aborted) { running = false; return; }
      status.textContent = api.why(error);
      alarm(status.textContent);
      if (error instanceof api.Problem && error.told.fields?.length) { dialog.close(); onError(error); }
    } finally {
      running = false;
      const lost = document.activeElement === stop; // a button that goes takes the keyboard's place with it
      stop.hidden = true;
      paint();
      if (lost) (columns.querySelector("button") ?? close).focus();
    }
  }
  function halt() { stop.disabled = true; if (id) api.cancel(id).catch(() => control.abort()); else control.abort(); }

  function paint() {
    const focus = document.activeElement?.dataset?.key;
    tabs.replaceChildren(...made.map((one, at) => el("button", { type: "button", role: "tab", id: `sg-vtab-${at}`, "aria-selected": String(at === shown), "aria-controls": `sg-variant-${at}`, tabindex: at === shown ? "0" : "-1", on: { click: () => { shown = at; paint(); } } }, say("variants.tab", { number: at + 1 }))));
    columns.style.setProperty("--columns", String(Math.max(1, made.length)));
    columns.replaceChildren(...made.map(column));
    if (focus) (columns.querySelector(`[data-key="${focus}"]`) ?? near(focus))?.focus();
  }
  /** Where the keyboard goes on when what was pressed is gone: the next part of that draft, else its first button. */
  function near(key) {
    const [what, at, number] = key.split("-"), uses = [...columns.querySelectorAll(`[data-key^="use-${at}-"]`)];
    const next = what === "use" ? uses.find((one) => Number(one.dataset.key.split("-")[2]) > Number(number)) ?? uses.at(-1) : null;
    return next ?? columns.querySelector(`[data-key="take-${at}"]`);
  }
  function column(one, at) {
    const mine = at === base, words = mine && text !== null ? text : one.draft.text;
    const parts = el("div", { class: "sg-variant-text" }, mine && text !== null ? el("div", { class: "sg-variant-block" }, words) : blockRows(one, at));
    const left = (words.match(/【要確認/g) ?? []).length;
    return el("section", { class: `sg-variant${at === shown ? " is-shown" : ""}${mine ? " is-base" : ""}`, id: `sg-variant-${at}`, "aria-labelledby": `sg-vhead-${at}` },
      el("h3", { class: "sg-h3", id: `sg-vhead-${at}` }, say("variants.head", { number: at + 1, name: one.name })),
      el("p", { class: "sg-second" }, say("variants.size", { count: [...words.replace(/\s/g, "")].length.toLocaleString("ja-JP"), checks: left }), mine ? el("b", {}, say("variants.base")) : null),
      el("p", { class: "sg-rewrite-act" }, el("button", { type: "button", class: `sg-button sg-button-small${mine ? "" : " sg-button-second"}`, "data-key": `take-${at}`, on: { click: () => choose(at) } }, say("variants.take")),
        mine || made.length < 2 ? null : el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "data-key": `base-${at}`, on: { click: () => { base = at; text = null; paint(); } } }, say("variants.make_base")),
        mine && text !== null ? el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "data-key": `undo-${at}`, on: { click: () => { text = null; paint(); announce(say("workspace.undone")); } } }, say("workspace.undo")) : null),
      parts);
  }
  /** The blocks with the words that the first draft has not; each can go into the base. */
  function blockRows(one, at) {
    const all = blocks(one.draft.text);
    let place = 0, part = 0, offset = 0;
    return all.map((block, number) => {
      const start = one.draft.text.indexOf(block.text, place), end = start + block.text.length, said = [];
      place = end;
      while (part < one.parts.length) {
        const { kind, text: words } = one.parts[part];
        if (kind === "del") {
          if (words.trim()) said.push(el("del", {}, el("span", { class: "sg-hidden" }, say("variants.gone")), short(words)));
          part += 1;
          continue;
        }
        if (offset >= end) break;
        const stops = offset + words.length, piece = words.slice(Math.max(0, start - offset), Math.max(0, Math.min(words.length, end - offset)));
        if (piece) said.push(kind === "ins" ? el("ins", {}, piece) : piece);
        if (stops > end) break;
        offset = stops;
        part += 1;
      }
      const use = at === base || (text ?? made[base].draft.text).includes(block.text) ? null : el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "data-key": `use-${at}-${number}`, "aria-label": say("variants.use_label", { words: block.text.slice(0, 20) }), on: { click: () => use_(block, number, all.length) } }, say("variants.use"));
      return el("div", { class: "sg-variant-block" }, said.length ? said : block.text, use);
    });
  }
  function use_(block, at, count) {
    text = take(text ?? made[base].draft.text, block, at, count);
    paint();
    status.textContent = say("variants.used", { number: base + 1 });
    announce(status.textContent);
  }
  function choose(at) {
    const one = made[at], words = at === base && text !== null ? text : one.draft.text;
    const known = new Map(made.flatMap((each) => each.draft.citations).map((each) => [each.number, each]));
    const citations = [...known.values()].filter((each) => words.includes(`[${each.number}]`)).sort((a, b) => a.number - b.number);
    from = null;
    dialog.close();
    onTake({ draft: one.draft, text: words, citations, mixed: words !== one.draft.text });
  }
}

/** What a draft has not, in one line. */
function short(words) {
  const flat = words.replace(/\s+/g, " ").trim();
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat;
}
