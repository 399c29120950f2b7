// 印を付ける: a person says of each text whether it can be used, or which of two is better. Knows nothing of runs' origin.

import { announce, el, say } from "./dom.js";
import { call, button, choice, field, named, runName } from "./evalcall.js";

const SINGLE = ["good", "mend", "bad"], PAIR = ["a", "b", "same"];
const WHO = "sg-eval-by";
let keys = null;

export async function labels(panel, page) {
  if (keys) document.removeEventListener("keydown", keys);
  const told = await call("GET", "evals");
  const done = told.runs.filter((run) => run.state === "done" && run.texts);
  if (!done.length) return panel.replaceChildren(el("h2", {}, say("evals.tab_labels")), el("p", { class: "sg-empty" }, say("evals.labels_empty")));
  const run = choice("sg-label-run", done.map((one) => [one.id, runName(one)]), page.picked.run ?? panel.querySelector("#sg-label-run")?.value); // coming back keeps the choice
  const other = el("div"), place = el("div");
  const by = el("input", { id: "sg-label-by", class: "sg-input", maxlength: "100", autocomplete: "name" });
  by.value = localStorage.getItem(WHO) ?? "";
  by.addEventListener("change", () => localStorage.setItem(WHO, by.value.trim()));
  const rivals = (chosen = "") => {
    const suite = done.find((one) => one.id === run.value).suite;
    const rows = done.filter((one) => one.suite === suite && one.id !== run.value).map((one) => [one.id, runName(one)]);
    other.replaceChildren(field(say("evals.label_other"), choice("sg-label-other", [["", say("evals.label_single")], ...rows], chosen)));
    other.querySelector("select").addEventListener("change", open);
    open();
  };
  let opened = 0; // an answer that comes late does not take the place of what was chosen since, nor a key the text of before
  const open = () => page.attempt(async () => {
    const mine = ++opened, rival = other.querySelector("select").value;
    if (keys) document.removeEventListener("keydown", keys);
    place.replaceChildren();
    const { items } = await call("GET", `evals/runs/${run.value}/labels?against=${rival}`);
    if (mine === opened) show(place, items, { run: run.value, other: rival, by: () => by.value.trim() }, page, panel);
  });
  run.addEventListener("change", () => rivals());
  panel.replaceChildren(el("h2", {}, say("evals.tab_labels")), el("p", { class: "sg-help" }, say("evals.labels_note")),
    el("div", { class: "sg-evals-fields" }, field(say("evals.label_run"), run), other, field(say("evals.label_by"), by)), place);
  panel.append(...trusted(told.judges));
  rivals(page.picked.other);
}

/** The judges by a model that were held against people, and whether they may decide anything. */
function trusted(judges) {
  if (!judges.length) return [];
  return [el("h3", {}, say("evals.judges")), el("ul", {}, judges.map((one) => el("li", {}, say("evals.judge", { judge: named(one.judge.replace(/\..*/, ""), one.judge), model: one.model }), el("br"), one.told)))];
}

function show(place, items, about, page, panel) {
  if (!items.length) return place.replaceChildren(el("p", { class: "sg-empty" }, say(about.other ? "evals.labels_same" : "evals.labels_none")));
  const values = about.other ? PAIR : SINGLE;
  let at = Math.max(0, items.findIndex((one) => !one.value));
  const count = el("p", { class: "sg-staff-count", role: "status" }), texts = el("div"), buttons = el("div", { class: "sg-tools sg-evals-values", role: "group", "aria-label": say("evals.label_choose") });
  const reason = el("input", { id: "sg-label-reason", class: "sg-input", maxlength: "1000" });
  reason.addEventListener("change", () => { if (items[at].value) keep(items[at].value, false); });
  place.replaceChildren(count, texts, field(say("evals.label_reason"), reason), buttons, el("p", { class: "sg-help" }, say(about.other ? "evals.keys_pair" : "evals.keys")));
  draw();

  function draw() {
    const one = items[at];
    count.textContent = say("evals.label_count", { at: at + 1, total: items.length, done: items.filter((each) => each.value).length });
    const asked = one.asked.length || one.query ? el("details", { class: "sg-evals-asked" }, el("summary", {}, say("evals.label_asked")), one.query ? el("p", {}, one.query) : null, el("dl", {}, one.asked.map((each) => [el("dt", {}, each.label), el("dd", {}, each.value)]).flat())) : null;
    texts.replaceChildren(...[asked, about.other ? el("div", { class: "sg-evals-pair" }, paper(one.a, say("evals.side_a")), paper(one.b, say("evals.side_b"))) : paper(one, one.case)].filter(Boolean));
    reason.value = one.reason;
    buttons.replaceChildren(...values.map((value, number) => { const made = button(say("evals.key", { number: number + 1, text: say(`evals.value_${value}`) }), () => keep(value), "sg-button-second"); made.setAttribute("aria-pressed", String(one.value === value)); return made; }),
      button(say("evals.previous"), () => move(-1), "sg-button-quiet"), button(say("evals.next"), () => move(1), "sg-button-quiet"));
  }
  function move(by) {
    at = Math.min(items.length - 1, Math.max(0, at + by));
    draw();
    announce(count.textContent);
  }
  function keep(value, on = true) {
    const one = items[at], said = reason.value.trim();
    return page.attempt(async () => {
      await call("POST", "evals/labels", { run: about.run, other: about.other, case: one.case, value, reason: said, by: about.by() });
      Object.assign(one, { value, reason: said });
      announce(say("evals.label_kept", { text: say(`evals.value_${value}`) }));
      if (on && at < items.length - 1) move(1); else draw();
    });
  }
  if (keys) document.removeEventListener("keydown", keys);
  keys = (event) => {
    if (panel.hidden || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest?.("input, textarea, select")) return;
    const number = "123".indexOf(event.key);
    if (number >= 0) keep(values[number]);
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", keys);
}

function paper(said, title) {
  return el("article", { class: "sg-evals-paper" }, el("h3", {}, title), el("div", { class: "sg-evals-text" }, said.text),
    said.citations.length ? el("details", {}, el("summary", {}, say("evals.label_sources", { count: said.citations.length })), el("ul", {}, said.citations.map((one) => el("li", {}, `[${one.number}] ${one.label}`, el("br"), el("span", { class: "sg-second" }, one.quote))))) : null);
}
