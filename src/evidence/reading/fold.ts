/** Brings pasted text to one plain form, so that one spelling of a phrase finds all of its spellings. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  '#39': "'",
  '#34': '"',
  '#x27': "'",
};

/** Undoes what chat programs do to pasted text: entities, smart quotes, no-break spaces, `<url|label>`. */
export function repairPaste(text: string): string {
  let out = text;
  if (out.charCodeAt(0) === 0xfeff) out = out.slice(1);
  if (out.includes('&')) {
    // Twice, because a text copied through two programs is escaped twice.
    for (let round = 0; round < 2; round += 1) {
      out = out.replace(
        /&(amp|lt|gt|quot|apos|nbsp|#39|#34|#x27);/g,
        (all, name: string) => ENTITIES[name] ?? all,
      );
    }
  }
  return out
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb\u2033]/g, '"')
    .replace(/[\u2018\u2019\u201a\u2032]/g, "'")
    .replace(/[\u00a0\u202f\u2007]/g, ' ')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .replace(/<((?:https?|grpc|sip|wss?|mailto|tel):[^<>|\s]{1,2000})(?:\|[^<>\n]{0,2000})?>/g, '$1')
    .replace(/```[a-z]{0,12}\n?/g, '\n');
}

/**
 * Lower case, no accents, one space for any run of blanks, hyphens and underscores, `doesn't` as `doesnt`.
 * Phrases are folded by the same function, so both sides always agree.
 */
export function fold(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .replace(/[\u2018\u2019\u0060\u00b4]/g, "'")
      .replace(/n't\b/g, 'nt')
      // The platform's own host is one word, so that its "dev" is not read as an environment.
      .replace(/coval\.dev\b/g, 'covaldev')
      .replace(/[\s_'"\u2010-\u2015-]+/g, ' ')
      .trim()
  );
}
