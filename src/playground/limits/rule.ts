/** A small language for Slack's limits, and the function that holds a value against it. Pure. */

export type Complaint = { pointer: string; message: string };

export type Rule =
  | { is: 'string'; min: number; max: number; among?: readonly string[] }
  | { is: 'number'; min: number; max: number }
  | { is: 'boolean' }
  | { is: 'anything' }
  | { is: 'text'; kind: 'plain' | 'any'; max: number }
  | { is: 'list'; of: Rule; min: number; max: number }
  /** An object whose `type` names one of these shapes. */
  | { is: 'variant'; what: string; shapes: () => Record<string, Shape> }
  | { is: 'object'; shape: () => Shape };
export type Field = Rule & { required?: true };
export type Shape = {
  fields: Record<string, Field>;
  /** What cannot be said field by field. */
  also?: (value: Fields) => Complaint[];
};
export type Fields = Record<string, unknown>;

export const string = (max: number, min = 0): Rule => ({ is: 'string', min, max });
export const among = (...words: string[]): Rule => ({ is: 'string', min: 0, max: 3_000, among: words });
export const number = (min: number, max: number): Rule => ({ is: 'number', min, max });
export const plain = (max: number): Rule => ({ is: 'text', kind: 'plain', max });
export const text = (max: number): Rule => ({ is: 'text', kind: 'any', max });
export const list = (of: Rule, max: number, min = 1): Rule => ({ is: 'list', of, min, max });
export const variant = (what: string, shapes: () => Record<string, Shape>): Rule => ({
  is: 'variant',
  what,
  shapes,
});
export const object = (shape: () => Shape): Rule => ({ is: 'object', shape });
export const required = (rule: Rule): Field => ({ ...rule, required: true });
export const boolean: Rule = { is: 'boolean' };
export const anything: Rule = { is: 'anything' };

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function holds(value: unknown, rule: Rule, pointer: string): Complaint[] {
  const complain = (message: string): Complaint[] => [{ pointer, message }];
  switch (rule.is) {
    case 'anything':
      return [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : complain('must provide a boolean');
    case 'number':
      return holdsNumber(value, rule, complain);
    case 'string':
      return holdsString(value, rule, complain);
    case 'text':
      return holdsText(value, rule, pointer);
    case 'list': {
      if (!Array.isArray(value)) return complain('must be an array');
      if (value.length > rule.max) return complain(`no more than ${rule.max} items allowed`);
      if (value.length < rule.min) return complain(`no less than ${rule.min} items allowed`);
      return value.flatMap((item, index) => holds(item, rule.of, `${pointer}/${index}`));
    }
    case 'object':
      return isFields(value) ? holdsShape(value, rule.shape(), pointer) : complain('must be an object');
    case 'variant': {
      if (!isFields(value)) return complain('must be an object');
      const type = value['type'];
      const shapes = rule.shapes();
      if (typeof type !== 'string') return [{ pointer, message: 'missing required field: type' }];
      const shape = Object.hasOwn(shapes, type) ? shapes[type] : undefined;
      if (shape === undefined) {
        return [{ pointer: `${pointer}/type`, message: `unsupported type: ${type}` }];
      }
      return holdsShape(value, { ...shape, fields: { type: anything, ...shape.fields } }, pointer);
    }
  }
}

function holdsShape(value: Fields, shape: Shape, pointer: string): Complaint[] {
  const complaints: Complaint[] = [];
  for (const [name, rule] of Object.entries(shape.fields)) {
    if (value[name] === undefined || value[name] === null) {
      if (rule.required === true) complaints.push({ pointer, message: `missing required field: ${name}` });
    } else {
      complaints.push(...holds(value[name], rule, `${pointer}/${name}`));
    }
  }
  for (const name of Object.keys(value)) {
    if (!Object.hasOwn(shape.fields, name)) {
      complaints.push({ pointer, message: `invalid additional property: ${name}` });
    }
  }
  for (const one of shape.also?.(value) ?? []) {
    complaints.push({ pointer: pointer + one.pointer, message: one.message });
  }
  return complaints;
}

type Complain = (message: string) => Complaint[];

function holdsNumber(value: unknown, rule: { min: number; max: number }, complain: Complain): Complaint[] {
  if (typeof value !== 'number' || !Number.isInteger(value)) return complain('must provide an integer');
  if (value < rule.min || value > rule.max) return complain(`must be between ${rule.min} and ${rule.max}`);
  return [];
}

function holdsString(
  value: unknown,
  rule: { min: number; max: number; among?: readonly string[] },
  complain: Complain,
): Complaint[] {
  if (typeof value !== 'string') return complain('must provide a string');
  if (value.length > rule.max) return complain(`must be less than ${rule.max + 1} characters`);
  if (value.length < rule.min) return complain(`must be more than ${rule.min - 1} characters`);
  if (rule.among !== undefined && !rule.among.includes(value)) {
    return complain(`must be a valid enum value: ${rule.among.join(', ')}`);
  }
  return [];
}

function holdsText(
  value: unknown,
  rule: { kind: 'plain' | 'any'; max: number },
  pointer: string,
): Complaint[] {
  if (!isFields(value)) return [{ pointer, message: 'must be an object' }];
  const type = value['type'];
  const isPlain = type === 'plain_text';
  if (!isPlain && !(type === 'mrkdwn' && rule.kind === 'any')) {
    return [{ pointer: `${pointer}/type`, message: `unsupported type: ${String(type)}` }];
  }
  const flag = isPlain ? 'emoji' : 'verbatim';
  const fields = { type: anything, text: required(string(rule.max, 1)), [flag]: boolean };
  return holdsShape(value, { fields }, pointer);
}
