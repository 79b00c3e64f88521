/** How the hash of effects is written: `=answer` once made, `?begun at` while nobody knows. */

export const madeAs = (answer: string): string => `=${answer}`;

/** Not known, and no longer at work: whoever comes next looks first. */
export const unknown = '?0';

export function answerIn(value: string): string | undefined {
  return value.startsWith('=') ? value.slice(1) : undefined;
}

export function effectsIn(hash: Readonly<Record<string, string>>): { step: string; answer?: string }[] {
  return Object.entries(hash).map(([step, value]) => {
    const answer = answerIn(value);
    return answer === undefined ? { step } : { step, answer };
  });
}
