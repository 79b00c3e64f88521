/** Credentials in command lines: `--api-key VALUE`, `-u user:password`, `-pPASSWORD`. */
import { inlineEnd } from './extent.ts';
import { judgeName } from './name.ts';
import { maskValue } from './pairs.ts';
import type { Scan } from './scan.ts';

export function scanFlags(scan: Scan): void {
  const { text } = scan;
  setCommands(scan);
  if (!text.includes('-')) return;
  for (const found of text.matchAll(/(?<![\w-])--?([A-Za-z][\w.-]{2,60})[ \t]+(?![-\s|&;>])/g)) {
    const name = found[1] ?? '';
    if (judgeName(name).strength === 'none' || judgeName(name).strength === 'benign') continue;
    const at = found.index + found[0].length;
    take(scan, name, at, found[0].startsWith('--'));
  }
  userFlags(scan);
  shortFlags(scan);
}

function take(scan: Scan, name: string, at: number, sure: boolean): void {
  const verdict = judgeName(name);
  const word = shellWord(scan.text, at);
  const strength = sure || verdict.strength !== 'strong' ? verdict.strength : 'medium';
  const pair = { name, from: word.from, to: word.to, quoted: true, leading: false };
  maskValue(scan, { ...verdict, strength }, pair, '');
}

interface Word {
  from: number;
  to: number;
}

function shellWord(text: string, at: number): Word {
  const quote = text[at];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, at + 1);
    if (end > 0 && end - at < 2000) return { from: at + 1, to: end };
  }
  return { from: at, to: inlineEnd(text, at, Math.min(text.length, at + 4000)) };
}

/** curl and friends: the part behind the first colon. */
function userFlags(scan: Scan): void {
  const { text } = scan;
  const pattern =
    /(?<![\w-])(?:-u|--user|--proxy-user|-U|--userpwd|--auth|-a|--basic|--http-user|--creds)(?:[ \t]+|=|(?=["']))["']?([^\s:"'@/]{1,200}):([^\s"'][^\n"']{0,200}?)(?=["'\s\\]|$)/gm;
  for (const found of text.matchAll(pattern)) {
    const password = (found[2] ?? '').split(/\s/)[0] ?? '';
    const from = found.index + found[0].length - (found[2] ?? '').length;
    maskValue(
      scan,
      { strength: 'strong', kind: 'password' },
      { name: 'password', from, to: from + password.length, quoted: true, leading: false },
      '',
    );
    const user = found[1] ?? '';
    if (/^(?:sk|pk|key|api|rk)[_-]/.test(user)) {
      const start = found.index + found[0].indexOf(user);
      maskValue(
        scan,
        { strength: 'medium', kind: 'api-key' },
        { name: 'key', from: start, to: start + user.length, quoted: true, leading: false },
        '',
      );
    }
  }
  for (const found of text.matchAll(
    /(?<![\w-])(?:-u|--user)[ \t]+["']?([A-Za-z0-9_.-]{16,200}):(?=["'\s]|$)/gm,
  )) {
    const from = found.index + found[0].length - 1 - (found[1] ?? '').length;
    maskValue(
      scan,
      { strength: 'weak', kind: 'api-key' },
      { name: 'key', from, to: from + (found[1] ?? '').length, quoted: true, leading: false },
      '',
    );
  }
}

const commands =
  /(?<![\w-])(?:mysql(?:dump|admin|import)?|mariadb(?:-dump)?|mongo(?:sh|dump|restore)?|sshpass|redis-cli|docker login|podman login|helm registry login|az login|htpasswd|ldapsearch|ldapadd|smbclient|rabbitmqadmin|sipp|pjsua|sipsak|baresip|openssl|zip|unzip|7z|keytool|ansible|psql|sqlcmd|bcp|isql|nats|mosquitto_(?:pub|sub)|kcat|kafkacat|xh|https?)\b[^\n]{0,600}/g;

function shortFlags(scan: Scan): void {
  for (const found of scan.text.matchAll(commands)) {
    const line = found[0];
    const flag = /^(?:redis-cli|az|xh|https?)\b/.test(line)
      ? /\s-a[ \t]+(?=[^\s-])/g
      : /\s-(?:p|P|w|pw|storepass|keypass|k(?=\s))[ \t]*(?=[^\s-])/g;
    for (const hit of line.matchAll(flag)) {
      const at = found.index + hit.index + hit[0].length;
      const word = shellWord(scan.text, at);
      const value = scan.text.slice(word.from, word.to);
      if (/^\d{2,5}$/.test(value) || /^[\w.-]+\.[a-z]{2,4}$/.test(value)) continue;
      maskValue(
        scan,
        { strength: 'strong', kind: 'password' },
        { name: 'password', ...word, quoted: true, leading: false },
        '',
      );
    }
  }
}

/** `gh secret set NAME`, `aws configure set NAME VALUE`, `echo VALUE | docker login --password-stdin`. */
function setCommands(scan: Scan): void {
  const { text } = scan;
  for (const found of text.matchAll(
    /\b(?:set|put|add|setx|ENV|config)[ \t]+([A-Za-z_][\w.-]{2,60})[ \t]+(?=[^\s=-])/g,
  )) {
    const name = found[1] ?? '';
    if (judgeName(name).strength === 'strong') take(scan, name, found.index + found[0].length, false);
  }
  if (!text.includes('|')) return;
  const piped =
    /\b(?:echo|printf|print|Write-Output)(?:[ \t]+-[neE]{1,2})?[ \t]+(?:'%s' )?(?:"([^"\n]{4,400})"|'([^'\n]{4,400})'|([^\s"'|]{4,400}))[ \t]*\|[ \t]*([^\n]{0,200})/dg;
  for (const found of text.matchAll(piped)) {
    if (
      !/--password-stdin|--with-token|base64|passwd|kubeseal|openssl|gh auth|secret|token|login|sha\d+sum|md5|argon2|htpasswd|vault/.test(
        found[4] ?? '',
      )
    )
      continue;
    const range = found.indices?.[1] ?? found.indices?.[2] ?? found.indices?.[3];
    if (range === undefined) continue;
    maskValue(
      scan,
      { strength: 'strong', kind: 'secret' },
      { name: 'secret', from: range[0], to: range[1], quoted: true, leading: false },
      '',
    );
  }
}
