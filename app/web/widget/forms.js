// The forms beside the conversation: was it of use, and being called back. Knows nothing of the network.

/** Was the answer of use? send(good, comment) resolves when it is kept. */
function ratingView(page, send) {
  const said = el("p", { class: "second", role: "status" });
  const box = el("div", { class: "more" });
  const pick = (good) => el("button", {
    type: "button", class: "small", "aria-pressed": "false",
    on: { click: async () => {
      for (const one of [yes, no]) one.setAttribute("aria-pressed", String(one === (good ? yes : no)));
      if (await send(good, "")) said.replaceChildren(...ruby(page.say("thanks")));
      box.replaceChildren(...(good ? [] : [comment()]));
    } },
  }, ruby(page.say(good ? "yes" : "no")));
  const yes = pick(true), no = pick(false);
  function comment() {
    const field = input(page, "comment", { rows: 2, maxlength: 400 });
    return el("form", { novalidate: true, on: { submit: async (event) => {
      event.preventDefault();
      const text = field.value();
      const kinds = personal(text, page.phones);
      if (kinds.length) return field.fail(page.say("personal", { kinds: page.list(kinds) }));
      if (text && await send(false, text)) { said.replaceChildren(...ruby(page.say("thanks"))); said.tabIndex = -1; said.focus(); box.replaceChildren(); }
    } } }, field.view, el("button", { type: "submit", class: "small" }, ruby(page.say("send"))));
  }
  return el("div", { class: "rating", role: "group", "aria-label": plain(page.say("helpful")) },
    el("p", {}, ruby(page.say("helpful"))), el("div", { class: "row" }, yes, no), box, said);
}

let serial = 0;

/** A labelled field with room for what is wrong with it: {view, value(), fail(text), focus()}. */
function input(page, name, { rows = 0, required = false, hint = "", ...more } = {}) {
  const id = `f${++serial}-${name}`;
  const field = el(rows ? "textarea" : "input", { id, name, rows: rows || null, "aria-describedby": `${id}-h ${id}-e`, "aria-required": required ? "true" : null, ...more });
  const wrong = el("p", { id: `${id}-e`, class: "error", hidden: true });
  const view = el("div", { class: "field" }, el("label", { for: id }, ruby(page.say(name)), required ? el("span", { class: "required" }, ruby(page.say("required"))) : null),
    el("p", { id: `${id}-h`, class: "second", hidden: !hint }, ruby(hint)), field, wrong);
  const fail = (text) => {
    field.setAttribute("aria-invalid", text ? "true" : "false");
    wrong.replaceChildren(...(text ? [icon(ICONS.warn), el("span", {}, ruby(text))] : []));
    wrong.hidden = !text;
    if (text) field.focus();
  };
  return { view, value: () => field.value.trim(), fail, focus: () => field.focus() };
}

/** Being called back. send(values) resolves with the number of the request; leave() when the person gives up. */
function callbackView(page, about, send, leave) {
  const fields = {
    name: input(page, "name", { required: true, autocomplete: "name", maxlength: 80 }),
    telephone: input(page, "telephone", { required: true, type: "tel", autocomplete: "tel", inputmode: "tel", maxlength: 20 }),
    when: input(page, "when", { hint: page.say("when_hint"), maxlength: 100 }),
    about: input(page, "about", { required: true, rows: 3, maxlength: 400, value: about }),
  };
  const wrong = { name: (text) => !text && "name_missing", telephone: (text) => !/^\+?[0-9]{10,13}$/.test(text.normalize("NFKC").replace(/[-()‐−ー ]/g, "")) && "telephone_wrong", when: () => false, about: (text) => !text && "about_missing" };
  const heading = el("h3", { tabindex: "-1" }, ruby(page.say("callback")));
  const failed = el("p", { class: "error", role: "alert" });
  const view = el("form", { class: "sheet", novalidate: true, on: { submit: async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value()]));
    const faults = Object.entries(values).map(([name, text]) => [name, wrong[name](text)]);
    for (const [name, fault] of faults.reverse()) fields[name].fail(fault ? page.say(fault) : ""); // the first fault has the focus
    if (faults.some(([, fault]) => fault)) return;
    button.setAttribute("aria-disabled", "true");
    try { await send(values); } catch (error) { failed.replaceChildren(...ruby(page.explain(error))); } finally { button.removeAttribute("aria-disabled"); }
  } } }, heading, el("p", {}, ruby(page.say("callback_intro"))), Object.values(fields).map((field) => field.view), failed);
  const button = el("button", { type: "submit", class: "main" }, ruby(page.say("submit")));
  view.append(el("div", { class: "row" }, button, el("button", { type: "button", class: "plain", on: { click: leave } }, ruby(page.say("cancel")))));
  return { view, focus: () => heading.focus() };
}
