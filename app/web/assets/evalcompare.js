// 比べる: two runs of a suite, what became worse and better, and whether that can be said at all. Knows nothing of statistics.

import { announce, el, say } from "./dom.js";
import { call, button, choice, field, named, runName } from "./evalcall.js";

const BASE = "baseline";
const KIND = { 0: "success", 1: "error", 3: "warning" };
const MARKS = { OK: "ok", "△": "so", NG: "ng" };
const FEW = 30;

export async function compare(panel, page) {
  const told = await call("GET", "evals");
  const done = told.runs.filter((run) => run.state === "done");
  if (!done.length) return panel.replaceChildren(el("h2", {}, say("evals.tab_compare")), el("p", { class: "sg-empty" }, say("evals.compare_empty")));
  const result = el("div", { "aria-live": "polite" });
  const run = choice("sg-compare-run", done.map((one) => [one.id, runName(one)]), page.picked.run);
  const rival = el("div");
  const against = () => panel.querySelector("#sg-compare-against");
  const rivals = () => {
    const suite = done.find((one) => one.id === run.value).suite;
    const rows = done.filter((one) => one.suite === suite && one.id !== run.value).map((one) => [one.id, runName(one)]);
    if (told.suites.find((one) => one.name === suite)?.baseline) rows.unshift([BASE, say("evals.baseline")]);
    rival.replaceChildren(rows.length ? field(say("evals.against"), choice("sg-compare-against", rows)) : el("p", { class: "sg-empty" }, say("evals.no_rival")));
    go.disabled = !rows.length;
    result.replaceChildren();
  };
  const go = button(say("evals.compare"), () => page.attempt(async () => {
    go.disabled = true;
    result.replaceChildren(el("p", { class: "sg-second" }, say("evals.comparing")));
    try { result.replaceChildren(...shown(await call("GET", `evals/runs/${run.value}/compare?against=${against().value}`), run.value, against().value, page)); }
    catch (error) { result.replaceChildren(); throw error; }
    finally { go.disabled = false; }
  }));
  run.addEventListener("change", rivals);
  panel.replaceChildren(el("h2", {}, say("evals.tab_compare")), el("p", { class: "sg-help" }, say("evals.compare_note")),
    el("div", { class: "sg-evals-fields" }, field(say("evals.compared"), run), rival, go), result);
  rivals();
}

function shown(found, run, against, page) {
  const list = (title, names) => (names.length ? [el("h3", {}, `${say(title)}（${names.length}）`), el("p", {}, names.slice(0, FEW).join("、"))] : []);
  const copy = button(say("evals.copy_markdown"), async () => { await navigator.clipboard.writeText(found.markdown); announce(say("evals.copied")); copy.textContent = say("evals.copied"); }, "sg-button-second sg-button-small");
  const pair = against === BASE || !found.texts ? null : button(say("evals.to_labels"), () => page.choose("labels", { run, other: against }), "sg-button-second sg-button-small");
  return [
    el("div", { class: `sg-note sg-note-${KIND[found.code]}` }, el("p", {}, el("b", {}, say(`evals.code_${found.code}${found.code === 1 && !found.lost.length ? "_gone" : found.code === 3 && found.unheld ? "_unheld" : ""}`))), found.code === 1 && found.lost.length ? el("p", {}, say("evals.lost", { names: found.lost.join("、") })) : null, found.suspects.length ? el("p", {}, say("evals.suspects", { names: found.suspects.join("、") })) : el("p", {}, say("evals.no_suspects")), found.part ? el("p", {}, say("evals.part")) : null, found.exact ? el("p", {}, say("evals.exact")) : null, found.unheld ? el("p", {}, found.unheld) : null, ...found.chance.map((told) => el("p", {}, told))),
    el("div", { class: "sg-tools" }, el("a", { class: "sg-button sg-button-second sg-button-small", href: `/api/evals/runs/${run}/report?against=${against}`, target: "_blank", rel: "noopener" }, say("evals.open_report")), copy, pair),
    found.tasks.length ? el("h3", {}, say("evals.tasks")) : null,
    found.tasks.length ? el("ul", { class: "sg-evals-marks" }, found.tasks.map((one) => el("li", {}, el("b", { class: `sg-mark-${MARKS[one.mark]}` }, one.mark), ` ${one.name}`, one.why ? el("span", { class: "sg-second" }, `　${one.why}`) : null))) : null,
    found.tasks.length ? el("p", { class: "sg-help" }, say("evals.tasks_note")) : null,
    el("h3", {}, say("evals.measures")), ...measures(found.measures), el("p", { class: "sg-help" }, say("evals.measures_note")),
    ...took(found.took, against),
    ...list("evals.gone", found.gone), ...list("evals.new", found.new),
    ...changes(found.changed, run, against),
  ].filter(Boolean);
}

function measures(rows) {
  const sign = (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(3)}`;
  const cell = (name, ...content) => el("td", {}, el("span", { class: "sg-cell-name" }, say(`evals.col_${name}`)), ...content);
  const kinds = { worse: "sg-mark-ng", fell: "sg-mark-ng", better: "sg-mark-ok", rose: "sg-mark-ok", undecided: "sg-mark-so" };
  const moved = (one) => one.worse + one.better > 0;
  const sorted = [...rows].sort((a, b) => b.gates - a.gates);
  const still = sorted.filter((one) => !moved(one));
  const table = (some) => el("table", { class: "sg-list sg-evals-measures" }, el("thead", {}, el("tr", {}, ["scorer", "difference", "range", "cases", "seen", "verdict"].map((name) => el("th", { scope: "col" }, say(`evals.col_${name}`))))),
    el("tbody", {}, some.map((one) => el("tr", one.gates ? {} : { class: "sg-evals-grey" }, el("th", { scope: "row" }, one.asks, one.gates ? null : el("span", { class: "sg-second" }, ` ${say("evals.no_gate")}`)),
      cell("difference", sign(one.mean)), cell("range", `${sign(one.low)}〜${sign(one.high)}`), cell("cases", say("evals.worse_better", one)), cell("seen", one.seen ? one.seen.toFixed(3) : "－"),
      cell("verdict", el("b", { class: (one.gates && kinds[one.verdict]) || "" }, one.told), one.why ? el("p", { class: "sg-second sg-evals-why" }, one.why) : null)))));
  return [sorted.some(moved) ? table(sorted.filter(moved)) : null,
    still.length ? el("details", {}, el("summary", {}, say("evals.measures_still", { count: still.length })), el("ul", {}, still.map((one) => el("li", {}, one.asks)))) : null];
}

/** Seconds, tokens and yen a question, against another run; a baseline keeps scores only. */
function took(rows, against) {
  if (!rows.length) return against === BASE ? [el("p", { class: "sg-second" }, say("evals.took_none"))] : [];
  const names = ["mean", "range", "share", "n", "told"];
  return [el("h3", {}, say("evals.took")), el("table", { class: "sg-list sg-evals-measures" },
    el("thead", {}, el("tr", {}, ["name", ...names].map((name) => el("th", { scope: "col" }, say(`evals.took_${name}`))))),
    el("tbody", {}, rows.map((one) => el("tr", {}, el("th", { scope: "row" }, one.name), names.map((name) => el("td", {}, el("span", { class: "sg-cell-name" }, say(`evals.took_${name}`)), one[name])))))),
  el("p", { class: "sg-help" }, say("evals.took_note"))];
}

function changes(rows, run, against) {
  if (!rows.length) return [el("p", { class: "sg-second" }, say("evals.unchanged"))];
  return [el("h3", {}, `${say("evals.changed")}（${rows.length}）`), el("ul", { class: "sg-evals-changed" }, rows.slice(0, FEW).map((one) => el("li", {},
    el("a", { href: `/api/evals/runs/${run}/report?against=${against}#${encodeURIComponent(one.case)}`, target: "_blank", rel: "noopener" }, one.case),
    `　${one.asks}　${one.before.toFixed(2)} → ${one.after.toFixed(2)}　`, el("b", { class: one.after < one.before ? "sg-mark-ng" : "sg-mark-ok" }, named(one.after < one.before ? "became_worse" : "became_better", "")))))];
}
