import type { Credential } from './values.ts';

/** One text with what must go and what must stay. */
export interface Document {
  readonly id: string;
  readonly format: string;
  readonly text: string;
  readonly secrets: readonly string[];
  readonly keep: readonly string[];
}

/** Notes, while a text is written, which parts are secret and which are useful. */
export class Draft {
  readonly secrets: string[] = [];
  readonly keeps: string[] = [];

  /** Plants a credential. */
  s(credential: Credential): string {
    this.secrets.push(credential.core);
    return credential.full;
  }

  /** Plants a credential in another writing: its core is what the text shows of it. */
  as(core: string, text = core): string {
    this.secrets.push(core);
    return text;
  }

  /** Plants text that must survive. */
  k(text: string): string {
    this.keeps.push(text);
    return text;
  }
}

export type Template = (draft: Draft, random: import('./random.ts').Random) => string;
