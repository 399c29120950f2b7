// Elements, words and the voice of the page. Knows nothing of drafts. Text never becomes markup: only text nodes.

const told = document.getElementById("sg-words");
const words = told ? JSON.parse(told.textContent) : {};
export const page = told ? { ...told.dataset } : {};

/** The text at "section.key" of prompts/ui.toml with {値} filled in. */
export function say(name, values = {}) {
  const [section, key] = name.split(".");
  const text = words[section]?.[key];
  if (text === undefined) throw new Error(`no such text: ${name}`);
  return text.replace(/\{([^{}]+)\}/g, (whole, each) => (each in values ? String(values[each]) : whole));
}

/** An element. `on` holds listeners; a href must stay on this server. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) made.addEventListener(event, PRESSED.includes(event) ? single(listener) : listener);
    else if (name === "class") made.className = value;
    else if (name === "href") made.setAttribute("href", local(value));
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const PRESSED = ["click", "submit"];
/** The second press of a double click does nothing while what the first began has not come to its end. */
function single(listener) {
  let busy = false;
  return (event) => {
    if (busy) return event.preventDefault();
    const done = listener(event);
    if (!(done instanceof Promise)) return undefined;
    busy = true;
    return done.finally(() => { busy = false; });
  };
}

/** The address if it is a path of this server or a place on this page, else "#". */
export function local(address) {
  const text = String(address);
  return /^(\/(?![/\\])|#|\?)/.test(text) ? text : "#";
}

/** Resolves with the first element that matches, now or when Gradio has put it on the page. */
export function appears(selector) {
  const found = document.querySelector(selector);
  if (found) return Promise.resolve(found);
  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      const element = document.querySelector(selector);
      if (element) { watcher.disconnect(); resolve(element); }
    });
    watcher.observe(document.documentElement, { childList: true, subtree: true });
  });
}

/** Minds what a person writes in `place`; returns whether anything of it stands there still (what is drawn anew takes it away). */
export function minding(place) {
  place.addEventListener("input", (event) => { if (event.target.matches("textarea, input:not([type])")) event.target.dataset.written = ""; });
  return () => place.querySelector("[data-written]") !== null;
}

/** Calls `run` once, `wait` milliseconds after the last call. */
export function later(run, wait) {
  let timer;
  return (...given) => { clearTimeout(timer); timer = setTimeout(() => run(...given), wait); };
}

// ---- live regions: what changed is read out, one sentence at a time

let polite, assertive;
function regions() {
  if (polite) return;
  polite = el("div", { class: "sg-hidden", role: "log", "aria-live": "polite", "aria-relevant": "additions" });
  assertive = el("div", { class: "sg-hidden", role: "alert" });
  document.body.append(polite, assertive);
}

/** Read `text` out after what is being read. */
export function announce(text) {
  regions();
  polite.append(el("p", {}, text));
  while (polite.childElementCount > 20) polite.firstElementChild.remove();
}

/** Read `text` out at once. */
export function alarm(text) {
  regions();
  assertive.replaceChildren(el("p", {}, text));
}

/** Feeds a growing text to `announce`, sentence by sentence. */
export function sentences() {
  let rest = "";
  return {
    add(text) {
      rest += text;
      const end = Math.max(rest.lastIndexOf("。"), rest.lastIndexOf("\n"));
      if (end < 0) return;
      const whole = rest.slice(0, end + 1).trim();
      rest = rest.slice(end + 1);
      if (whole) announce(whole);
    },
    end() { if (rest.trim()) announce(rest.trim()); rest = ""; },
  };
}

// ---- days

const WAREKI = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", { era: "long", year: "numeric", month: "long", day: "numeric", weekday: "short" });

/** 2026-12-06 → 令和8年12月6日（日）; "" when it is no day. */
export function wareki(iso) {
  const day = new Date(`${iso}T00:00:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(day.getTime())) return "";
  const parts = Object.fromEntries(WAREKI.formatToParts(day).map((part) => [part.type, part.value]));
  return `${parts.era}${parts.year === "1" ? "元" : parts.year.replace("年", "")}年${parts.month.replace("月", "")}月${parts.day.replace("日", "")}日（${parts.weekday}）`;
}

/** Open a dialog over the page; what `from()` gives (null: nothing) gets the focus when it closes. The browser's Back closes
    it and stays on the page, as people on a phone expect. Resolves once it is closed and the browser's history is as before. */
export function openOver(dialog, from) {
  const close = () => dialog.close();
  dialog.showModal();
  history.pushState({ over: true }, "");
  addEventListener("popstate", close, { once: true });
  return new Promise((resolve) => dialog.addEventListener("close", () => {
    removeEventListener("popstate", close);
    from()?.focus();
    if (!history.state?.over) return resolve();
    // Where the address ends in #…, walking back takes the focus to that place: it is given back once more.
    const focused = document.activeElement;
    addEventListener("popstate", () => setTimeout(() => { focused.focus({ preventScroll: true }); resolve(); }), { once: true });
    history.back();
  }, { once: true }));
}
