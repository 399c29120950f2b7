// The numbers of a contract's articles (条) as the outline moves them. Knows no page and no server.

const OWN = /^第[0-9]+条(?:【要確認】)?[　 ]*/;
const INSIDE = /(?<![法則例令号程綱律約）)])第([0-9]+)条/g; // a 条 of this contract, not of a law

/** The number of each article by its place in the outline: {id: number}. */
export function numbersOf(parts) {
  return Object.fromEntries(parts.filter((one) => one.article).map((one, at) => [one.id, at + 1]));
}

/** The words with their references moved from the numbers `before` to those of `after` ({id: number}); a reference to an
 * article that is gone says so. */
export function moved(words, before, after, gone) {
  const ids = new Map(Object.entries(before).map(([id, number]) => [number, id]));
  return words.replace(INSIDE, (whole, number) => {
    const id = ids.get(Number(number));
    if (!id) return whole;
    return after[id] ? `第${after[id]}条` : gone(number);
  });
}

/** The body of an article under its own number. */
export function headed(body, number) {
  return body.trim() ? `第${number}条　${body.replace(OWN, "")}` : body;
}
