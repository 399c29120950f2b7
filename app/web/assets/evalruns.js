// 実行: a suite started, watched, stopped, taken up again; the list of what there is. Knows nothing of scores.

import { announce, el, say } from "./dom.js";
import { asked, button, call, choice, day, field, named, share, suiteName } from "./evalcall.js";

const TICK = 1500; // milliseconds between two looks at a run
const FIRST = 10; // runs in the list at first
const ACTIVE = ["running", "preparing"];
let timer;

export async function runs(panel, page) {
  clearTimeout(timer);
  const told = await call("GET", "evals");
  const again = () => page.attempt(() => runs(panel, page));
  const rows = told.runs.map((run) => row(run, page, again));
  for (const one of rows.slice(FIRST)) one.hidden = !page.allRuns;
  const more = button(say("evals.runs_more", { count: rows.length - FIRST }), () => {
    page.allRuns = true;
    for (const one of rows) one.hidden = false;
    more.remove();
    rows[FIRST].querySelector("a, button, summary")?.focus();
  }, "sg-button-second");
  panel.replaceChildren(starter(told, page, again), watch(told, panel, page, again),
    el("h2", {}, say("evals.runs")),
    rows.length ? el("table", { class: "sg-list sg-evals-runs" }, el("thead", {}, el("tr", {}, ["day", "suite", "count", "passed", "do"].map((name) => el("th", { scope: "col" }, say(`evals.col_${name}`))))), el("tbody", {}, rows))
      : el("p", { class: "sg-empty" }, say("evals.runs_empty")), ...(rows.length > FIRST && !page.allRuns ? [el("p", { class: "sg-evals-more" }, more)] : []));
}

function starter(told, page, again) {
  const before = page.started ?? {};
  const suite = choice("sg-eval-suite", told.suites.map((one) => [one.name, one.cases ? say("evals.name_and_count", { name: suiteName(one.name), count: one.cases }) : suiteName(one.name)]), before.suite);
  const number = (id, value, min, max) => { const made = el("input", { id, class: "sg-input", type: "number", min: String(min), max: String(max), inputmode: "numeric" }); made.value = value; return made; };
  const limit = number("sg-eval-limit", before.limit ?? "", 0, 100000), jobs = number("sg-eval-jobs", before.jobs ?? "1", 1, 16), repeats = number("sg-eval-repeats", before.repeats ?? "1", 1, 20);
  const fresh = el("input", { type: "checkbox", class: "sg-check", id: "sg-eval-fresh" });
  const about = el("p", { class: "sg-help", id: "sg-eval-about" });
  const explain = () => { about.textContent = named(`about_${suite.value.replaceAll("-", "_")}`, ""); };
  suite.setAttribute("aria-describedby", about.id);
  suite.addEventListener("change", explain);
  explain();
  const form = el("form", { class: "sg-evals-start", on: { submit: (event) => { event.preventDefault(); return page.attempt(async () => {
    page.hush();
    page.started = { suite: suite.value, limit: limit.value, jobs: jobs.value, repeats: repeats.value }; // the form is drawn anew
    await call("POST", "evals/runs", { suite: suite.value, jobs: Number(jobs.value) || 1, repeats: Number(repeats.value) || 1, limit: Number(limit.value) || 0, fresh: fresh.checked });
    await again();
    announce(say("evals.started"));
  }); } } },
  el("h2", {}, say("evals.start")), el("div", { class: "sg-evals-fields" }, field(say("evals.suite"), suite), field(say("evals.limit"), limit), field(say("evals.jobs"), jobs), ...(told.model ? [field(say("evals.repeats"), repeats)] : []),
    el("button", { type: "submit", class: "sg-button", disabled: Boolean(told.running) }, say("evals.begin"))), about,
  el("p", { class: "sg-staff-only" }, fresh, el("label", { for: fresh.id }, say("evals.fresh"))), el("p", { class: "sg-help" }, say(told.model ? "evals.start_note" : "evals.start_note_plain", { model: told.model })));
  return form;
}

/** The run that is asked now: how far, how long, やめる. It looks again until the run is over or the tab is left. */
function watch(told, panel, page, again) {
  const place = el("div", { "aria-live": "off" });
  if (!told.running) return place;
  const bar = el("progress", { class: "sg-evals-bar", "aria-label": say("evals.progress") }), text = el("p", { class: "sg-evals-told" });
  const stop = button(say("evals.cancel"), () => page.attempt(async () => { stop.disabled = true; text.textContent = say("evals.stopping"); await call("POST", `evals/runs/${told.running}/cancel`); }), "sg-button-second");
  const show = (run) => {
    if (stop.disabled) return;
    bar.hidden = !run.total; // without a total it would be drawn full
    if (run.total) { bar.max = run.total; bar.value = run.done; }
    text.textContent = run.state === "preparing" || !run.total ? say("evals.preparing") : run.done >= run.total ? say("evals.proving") : say(run.done ? "evals.running" : "evals.running_first", { done: run.done, total: run.total, left: left(run.left) });
  };
  const look = async () => {
    if (panel.hidden || !place.isConnected) return;
    let run;
    try { run = await call("GET", `evals/runs/${told.running}`); }
    catch { timer = setTimeout(look, TICK * 2); return; }
    if (ACTIVE.includes(run.state)) { show(run); panel.querySelector(`tr[data-run="${run.id}"]`)?.replaceWith(row(run, page, again)); timer = setTimeout(look, TICK); return; }
    await again();
    if (run.state === "done") page.tell(say("evals.finished", { suite: suiteName(run.suite) }));
    else page.tell(run.message || say("evals.stopped"), run.message ? "error" : "warning");
  };
  show(told.runs.find((run) => run.id === told.running) ?? { state: "preparing" });
  timer = setTimeout(look, TICK);
  const suite = told.runs.find((run) => run.id === told.running)?.suite ?? "";
  place.append(el("div", { class: "sg-note" }, el("p", {}, el("b", {}, say("evals.now", { suite: suiteName(suite) }))), bar, text, el("div", { class: "sg-tools" }, stop)));
  return place;
}

const left = (seconds) => (seconds < 90 ? say("evals.seconds", { count: Math.max(1, seconds) }) : say("evals.minutes", { count: Math.round(seconds / 60) }));

function row(run, page, again) {
  const cell = (name, ...content) => el("td", {}, el("span", { class: "sg-cell-name" }, say(`evals.col_${name}`)), ...content);
  const small = "sg-button-second sg-button-small";
  const done = run.state === "done", stopped = run.state === "stopped";
  const link = (text, more, extra = {}) => el("a", { class: `sg-button ${small}`, href: `/api/evals/runs/${run.id}/report${more}`, ...extra }, text);
  const passed = run.passed ? [el("b", {}, say("evals.passed", { full: run.passed.full, n: run.passed.n, share: share(run.passed.mean) })), el("br"), el("span", { class: "sg-second" }, say("evals.interval", { low: share(run.passed.low), high: share(run.passed.high) }))] : [say(`evals.state_${run.state}`)];
  return el("tr", { "data-run": run.id }, el("th", { scope: "row" }, day(run.started) || say("evals.state_preparing")),
    cell("suite", suiteName(run.suite), asked(run) ? el("span", { class: "sg-second" }, `　${asked(run)}`) : null, details(run)),
    cell("count", run.total > run.done ? say("evals.of", run) : say("evals.items", { count: run.done })),
    cell("passed", ...passed, run.message ? el("p", { class: "sg-bad" }, run.message) : null),
    cell("do", el("div", { class: "sg-tools" },
      done ? link(say("evals.open_report"), "", { target: "_blank", rel: "noopener" }) : null,
      done ? link(say("evals.save_report"), "?save=true", { download: `${run.id}.html` }) : null,
      done ? button(say("evals.to_compare"), () => page.choose("compare", { run: run.id }), small) : null,
      stopped ? button(say("evals.resume"), () => page.attempt(async () => { page.hush(); await call("POST", `evals/runs/${run.id}/resume`); await again(); }), small) : null)));
}

function details(run) {
  const rows = [["id", run.id], ...Object.entries(run.digests), ...Object.entries(run.varied)].filter(([, value]) => value);
  return el("details", { class: "sg-evals-made" }, el("summary", {}, run.model || say("evals.no_model")), el("dl", {}, rows.map(([name, value]) => [el("dt", {}, named(`digest_${name}`, name)), el("dd", {}, value)]).flat()));
}
