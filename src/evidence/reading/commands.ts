/** Commands that somebody ran, found in a pasted text: each with the lines that belong to it. */

const command = /^\s*(?:[$>#%]\s*)?(?:curl|python3?|coval|npx|pip)\b/;

export const isCommand = (line: string): boolean => command.test(line);

/** Of these, the ones that ask Coval something; what else was started is the agent itself, and its lines are its log. */
const test = /\bcurl\b|send-test-span|^\s*(?:[$>#%]\s*)?coval\b/;

const answer = /^\s*(?:status\s*[=:]\s*\d{3}|(?:<\s*)?HTTP\/[\d.]+\s+\d{3}\b)/i;

export interface Block {
  /** A test and what it printed. */
  readonly isTest: boolean;
  readonly text: string;
}

/** Text → blocks of lines, in order; a test begins a block of its own. */
export function commandBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let isTest = false;
  let isAnswered = false;
  const close = (next: boolean): void => {
    if (lines.length > 0) blocks.push({ isTest, text: lines.join('\n') });
    lines = [];
    isTest = next;
    isAnswered = false;
  };
  for (const line of text.split('\n')) {
    if (isCommand(line)) close(test.test(line));
    // An empty line behind an answer ends it: what follows is told, not printed.
    else if (isTest && isAnswered && line.trim() === '') close(false);
    if (isTest && !isAnswered) isAnswered = answer.test(line);
    lines.push(line);
  }
  close(false);
  return blocks;
}
