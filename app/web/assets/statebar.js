// The bar under the title that says in words where the work is, and やめる. Knows nothing of drafting.

import { el, say } from "./dom.js";

const STEPS = ["form", "searching", "writing", "checking"];

/** {element, show(text, step, kind), run(text, step), progress(done, total), rest()}. */
export function makeStateBar({ onStop }) {
  const text = el("p", { class: "sg-state-text", role: "status", tabindex: "-1" });
  const time = el("span", { class: "sg-state-time" });
  const stop = el("button", { type: "button", class: "sg-button sg-button-second", hidden: true, on: { click: onStop } }, say("workspace.stop"));
  const meter = el("div", { class: "sg-meter", hidden: true });
  const steps = el("ol", { class: "sg-steps", "aria-label": say("state.steps") },
    STEPS.map((name) => el("li", { "data-step": name }, el("span", {}, say(`state.${name}`)))));
  const element = el("div", { class: "sg-state" }, steps, el("div", { class: "sg-state-line" }, text, time, stop), meter);
  let clock = 0, began = 0, part = { ready: 0, total: 0, since: 0 };

  function tick() {
    const passed = (Date.now() - began) / 1000;
    if (passed < 2) return;
    const { ready, total, since } = part;
    const spent = (Date.now() - since) / 1000;
    const left = ready && ready < total ? Math.round((spent / ready) * (total - ready)) : 0;
    time.textContent = left > 1 ? say("state.left", { seconds: left }) : say("state.elapsed", { seconds: Math.floor(passed) });
  }
  function mark(step) {
    const at = STEPS.indexOf(step);
    for (const [number, item] of [...steps.children].entries()) {
      item.className = number < at ? "is-done" : number === at ? "is-now" : "";
      if (number === at) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
    }
  }
  function show(told, step, kind = "") {
    if (text.textContent !== told) text.textContent = told;
    element.dataset.kind = kind;
    mark(step);
  }
  return {
    element,
    show,
    /** Work has begun or gone on: count the seconds and offer やめる. */
    run(told, step) {
      show(told, step, "run");
      if (clock) return;
      began = Date.now();
      part = { ready: 0, total: 0, since: began };
      stop.hidden = false;
      stop.disabled = false;
      meter.hidden = false;
      clock = setInterval(tick, 500);
    },
    /** The part that is being written now, counted from 1, of how many (0: not known). */
    progress(now, total) {
      if (total !== part.total) part.since = Date.now();
      part = { ...part, ready: total ? now - 1 : 0, total };
      meter.style.setProperty("--share", total ? String(part.ready / total) : "0");
      meter.classList.toggle("is-known", part.ready > 0);
    },
    stopping() { stop.disabled = true; text.textContent = say("workspace.stopping"); },
    rest() {
      clearInterval(clock);
      clock = 0;
      time.textContent = "";
      if (document.activeElement === stop) text.focus({ preventScroll: true }); // やめる goes: the keyboard stays here
      stop.hidden = true;
      meter.hidden = true;
    },
    focusStop: () => stop.focus(),
  };
}
