// The list of regulations of a day, searched as one types. Knows nothing of a regulation's inside.

import { el, later, say } from "./dom.js";
import * as api from "./lawapi.js";
import { edited } from "./lawstore.js";
import { why } from "./stream.js";

/** The search fields and the list; `day()` and `query()` say what is asked. */
export function makeList({ query = "", day = "" } = {}) {
  const words = el("input", { type: "search", id: "sg-reiki-q", class: "sg-input", value: query, placeholder: say("reiki.search_hint"), autocomplete: "off" });
  const when = makeDay(day, () => show());
  const told = el("p", { class: "sg-second", role: "status" });
  const rows = el("div", {});
  const element = el("div", {},
    el("form", { class: "sg-reiki-bar", role: "search", on: { submit: (event) => { event.preventDefault(); show(); } } },
      el("div", { class: "sg-field sg-reiki-q" }, el("label", { class: "sg-label", for: words.id }, say("reiki.search")), words), when.element),
    told, rows);
  let running = null;
  words.addEventListener("input", later(show, 250));
  document.addEventListener("sg-grown", () => { if (element.isConnected && !rows.contains(document.activeElement)) show(); });

  async function show() {
    if (!when.valid) return;
    running?.abort();
    const own = running = new AbortController();
    told.textContent = say("reiki.loading");
    const address = new URLSearchParams(Object.entries({ q: words.value.trim(), day: when.value }).filter(([, value]) => value));
    history.replaceState(null, "", address.size ? `/reiki?${address}` : "/reiki");
    try {
      const found = await api.list(words.value.trim(), when.value, own.signal);
      when.refuse(false);
      when.today = found.as_of;
      told.textContent = `${say("reiki.as_of", { day: found.as_of })}　${say("reiki.count", { count: found.regulations.length })}`;
      rows.replaceChildren(...listed(found.regulations));
    } catch (error) {
      if (error.name === "AbortError") return;
      told.textContent = "";
      if (error.told?.status === 422) { when.refuse(true); return; }
      rows.replaceChildren(el("div", { class: "sg-note sg-note-error", role: "alert" }, el("p", {}, `${say("reiki.read_failed")}${why(error)}`)));
    }
  }
  function listed(found) {
    if (!found.length) {
      const nothing = !words.value.trim() && !when.value;
      return [el("div", { class: "sg-empty" }, el("p", {}, say(nothing ? "reiki.empty" : "reiki.none")), nothing ? el("p", {}, el("a", { href: "/library" }, say("reiki.to_library"))) : null)];
    }
    const mine = new Set(edited());
    const heads = [say("reiki.title"), say("reiki.number"), say("reiki.in_force")];
    return [el("table", { class: "sg-list" }, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, found.map((one) => el("tr", {},
        el("th", { scope: "row" }, el("a", { href: `/reiki?${new URLSearchParams({ id: one.id, ...(when.value ? { day: when.value } : {}) })}` }, one.title), mine.has(one.id) ? el("span", { class: "sg-badge" }, say("reiki.changed")) : null),
        el("td", {}, one.number), el("td", {}, one.effective ? say("reiki.revision_from", { day: one.effective }) : "")))))];
  }
  show();
  return { element, focus: () => words.focus({ preventScroll: true }) };
}

/** A field for a day that takes 和暦 too: {element, value, valid, refuse}. */
export function makeDay(value, onChange) {
  const input = el("input", { type: "text", id: "sg-reiki-day", class: "sg-input", value, autocomplete: "off", "aria-describedby": "sg-reiki-day-help" });
  const help = el("p", { class: "sg-help", id: "sg-reiki-day-help" }, say("reiki.day_help"));
  const made = {
    element: el("div", { class: "sg-field sg-reiki-day" }, el("label", { class: "sg-label", for: input.id }, say("reiki.day")), input, help),
    get value() { return input.value.trim(); },
    set today(day) { input.placeholder = day; },
    valid: true,
    refuse(wrong) {
      input.setAttribute("aria-invalid", String(wrong));
      help.textContent = say(wrong ? "reiki.day_wrong" : "reiki.day_help");
      help.classList.toggle("sg-error-text", wrong);
    },
  };
  input.addEventListener("change", () => onChange());
  return made;
}
