import { KeyUse } from './keys.ts';

/** An attribute that says the operation failed, whatever the span's status says. */
export function errorEvidence(use: number, value: unknown): boolean {
  if ((use & KeyUse.errorText) !== 0) return typeof value === 'string' && value.trim() !== '';
  if ((use & KeyUse.httpStatus) !== 0) return Number(value) >= 500 && Number(value) < 600;
  if ((use & KeyUse.errorFlag) !== 0)
    return value === true || value === 1 || value === '1' || value === 'true';
  return false;
}

/** The 1000s are WebSocket close codes; alone they are also a count of characters, so they need a word beside them. */
const socketClosed =
  /(?:web[ _-]?socket|socket|connection)[^.\n]{0,40}(?:closed|disconnect|closing)|connection ?closed|disconnect|clos(?:e|ed|ure|ing)[^\n]{0,20}\b(?:1000|1001|1006)\b|\b(?:code|received|sent)\W{0,3}(?:1000|1001|1006)\b|\b(?:1000|1001|1006)\b \(/i;

export function isSocketClosed(text: string): boolean {
  return socketClosed.test(text.length > 2000 ? text.slice(0, 2000) : text);
}
