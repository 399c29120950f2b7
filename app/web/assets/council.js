// 過去の答弁: a table of what the council was told on the subject of the form. Knows nothing of drafting.

import { el, later, say } from "./dom.js";
import { open } from "./overlay.js";
import { pastAnswers } from "./stream.js";

/** {element, look(values)}; the table is looked up again half a second after the subject has changed. */
export function makeCouncil(task) {
  const element = el("section", { class: "sg-council", "aria-label": say("council.title"), hidden: true });
  let asked = "", looking = null;

  const look = later(async (values) => {
    const sign = task.council.map((name) => values[name] ?? "").join("\n").trim();
    if (sign === asked) return;
    asked = sign;
    looking?.abort();
    element.hidden = !sign;
    if (!sign) return;
    looking = new AbortController();
    try {
      draw(await pastAnswers({ task: task.id, fields: values }, looking.signal));
    } catch { asked = ""; /* the next key asks again */ }
  }, 500);

  function draw({ answers }) {
    element.replaceChildren(el("h3", { class: "sg-source-title" }, say("council.title")),
      answers.length ? table(answers) : el("p", { class: "sg-second" }, say("council.none")));
  }
  function table(answers) {
    const head = (name, span) => el("th", { scope: "col", colspan: span }, say(`council.${name}`));
    return el("div", { class: "sg-council-wide", tabindex: "0", role: "group", "aria-label": say("council.title") },
      el("table", { class: "sg-council-table" }, el("thead", {}, el("tr", {}, head("session"), head("member"), head("post")), el("tr", {}, head("gist", "3"))), answers.map(row)));
  }
  function row(one) {
    const link = el("a", { href: one.url, "aria-label": `${say("council.original")} ${one.label}`, on: { click: (event) => go(event, one) } }, say("council.original"));
    return el("tbody", {}, el("tr", { class: "sg-council-who" }, el("td", {}, one.when), el("td", {}, `${one.member}${one.again ? say("council.again") : ""}`), el("td", {}, one.post)),
      el("tr", {}, el("td", { colspan: "3" }, one.gist, " ", link)));
  }
  function go(event, one) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(one.url, { from: event.currentTarget, quote: one.gist.slice(0, 60) });
  }
  return { element, look: (values) => { if (task.council?.length) look(values); } };
}
