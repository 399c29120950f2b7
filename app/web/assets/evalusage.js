// 使われ方: what became of drafts, how answers scored week by week, what is unanswered by 課. Knows nothing of texts: there are none.

import { el, say, wareki } from "./dom.js";
import { call } from "./evalcall.js";

const MARK = { worse: "sg-mark-ng", better: "sg-mark-ok", undecided: "sg-mark-so" };
const percent = (value) => (value === null || value === undefined ? "－" : `${Math.round(value * 100)}%`);
const signed = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(3)}`;

/** The tables of use; a line that says so where nothing was used yet. */
export async function usage() {
  const found = await call("GET", "evals/usage");
  const parts = [drafts(found.drafts), drift(found.drift), weeks(found.weeks, found.asks), sections(found.sections)].filter(Boolean);
  return el("section", {}, el("h3", {}, say("evals.usage")), el("p", { class: "sg-help" }, say("evals.usage_note")), parts.length ? parts : el("p", { class: "sg-empty" }, say("evals.usage_empty")));
}

function table(title, names, rows) {
  if (!rows.length) return null;
  return el("div", {}, el("h4", {}, say(title)), el("table", { class: "sg-list sg-evals-runs" }, el("thead", {}, el("tr", {}, names.map((name) => el("th", { scope: "col" }, say(`evals.usage_${name}`))))),
    el("tbody", {}, rows.map(([head, ...cells]) => el("tr", {}, el("th", { scope: "row" }, head), cells.map((cell, at) => el("td", {}, el("span", { class: "sg-cell-name" }, say(`evals.usage_${names[at + 1]}`)), cell)))))));
}

function drafts(rows) {
  return table("evals.usage_drafts", ["task", "all", "adopted", "edited", "untouched", "discarded", "open"], rows.map((one) => [one.name, ...[one.all, one.adopted].map(String), percent(one.edited), ...[one.untouched, one.discarded, one.open].map(String)]));
}

function drift(rows) {
  return table("evals.usage_drift", ["asks", "mean", "range", "n", "verdict"], rows.map((one) => [one.asks, signed(one.mean), `${signed(one.low)}〜${signed(one.high)}`, `${one.before} → ${one.n}`, el("b", { class: MARK[one.verdict] }, say(`evals.usage_${one.verdict}`))]));
}

function weeks(rows, asks) {
  const names = Object.keys(asks).filter((name) => rows.some((row) => row.scores[name]));
  const named = (name, value) => el("td", {}, el("span", { class: "sg-cell-name" }, say(`evals.usage_${name}`)), value);
  if (!rows.length) return null;
  return el("div", {}, el("h4", {}, say("evals.usage_weeks")), el("div", { class: "sg-evals-wide", tabindex: "0", role: "group", "aria-label": say("evals.usage_weeks") }, el("table", { class: "sg-list" },
    el("thead", {}, el("tr", {}, ["week", "all", "unanswered"].map((name) => el("th", { scope: "col" }, say(`evals.usage_${name}`))), names.map((name) => el("th", { scope: "col" }, asks[name])))),
    el("tbody", {}, rows.map((row) => el("tr", {}, el("th", { scope: "row" }, wareki(row.week)), named("all", String(row.counts.all ?? 0)), named("unanswered", String(row.counts.unanswered ?? 0)),
      names.map((name) => { const one = row.scores[name]; return el("td", {}, el("span", { class: "sg-cell-name" }, asks[name]), one ? `${one.mean.toFixed(2)}（${one.low.toFixed(2)}〜${one.high.toFixed(2)}、${one.n}）` : "－"); })))))));
}

function sections(rows) {
  return table("evals.usage_sections", ["section", "all", "unanswered", "answered", "good", "bad"], rows.map((one) => [one.section || say("staff.no_section"), String(one.all), String(one.unanswered), one.drift ? say(`evals.usage_${one.drift}`) : "－", String(one.good), String(one.bad)]));
}
