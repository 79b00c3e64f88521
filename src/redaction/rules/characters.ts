/**
 * Characters that look like others or like nothing.
 * Source: Unicode confusables (the Latin look-alikes of Cyrillic and Greek), Slack's and word processors' smart typing.
 * Known misses: look-alikes outside Cyrillic, Greek, full-width and mathematical letters.
 */

const pairs: readonly [string, string][] = [
  ['‘’‚‛′´ʼ＇', "'"],
  ['“”„‟″«»「」『』〝〞＂', '"'],
  ['‐‑‒–—―−﹣－', '-'],
  ['∶꞉﹕：', ':'],
  ['＝﹦', '='],
  ['→⇒➜➔➡⟶', '>'],
  ['·•‣◦▪●∙', '*'],
  ['│┃｜', '|'],
  ['аАеЕоОрРсСуУхХіІјЈѕЅԁһӏВМНТКЗ', 'aAeEoOpPcCyYxXiIjJsSdhlBMHTK3'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονιαρ', 'ABEZHIKMNOPTYXoviap'],
  ['ıſ', 'is'],
];

function table(): Map<number, number> {
  const map = new Map<number, number>();
  for (const [from, to] of pairs) {
    for (let index = 0; index < from.length; index += 1) {
      const target = to.length === 1 ? to : to.charAt(index);
      map.set(from.charCodeAt(index), target.charCodeAt(0));
    }
  }
  // Full-width forms repeat ASCII 0x21 to 0x7e.
  for (let code = 0xff01; code <= 0xff5e; code += 1) map.set(code, code - 0xfee0);
  for (const code of [0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0x85]) map.set(code, 0x20);
  for (let code = 0x2000; code <= 0x200a; code += 1) map.set(code, 0x20);
  for (const code of [0x2028, 0x2029]) map.set(code, 0x0a);
  return map;
}

export const lookalikes: ReadonlyMap<number, number> = table();

function invisible(): Set<number> {
  const set = new Set<number>([
    0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x3164, 0xfeff, 0xffa0, 0x7f,
  ]);
  for (const [from, to] of [
    [0x180b, 0x180f],
    [0x200b, 0x200f],
    [0x202a, 0x202e],
    [0x2060, 0x206f],
    [0xfe00, 0xfe0f],
  ] as const) {
    for (let code = from; code <= to; code += 1) set.add(code);
  }
  return set;
}

/** Zero-width, bidirectional and filler characters: dropped before matching, masked with what surrounds them. */
export const ignorable: ReadonlySet<number> = invisible();
