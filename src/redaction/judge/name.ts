/** What a name (field, header, flag, variable, heading) says about the value beside it. */

import { hasHint } from '../landmarks/hints.ts';
import { secretHeaders } from '../rules/headers.ts';
import { foreignWords, languageLabels } from '../rules/languages.ts';
import {
  benignTails,
  codeQualifiers,
  credentialWords,
  endings,
  keyQualifiers,
  notRunTogether,
  plainKeyQualifiers,
  plainPassQualifiers,
  plainTokenQualifiers,
  runTogether,
  sidOwners,
  trailingModifiers,
  weakWords,
} from '../rules/names.ts';
import { remembering } from './remembering.ts';

/** benign: the name says that the value is something else. strong: any value goes. medium: a value that could be a credential goes. weak: a value that looks random goes. */
export type Strength = 'benign' | 'none' | 'weak' | 'medium' | 'strong';

export interface NameVerdict {
  readonly strength: Strength;
  readonly kind: string;
}

const nothing: NameVerdict = { strength: 'none', kind: 'secret' };
const benign: NameVerdict = { strength: 'benign', kind: 'secret' };

export function splitWords(name: string): string[] {
  return name
    .slice(-120)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/pass (word|phrase|code)/g, 'pass$1')
    .split(/[^a-z0-9\u0080-\uffff]+/)
    .filter(Boolean)
    .flatMap(cutRunTogether);
}

function cutRunTogether(word: string): string[] {
  if (word.length < 6 || credentialWords.has(word) || weakWords.has(word)) return [word];
  for (const ending of endings) {
    const plural = word.endsWith(`${ending}s`);
    if (plural || word.endsWith(ending)) {
      const head = word.slice(0, word.length - ending.length - (plural ? 1 : 0));
      return head === '' ? [word] : [...cutRunTogether(head), ending];
    }
  }
  if (notRunTogether.has(word)) return [word];
  const versioned =
    /^(.{5,40}?)(?:v?\d{1,2}|new|old|primary|secondary|prod|staging|eu|us|uk|live|current|backup|legacy|value)$/.exec(
      word,
    )?.[1];
  if (versioned !== undefined) {
    const words = cutRunTogether(versioned);
    if (words.length > 1 || /\d$/.test(word)) return words;
  }
  const code =
    /^(.{0,30}?)(access|auth|unlock|pin|verification|security|signing|backup|recovery)(code|phrase|word)$/.exec(
      word,
    );
  if (code !== null) return code.slice(1).filter(Boolean);
  const qualified = word.endsWith('key') ? qualifierBefore(word.slice(0, -3)) : undefined;
  if (qualified !== undefined) return qualified;
  const cut = runTogether.exec(word);
  if (cut?.[1] === undefined || cut[2] === undefined) return [word];
  const known = keyQualifiers.has(cut[1]) || plainKeyQualifiers.has(cut[1]) || credentialWords.has(cut[1]);
  const passes = cut[2] === 'pwd' || (cut[2] === 'pass' && cut[1].length >= 3);
  return passes || known || /^(?:db|my|pg|proxy|basic|smtp|redis|mysql|mongo|root)$/.test(cut[1])
    ? [cut[1], cut[2]]
    : [word];
}

/** `crmsecret` of `crmsecretkey`: what it is the key of, and the word that says so. */
function qualifierBefore(head: string): string[] | undefined {
  for (let from = Math.max(0, head.length - 14); from <= head.length - 3; from += 1) {
    const qualifier = head.slice(from);
    if (!keyQualifiers.has(qualifier) && !plainKeyQualifiers.has(qualifier)) continue;
    return from === 0 ? [qualifier, 'key'] : [head.slice(0, from), qualifier, 'key'];
  }
  return undefined;
}

export const judgeName: (name: string) => NameVerdict = remembering(judge);

function lastWord(name: string): string {
  return (/(?:[A-Z]?[a-z]+|[A-Z]+)(?=[\d_\s.-]*$)/.exec(name.slice(-40))?.[0] ?? '').toLowerCase();
}

/** Credentials behind one of `codeQualifiers` only. */
const secretNouns = new Set(['code', 'codes', 'phrase', 'answer', 'seed', 'seeds', 'word']);

/** Tails behind which nothing before them matters. */
const plainTails = new Set(
  [...benignTails].filter(
    (tail) =>
      !trailingModifiers.has(tail) &&
      cutRunTogether(tail).length === 1 &&
      [...codeQualifiers, 'secret', 'cert', 'a1', 'password', ''].every(
        (before) => announcedBy(tail, before) === undefined,
      ),
  ),
);

/** Most names in logs are some words and one of these; they need not be cut into words. */
function endsPlainly(name: string): boolean {
  const tail = /[ _.-]([a-z]{2,20})$/.exec(name.slice(-22))?.[1];
  return tail !== undefined && plainTails.has(tail);
}

function judge(name: string): NameVerdict {
  if (name.length > 200) return nothing;
  if (!hasHint(name)) return benignTails.has(lastWord(name)) ? benign : nothing;
  const foreign = /[^\x20-\x7e]/.test(name) ? languageLabels(name) : undefined;
  if (foreign !== undefined) return { strength: 'strong', kind: foreign };
  if (secretHeaders.has(name.toLowerCase())) return { strength: 'strong', kind: 'api-key' };
  if (/public_?key_?token$/i.test(name)) return benign;
  // Agora's key.
  if (/app_?certificate$/i.test(name)) return { strength: 'strong', kind: 'key' };
  if (/(?:^|_)PAT$/.test(name)) return { strength: 'strong', kind: 'token' };
  if (/^(?:x-)?sandbox[-_]?id$/i.test(name)) return { strength: 'strong', kind: 'secret' };
  if (endsPlainly(name)) return benign;
  const parts = splitWords(name);
  let last = parts.length - 1;
  while (last > 0 && (trailingModifiers.has(parts[last] ?? '') || /^\d{1,4}$/.test(parts[last] ?? '')))
    last -= 1;
  const head = parts[last] ?? '';
  const before = parts[last - 1] ?? '';
  const announced = announcedBy(head, before);
  if (announced !== undefined) return announced;
  if (benignTails.has(head)) return benign;
  // The noun stands earlier: `secret_sauce`, `password for staging`.
  const first = parts
    .slice(0, last)
    .find((word) => credentialWords.has(word) && word !== 'tokens' && word !== 'pass');
  const kind = first === undefined ? undefined : credentialWords.get(first);
  return kind === undefined ? nothing : { strength: 'medium', kind };
}

function announcedBy(head: string, before: string): NameVerdict | undefined {
  if (head === 'key' || head === 'keys') return judgeKey(before);
  if (head === 'token' || head === 'tokens') {
    return plainTokenQualifiers.has(before) ? benign : { strength: 'strong', kind: 'token' };
  }
  if (head === 'id' && before === 'secret') return { strength: 'weak', kind: 'secret' };
  // `PassWord`, `pass_phrase`
  if (before === 'pass' && /^(?:word|phrase|code|key)s?$/.test(head))
    return { strength: 'strong', kind: 'password' };
  // Charts of Helm name another object so.
  if (/^secrets?$/.test(head) && before === 'existing') return benign;
  if (head === 'pass' && plainPassQualifiers.has(before)) return benign;
  if (head === 'signature' || head === 'sig' || head === 'authentication' || head === 'dsn') {
    return {
      strength: 'medium',
      kind: head === 'sig' ? 'signature' : (credentialWords.get(head) ?? 'secret'),
    };
  }
  const kind =
    credentialWords.get(head) ?? foreignWords.get(head) ?? credentialWords.get(head.replace(/\d{1,3}$/, ''));
  if (kind !== undefined) return { strength: 'strong', kind };
  if (head === 'assertion' && before === 'client') return { strength: 'strong', kind: 'token' };
  if (secretNouns.has(head) && codeQualifiers.has(before)) {
    return { strength: 'strong', kind: 'secret' };
  }
  if (head === 'sid' && sidOwners.has(before)) return benign;
  if (head === 'hash' && before === 'cert') return benign;
  if (head === 'hash' && (credentialWords.has(before) || before === 'a1'))
    return { strength: 'strong', kind: 'password' };
  const weak = weakWords.get(head) ?? weakWords.get(head.replace(/\d{1,3}$/, ''));
  if (weak === undefined) return undefined;
  return { strength: weak === 'auth' && head !== 'code_verifier' ? 'medium' : 'weak', kind: weak };
}

function judgeKey(before: string): NameVerdict {
  if (before === '') return { strength: 'weak', kind: 'key' };
  // Of a table, or of a service of Azure.
  if (before === 'primary') return { strength: 'weak', kind: 'key' };
  if (plainKeyQualifiers.has(before)) return benign;
  const kind = before === 'private' ? 'private-key' : before === 'api' ? 'api-key' : 'key';
  if (keyQualifiers.has(before) || credentialWords.has(before)) return { strength: 'strong', kind };
  return { strength: 'medium', kind: 'key' };
}
