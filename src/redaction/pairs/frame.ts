import { judgeName, type NameVerdict, splitWords } from '../judge/name.ts';
import { remembering } from '../judge/remembering.ts';
import { plainHeaders } from '../rules/headers.ts';
import type { Frame, Role } from '../scan.ts';

const headerWords = new Set(['headers', 'header', 'rawheaders', 'httpheaders']);

export function rootFrame(): Frame {
  return makeFrame('', undefined, 0, -1);
}

export function makeFrame(own: string, parent: Frame | undefined, close: number, indent: number): Frame {
  // What stands in a list is what the list is.
  const name = own === '' && parent?.close === 93 ? parent.name : own;
  // What a function is called says nothing about the fields of the objects it takes.
  if (
    name === '' &&
    parent?.close === 41 &&
    close === 125 &&
    parent.role !== 'headers' &&
    parent.role !== 'cookies'
  )
    return makeFrame('', undefined, close, indent);
  const verdict = name === '' ? { strength: 'none' as const, kind: 'secret' } : judgeName(name);
  return {
    close,
    indent,
    item: false,
    name,
    path: pathOf(parent?.path ?? '', name),
    role: roleOf(name, verdict, parent),
    verdict: name === '' && parent !== undefined ? parent.verdict : verdict,
    count: 0,
    siblingName: undefined,
    waiting: undefined,
  };
}

/** Only plain names become part of a place: a key may itself be a secret. */
export function pathOf(parent: string, name: string): string {
  if (name === '' || !/^[A-Za-z_][A-Za-z_.-]{0,40}$/.test(name)) return parent;
  return parent === '' ? name : `${parent}.${name}`.slice(-120);
}

function roleOf(name: string, verdict: NameVerdict, parent: Frame | undefined): Role {
  if (name === '') return parent?.role ?? 'plain';
  if (parent?.role === 'headers' && plainHeaders.has(name.toLowerCase())) return 'plain';
  const use = useOf(name);
  if (use === 'headers' || use === 'cookies' || use === 'login') return use;
  if (verdict.strength === 'strong') return 'secrets';
  if (verdict.strength === 'medium') return use === 'auth' ? 'login' : 'secrets';
  if (/^(?:data|stringData|binaryData)$/.test(name) && parent?.role === 'data') return 'secrets';
  return parent !== undefined && (parent.role === 'headers' || parent.role === 'cookies')
    ? parent.role
    : 'plain';
}

/** What the words of a container's name say about it; names repeat, and nothing else decides. */
type Use = 'headers' | 'cookies' | 'login' | 'auth' | 'none';

const useOf = remembering(judgeUse);

function judgeUse(name: string): Use {
  const words = splitWords(name);
  const last = words.at(-1) ?? '';
  if (words.some((word) => headerWords.has(word)) && last !== 'name' && last !== 'names') return 'headers';
  if (last === 'cookies' || last === 'cookie' || last === 'cookiejar') return 'cookies';
  if (last === 'login' || words.includes('basicauth') || /^(?:http)?basic_?auth|credential/i.test(name))
    return 'login';
  return last === 'auth' ? 'auth' : 'none';
}
