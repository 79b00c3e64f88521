/**
 * Three characters in a row as one small number, letters without their case: enough to tell that none of many words
 * begins here. Numbers of different triples may be equal, so whoever finds one compares the word itself.
 */

/** A letter as 1 to 26; digits share a class, signs that marks begin with have their own, all others are 0. */
export const letterClasses = new Uint8Array(128);
for (let letter = 0; letter < 26; letter += 1) {
  letterClasses[65 + letter] = letter + 1;
  letterClasses[97 + letter] = letter + 1;
}
for (let code = 48; code < 58; code += 1) letterClasses[code] = 27;
letterClasses[45] = 28; // -
letterClasses[95] = 28; // _
letterClasses[46] = 30; // .
letterClasses[58] = 31; // :
// Rare signs share one: were they like blanks and quotes, a mark would seem to begin at every indentation.
for (const sign of '@$<>(=~') letterClasses[sign.charCodeAt(0)] = 29;

export const CLASS_BITS = 5;
export const TRIPLES = 1 << (3 * CLASS_BITS);

/** The number behind `next`, from the number of the triple before. */
export function nextTriple(triple: number, next: number): number {
  return ((triple << CLASS_BITS) | (letterClasses[next] ?? 0)) & (TRIPLES - 1);
}

/** Every number that a text has where the word begins; a word of two characters has one for each third character. */
export function triplesOf(word: string): number[] {
  const [first = 0, second = 0, third] = [...word].map((char) => letterClasses[char.charCodeAt(0)] ?? 0);
  const begin = ((first << CLASS_BITS) | second) << CLASS_BITS;
  return third === undefined
    ? Array.from({ length: 1 << CLASS_BITS }, (_, last) => begin | last)
    : [begin | third];
}
