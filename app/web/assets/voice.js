// 役に立ったか: two buttons and a reason under a draft. Knows nothing of the text.

import { announce, el, say } from "./dom.js";
import { why } from "./stream.js";

/** {element, show(kept)}: `onVoice({good, reason})` sends it and resolves when it is kept. */
export function makeVoice({ onVoice }) {
  let kept = null;
  const told = el("span", { class: "sg-second", role: "status" });
  const reason = el("input", { id: "sg-voice-reason", class: "sg-input", maxlength: "1000" });
  const press = (good) => el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", "aria-pressed": "false", on: { click: () => send(good) } }, say(good ? "voice.good" : "voice.bad"));
  const yes = press(true), no = press(false);
  const more = el("div", { class: "sg-voice-more", hidden: true }, el("label", { for: reason.id, class: "sg-label" }, say("voice.reason")), el("p", { class: "sg-help" }, say("voice.note")),
    el("div", { class: "sg-tools" }, reason, el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => send(kept?.good ?? false) } }, say("voice.send"))));
  reason.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); send(kept?.good ?? false); } });
  const element = el("div", { class: "sg-voice", role: "group", "aria-label": say("voice.title") }, el("div", { class: "sg-tools" }, el("span", {}, say("voice.title")), yes, no, told), more);
  async function send(good) {
    told.textContent = "";
    try { await onVoice({ good, reason: reason.value.trim() }); }
    catch (error) { told.textContent = why(error); return; }
    const first = kept === null || kept.good !== good;
    show({ good, reason: reason.value.trim() });
    told.textContent = say("voice.kept");
    announce(told.textContent);
    if (first && !good) reason.focus();
  }
  function show(given) {
    kept = given ?? null;
    yes.setAttribute("aria-pressed", String(kept?.good === true));
    no.setAttribute("aria-pressed", String(kept?.good === false));
    reason.value = kept?.reason ?? "";
    more.hidden = kept === null;
    told.textContent = "";
  }
  return { element, show };
}
