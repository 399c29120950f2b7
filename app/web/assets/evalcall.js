// One request of the evaluators' page, and how runs are named on it. Knows nothing of the page.

import { el, say, wareki } from "./dom.js";
import { Problem } from "./stream.js";

/** The JSON that /api/`path` answers; throws Problem with the server's sentence. */
export async function call(method, path, body) {
  const response = await fetch(`/api/${path}`, {
    method, body: body ? JSON.stringify(body) : undefined, headers: body ? { "content-type": "application/json" } : {},
  });
  if (response.ok) return response.json();
  let told;
  try { told = await response.json(); }
  catch { told = { status: response.status }; }
  throw new Problem(told);
}

/** The text at evals.`name`, or `other` where an office has none for it. */
export function named(name, other) {
  try { return say(`evals.${name}`); }
  catch { return other; }
}

export const suiteName = (suite) => named(`suite_${suite.replaceAll("-", "_")}`, suite);

/** 2026-11-27T01:20:00+00:00 → 令和8年11月27日（金）10:20. */
export function day(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const two = (number) => String(number).padStart(2, "0");
  return `${wareki(`${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`)} ${at.getHours()}:${two(at.getMinutes())}`;
}

/** What was asked otherwise than the whole suite once as the office is: 「取り出す件数 1」, 「3回ずつ」, 「一部だけ」; "" for nothing. */
export function asked(run) {
  const varied = Object.entries(run.varied).filter(([name]) => !["cases", "size"].includes(name)).map(([name, value]) => `${named(`digest_${name}`, name)} ${value}`);
  const repeated = run.repeats > 1 ? [say("evals.times", { count: run.repeats })] : [];
  return [...varied, ...repeated, ...(run.part ? [say("evals.some")] : [])].join("、");
}

/** What one run is called in a list of them. */
export const runName = (run) => say("evals.run_name", { suite: suiteName(run.suite), day: day(run.started), model: run.model || say("evals.no_model"), asked: [say("evals.items", { count: run.done }), asked(run)].filter(Boolean).join("、") });

export const share = (value) => `${Math.round(value * 100)}%`;

export function field(label, input, help = "") {
  return el("div", { class: "sg-field" }, el("label", { for: input.id, class: "sg-label" }, label), help ? el("p", { class: "sg-help" }, help) : null, input);
}

export function choice(id, rows, chosen = "") {
  const made = el("select", { id, class: "sg-input" }, rows.map(([value, text]) => el("option", { value }, text)));
  if (rows.some(([value]) => value === chosen)) made.value = chosen;
  return made;
}

export const button = (text, press, kind = "") => el("button", { type: "button", class: `sg-button ${kind}`.trim(), on: { click: press } }, text);
