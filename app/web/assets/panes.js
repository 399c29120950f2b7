// Three panes side by side, or tabs where the window is narrow; a question to answer before something is lost. Knows nothing of what is in them.

import { el, openOver, say } from "./dom.js";

const NARROW = matchMedia("(max-width: 68.6875em)");

/** {element, open(name)}; `panes` is [[name, title, element]]. */
export function makePanes(panes) {
  const tabs = panes.map(([name, title]) => el("button", { type: "button", id: `sg-tab-${name}`, "data-name": name, on: { click: () => open(name) } }, title));
  const list = el("div", { class: "sg-tabs", "aria-label": say("workspace.panes") }, tabs);
  const sections = panes.map(([name, title, content]) => el("section", { class: `sg-pane sg-pane-${name}`, id: `sg-pane-${name}`, "aria-labelledby": `sg-head-${name}` }, el("h2", { class: "sg-pane-title", id: `sg-head-${name}` }, title), content));
  const element = el("div", {}, list, el("div", { class: "sg-panes" }, sections));
  let current = panes[0][0];

  function arrange() {
    for (const [at, section] of sections.entries()) {
      const chosen = panes[at][0] === current;
      section.hidden = NARROW.matches && !chosen;
      if (NARROW.matches) section.setAttribute("role", "tabpanel"); else section.removeAttribute("role");
      tabs[at].setAttribute("role", "tab");
      tabs[at].setAttribute("aria-selected", String(chosen));
      tabs[at].setAttribute("aria-controls", section.id);
      tabs[at].tabIndex = chosen ? 0 : -1;
    }
    list.setAttribute("role", "tablist");
    list.hidden = !NARROW.matches;
  }
  function open(name) {
    current = name;
    arrange();
  }
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = (panes.findIndex(([name]) => name === current) + step + panes.length) % panes.length;
    open(panes[at][0]);
    tabs[at].focus();
  });
  NARROW.addEventListener("change", arrange);
  arrange();
  return { element, open, narrow: () => NARROW.matches };
}

/** Resolves true for `yes`; false for `no`, Esc, the browser's Back or a closed box. */
export async function ask(question, yes, no) {
  const from = document.activeElement;
  const answer = (value) => () => dialog.close(value);
  const keep = el("button", { type: "button", class: "sg-button", on: { click: answer("no") } }, no);
  const dialog = el("dialog", { class: "sg-ask", "aria-labelledby": "sg-ask-text" }, el("p", { id: "sg-ask-text" }, question),
    el("p", { class: "sg-tools" }, keep, el("button", { type: "button", class: "sg-button sg-button-second", on: { click: answer("yes") } }, yes)));
  document.body.append(dialog);
  const closed = openOver(dialog, () => from);
  keep.focus();
  await closed;
  dialog.remove();
  return dialog.returnValue === "yes";
}
