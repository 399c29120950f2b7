// 根拠: what the form finds so far, then the numbered sources of the draft. Knows nothing of drafting.

import { el, say } from "./dom.js";
import { open } from "./overlay.js";

/** {element, candidates(found), found(citations, past), used(text, citations), choice(), show(number)}. */
export function makeSources({ onChoice, onLight, onInput, hear = () => null }) {
  const element = el("div", { class: "sg-sources" });
  const chosen = { pinned: new Map(), excluded: new Map(), past: "" };
  let redraw = () => {};

  function choice() {
    return { pinned: [...chosen.pinned.keys()], excluded: [...chosen.excluded.keys()], past: chosen.past };
  }
  function toggle(kind, card) {
    const other = kind === "pinned" ? "excluded" : "pinned";
    chosen[other].delete(card.id);
    if (!chosen[kind].delete(card.id)) chosen[kind].set(card.id, card);
    redraw();
    onChoice(choice());
  }
  function cardOf(card) {
    const name = card.number ? `sg-source-${card.number}` : null;
    const press = (kind, text) => el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", "data-press": `${kind}:${card.id}`, "aria-pressed": String(chosen[kind].has(card.id)), on: { click: () => keepFocus(`${kind}:${card.id}`, () => toggle(kind, card)) } }, text);
    const light = (number) => () => onLight(number);
    return el("li", { class: `sg-source${chosen.excluded.has(card.id) ? " is-out" : ""}`, id: name, tabindex: name ? "-1" : null, "aria-label": `${card.number ? `${say("sources.number", { number: card.number })} ` : ""}${card.label}`, on: { mouseenter: light(card.number), mouseleave: light(0), focusin: light(card.number), focusout: light(0) } },
      el("p", { class: "sg-source-head" }, card.number ? el("span", { class: "sg-number" }, `[${card.number}]`) : null,
        el("a", { href: card.url, on: { click: (event) => openCard(event, card) } }, card.label)),
      card.effective ? el("p", { class: "sg-second" }, `${say("sources.effective")} ${card.effective}`) : null,
      card.quote ? el("p", { class: `sg-quote${card.number ? " is-cited" : ""}` }, card.quote) : null,
      isInput(card) ? hear(card.label) : el("p", { class: "sg-source-actions" }, press("pinned", say("sources.pin")), press("excluded", say("sources.exclude"))));
  }
  function openCard(event, card) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openSource(card, event.currentTarget);
  }
  function openSource(card, from) {
    if (isInput(card)) onInput(card, from);
    else open(card.url, { from, quote: card.number ? card.quote : "" });
  }
  function keepFocus(press, run) {
    run();
    element.querySelector(`[data-press="${CSS.escape(press)}"]`)?.focus();
  }
  function list(cards) { return el("ol", { class: "sg-source-list" }, cards.map(cardOf)); }
  function heading(text) { return el("h3", { class: "sg-source-title" }, text); }
  function changed() {
    const any = chosen.pinned.size || chosen.excluded.size || chosen.past;
    return any ? el("p", { class: "sg-second", role: "status" }, say("sources.changed")) : null;
  }
  function keptAside(cards) {
    const shown = new Set(cards.map((card) => card.id));
    return [...chosen.pinned.values(), ...chosen.excluded.values()].filter((card) => !shown.has(card.id)).map((card) => ({ ...card, number: 0 }));
  }
  function pastOf(past) {
    if (!past?.past) return null;
    const use = chosen.past !== "-";
    const press = () => { chosen.past = use ? "-" : ""; redraw(); onChoice(choice()); element.querySelector(".sg-past button")?.focus(); };
    const address = `/documents/${encodeURIComponent(past.past)}`;
    return el("div", { class: `sg-past${use ? "" : " is-out"}` }, heading(say("sources.past")),
      el("p", {}, el("a", { href: address, on: { click: (event) => { event.preventDefault(); open(address, { from: event.currentTarget }); } } }, past.past_title)),
      el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", "aria-pressed": String(!use), on: { click: press } }, say("sources.past_none")));
  }
  function draw(...children) { element.replaceChildren(...children.flat().filter(Boolean)); }

  return {
    element, choice,
    choose(given) {
      for (const id of given?.pinned ?? []) chosen.pinned.set(id, { id, label: id, url: `/documents/${id.replace("#", "?passage=")}` });
      for (const id of given?.excluded ?? []) chosen.excluded.set(id, { id, label: id, url: `/documents/${id.replace("#", "?passage=")}` });
      chosen.past = given?.past ?? "";
    },
    message(text) { redraw = () => draw(el("p", { class: "sg-second" }, text)); redraw(); },
    candidates({ hits, confident }) {
      const cards = hits.map((hit) => ({ id: hit.passage_id, number: 0, label: `${hit.document}　${hit.label}`, url: hit.url, effective: hit.effective, quote: short(hit.text) }));
      redraw = () => draw(heading(say("sources.candidates")), confident ? null : el("p", { class: "sg-second" }, say("sources.unsure")), changed(), list([...keptAside(cards), ...cards]));
      redraw();
    },
    /** The sources of a draft: those that `text` cites first, the others folded away. */
    citations(citations, past, text = null) {
      const cards = citations.map((one) => ({ ...one, id: one.passage_id }));
      redraw = () => {
        const cited = text === null ? cards : cards.filter((card) => text().includes(`[${card.number}]`));
        const rest = cards.filter((card) => !cited.includes(card));
        draw(text === null ? null : heading(say("sources.used")), changed(), list([...keptAside(cards), ...cited]),
          rest.length ? el("details", { class: "sg-rest" }, el("summary", {}, say("sources.unused", { count: rest.length })), list(rest)) : null,
          pastOf(past));
      };
      redraw();
    },
    /** Open the source [number] at `words`; false when there is none. */
    openAt(number, words, cards, from) {
      const card = cards.find((one) => one.number === number);
      if (!card) return false;
      openSource({ ...card, id: card.passage_id, quote: words || card.quote }, from);
      return true;
    },
    /** Bring the card of [number] into view, lit and focused; false when there is none. */
    show(number) {
      const card = element.querySelector(`#sg-source-${number}`);
      if (!card) return false;
      card.closest("details")?.setAttribute("open", "");
      card.scrollIntoView({ block: "nearest" });
      for (const each of element.querySelectorAll(".is-lit")) each.classList.remove("is-lit");
      card.classList.add("is-lit");
      card.querySelector("a").focus();
      return true;
    },
  };
}

/** Whether the source is a part of the form itself (an utterance of the record), not of a document. */
function isInput(card) { return card.id.startsWith("input#"); }

function short(text) {
  const flat = text.replace(/\s+/g, " ").trim();
  return flat.length > 120 ? `${flat.slice(0, 120)}…` : flat;
}
