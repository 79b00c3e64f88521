import type { AttributeList } from '../span.ts';
import { isObject, type Loose } from './value.ts';

/** An OTLP attribute list or, where somebody wrote one, a plain map. */
export function addAttributes(list: AttributeList, attributes: unknown): void {
  if (Array.isArray(attributes)) {
    for (let at = 0; at < attributes.length; at += 1) {
      const pair: unknown = attributes[at];
      if (isObject(pair)) addPair(list, pair);
    }
  } else if (isObject(attributes)) {
    addMap(list, attributes);
  }
}

function addPair(list: AttributeList, pair: Loose): void {
  const key = pair['key'];
  if (typeof key !== 'string') return;
  const value = pair['value'];
  if (!isObject(value)) {
    // Jaeger-like pairs inside OTLP: key with a bare value.
    addPlain(list, key, value);
    return;
  }
  const text = value['stringValue'];
  if (typeof text === 'string') list.add(key, 'string', text);
  else addTyped(list, key, value);
}

/** The typed values of OTLP, most frequent first; snake_case costs a second look. */
function addTyped(list: AttributeList, key: string, value: Loose): void {
  const integer = value['intValue'] ?? value['int_value'];
  if (integer !== undefined) {
    list.add(key, 'int', Number(integer));
    return;
  }
  const double = value['doubleValue'] ?? value['double_value'];
  if (double !== undefined) {
    // Proto JSON writes the values JSON lacks as strings: "NaN", "Infinity".
    list.add(key, 'double', Number(double));
    return;
  }
  const bool = value['boolValue'] ?? value['bool_value'];
  if (bool !== undefined) {
    list.add(key, 'bool', bool);
    return;
  }
  addRare(list, key, value);
}

function addRare(list: AttributeList, key: string, value: Loose): void {
  const text = value['string_value'] ?? value['stringValue'];
  if (text !== undefined) {
    list.add(key, 'string', text);
    return;
  }
  const array = value['arrayValue'] ?? value['array_value'];
  if (isObject(array)) {
    list.add(key, 'list', plainItems(array['values']));
    return;
  }
  const map = value['kvlistValue'] ?? value['kvlist_value'];
  if (isObject(map)) {
    list.add(key, 'map', plainItems(map['values']));
    return;
  }
  const bytes = value['bytesValue'] ?? value['bytes_value'];
  if (bytes !== undefined) list.add(key, 'bytes', bytes);
  else list.add(key, 'none', undefined);
}

/** Scalars of a list are unwrapped; anything nested stays as it is, for the scan that goes a few levels deep. */
function plainItems(values: unknown): unknown[] {
  if (!Array.isArray(values)) return [];
  return values.map((item: unknown) => {
    if (!isObject(item)) return item;
    const wrapped = isObject(item['value']) ? item['value'] : item;
    return wrapped['stringValue'] ?? wrapped['string_value'] ?? wrapped;
  });
}

export function addMap(list: AttributeList, map: Loose): void {
  for (const key of Object.keys(map)) addPlain(list, key, map[key]);
}

export function addPlain(list: AttributeList, key: string, value: unknown): void {
  if (typeof value === 'string') list.add(key, 'string', value);
  else if (typeof value === 'number') list.add(key, Number.isInteger(value) ? 'int' : 'double', value);
  else if (typeof value === 'bigint') list.add(key, 'int', Number(value));
  else if (typeof value === 'boolean') list.add(key, 'bool', value);
  else if (Array.isArray(value)) list.add(key, 'list', value);
  else if (isObject(value)) list.add(key, 'map', value);
  else list.add(key, 'none', undefined);
}
