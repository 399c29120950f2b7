// One request of the staff page. Knows nothing of the page.

import { say } from "./dom.js";
import { Problem } from "./stream.js";

/** The JSON that /api/staff/`path` answers; throws Problem with the server's sentence, or ours without a status. */
export async function call(method, path, body) {
  const response = await fetch(`/api/staff/${path}`, {
    method, body: body ? JSON.stringify(body) : undefined, headers: body ? { "content-type": "application/json" } : {},
  }).catch(() => { throw new Problem({ detail: say("staff.lost") }); });
  if (response.ok) return response.json();
  let told;
  try { told = await response.json(); }
  catch { told = { status: response.status }; }
  throw new Problem(told);
}

/** 2026-11-27T01:20:00+00:00 → 11月27日 10:20. */
export function when(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  return at.toLocaleString("ja-JP", { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" });
}
