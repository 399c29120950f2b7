// 録音を聞く beside a draft of minutes: each utterance is heard from its time. Knows nothing of drafts or of how speech becomes text.

import { announce, el, say } from "./dom.js";

const STAMP = /（(\d{1,2}):(\d{2})(?::(\d{2}))?）$/;

/** Seconds of the time at the end of an utterance's label （00:01:05）, or null. */
export function secondsOf(label) {
  const found = STAMP.exec(label);
  if (!found) return null;
  const [, first, second, third] = found;
  return third === undefined ? Number(first) * 60 + Number(second) : Number(first) * 3600 + Number(second) * 60 + Number(third);
}

/** {element, button(label)}: the player of one recording (hidden without one), and a button that plays from an utterance, or null. */
export function makeHearing(recording) {
  const known = /^[0-9a-f]{16}$/.test(recording ?? "");
  const gone = el("p", { class: "sg-note sg-note-warning", hidden: true }, say("speech.hear_gone"));
  const player = known ? el("audio", { controls: true, preload: "metadata", class: "sg-speech-player", src: `/api/recordings/${recording}/sound`, on: { error: () => { player.hidden = true; gone.hidden = false; } } }) : null;
  const element = el("div", { class: "sg-hearing", hidden: !known }, el("h3", { class: "sg-source-title" }, say("speech.hear_title")), player, gone);

  function button(label) {
    const seconds = known ? secondsOf(label) : null;
    if (seconds === null) return null;
    const time = STAMP.exec(label)[0].slice(1, -1);
    return el("button", { type: "button", class: "sg-button sg-button-second sg-button-small sg-hear", on: { click: () => { player.currentTime = seconds; player.play().catch(() => {}); announce(say("speech.hear", { time })); } } }, `▶ ${say("speech.hear", { time })}`);
  }
  return { element, button };
}
