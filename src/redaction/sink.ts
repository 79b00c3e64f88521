import { endOf, startOf, type View } from './views/view.ts';

/** A stretch of the original that has to go. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  /** The value as decoded: equal values share a placeholder. */
  readonly value: string;
  /** Where in the structure it stood, when a name says so. */
  readonly path: string | undefined;
  /** The value stood bare in a place that needs quotes around text (a number in JSON). */
  readonly bare: boolean;
  /** Shapes name the kind more exactly than labels do. */
  readonly exact: boolean;
}

export interface FindingOptions {
  path?: string | undefined;
  bare?: boolean;
  exact?: boolean;
}

/** Collects the findings of every rule on every view of one text. */
export class Sink {
  readonly spans: Span[] = [];

  add(view: View, from: number, to: number, kind: string, options: FindingOptions = {}): void {
    if (to <= from) return;
    const [start, end] = view.sealed ?? [startOf(view, from), endOf(view, to)];
    this.spans.push({
      start,
      end,
      kind,
      value: view.text.slice(from, to),
      path: options.path,
      bare: options.bare ?? false,
      exact: options.exact ?? false,
    });
  }
}
