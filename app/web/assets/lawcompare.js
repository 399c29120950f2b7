// Two revisions of a regulation, or two files, side by side: chosen from lists, shown as a 新旧対照表, saved for Word. Knows no law.

import { el, say } from "./dom.js";
import * as api from "./lawapi.js";
import { counted } from "./lawresult.js";
import { lawTable } from "./lawtable.js";
import { why } from "./stream.js";

const FILES = ".txt,.md,.docx,.html,.xml,.pdf";

/** A part of the page that opens when it is wanted; the lists are read then. */
export function makeCompare() {
  const law = el("select", { id: "sg-compare-law", class: "sg-input", on: { change: fill } });
  const old = el("select", { id: "sg-compare-old", class: "sg-input" });
  const now = el("select", { id: "sg-compare-new", class: "sg-input" });
  const before = el("input", { type: "file", id: "sg-compare-old-file", class: "sg-input", accept: FILES });
  const after = el("input", { type: "file", id: "sg-compare-new-file", class: "sg-input", accept: FILES });
  const place = el("div", { role: "status", class: "sg-compare-place" });
  const press = (label, onPress) => el("button", { type: "button", class: "sg-button sg-button-second", on: { click: onPress } }, label);
  const held = el("div", { class: "sg-law-choose" }, field(law, "reiki.compare_law"), field(old, "reiki.compare_old"), field(now, "reiki.compare_new"), press(say("reiki.compare"), () => show(old.value, now.value)));
  const files = el("div", { class: "sg-law-choose" }, field(before, "reiki.compare_old_file"), field(after, "reiki.compare_new_file"), press(say("reiki.compare_files"), () => {
    if (before.files[0] && after.files[0]) show(before.files[0], after.files[0]);
    else place.replaceChildren(el("p", { class: "sg-error-text" }, say("reiki.compare_two")));
  }));
  const element = el("details", { class: "sg-compare" }, el("summary", {}, say("reiki.compare_title")), el("p", { class: "sg-help" }, say("reiki.compare_help")), held, el("p", { class: "sg-help" }, say("reiki.compare_or")), files, place);
  let rows = null;
  element.addEventListener("toggle", async () => {
    if (!element.open || rows) return;
    try {
      rows = (await api.revised()).regulations;
      law.replaceChildren(...rows.map((one, at) => el("option", { value: String(at) }, one.title)));
      held.hidden = rows.length === 0;
      fill();
    } catch (error) { fail(error); }
  });

  function fill() {
    const revisions = rows?.[Number(law.value)]?.revisions ?? [];
    for (const pick of [old, now]) pick.replaceChildren(...revisions.map((one) => el("option", { value: one.id }, one.effective ? say("reiki.revision_from", { day: one.effective }) : say("reiki.revision_first"))));
    old.selectedIndex = Math.max(0, revisions.length - 2);
    now.selectedIndex = revisions.length - 1;
  }
  async function show(one, two) {
    place.replaceChildren(el("p", { class: "sg-second" }, say("reiki.working")));
    try {
      const made = await api.table(one, two);
      if (!made.changed) { place.replaceChildren(el("p", { class: "sg-empty" }, say("reiki.compare_same"))); return; }
      const save = press(say("reiki.table_docx"), () => keep(one, two, made.table.title));
      place.replaceChildren(el("div", { class: "sg-tools" }, save, el("span", { class: "sg-second" }, counted(made.counts))), lawTable(made.table));
    } catch (error) { fail(error); }
  }
  async function keep(one, two, title) {
    try {
      const link = el("a", { download: `${title}.docx` });
      link.href = URL.createObjectURL(await api.table(one, two, "docx"));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    } catch (error) { fail(error); }
  }
  function fail(error) {
    place.replaceChildren(el("div", { class: "sg-note sg-note-error", role: "alert" }, el("p", {}, `${say("reiki.read_failed")}${why(error)}`)));
  }
  return element;
}

function field(input, label) {
  return el("div", { class: "sg-field" }, el("label", { class: "sg-label", for: input.id }, say(label)), input);
}
