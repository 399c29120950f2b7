// 用途の中身を欄ごとに直す: fields, sections, sources and the checklist as forms. Knows nothing of files or the server.

import { announce, el, say } from "./dom.js";
import { sectionName } from "./makingdiff.js";

const TYPES = ["text", "textarea", "date", "select", "number", "check"];
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const SMALL = "sg-button sg-button-quiet sg-button-small";

/** {element, show(table)}; `onChange(table)` hears the table after every change. */
export function makeParts({ onChange }) {
  const element = el("div", { class: "sg-parts" });
  let table = {};
  let gone = null; // the part that was taken out last: it can be put back
  let places = new Map(); // each part → its box and how it is called
  const opened = new WeakSet(), fresh_ = new WeakSet();
  /** A field that was just added is called in the texts what its maker calls it: {雨天のときの扱い}, not {欄12}. */
  function rename(one) {
    const wished = (one.label ?? "").replace(/[{}?!=|\s　]/g, "").slice(0, 24);
    if (!fresh_.has(one) || !wished || table.fields.some((each) => each !== one && each.id === wished)) return;
    const old = one.id;
    const said = (value) => typeof value === "string" ? ["", "?", "!"].reduce((text, mark) => text.replaceAll(`{${old}${mark}}`, `{${wished}${mark}}`), value)
      : Array.isArray(value) ? value.map(said) : value;
    for (const holder of [table, table.sources, table.past ?? {}, ...table.sections]) for (const [key, value] of Object.entries(holder)) if (typeof value === "string" || (Array.isArray(value) && typeof value[0] === "string")) holder[key] = said(value);
    one.id = wished;
    places.get(one)[0].querySelector(".sg-part-id").textContent = say("making.part_id", { id: wished });
  }
  function changed() {
    for (const [one, [box, name]] of places) box.querySelector("summary").textContent = name(one);
    onChange(table);
  }

  function text(label, holder, key, { many = false, list = false } = {}) {
    const tall = many || list || String(holder[key] ?? "").includes("\n"); // a line break must not be lost in a box of one line
    const put = () => { holder[key] = list ? lines(box.value) : box.value; if (!box.value && !list && key !== "text") delete holder[key]; changed(); };
    const box = el(tall ? "textarea" : "input", { class: "sg-input", ...(tall ? { rows: list ? 4 : 3 } : { type: "text" }), on: { input: put, change: () => { if (key === "label") rename(holder); put(); } } });
    box.value = list ? (holder[key] ?? []).join("\n") : holder[key] ?? "";
    return el("label", { class: "sg-part-field" }, el("span", {}, label), box);
  }
  function choice(label, holder, key, options) {
    const box = el("select", { class: "sg-input", on: { change: () => { holder[key] = box.value; if (key === "type" && box.value === "select") holder.options ??= [say("making.part_option")]; if (key === "type" && box.value !== "select") delete holder.options; changed(); draw(); } } }, options.map(([value, name]) => el("option", { value }, name)));
    box.value = holder[key];
    return el("label", { class: "sg-part-field" }, el("span", {}, label), box);
  }
  function flag(label, holder, key) {
    const box = el("input", { type: "checkbox", class: "sg-check", on: { change: () => { if (box.checked) holder[key] = true; else delete holder[key]; changed(); } } });
    box.checked = Boolean(holder[key]);
    return el("label", { class: "sg-label" }, box, label);
  }
  function rows(title, list, name, fill, fresh) {
    const go = (one, what = "") => { const box = places.get(one)[0]; (box.querySelector(`[data-do="${what}"]:enabled`) ?? box.querySelector("summary")).focus(); };
    const moved = (at, to) => { [list[at], list[to]] = [list[to], list[at]]; changed(); draw(); go(list[to], to < at ? "outline.up" : "outline.down"); announce(say("making.part_moved", { name: name(list[to]) })); };
    const press = (key, one, work, off = false) => el("button", { type: "button", class: SMALL, "data-do": key, disabled: off, "aria-label": `${name(one)} ${say(key)}`, on: { click: work } }, say(key));
    const box = (one, at) => {
      const made = el("details", { class: "sg-part", open: opened.has(one), on: { toggle: () => { if (made.open) opened.add(one); else if (made.isConnected) opened.delete(one); } } }, el("summary", {}, name(one)), fill(one),
        el("p", { class: "sg-rewrite-act" }, press("outline.up", one, () => moved(at, at - 1), at === 0), press("outline.down", one, () => moved(at, at + 1), at === list.length - 1), press("outline.remove", one, () => { list.splice(at, 1); gone = { one, at, list }; changed(); draw(); element.querySelector(".sg-undo button").focus(); announce(say("making.part_removed", { name: name(one) })); }, list.length === 1)));
      places.set(one, [made, name]);
      return made;
    };
    const back = () => { list.splice(gone.at, 0, gone.one); const { one } = gone; gone = null; changed(); draw(); go(one); };
    const undo = gone?.list === list ? el("p", { class: "sg-note sg-undo" }, say("making.part_removed", { name: name(gone.one) }), el("button", { type: "button", class: SMALL, on: { click: back } }, say("home.recent_undo"))) : null;
    return el("section", {}, el("h3", { class: "sg-h3" }, title), list.map(box), undo,
      el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => { const one = fresh(); list.push(one); opened.add(one); changed(); draw(); places.get(one)[0].querySelector("input").select(); } } }, say("making.part_add")));
  }

  function draw() {
    const controls = () => [...element.querySelectorAll("input, select, textarea, button, summary")];
    const focus = controls().indexOf(document.activeElement);
    places = new Map();
    const sources = (table.sources ??= {});
    const next = (list, stem) => { let number = list.length + 1; while (list.some((one) => one.id === `${stem}${number}`)) number += 1; return `${stem}${number}`; };
    element.replaceChildren(
      text(say("making.part_name"), table, "name"), text(say("making.part_result"), table, "result", { many: true }), text(say("making.part_title"), table, "title"),
      rows(say("making.part_fields"), (table.fields ??= []), (one) => one.label ?? one.id, (one) => el("div", {},
        text(say("making.part_label"), one, "label"), text(say("making.part_help"), one, "help"), text(say("making.part_example"), one, "example"),
        choice(say("making.part_type"), one, "type", TYPES.map((type) => [type, say(`making.type_${type}`)])), one.type === "select" ? text(say("making.part_options"), one, "options", { list: true }) : null, flag(say("making.part_required"), one, "required"),
        el("p", { class: "sg-second sg-part-id" }, say("making.part_id", { id: one.id }))), () => { const id = next(table.fields, say("making.part_new")), one = { id, label: id, type: "text" }; fresh_.add(one); return one; }),
      rows(say("making.part_sections"), (table.sections ??= []), sectionName, (one) => el("div", {},
        text(say("making.part_heading"), one, "title"), text(say("making.part_text"), one, "text", { many: true }), ["cited", "found", "faq", "figures"].includes(one.by) ? text(say("making.part_about"), one, "about", { many: true }) : null,
        el("p", { class: "sg-second" }, say("making.part_by", { by: say(`making.by_${one.by}`) }))), () => ({ title: say("making.part_new_section"), by: "fields", text: "　" })),
      el("section", {}, el("h3", { class: "sg-h3" }, say("making.part_sources")), text(say("making.part_kinds"), sources, "kinds", { list: true }), text(say("making.part_queries"), sources, "queries", { list: true })),
      el("section", {}, el("h3", { class: "sg-h3" }, say("findings.checklist")), text(say("making.part_checklist"), table, "checklist", { list: true })));
    if (focus >= 0) controls()[focus]?.focus(); // what a choice adds stands behind it
  }
  return { element, show(given) { table = given; gone = null; draw(); } };
}
