/** The name to the left of a separator. */

export interface Label {
  readonly start: number;
  readonly end: number;
}

const SPACE = 32;

function isLabelCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 || // _
    code === 45 || // -
    code === 46 || // .
    code === 36 || // $
    code === 64 || // @
    (code >= 0x80 && code !== 0xe000)
  );
}

function isWordCode(code: number): boolean {
  return isLabelCode(code) && code !== 45 && code !== 46;
}

/** Walks back at most 80 characters a word and five words, so that no input makes it slow. */
export function labelBefore(text: string, at: number, floor: number): Label | undefined {
  let end = skipBack(text, at, floor);
  if (end <= floor) return undefined;
  let start = end;
  while (start > floor && end - start < 80 && isLabelCode(text.charCodeAt(start - 1))) start -= 1;
  if (start === end) return undefined;
  for (let words = 0; words < 5; words += 1) {
    // A flag is a name of its own; the words before it belong to the command.
    if (text.startsWith('--', start)) break;
    const gap = text.charCodeAt(start - 1);
    if (start - 2 < floor || (gap !== SPACE && gap !== 47) || !isWordCode(text.charCodeAt(start - 2))) break;
    let next = start - 1;
    while (next > floor && start - next < 40 && isLabelCode(text.charCodeAt(next - 1))) next -= 1;
    // What stands behind a flag is its argument.
    if (text.startsWith('--', next)) break;
    start = next;
  }
  while (end > start && text.charCodeAt(end - 1) === 46) end -= 1;
  return { start, end };
}

/** Over blanks, emphasis, a closing tag, a `?` of TypeScript, a remark in brackets. */
function skipBack(text: string, at: number, floor: number): number {
  let end = at;
  const least = Math.max(floor, at - 100);
  while (end > least) {
    const char = text[end - 1] ?? '';
    if (
      char === ' ' ||
      char === '\t' ||
      char === '*' ||
      char === '?' ||
      char === '!' ||
      char === '`' ||
      char === '~'
    )
      end -= 1;
    else if (char === ')' || char === ']') {
      const open = text.lastIndexOf(char === ')' ? '(' : '[', end - 1);
      if (open < least || open <= floor || text.slice(open, end).includes('\n')) return end;
      end = open;
    } else if (char === '>') {
      const open = text.lastIndexOf('<', end - 1);
      if (open < Math.max(least, end - 16) || text[open + 1] !== '/') return end;
      end = open;
    } else break;
  }
  return end;
}

/** Only indentation, list marks, comment marks and prompts stand before it on its line. */
export function leadsLine(text: string, start: number, floor: number): boolean {
  for (let index = start - 1; index >= Math.max(floor, start - 60); index -= 1) {
    const code = text.charCodeAt(index);
    if (code === 10) return true;
    if (code === SPACE || code === 9) continue;
    // - * # / > $ ; | " ' ` + digits of a numbered line
    if (code === 45 || code === 42 || code === 35 || code === 47 || code === 62 || code === 36) continue;
    if (code === 59 || code === 34 || code === 39 || code === 96 || code === 43 || code === 124) continue;
    return false;
  }
  return start - floor <= 60;
}
