import type { Severity } from './findings/codes.ts';

const codes: Readonly<Record<Severity | 'dim' | 'bold', number>> = {
  error: 31,
  warning: 33,
  info: 36,
  dim: 2,
  bold: 1,
};

/** Terminal colour; the caller decides whether the output may have any. */
export function paint(as: Severity | 'dim' | 'bold', text: string): string {
  if (text === '') return '';
  const start = String.fromCharCode(27);
  return `${start}[${codes[as]}m${text}${start}[0m`;
}
