// 構成: the sections of a long document, arranged by the clerk before and while they are written. Knows nothing of the server.

import { announce, el, later, say } from "./dom.js";

const SMALL = "sg-button sg-button-quiet sg-button-small";

/** {element, show(outline, states), state(id, name)}; `on` hears change(parts), write(ids), stop(). States: none, writing, done, edited, failed. */
export function makeOutline(on) {
  const list = el("ol", { class: "sg-outline-list" });
  const told = el("p", { class: "sg-help", role: "status" });
  const undo = el("button", { type: "button", class: `${SMALL}`, hidden: true, on: { click: back } }, say("outline.undo"));
  const all = el("button", { type: "button", class: "sg-button", on: { click: () => on.write(outline.parts.map((one) => one.id)) } }, say("outline.write_all"));
  const add = el("button", { type: "button", class: "sg-button sg-button-second", on: { click: () => insert() } }, say("outline.add"));
  const summary = el("summary", {}, say("outline.title"));
  const element = el("details", { class: "sg-outline", hidden: true }, summary, el("p", { class: "sg-help" }, say("outline.help")),
    el("p", { class: "sg-tools" }, all, add, undo), told, list); // first what most press: below, it is 88 Tabs away
  const typed = later((part) => on.change(part), 500);
  let outline = { parts: [] }, states = new Map(), steps = [], busy = false; // each step: the parts as they were, or what brings back an outline put away

  function back() {
    const step = steps.pop();
    if (typeof step === "function") { step(); told.textContent = say("outline.undone"); return summary.focus(); }
    const notes = new Map(outline.parts.map((one) => [one.id, one.note])); // what was typed since stays
    outline.parts = step.map((one) => ({ ...one, note: notes.get(one.id) ?? one.note }));
    done(say("outline.undone"));
    if (undo.hidden) add.focus(); // a button that goes takes the keyboard's place with it
  }
  function keepBefore() { steps.push(outline.parts.map((one) => ({ ...one }))); }
  function done(message, focus) {
    draw();
    on.change(null);
    told.textContent = message;
    announce(message);
    if (focus) list.querySelector(focus)?.focus();
  }
  function move(at, step) {
    const to = at + step;
    if (to < 0 || to >= outline.parts.length) return;
    keepBefore();
    const [part] = outline.parts.splice(at, 1);
    outline.parts.splice(to, 0, part);
    if (part.chapter !== undefined) part.chapter = outline.parts[to + 1]?.chapter === outline.parts[to - 1]?.chapter ? outline.parts[to - 1]?.chapter ?? part.chapter : part.chapter;
    done(say("outline.moved", { title: name(part), place: to + 1 }), `[data-id="${part.id}"] [data-do="${step < 0 ? "up" : "down"}"]`);
  }
  function remove(at) {
    keepBefore();
    const [part] = outline.parts.splice(at, 1);
    done(say("outline.removed", { title: name(part) }));
    undo.focus();
  }
  function insert() {
    keepBefore();
    const last = outline.parts.at(-1);
    const part = { id: Math.random().toString(36).slice(2, 10), title: fresh(), chapter: last?.chapter ?? "", note: "", origin: -1 };
    const clause = outline.parts.findLastIndex((one) => one.article); // in a contract what is added is an article, below the last one
    if (clause >= 0) part.article = -1;
    outline.parts.splice(clause >= 0 ? clause + 1 : outline.parts.length, 0, part);
    done(say("outline.added"), `[data-id="${part.id}"] input`);
    list.querySelector(`[data-id="${part.id}"] input`)?.select();
  }
  function fresh() {
    for (let number = 1; ; number += 1) {
      const title = say("outline.fresh", { number });
      if (!outline.parts.some((one) => one.title === title)) return title;
    }
  }
  const name = (part) => part.title || part.label || say("outline.untitled");

  function draw() {
    const open = new Set([...list.querySelectorAll("details[open]")].map((one) => one.dataset.note));
    let chapter = "";
    list.replaceChildren(...outline.parts.flatMap((part, at) => {
      const made = [];
      if (part.chapter && part.chapter !== chapter) { chapter = part.chapter; made.push(el("li", { class: "sg-outline-chapter" }, chapter)); }
      made.push(row(part, at, open.has(part.id)));
      return made;
    }));
    undo.hidden = !steps.length;
    all.disabled = add.disabled = undo.disabled = busy;
    const written = outline.parts.filter((one) => ["done", "edited"].includes(states.get(one.id))).length;
    summary.textContent = say("outline.count", { done: written, total: outline.parts.length });
  }
  function row(part, at, open) {
    const state = states.get(part.id) ?? "none";
    const press = (what, text, work, off = busy) => el("button", { type: "button", class: SMALL, "data-do": what, disabled: off, "aria-label": say("outline.of", { title: name(part), what: text }), on: { click: work } }, text);
    const title = el("input", { type: "text", class: "sg-input", maxlength: "60", "aria-label": say("outline.name"), disabled: busy, on: { change: () => rename(part, title) } });
    title.value = part.title;
    const note = el("textarea", { class: "sg-input", rows: 2, maxlength: "600", "aria-label": say("outline.note_of", { title: name(part) }), on: { input: () => { part.note = note.value; typed(null); } } });
    note.value = part.note ?? "";
    return el("li", { class: "sg-outline-row", "data-id": part.id, "data-state": state },
      el("span", { class: "sg-outline-state" }, say(`outline.${state}`), part.article ? el("b", { class: "sg-outline-clause" }, say("outline.clause", { number: outline.parts.slice(0, at + 1).filter((one) => one.article).length })) : null),
      part.title ? title : el("span", { class: "sg-outline-name" }, name(part)),
      el("span", { class: "sg-outline-tools" },
        press("write", say(state === "none" ? "outline.write" : "outline.rewrite"), () => on.write([part.id])),
        press("up", say("outline.up"), () => move(at, -1), busy || at === 0), press("down", say("outline.down"), () => move(at, 1), busy || at === outline.parts.length - 1),
        press("remove", say("outline.remove"), () => remove(at), busy || outline.parts.length === 1)),
      el("details", { class: "sg-outline-note", "data-note": part.id, open: open || Boolean(part.note) }, el("summary", {}, say("outline.note")), note));
  }
  function rename(part, box) {
    const title = box.value.trim(), twin = outline.parts.some((one) => one !== part && one.title === title && one.chapter === part.chapter);
    if (!title || twin) {
      box.value = part.title;
      told.textContent = say(twin ? "outline.twin" : "outline.nameless", { title });
      return announce(told.textContent);
    }
    keepBefore();
    part.title = title;
    return done(say("outline.renamed", { title }));
  }

  return {
    element,
    /** Show an outline with what became of each of its sections; `again` brings back the one that it takes the place of. */
    show(given, made, again = null) {
      if (given !== outline) { steps = again ? [again] : []; told.replaceChildren(); }
      outline = given;
      states = made;
      element.hidden = false;
      element.open = true;
      draw();
    },
    states(made) { states = made; const box = document.activeElement; if (!list.contains(box) || box.tagName === "BUTTON") draw(); },
    /** While sections are written nothing is moved. */
    set busy(value) { busy = value; steps = steps.filter((one) => typeof one !== "function"); draw(); },
    hide() { element.hidden = true; },
    focus: () => summary.focus(),
  };
}
