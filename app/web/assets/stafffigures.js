// 統計: the figures of a period with their definitions beside them. Knows nothing of how they are counted.

import { el, say, wareki } from "./dom.js";

const TABLES = ["topic", "section", "hour", "language", "status", "day"];
const COUNTS = ["conversations", "questions", "people", "callbacks"];
const percent = (part, whole) => (whole ? `${Math.round((100 * part) / whole)}%` : "－");

export async function figures(panel, office, asked = "") {
  const told = await office.call("GET", `statistics${asked}`);
  const day = (name) => { const made = el("input", { type: "date", class: "sg-input", id: `sg-figure-${name}` }); made.value = told[name]; return made; };
  const first = day("first"), last = day("last");
  const range = () => `?first=${first.value}&last=${last.value}`;
  const field = (name, input) => el("div", { class: "sg-field" }, el("label", { for: input.id, class: "sg-label" }, say(`staff.${name}`)), input);
  const big = (name, value, help) => el("div", { class: "sg-staff-figure" }, el("dt", {}, say(`staff.figure_${name}`)), el("dd", {}, el("b", {}, value), help ? el("p", { class: "sg-help" }, help) : null));
  const show = async () => { try { await figures(panel, office, range()); } catch (error) { office.tell(error.message || say("staff.lost"), "error"); } };
  panel.replaceChildren(el("h2", {}, say("staff.tab_figures")),
    el("div", { class: "sg-staff-range" }, field("first", first), field("last", last),
      el("button", { type: "button", class: "sg-button sg-button-second", on: { click: show } }, say("staff.figures_show")),
      el("a", { class: "sg-button sg-button-second", href: `/api/staff/statistics.csv${range()}`, download: "residents.csv" }, say("staff.figures_csv"))),
    el("dl", { class: "sg-staff-figures" }, COUNTS.map((name) => big(name, told[name].toLocaleString())),
      big("rate", percent(told.solved, told.conversations), say("staff.figure_rate_help", told)), big("good_rate", percent(told.good, told.rated), say("staff.figure_good_help", told))),
    told.questions ? el("div", { class: "sg-staff-tables" }, TABLES.map((name) => table(name, told.tables[name]))) : el("p", { class: "sg-empty" }, say("staff.figures_empty")));
}

function table(name, rows) {
  const label = (key) => (name === "status" && key ? say(`staff.status_${key}`) : (name === "day" && wareki(key)) || key || say("staff.unknown"));
  return el("table", { class: "sg-list" }, el("caption", {}, say(`staff.table_${name}`)),
    el("tbody", {}, Object.entries(rows).map(([key, value]) => el("tr", {}, el("th", { scope: "row" }, label(key)), el("td", {}, value.toLocaleString())))));
}
