import { isDigit, isLetter } from '../landmarks/code-units.ts';
import type { Frame } from '../scan.ts';
import { makeFrame } from './frame.ts';

/** Deeper nesting than this is hostile; it is read as flat text. */
const MAX_FRAMES = 2000;

/** How far a closing bracket may be from its partner, counted in frames; damage beyond that is forgotten. */
const MAX_CLOSE = 50;

/** The containers open at the current place: brackets, tags, indented blocks. */
export class FrameStack {
  readonly #frames: Frame[];
  #indent = 0;

  constructor(outer: Frame) {
    this.#frames = [outer];
  }

  get top(): Frame {
    return this.#frames.at(-1) ?? makeFrame('', undefined, 0, -1);
  }

  /** Columns before the first text of the current line, list marks included. */
  get indent(): number {
    return this.#indent;
  }

  push(frame: Frame): void {
    if (this.#frames.length < MAX_FRAMES) this.#frames.push(frame);
  }

  open(name: string, close: number): void {
    this.push(makeFrame(name, this.top, close, this.#indent));
  }

  close(code: number): void {
    for (
      let depth = this.#frames.length - 1;
      depth > Math.max(0, this.#frames.length - MAX_CLOSE);
      depth -= 1
    ) {
      if (this.#frames[depth]?.close === code) {
        this.#frames.length = depth;
        return;
      }
    }
  }

  pop(): void {
    if (this.#frames.length > 1) this.#frames.pop();
  }

  /**
   * A line begins: what is not shallower than it ends. `dash` is the column of a list mark, or -1; `first` its first
   * character. True when nothing is left open: reading may start here and sees the same.
   */
  line(indent: number, dash: number, first: number): boolean {
    this.#indent = indent;
    while (this.#frames.length > 1 && this.#ends(this.top, dash, first)) this.#frames.pop();
    const settled = this.#frames.length === 1;
    if (dash >= 0) this.push({ ...makeFrame('', this.top, 0, dash), item: true, name: this.top.name });
    return settled;
  }

  /** An indented block ends at a line that is not deeper; a list may stand as deep as its key. */
  #ends(top: Frame, dash: number, first: number): boolean {
    if (top.close === 62) return true;
    if (top.close !== 0) return this.#wasCut(top, first);
    if (dash < 0) return top.indent >= this.#indent;
    return top.indent > dash || (top.item && top.indent === dash);
  }

  /** A bracket that nobody closed: text goes on where only its partner could stand. */
  #wasCut(top: Frame, first: number): boolean {
    if (this.#indent < top.indent) return first !== 125 && first !== 93 && first !== 41;
    if (this.#indent > top.indent) return false;
    return isLetter(first) || isDigit(first) || (first === 123 && top.close !== 93);
  }
}
