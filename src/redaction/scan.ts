import type { NameVerdict } from './judge/name.ts';
import type { Hints } from './landmarks/hints.ts';
import type { Landmarks } from './landmarks/landmarks.ts';
import type { Sink } from './sink.ts';
import type { View } from './views/view.ts';

/** What a container is for; it decides about children whose own name says nothing. */
export type Role = 'plain' | 'headers' | 'cookies' | 'secrets' | 'login' | 'data';

/** One open bracket, tag or indented block. */
export interface Frame {
  /** Code of the character that closes it; 0 for a block that ends by indentation. */
  readonly close: number;
  readonly indent: number;
  /** One `- ` item of an indented list. */
  readonly item: boolean;
  readonly name: string;
  readonly path: string;
  readonly role: Role;
  readonly verdict: NameVerdict;
  /** Elements seen, for positional values such as `login(user, password)`. */
  count: number;
  /** `{ name: X, value: Y }` in either order. */
  siblingName: string | undefined;
  waiting: { scan: Scan; from: number; to: number }[] | undefined;
}

/** One view under scan. */
export interface Scan {
  readonly view: View;
  readonly text: string;
  readonly sink: Sink;
  readonly hints: Hints;
  readonly landmarks: Landmarks;
  /** What stands before the view, when only a part of a text is read. */
  readonly before: string;
  /** A Kubernetes Secret: every value of its data is one. */
  readonly secretKind: boolean;
  /** Containers inside containers: JSON in a JSON string in a JSON string … */
  readonly depth: number;
  /** Reads a decoded child view with all rules. */
  readonly descend: (view: View, frame: Frame) => void;
}

/** Deeper than this nothing is decoded; deeper text is read as it stands. */
export const MAX_DEPTH = 6;
