// 評価: the tabs, what is told, and which run is looked at. Knows nothing of what a tab shows.

import { alarm, announce, appears, el, minding, say } from "./dom.js";
import { cases } from "./evalcases.js";
import { compare } from "./evalcompare.js";
import { labels } from "./evallabels.js";
import { runs } from "./evalruns.js";
import { voices } from "./evalvoices.js";
import { why } from "./stream.js";

const TABS = { runs, compare, voices, labels, cases };

export async function start() {
  const root = await appears("#sg-evals");
  const note = el("div", { role: "status" });
  const names = Object.keys(TABS);
  const tabs = names.map((name) => el("button", { type: "button", role: "tab", id: `sg-tab-${name}`, "aria-controls": `sg-panel-${name}`, class: "sg-staff-tab", on: { click: () => choose(name), keydown: (event) => step(event, name) } }, say(`evals.tab_${name}`)));
  const panels = Object.fromEntries(names.map((name) => [name, el("section", { role: "tabpanel", id: `sg-panel-${name}`, "aria-labelledby": `sg-tab-${name}`, hidden: true })]));
  root.replaceChildren(el("div", { class: "sg-ws sg-staff-page sg-evals-page" },
    el("div", { class: "sg-ws-head" }, el("h1", {}, say("evals.title")), el("p", { class: "sg-lead" }, say("evals.lead"))),
    el("div", { role: "tablist", "aria-label": say("evals.tabs"), class: "sg-staff-tabs" }, tabs), note, ...Object.values(panels)));
  const written = Object.fromEntries(names.map((name) => [name, minding(panels[name])]));
  const page = { tell, attempt, choose, hush: () => note.replaceChildren(), picked: {} };
  let current = "";
  choose(names.includes(location.hash.slice(1)) ? location.hash.slice(1) : "runs");

  /** Show a tab; `picked` is what it begins with (a run, another). */
  function choose(name, picked = null) {
    current = name;
    page.picked = picked ?? {};
    for (const tab of tabs) {
      const here = tab.id === `sg-tab-${name}`;
      tab.setAttribute("aria-selected", String(here));
      tab.tabIndex = here ? 0 : -1;
    }
    for (const [key, panel] of Object.entries(panels)) panel.hidden = key !== name;
    note.replaceChildren();
    history.replaceState(null, "", `#${name}`);
    if (picked || !written[name]()) attempt(() => TABS[name](panels[name], page));
  }
  function step(event, name) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    choose(names[(names.indexOf(name) + by + names.length) % names.length]);
    document.getElementById(`sg-tab-${current}`).focus();
  }
  async function attempt(work) {
    try { return await work(); }
    catch (error) { tell(why(error), "error"); return undefined; }
  }
  function tell(text, kind = "success") {
    note.replaceChildren(el("div", { class: `sg-note sg-note-${kind}` }, el("p", {}, text)));
    if (kind === "error") alarm(text);
    else announce(text);
    note.scrollIntoView({ block: "nearest" });
  }
}
