// What differs between two versions of a task, in the words of its form. Knows no page and no server.

import { say } from "./dom.js";

const OF_FIELD = ["label", "help", "example", "type", "options", "required"], OF_SECTION = ["title", "text", "about"];
const WORDS = { label: "part_label", help: "part_help", example: "part_example", type: "part_type", options: "part_options", required: "part_required", title: "part_heading", text: "part_text", about: "part_about" };

/** How a section is called in a list. */
export function sectionName(one) {
  return one.title || one.label || (one.text ?? "").trim().split("\n")[0].replace(/^(.{24}).+$/u, "$1…") || say("outline.untitled");
}

/** [{place, was, now}] from the table of one version to that of another; "" where there was or is nothing. */
export function changes(before, after) {
  const found = [];
  const put = (place, was, now) => { if (shown(was) !== shown(now)) found.push({ place, was: shown(was), now: shown(now) }); };
  for (const [key, name] of [["name", "part_name"], ["result", "part_result"], ["title", "part_title"]]) put(label(name), before[key], after[key]);
  parts(before.fields, after.fields, (one) => one.id, (one) => one.label ?? one.id, OF_FIELD, "part_fields");
  parts(before.sections, after.sections, sectionName, sectionName, OF_SECTION, "part_sections");
  for (const [key, name] of [["kinds", "part_kinds"], ["queries", "part_queries"]]) put(label(name), before.sources?.[key], after.sources?.[key]);
  put(label("part_checklist"), before.checklist, after.checklist);
  return found;

  function parts(old = [], fresh = [], id, name, keys, kind) {
    const known = new Map(old.map((one) => [id(one), one])), there = new Set(fresh.map(id));
    for (const one of old) if (!there.has(id(one))) put(say(`making.${kind}`), name(one), "");
    for (const one of fresh) {
      const was = known.get(id(one));
      if (!was) put(say(`making.${kind}`), "", name(one));
      else for (const key of keys) put(say("making.diff_place", { kind: say(`making.${kind}`), name: name(one), part: label(WORDS[key]) }), worded(key, was[key]), worded(key, one[key]));
    }
    const [was, now] = [old.filter((one) => there.has(id(one))), fresh.filter((one) => known.has(id(one)))];
    if (was.some((one, at) => id(one) !== id(now[at]))) put(say("making.diff_order", { kind: say(`making.${kind}`) }), was.map(name).join("\u3001"), now.map(name).join("\u3001"));
  }
}

/** The label of a part without what its brackets explain. */
function label(key) { return say(`making.${key}`).replace(/\uff08.*$/, ""); }

function worded(key, value) {
  return key === "type" && value ? say(`making.type_${value}`) : value === true ? say("making.diff_yes") : value;
}

function shown(value) { return Array.isArray(value) ? value.join("\n") : String(value ?? ""); }
