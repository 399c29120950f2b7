// From a number or a value of the draft to its source, and the draft traced to its sources again. Knows nothing of how facts are found.

import { announce, say } from "./dom.js";
import { carryTicks, difference, placed, shift } from "./facts.js";
import * as api from "./stream.js";

/** {cite(number), openFact(fact), recheck()}; `ws` is what the workspace lends. */
export function makeTracing(ws) {
  const { draft, task } = ws;

  function cite(number) {
    ws.panes.open("sources");
    if (!ws.sources.show(number)) ws.text.tell(say("sources.nothing_near"));
  }
  /** Where a value comes from: the source at the very words, or the field of the form. */
  function openFact(one) {
    const from = document.activeElement;
    if (one.citation && ws.sources.openAt(one.citation, one.quote, draft.citations, from)) return;
    const field = /^入力「([^」]+)」/.exec(one.evidence ?? "")?.[1];
    const box = field && document.getElementById(`sg-field-${field}`);
    if (box) { ws.panes.open("form"); box.focus(); } else ws.text.tell(say("facts.no_source"));
  }

  /** The text as it stands is traced to its sources again; what is typed meanwhile is not lost. */
  async function recheck() {
    const sent = draft.text;
    ws.text.checking = true;
    ws.text.tell(say("facts.checking"));
    try {
      const found = await api.recheck({ task: task.id, text: sent, fields: draft.values, citations: draft.citations, hits: draft.hits ?? [], past: draft.past?.past ?? "" });
      const fresh = carryTicks(placed(found.facts, sent), ws.text.editor.facts);
      if (sent !== draft.text && difference(sent, draft.text)) shift(fresh, sent, draft.text);
      draft.findings = [...(draft.findings ?? []).filter((one) => /^(draft|model|citation)\./.test(one.rule)), ...found.findings];
      draft.marks = fresh;
      draft.verdicts = found.checklist ?? [];
      ws.text.rechecked(fresh, draft.findings, draft.ticks ?? [], draft.verdicts);
      ws.text.reached();
      ws.text.tell(say("facts.checked"));
      announce(say("facts.checked"));
      const gone = found.missing.filter((number) => sent.includes(`[${number}]`));
      if (gone.length) ws.text.note(say("facts.missing", { numbers: gone.map((number) => `[${number}]`).join("") }), "warning");
      ws.keepSoon();
      ws.status();
    } catch (error) {
      if (error instanceof api.Problem) ws.text.note(error.message, "error"); else ws.text.unreached();
    } finally {
      ws.text.checking = false;
    }
  }

  return { cite, openFact, recheck };
}
