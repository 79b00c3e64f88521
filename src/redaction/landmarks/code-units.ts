/** Questions about one character, asked often enough that a regular expression would be slow. */

export function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** Letters, digits, `_`. */
export function isWordCode(code: number): boolean {
  return isLetter(code) || isDigit(code) || code === 95;
}

/** Letters, digits, `_`, `$`, `.`: the name of a function. */
export function isCallee(code: number): boolean {
  return isWordCode(code) || code === 36 || code === 46;
}

/** `=`, `>`, `~`: the rest of `==`, `=>`, `=~`. */
export function isRepeat(code: number): boolean {
  return code === 61 || code === 62 || code === 126;
}
