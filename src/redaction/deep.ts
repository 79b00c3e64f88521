/** For logs, errors and job payloads: every string of a value is cleared, its structure stays. */
import { judgeName } from './judge/name.ts';
import { isBenign } from './judge/value.ts';
import { redactFields } from './redact.ts';

const MAX_DEPTH = 12;
const MAX_NODES = 20_000;

class Copier {
  readonly leaves: string[] = [];
  readonly #open = new Set<object>();
  #nodes = 0;

  copy(value: unknown, key: string, depth: number): unknown {
    this.#nodes += 1;
    if (typeof value === 'string') return this.#leaf(value, key);
    if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function')
      return `[${typeof value}]`;
    if (value === null || typeof value !== 'object') {
      return typeof value === 'number' && isSecretName(key) && value > 999 ? '[number]' : value;
    }
    if (depth > MAX_DEPTH || this.#nodes > MAX_NODES) return '[too deep]';
    if (this.#open.has(value)) return '[circular]';
    this.#open.add(value);
    const copy = this.#container(value, key, depth);
    this.#open.delete(value);
    return copy;
  }

  #leaf(value: string, key: string): unknown {
    if (isSecretName(key) && value.length >= 3 && !isBenign(value)) return '[secret]';
    this.leaves.push(value);
    return new Place(this.leaves.length - 1);
  }

  #container(value: object, key: string, depth: number): unknown {
    if (Array.isArray(value)) return value.slice(0, 2000).map((item) => this.copy(item, key, depth + 1));
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
    if (value instanceof Map)
      return this.copy(Object.fromEntries([...value].map(([k, v]) => [String(k), v])), key, depth + 1);
    if (value instanceof Set) return this.copy([...value], key, depth + 1);
    const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>; // a key may be __proto__
    if (value instanceof Error) {
      for (const name of ['name', 'message', 'stack', 'cause'] as const) {
        if (value[name] !== undefined) copy[name] = this.copy(value[name], name, depth + 1);
      }
    }
    for (const name of Object.keys(value)) {
      copy[name] = this.copy(read(value, name), name, depth + 1);
    }
    return copy;
  }
}

/** Where a cleared string goes. */
class Place {
  readonly index: number;
  constructor(index: number) {
    this.index = index;
  }
}

function isSecretName(key: string): boolean {
  return key !== '' && judgeName(key).strength === 'strong';
}

/** A getter may throw; its error may quote what we hide. */
function read(value: object, name: string): unknown {
  try {
    return Reflect.get(value, name);
  } catch {
    return '[unreadable]';
  }
}

export function redactDeep(value: unknown): unknown {
  try {
    const copier = new Copier();
    const copy = copier.copy(value, '', 0);
    const fields = Object.fromEntries(copier.leaves.map((text, index) => [String(index), text]));
    const cleared = redactFields(fields);
    return fill(copy, (index) => cleared.fields[String(index)] ?? '[withheld]');
  } catch {
    return '[withheld]';
  }
}

function fill(value: unknown, textAt: (index: number) => string): unknown {
  if (value instanceof Place) return textAt(value.index);
  if (Array.isArray(value)) return value.map((item) => fill(item, textAt));
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    Object.defineProperty(copy, name, {
      value: fill(item, textAt),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
