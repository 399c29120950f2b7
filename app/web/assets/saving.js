// Saving a draft as a file of the kind chosen, or into the office's own form. Knows nothing of the text or the server.

import { el, say } from "./dom.js";

const KINDS = ["docx", "pdf", "xlsx", "md", "txt"];
const OWN = { poster: ["png"], speech: ["tate"] }; // the kinds of a task with a paper of its own
const SUFFIXES = { tate: "docx" };

/** {parts, confirmed}: the controls in order; `onSave(kind)` and `onForm(file)` do the work. */
export function makeSaving({ paper, onSave, onForm }) {
  const kinds = [KINDS[0], ...(OWN[paper] ?? []), ...KINDS.slice(1)];
  const choice = el("select", { id: "sg-kind", class: "sg-input" }, kinds.map((kind) => el("option", { value: kind }, say(`saving.${kind}`))));
  const save = el("button", { type: "button", class: "sg-button", title: say("saving.save_help"), on: { click: () => onSave(choice.value) } }, say("facts.save_draft"));
  const picker = el("input", { type: "file", class: "sg-hidden", tabindex: "-1", "aria-hidden": "true", accept: ".docx,.xlsx", on: { change: take } });
  const form = el("button", { type: "button", class: "sg-button sg-button-second", title: say("saving.form_help"), on: { click: () => picker.click() } }, say("saving.form"));
  function take() {
    const file = picker.files[0];
    picker.value = "";
    if (file) onForm(file);
  }
  return {
    parts: [el("span", { class: "sg-kind" }, save, el("label", { for: choice.id, class: "sg-hidden" }, say("saving.kind")), choice), form, picker],
    /** What the file is saved as: a draft, or confirmed once nothing is left to look at. */
    set confirmed(value) { save.textContent = say(value ? "facts.save_done" : "facts.save_draft"); },
  };
}

/** Hand `file` (a Blob) to the person under a name made of `title`. */
export function hand(file, title, kind) {
  const link = el("a", { download: `${title.replace(/[\\/:*?"<>|\s]+/g, " ").trim()}.${SUFFIXES[kind] ?? kind}` });
  link.href = URL.createObjectURL(file);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
