// One recording's text: a row for each piece, with its time, who spoke, and what was put right. Knows nothing of servers.

import { announce, el, say } from "./dom.js";

/** Seconds as 1:02:05 or 2:05. */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return (h ? `${h}:${String(m).padStart(2, "0")}` : String(m)) + `:${String(s).padStart(2, "0")}`;
}

/** {element, pieces(), add(pieces), known(words)}; `play(seconds)` jumps there, `onChange()` hears every change. */
export function makeRows({ play, onChange }) {
  let pieces = [], present = [];
  const names = el("datalist", { id: "sg-speech-names" });
  const list = el("ol", { class: "sg-speech-rows" });
  new ResizeObserver(() => list.querySelectorAll(".sg-speech-text").forEach(fit)).observe(list);
  const element = el("div", {}, names, list);

  function show() {
    list.replaceChildren(...pieces.map(row));
    remember();
  }

  function add(given) {
    const from = pieces.length;
    pieces = given.map((one) => ({ ...one }));
    list.append(...pieces.slice(from).map((piece, at) => row(piece, from + at)));
    remember();
  }

  function remember() {
    const known = [...new Set([...pieces.map((one) => one.speaker).filter(Boolean), ...present])];
    names.replaceChildren(...known.map((name) => el("option", { value: name })));
  }

  function row(piece, at) {
    const time = clock(piece.start);
    const jump = el("button", { type: "button", class: "sg-speech-time", "aria-label": say("speech.play", { time }), on: { click: () => play(piece.start) } }, `▶ ${time}`);
    const first = at === 0 || piece.turn;
    const who = first
      ? el("input", { class: "sg-input sg-speech-who", list: "sg-speech-names", value: piece.speaker, placeholder: say("speech.speaker_hint"), "aria-label": `${time} ${say("speech.speaker")}`, on: { change: (event) => name(at, event.target.value.trim()) } })
      : el("span", { class: "sg-speech-who" });
    const area = el("textarea", { class: "sg-input sg-speech-text", rows: 1, "aria-label": say("speech.text", { time }), on: {
      input: () => { edit(piece, area.value); fit(area); },
      keydown: (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        if (event.ctrlKey || event.metaKey) { event.preventDefault(); play(piece.start); }
        if (event.shiftKey) { event.preventDefault(); cut(at, area.selectionStart); }
      },
    } });
    area.value = piece.text;
    requestAnimationFrame(() => fit(area));
    const parted = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "aria-label": say("speech.cut_of", { time }), on: { mousedown: (event) => event.preventDefault(), click: () => cut(at, area.selectionStart) } }, say("speech.cut"));
    const turn = at === 0 ? null : el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", on: { click: () => part(at) } }, say(first ? "speech.join" : "speech.new_turn"));
    return el("li", { class: `sg-speech-row${first ? " is-turn" : ""}`, "data-at": String(at) }, el("div", { class: "sg-speech-head" }, jump, who, turn, parted), area, fixes(piece, at));
  }

  function fixes(piece, at) {
    if (!piece.corrections.length) return null;
    return el("ul", { class: "sg-speech-fixes", "aria-label": say("speech.fixes") }, piece.corrections.map((one, number) => el("li", {},
      el("b", {}, piece.text.slice(one.start, one.end)), " ", el("span", {}, say("speech.heard", { heard: one.heard })),
      el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", on: { click: () => putBack(at, number) } }, say("speech.put_back", { heard: one.heard })))));
  }

  /** Words typed before a correction move it; words typed over it take it away. */
  function edit(piece, text) {
    const before = piece.text;
    let same = 0;
    while (same < before.length && same < text.length && before[same] === text[same]) same += 1;
    let tail = 0;
    while (tail < before.length - same && tail < text.length - same && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
    const [from, to, grown] = [same, before.length - tail, text.length - before.length];
    piece.corrections = piece.corrections
      .filter((one) => one.end <= from || one.start >= to)
      .map((one) => (one.start >= to ? { ...one, start: one.start + grown, end: one.end + grown } : one));
    piece.text = text;
    onChange();
  }

  function putBack(at, number) {
    const piece = pieces[at], one = piece.corrections[number];
    piece.corrections = piece.corrections.filter((_, other) => other !== number);
    edit(piece, piece.text.slice(0, one.start) + one.heard + piece.text.slice(one.end));
    redraw(at);
    announce(say("speech.put_back_done", { heard: one.heard }));
  }

  function name(at, speaker) {
    for (let next = at; next < pieces.length && (next === at || !pieces[next].turn); next += 1) pieces[next].speaker = speaker;
    remember();
    onChange();
  }

  function part(at) {
    const piece = pieces[at];
    piece.turn = !piece.turn;
    if (!piece.turn) name(at, pieces[at - 1].speaker);
    onChange();
    redraw(at);
  }

  /** Two people in one piece: what stands behind the caret becomes a piece of its own, its time by its share of the words. */
  function cut(at, caret) {
    const piece = pieces[at], words = piece.text;
    if (!words.slice(0, caret).trim() || !words.slice(caret).trim()) { list.children[at].querySelector(".sg-speech-text").focus(); return announce(say("speech.cut_where")); }
    const time = Math.round((piece.start + (piece.end - piece.start) * (caret / words.length)) * 100) / 100;
    const gap = words.slice(caret).search(/[^\s\u3000]/), from = caret + gap;
    const rest = { ...piece, start: time, text: words.slice(from), turn: true, speaker: "", corrections: piece.corrections.filter((one) => one.start >= from).map((one) => ({ ...one, start: one.start - from, end: one.end - from })) };
    Object.assign(piece, { end: time, text: words.slice(0, caret), corrections: piece.corrections.filter((one) => one.end <= caret) });
    pieces.splice(at + 1, 0, rest);
    name(at + 1, "");
    show();
    list.children[at + 1].querySelector(".sg-speech-who").focus();
    announce(say("speech.cut_done", { time: clock(time) }));
  }

  function redraw(at) {
    const fresh = row(pieces[at], at);
    list.children[at].replaceWith(fresh);
    fresh.querySelector(".sg-speech-text").focus({ preventScroll: true });
  }

  /** Mark the piece that is being heard. */
  function light(seconds) {
    const at = pieces.findLastIndex((one) => one.start <= seconds + 0.05);
    const [old, now] = [list.querySelector(".is-now"), list.children[at]];
    if (old === now) return;
    old?.classList.remove("is-now");
    now?.classList.add("is-now");
  }

  return { element, add, light, show, pieces: () => pieces,
    /** Who is present, as the clerk pasted it: offered where a speaker is named. */
    known(words) { present = words.split(/[\n、,，]/).map((one) => one.trim()).filter((one) => one && one.length <= 24 && !/[。：:]|^[0-9０-９]+[.．　 ]|^(?:日程|議題|議案|次第|場所|日時)|^(?:出席者|欠席者|委員|説明員|傍聴者|事務局)$|次第$/.test(one)).slice(0, 60); remember(); },
    clear: () => { pieces = []; show(); } };
}

function fit(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
