// 文案, the middle pane: tools, the editor, the facts, notes, findings and the checklist. Knows nothing of the server.

import { announce, el, say } from "./dom.js";
import { makeEditor } from "./editor.js";
import { makeFactList } from "./factlist.js";
import { left } from "./facts.js";
import { makeRewriting } from "./rewriting.js";
import { makeSaving } from "./saving.js";
import { makeVoice } from "./voice.js";

const TIME = new Intl.DateTimeFormat("ja-JP", { hour: "numeric", minute: "2-digit" });

export function makeTextPane({ checklist, writer, paper: kindOfPaper, onInput, onCite, onSave, onForm, onTick, onOpen, onFacts, onRecheck, onVoice, sensitivity = () => "", onModel = () => {}, onBack = () => {}, onForth = () => {} }) {
  const editor = makeEditor({
    onInput: (text) => { count(); onInput(text); }, onCite, onOpen, onTick: tick, onRewrite: () => rewriting.open(),
    onFact: (changed) => { list.update(changed); onFacts(editor.facts); },
  });
  const list = makeFactList({ go: (one) => editor.walk(one), open: onOpen, tick, marks: () => editor.checks });
  const rewriting = makeRewriting({ editor, sensitivity, onTaken: (words, by) => { say_(words); if (by !== "rule") onModel(by); onRecheck(); } });
  editor.element.append(rewriting.bar, rewriting.element);
  const rewrite = button("rewriting.button", () => rewriting.open());
  const note = el("div", { class: "sg-textpane-note" });
  const size = el("span", { class: "sg-second" });
  const saved = el("span", { class: "sg-second" });
  const next = button("workspace.next_check", () => { editor.next(1); });
  const again = button("facts.recheck", onRecheck);
  const copy = button("workspace.copy", async () => {
    try { await editor.copy(); say_(say("workspace.copied")); } catch { say_(say("workspace.copy_failed")); }
  });
  const saving = makeSaving({ paper: kindOfPaper, onSave, onForm });
  const restore = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", hidden: true, on: { click: () => { editor.replace(original); announce(say("workspace.restored")); } } }, say("workspace.restore"));
  const back = button("workspace.back_version", onBack), forth = button("workspace.forth_version", onForth);
  for (const each of [back, forth]) { each.classList.add("sg-button-small"); each.hidden = true; }
  const told = el("span", { class: "sg-told-small", role: "status" });
  const findings = el("div", { class: "sg-findings" });
  const tools = el("div", { class: "sg-tools" }, next, again, rewrite, ...saving.parts, copy, told);
  const empty = el("p", { class: "sg-empty" }, el("span", { class: "sg-wide" }, say("workspace.empty_text")), el("span", { class: "sg-narrow" }, say("workspace.empty_text_narrow")));
  const disclaimer = el("p", { class: "sg-disclaimer" }, say(writer ? "workspace.disclaimer" : "workspace.disclaimer_plain"));
  const paper = el("div", { class: "sg-paper" },
    disclaimer,
    tools, el("label", { class: "sg-hidden", for: "sg-editor" }, say("workspace.editor")), editor.element,
    el("p", { class: "sg-paper-foot" }, size, saved, restore, back, forth), el("p", { class: "sg-help", id: "sg-editor-help" }, say("workspace.editor_help")));
  const above = el("div", {}), voice = makeVoice({ onVoice });
  const element = el("div", { class: "sg-textpane" }, note, above, empty, paper, voice.element, list.element, findings);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "F8" || element.dataset.view !== "text") return;
    event.preventDefault();
    editor.next(event.shiftKey ? -1 : 1);
  });
  // Ctrl+Z where the browser has nothing to take back: the text that was there before this one was made.
  editor.element.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing || editor.text !== asMade) return;
    const key = event.key.toLowerCase(), forward = key === "y" || (key === "z" && event.shiftKey);
    if (forward && !forth.hidden) { event.preventDefault(); onForth(); } else if (key === "z" && !event.shiftKey && !back.hidden) { event.preventDefault(); onBack(); }
  }, true);
  let asMade = ""; // the text as it was last put here, not typed
  let original = "", looked = "", timer; // the text as it was made, and as the findings count it

  function button(name, press) {
    return el("button", { type: "button", class: "sg-button sg-button-second", on: { click: press } }, say(name));
  }
  function say_(text) {
    told.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => { told.textContent = ""; }, 6000);
  }
  function count() {
    size.textContent = say("workspace.characters", { count: [...editor.text.replace(/\s/g, "")].length.toLocaleString("ja-JP") });
    list.tell();
    next.hidden = left(editor.facts).length + editor.checks === 0;
    restore.hidden = !original || editor.text === original;
  }
  /** Tick a fact or take the tick back. A bare 【要確認】 right behind an unsupported one goes and comes with it. */
  function tick(one) {
    const inList = document.activeElement?.closest?.(".sg-fact-list");
    one.ticked = !one.ticked;
    const mark = editor.markBehind(one), marked = ["unsupported", "conflict"].includes(one.state);
    if (marked && one.ticked && mark) { editor.edit(...mark, ""); say_(say("facts.mark_gone")); }
    if (marked && !one.ticked && !mark) { editor.edit(one.end, one.end, "【要確認】"); say_(say("facts.mark_back")); }
    list.update([one]);
    editor.refresh(one);
    if (inList) list.focus(one); else editor.walk(one);
    announce(say(one.ticked ? "facts.ticked" : "facts.unticked", { text: one.text }));
    count();
    onFacts(editor.facts);
  }
  function go(one) {
    const found = locate(one, looked, editor.text);
    if (found) editor.select(...found); else announce(say("findings.gone"));
  }
  function mend(one, row) {
    const found = locate(one, looked, editor.text);
    if (!found) return announce(say("findings.gone"));
    editor.put(...found, one.suggestion);
    row.remove();
    say_(say("findings.fixed"));
  }
  function view(name) { element.dataset.view = name; }
  view("empty");

  let away = false; // whether the note above the text says that the server is not there
  return {
    element, editor, count, voice, tell: say_,
    /** Where what belongs above the text is put. */
    above,
    /** A note above the text: kind is "", "warning", "error" or "success". */
    note(text, kind = "") {
      away = false;
      note.replaceChildren(...(text ? [el("div", { class: `sg-note sg-note-${kind || "plain"}` }, el("p", {}, text))] : []));
      if (text) note.scrollIntoView({ block: "nearest" }); // it may be far above what was pressed
    },
    /** The server is not there: said until it is reached again. `lead` is what could not be done. */
    unreached(lead = "") {
      this.note(`${lead}${say("status.offline_draft")}`, "error");
      away = true;
    },
    reached() { if (away) this.note(""); },
    empty(words = "") {
      if (words) empty.replaceChildren(words);
      view("empty");
    },
    /** Say what made the text: `model` is undefined for a text kept before that was known. */
    madeBy(model) {
      const ai = model === undefined ? writer : !["", "none", "extractive.v1"].includes(model);
      disclaimer.textContent = say(ai ? "workspace.disclaimer" : "workspace.disclaimer_plain");
    },
    writing(text = "") {
      view("writing");
      findings.replaceChildren();
      list.show([]);
      editor.locked = true;
      editor.text = text;
      count();
    },
    finished(text, made, report, ticks, facts = [], verdicts = []) {
      original = looked = made;
      editor.ahead = "";
      editor.locked = false;
      editor.text = asMade = text;
      editor.facts = facts;
      list.show(text ? facts : []);
      view(text ? "text" : "none");
      count();
      findings.replaceChildren(...(text ? [findingList(report, { go, mend }), checks(checklist, ticks, onTick, verdicts)] : [findingList(report, { go, mend }, true)]).filter(Boolean));
    },
    /** The facts and findings of a new check of the text as it stands. */
    rechecked(facts, report, ticks, verdicts = []) {
      looked = editor.text;
      editor.facts = facts;
      list.show(facts);
      findings.replaceChildren(...[findingList(report, { go, mend }), checks(checklist, ticks, onTick, verdicts)].filter(Boolean));
      count();
    },
    /** What the file is saved as: a draft, or confirmed once nothing is left to look at. */
    set confirmed(value) { saving.confirmed = value; },
    set checking(value) { again.disabled = value; },
    focusTools: () => tools.querySelector("button:not([hidden])").focus({ preventScroll: true }),
    /** When it was kept, and whether the server has it too. */
    saved(there) { saved.textContent = say(there ? "workspace.saved_server" : "workspace.saved", { time: TIME.format(Date.now()) }); },
    /** How many texts there are to go back to, and forth to. */
    versions(older, newer) { back.hidden = !older; forth.hidden = !newer; },
  };
}

const MARK = { error: "×", warning: "!", info: "i" };
const FEW = 8; // findings shown before the rest is folded away

function findingList(every, actions, quiet = false) {
  const report = every.filter((one) => !OF_FACTS.test(one.rule));
  if (!report.length) return quiet ? null : el("div", {}, el("h3", { class: "sg-h3" }, say("findings.title")), el("p", { class: "sg-second" }, say("findings.none")));
  const order = Object.keys(MARK);
  const sorted = [...report].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.start - b.start);
  const list = (some) => el("ul", { class: "sg-finding-list" }, some.map((one) => findingRow(one, actions)));
  const rest = sorted.slice(FEW);
  return el("div", {}, el("h3", { class: "sg-h3" }, `${say("findings.title")}（${report.length}）`), list(sorted.slice(0, FEW)),
    rest.length ? el("details", { class: "sg-rest" }, el("summary", {}, say("findings.rest", { count: rest.length })), list(rest)) : null);
}

/** Findings that the list of facts tells already. */
export const OF_FACTS = /^fact\.(unsupported|conflict|stale|weekday|impossible|order)$/;

/** Where the words of a finding stand now: the server counts characters in the text as it was made, people edit it. */
function locate(one, made, now) {
  const points = [...made];
  const words = points.slice(one.start, one.end).join("");
  const guess = points.slice(0, one.start).join("").length;
  let best = -1;
  for (let at = now.indexOf(words); at >= 0; at = now.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - guess) < Math.abs(best - guess)) best = at;
  }
  return best < 0 ? null : [best, best + words.length];
}

function findingRow(one, { go, mend }) {
  const severity = one.severity in MARK ? one.severity : "info";
  const quiet = "sg-button sg-button-quiet sg-button-small";
  const show = one.end > one.start && el("button", { type: "button", class: quiet, on: { click: () => go(one) } }, say("findings.show"));
  const safe = one.suggestion && one.rule.startsWith("style."); // only these suggestions may stand as they are
  const fix = safe && el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => mend(one, row) } }, say("findings.fix", { text: one.suggestion.slice(0, 24) }));
  const why = one.source && el("details", { class: "sg-why" }, el("summary", {}, say("findings.why")), el("p", {}, one.source));
  const row = el("li", { class: `sg-finding is-${severity}` },
    el("span", { class: "sg-severity" }, el("span", { "aria-hidden": "true" }, MARK[severity]), say(`findings.${severity}`)),
    el("span", {}, one.message, one.suggestion && !safe ? el("span", { class: "sg-suggestion" }, say("findings.suggestion", { text: one.suggestion })) : null, why || null),
    el("span", { class: "sg-finding-actions" }, fix || null, show || null));
  return row;
}

function checks(checklist, ticks, onTick, verdicts = []) {
  if (!checklist.length) return null;
  const rows = checklist.map((text, number) => {
    const box = el("input", { type: "checkbox", id: `sg-tick-${number}`, class: "sg-check", on: { change: () => onTick(number, box.checked) } });
    box.checked = ticks.includes(number);
    const one = verdicts.find((each) => each.number === number);
    const told = one ? el("span", { class: `sg-verdict is-${one.met ? "met" : "not"}` }, el("span", { "aria-hidden": "true" }, one.met ? "✓ " : "✗ "), say(one.met ? "findings.met" : "findings.not_met"), " ", one.reason) : null;
    return el("li", {}, box, el("label", { for: box.id }, text), told);
  });
  return el("div", { class: "sg-checklist" }, el("h3", { class: "sg-h3" }, say("findings.checklist")), el("p", { class: "sg-second" }, say("findings.checklist_help")), el("ul", {}, rows));
}
