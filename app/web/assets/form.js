// 条件: the form of a task, made from its template. Knows nothing of drafting.

import { alarm, announce, el, say, wareki } from "./dom.js";
import { text, why } from "./stream.js";

/** {element, values(), fill(values), check(), showErrors(list)}; `onChange` hears every change. */
export function makeForm(task, { onChange }) {
  const controls = new Map();
  const summary = el("div", {});
  const fields = task.fields.map((field) => {
    const made = makeField(field, changed, field.id === task.input);
    controls.set(field.id, made);
    return made.element;
  });
  let before = null;
  const undo = el("button", { type: "button", class: "sg-button sg-button-quiet sg-button-small", hidden: true, on: { click: goBack } }, say("workspace.undo"));

  function changed() {
    undo.hidden = true;
    onChange(values());
  }
  function values() {
    return Object.fromEntries([...controls].map(([id, control]) => [id, control.get()]).filter(([, value]) => value !== ""));
  }
  function fill(given) {
    for (const [id, control] of controls) control.set(given[id] ?? "");
    showErrors([]);
    onChange(values());
  }
  function replace(given, message) {
    before = values();
    fill(given);
    undo.hidden = false;
    announce(message);
  }
  function goBack() {
    fill(before);
    undo.hidden = true;
    announce(say("workspace.undone"));
    examples.querySelector("button")?.focus();
  }
  function check() {
    const missing = task.fields
      .filter((field) => field.required && !controls.get(field.id).get().trim())
      .map((field) => ({ field: field.id, message: say("workspace.missing", { label: field.label }) }));
    showErrors(missing);
    return missing.length === 0;
  }
  function showErrors(list) {
    for (const control of controls.values()) control.error("");
    summary.replaceChildren();
    if (!list.length) return;
    for (const one of list) controls.get(one.field)?.error(one.message);
    const links = list.map((one) => el("li", {}, controls.has(one.field)
      ? el("a", { href: `#${controls.get(one.field).id}`, on: { click: (event) => { event.preventDefault(); controls.get(one.field).focus(); } } }, one.message)
      : one.message));
    const box = el("div", { class: "sg-note sg-note-error", tabindex: "-1" }, el("p", {}, el("b", {}, say("workspace.errors_title"))), el("ul", {}, links));
    summary.append(box);
    box.focus();
    alarm(say("workspace.errors_title"));
  }

  const examples = el("div", { class: "sg-examples" }, task.examples.map((example) =>
    el("button", { type: "button", class: "sg-button sg-button-second sg-button-small",
      on: { click: () => replace(example.fields, say("workspace.example_filled", { title: example.title })) } },
    el("span", {}, say("workspace.example"), el("small", {}, example.title)))), undo);
  const element = el("div", { class: "sg-form" }, summary, task.examples.length ? examples : null, fields);
  return { element, values, fill, check, showErrors, focus: () => controls.values().next().value?.focus() };
}

function makeField(field, changed, takesFile) {
  const id = `sg-field-${field.id}`;
  const help = field.help ? el("p", { class: "sg-help", id: `${id}-help` }, field.help) : null;
  const error = el("p", { class: "sg-error", id: `${id}-error`, hidden: true });
  const described = [help && `${id}-help`, `${id}-error`].filter(Boolean).join(" ");
  const input = makeInput(field, { id, "aria-describedby": described, "aria-required": field.required ? "true" : null });
  const badge = el("span", { class: `sg-badge ${field.required ? "sg-badge-required" : "sg-badge-optional"}` }, say(field.required ? "workspace.required" : "workspace.optional"));
  const day = field.type === "date" ? el("p", { class: "sg-help", "aria-live": "polite" }) : null;
  const label = el("label", { for: id, class: "sg-label" }, el("span", {}, field.label), badge);
  const control = {
    id,
    element: null,
    get: () => (field.type === "check" ? (input.checked ? "はい" : "") : input.value),
    set(value) {
      if (field.type === "check") input.checked = value !== "";
      else input.value = value;
      look();
    },
    focus: () => { input.focus(); input.scrollIntoView({ block: "center" }); },
    error(message) {
      error.hidden = !message;
      error.textContent = message ? `× ${message}` : "";
      input.toggleAttribute("aria-invalid", Boolean(message));
      if (message) input.setAttribute("aria-invalid", "true");
    },
  };
  function look() {
    if (day) day.textContent = wareki(input.value);
    if (input.tagName === "TEXTAREA") grow(input);
  }
  input.addEventListener("input", () => { look(); changed(); });
  control.element = el("div", { class: `sg-field sg-field-${field.type}` }, label, help, error, takesFile ? fromFile(control, changed) : null, input, day);
  if (field.default) control.set(field.default);
  return control;
}

/** A button that puts the text of a file into the field. */
function fromFile(control, changed) {
  const told = el("span", { class: "sg-help", role: "status" });
  const picker = el("input", { type: "file", class: "sg-hidden", tabindex: "-1", "aria-hidden": "true", accept: ".txt,.md,.docx,.pdf,.html,.csv,.xlsx,.pptx", on: { change: take } });
  const button = el("button", { type: "button", class: "sg-button sg-button-second sg-button-small", on: { click: () => picker.click() } }, say("workspace.from_file"));
  async function take() {
    const file = picker.files[0];
    if (!file) return;
    told.textContent = say("workspace.reading_file");
    try {
      const read = await text(file);
      control.set(read.text);
      changed();
      told.textContent = [say("workspace.file_read", { name: file.name, count: [...read.text].length.toLocaleString("ja-JP") }), ...read.notes].join(" ");
    } catch (error) {
      told.textContent = why(error);
    }
    picker.value = "";
  }
  return el("p", { class: "sg-from-file" }, button, picker, told);
}

function makeInput(field, attributes) {
  const hint = field.example ? { placeholder: `例：${field.example.split("\n")[0]}` } : {};
  switch (field.type) {
    case "textarea": return el("textarea", { ...attributes, ...hint, rows: 4, class: "sg-input" });
    case "select": return el("select", { ...attributes, class: "sg-input" },
      el("option", { value: "" }, say("workspace.choose_option")), field.options.map((option) => el("option", { value: option }, option)));
    case "date": return el("input", { ...attributes, type: "date", class: "sg-input" });
    case "number": return el("input", { ...attributes, ...hint, type: "text", inputmode: "numeric", class: "sg-input sg-input-short" });
    case "check": return el("input", { ...attributes, type: "checkbox", class: "sg-check" });
    default: return el("input", { ...attributes, ...hint, type: "text", class: "sg-input" });
  }
}

/** A box as high as its text, up to half the window. */
function grow(area) {
  area.style.height = "auto";
  const most = window.innerHeight / 2;
  area.style.height = `${Math.min(area.scrollHeight + 2, most)}px`;
}
