// 録音: a recording is sent, becomes text piece by piece, is heard and put right, and goes on to the minutes.

import { alarm, announce, appears, el, later, say } from "./dom.js";
import { clock, makeRows } from "./recording.js";
import * as store from "./store.js";
import * as api from "./stream.js";

const LOOK = 1000, MINUTES = "gijiroku";
const ACTIVE = ["waiting", "working"];

export async function start() {
  const root = await appears("#sg-speech");
  let current = null, began = 0, timer = 0, changed = false; // `changed`: there is something that the server has not yet
  let named = "", sending = null, stopping = ""; // the file's name as put into the title, the upload that runs, the recording asked to stop

  const picker = el("input", { type: "file", id: "sg-speech-picker", class: "sg-hidden", tabindex: "-1", "aria-hidden": "true", accept: "audio/*,video/mp4,video/webm,.mp3,.m4a,.wav", on: { change: chosen } });
  const chosenName = el("span", { role: "status", class: "sg-told-small" });
  const choose = el("button", { type: "button", id: "sg-speech-file", class: "sg-button sg-button-second", "aria-describedby": "sg-speech-file-help", on: { click: () => picker.click() } }, say("speech.choose"));
  const title = el("input", { type: "text", id: "sg-speech-title", class: "sg-input", maxlength: "200", "aria-describedby": "sg-speech-title-help" });
  const words = el("textarea", { id: "sg-speech-words", class: "sg-input", rows: 4, maxlength: "20000", "aria-describedby": "sg-speech-words-help" });
  const run = el("button", { type: "button", class: "sg-button", on: { click: send } }, say("speech.run"));
  const note = el("div", { role: "status", class: "sg-speech-state" });
  const stop = button("speech.stop", halt);
  const again = button("speech.again", async () => { await leave(); rows.clear(); begin(await ask(`/${current.id}/start`, "POST")); });
  const use = el("button", { type: "button", class: "sg-button", hidden: true, on: { click: () => toMinutes().catch(fail) } }, say("speech.to_minutes"));
  const save = button("speech.save_text", () => download().catch(fail));
  const player = el("audio", { controls: true, preload: "metadata", class: "sg-speech-player", hidden: true, on: { timeupdate: () => rows.light(player.currentTime), error: () => { player.hidden = true; } } });
  const kept = later(leave, 800);
  const rows = makeRows({ play, onChange: () => { changed = true; kept(); } });
  const keys = el("div", { hidden: true }, el("p", { class: "sg-help" }, say("speech.keys")), el("p", { class: "sg-help" }, say("speech.cut_help")));
  const earlier = el("div", {});
  const work = el("section", { class: "sg-speech-work", hidden: true, "aria-label": say("speech.pieces") },
    el("h2", {}), note, el("div", { class: "sg-tools" }, use, save, stop, again), player, keys, rows.element);
  addEventListener("pagehide", leave);
  root.replaceChildren(el("div", { class: "sg-ws sg-speech-page" },
    el("div", { class: "sg-ws-head" }, el("h1", {}, say("speech.title")), el("p", { class: "sg-lead" }, say("speech.lead"))),
    el("div", { class: "sg-speech-panes" },
      el("section", { class: "sg-speech-form", "aria-label": say("speech.choose") },
        field(choose, "speech.file", "speech.kinds_read"), picker, chosenName, field(title, "speech.meeting", "speech.meeting_help"), field(words, "speech.words", "speech.words_help"), run,
        el("h2", {}, say("speech.earlier")), earlier),
      work)));
  await listing();
  const asked = new URLSearchParams(location.search).get("id");
  if (asked) openOne(asked);

  function button(name, click) {
    return el("button", { type: "button", class: "sg-button sg-button-second", hidden: true, on: { click } }, say(name));
  }
  function field(input, label, help) {
    return el("div", { class: "sg-field" }, el("label", { for: input.id, class: "sg-label" }, say(label)), el("p", { class: "sg-help", id: `${input.id}-help` }, say(help)), input);
  }

  function chosen() {
    const file = picker.files[0];
    chosenName.textContent = file?.name ?? "";
    if (!file || ![named, ""].includes(title.value)) return; // what a person wrote stays
    title.value = named = file.name.replace(/\.[^.]+$/, "").slice(0, 200);
  }

  // ---- to and from the server

  async function ask(path, method = "GET", body = null, leaving = false) {
    const response = await fetch(`/api/recordings${path}`, body ? { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body), keepalive: leaving && JSON.stringify(body).length < 20000 } : { method });
    if (!response.ok) throw new api.Problem(await response.json().catch(() => ({})));
    return response.status === 204 ? null : response.json();
  }
  function halt() {
    if (sending) return sending.abort();
    stopping = current.id;
    state(say("speech.stopping"));
    return ask(`/${current.id}/stop`, "POST").catch(fail);
  }

  async function send() {
    const file = picker.files[0];
    if (!file) { state(say("speech.nothing"), "warning"); work.hidden = false; choose.focus(); return; }
    const form = new FormData();
    form.append("file", file);
    form.append("title", title.value);
    form.append("words", words.value);
    await leave();
    clearTimeout(timer); // what became of another recording is not told now
    for (const each of [again, use, save, player, keys]) each.hidden = true;
    rows.clear();
    const request = sending = new XMLHttpRequest();
    request.open("POST", "/api/recordings");
    state(say("speech.sending", { percent: 0 }));
    request.upload.onprogress = (event) => state(say("speech.sending", { percent: Math.floor((event.loaded / event.total) * 100) }));
    request.onloadend = () => { sending = null; run.disabled = false; stop.hidden = !ACTIVE.includes(current?.state); };
    request.onabort = () => { current = null; state(say("speech.not_sent"), "warning"); };
    request.onload = () => {
      const answer = JSON.parse(request.responseText || "{}");
      if (request.status !== 202) { current = null; return fail(new api.Problem(answer)); }
      begin(answer);
      listing();
    };
    request.onerror = () => { current = null; fail(new Error()); };
    run.disabled = true;
    work.hidden = stop.hidden = false;
    const head = work.querySelector("h2"); // a button that sleeps lets the keyboard's place go
    head.textContent = title.value || file.name;
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    request.send(form);
  }

  async function openOne(id) {
    try { await leave(); rows.clear(); begin(await ask(`/${id}`)); } catch (error) { fail(error); }
  }

  function begin(recording) {
    began = Date.now();
    player.src = `/api/recordings/${recording.id}/sound`;
    history.replaceState(null, "", `/speech?id=${recording.id}`);
    show(recording);
    work.querySelector("h2").scrollIntoView({ block: "nearest" });
  }

  async function look() {
    try {
      show(await ask(`/${current.id}`));
    } catch (error) {
      if (error instanceof api.Problem) return fail(error);
      timer = setTimeout(look, LOOK * 3); // the server is away for a moment
    }
  }

  function show(recording) {
    clearTimeout(timer);
    const moved = current?.id === recording.id && current.state !== recording.state;
    current = recording;
    rows.known(recording.words ?? "");
    const active = ACTIVE.includes(recording.state);
    work.hidden = false;
    player.hidden = Boolean(player.error);
    work.querySelector("h2").textContent = recording.title;
    if (recording.pieces.length !== rows.pieces().length) rows.add(recording.pieces);
    stop.hidden = !active;
    keys.hidden = !recording.pieces.length;
    if (!active) stopping = "";
    again.hidden = active || recording.state === "done";
    use.hidden = save.hidden = active || !recording.pieces.length;
    if (stopping === recording.id) state(say("speech.stopping")); // the piece that is being heard is finished first
    else if (recording.state === "waiting" && Date.now() - began < 2 * LOOK) state(say("speech.starting")); // it is taken up in a moment
    else if (recording.state === "waiting") state(say("speech.waiting"));
    else if (recording.state === "working" && !recording.done) state(say("speech.starting"));
    else if (recording.state === "working") state(say("speech.working", { done: clock(recording.done), length: recording.length ? clock(recording.length) : "…", left: left(recording) }));
    else if (recording.state === "failed") state(`${say("speech.failed")}　${recording.message}`, "error");
    else if (recording.state === "stopped") state(say(recording.pieces.length ? "speech.stopped" : "speech.stopped_early"), "warning");
    else state(say("speech.done", { count: recording.pieces.length, fixed: recording.pieces.reduce((sum, one) => sum + one.corrections.length, 0) }));
    if (active) timer = setTimeout(look, LOOK);
    if (!active || moved) listing();
  }

  function left(recording) {
    const share = recording.length ? recording.done / recording.length : 0;
    if (share < 0.05) return "";
    const seconds = ((Date.now() - began) / share) * (1 - share) / 1000;
    if (seconds < 3) return "";
    return seconds < 90 ? say("speech.left_seconds", { seconds: Math.ceil(seconds) }) : say("speech.left", { minutes: Math.round(seconds / 60) });
  }

  function state(text, kind = "") {
    const said = note.textContent;
    note.replaceChildren(el("p", { class: kind ? `sg-note sg-note-${kind}` : "sg-told" }, text));
    if (kind === "error" && said !== text) alarm(text);
  }
  function fail(error) { work.hidden = false; state(api.why(error), "error"); }

  // ---- what a person does with the text

  function play(seconds) { player.currentTime = seconds; player.play(); }

  /** What was put right goes to the server before another recording, or another page, takes its place. */
  async function leave(event) { if (changed && current) await keep(event?.type === "pagehide"); }
  async function keep(leaving = false) {
    changed = false;
    try {
      await ask(`/${current.id}`, "PUT", { title: current.title, pieces: rows.pieces() }, leaving);
      announce(say("speech.kept"));
    } catch {
      changed = true;
      state(say("speech.not_kept"), "error");
    }
  }

  async function written() {
    await keep();
    return (await fetch(`/api/recordings/${current.id}/text`)).text();
  }

  async function toMinutes() {
    const [task, words] = await Promise.all([api.task(MINUTES), written()]);
    const [name, day] = dated(current.title), dayField = task.fields.find((one) => one.type === "date");
    const draft = { id: store.newId(), task: task.id, taskName: task.name, title: current.title, values: { [task.fields[0].id]: name, ...(day && dayField ? { [dayField.id]: day } : {}), [task.input]: words }, text: "", original: "", citations: [], past: {}, findings: [], status: "", choice: {}, ticks: [], recording: current.id };
    store.keep(draft);
    location.assign(`/draft?task=${MINUTES}&d=${draft.id}`);
  }

  /** 「総務文教委員会（令和8年9月10日）」 → its name and the day as 2026-09-10; the day "" where none is written. */
  function dated(title) {
    const narrow = title.replace(/[０-９]/g, (digit) => "０１２３４５６７８９".indexOf(digit)), found = /[（(　 ]*(?:令和([0-9]+|元)年|(20[0-9]{2})[年/.-])([0-9]{1,2})[月/.-]([0-9]{1,2})日?(?:[（(].[）)])?[）)]?/.exec(narrow);
    if (!found) return [title, ""];
    const year = found[2] ?? String(2018 + (Number(found[1]) || 1));
    const two = (part) => part.padStart(2, "0");
    return [(narrow.slice(0, found.index) + narrow.slice(found.index + found[0].length)).trim() || title, `${year}-${two(found[3])}-${two(found[4])}`];
  }

  async function download() {
    const link = el("a", { download: `${current.title}.txt` });
    link.href = URL.createObjectURL(new Blob([await written()], { type: "text/plain" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  // ---- the recordings of before

  async function listing() {
    let all = [];
    try { all = (await ask("")).recordings; } catch (error) {
      const told = el("p", { class: "sg-note sg-note-error" }, api.why(error));
      if (error.told?.status !== 503) return earlier.replaceChildren(told);
      return root.querySelector(".sg-speech-panes").replaceChildren(el("div", {}, told, el("p", {}, el("a", { href: "/draft?task=gijiroku" }, say("speech.by_text"))))); // no form that leads nowhere
    }
    earlier.replaceChildren(all.length
      ? el("ul", { class: "sg-speech-earlier" }, all.map((one) => el("li", {},
        el("button", { type: "button", class: "sg-button sg-button-quiet", on: { click: () => openOne(one.id) } }, one.title), el("span", { class: "sg-told-small" }, say(`speech.state_${one.state}`)),
        el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", "aria-label": `${one.title} ${say("speech.remove")}`, on: { click: () => remove(one) } }, say("speech.remove")))))
      : el("p", { class: "sg-empty" }, say("speech.empty")));
  }

  async function remove(one) {
    if (!window.confirm(say("speech.remove_ask", { title: one.title }))) return;
    await ask(`/${one.id}`, "DELETE").catch(fail);
    if (current?.id === one.id) { clearTimeout(timer); current = null; work.hidden = true; rows.clear(); }
    announce(say("speech.removed", { title: one.title }));
    listing();
  }
}
