// What a marked place says: where the value comes from, and for 【要確認：旧「X」→「Y」か】 the choice. Knows nothing of texts.

import { el, say } from "./dom.js";

export const SIGN = { supported: "✓", input: "●", derived: "＝", stale: "△", conflict: "≠", unsupported: "?", edited: "✎" };

/** The badge of a state: a sign, and the word. */
export function badge(state) {
  return el("span", { class: `sg-fact-state is-${state}` }, el("span", { "aria-hidden": "true" }, SIGN[state]), say(`facts.${state}`));
}

/** What the clerk reads and hears of a fact, without its state. */
export function told(one) {
  if (one.state === "edited") return say("facts.edited_help");
  if (one.state === "stale" && one.evidence && !one.evidence.includes("「")) return say("facts.from_past", { title: one.evidence });
  return one.evidence || say(`facts.${one.state}_help`);
}

/** {element, fact(one, rect), choice(mark, rect), hide()} in a box that is positioned; `rect` is in its coordinates. */
export function makeCard({ onOpen, onTick, onChoose, onLeave }) {
  const element = el("div", { class: "sg-fact-card", hidden: true });
  let shown = null, over = false, timer;

  element.addEventListener("mouseenter", () => { over = true; clearTimeout(timer); });
  element.addEventListener("mouseleave", () => { over = false; soon(); });
  element.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") { event.stopPropagation(); hide(); onLeave(); }
    if (!step) return;
    const all = [...element.querySelectorAll("button")];
    event.preventDefault();
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });
  element.addEventListener("focusout", (event) => { if (element.dataset.kind === "choice" && event.relatedTarget && !element.contains(event.relatedTarget)) hide(); });

  function place(rect) {
    element.hidden = false;
    const wide = element.parentElement.clientWidth;
    element.style.left = `${Math.max(4, Math.min(rect.left, wide - element.offsetWidth - 4))}px`;
    element.style.top = `${rect.bottom + 6}px`;
  }
  function hide() { clearTimeout(timer); element.hidden = true; shown = null; }
  function soon() { clearTimeout(timer); timer = setTimeout(() => { if (!over) hide(); }, 250); }
  const small = (name, press, more = {}) => el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: press }, ...more }, say(name));

  return {
    element, hide, soon,
    get shown() { return shown; },
    /** Show a fact; `held` keeps it until another key, with the keys that work. */
    fact(one, rect, held = false) {
      clearTimeout(timer);
      shown = one;
      element.dataset.kind = "fact";
      element.removeAttribute("role");
      element.replaceChildren(
        el("p", { class: "sg-fact-line" }, badge(one.state), el("b", {}, one.text)),
        el("p", {}, told(one)),
        el("p", { class: "sg-fact-actions" },
          one.citation ? small("facts.open", () => onOpen(one)) : null,
          small(one.ticked ? "facts.untick" : "facts.tick", () => onTick(one))),
        held ? el("p", { class: "sg-second" }, say("facts.keys")) : "");
      place(rect);
    },
    /** Let the clerk choose what becomes of a mark: {old, fresh}; fresh "" where nothing is proposed. */
    choice(mark, rect) {
      clearTimeout(timer);
      shown = mark;
      element.dataset.kind = "choice";
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", say("facts.choose"));
      const press = (take) => () => { hide(); onChoose(mark, take); };
      const button = (text, take) => el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: press(take) } }, text);
      element.replaceChildren(el("p", {}, say("facts.choose")), el("p", { class: "sg-fact-actions" },
        mark.fresh ? button(say("facts.take", { text: mark.fresh }), "fresh") : null,
        button(say("facts.keep", { text: mark.old }), "old"), button(say("facts.leave"), "")));
      place(rect);
      element.querySelector("button").focus();
    },
  };
}
