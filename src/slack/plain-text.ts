/**
 * Undoes what Slack does to text on its way in: three escaped characters and the <…> tokens around links and
 * mentions. Modal inputs come raw and must not pass here.
 */
export function plainText(text: string): string {
  return text
    .replace(/<([^<>]*)>/g, (whole, token: string) => tokenText(token) ?? whole)
    .replace(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'));
}

function tokenText(token: string): string | undefined {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? '' : token.slice(bar + 1);
  if (/^(?:https?|mailto|tel|sip|wss?):/i.test(target)) {
    // Slack links bare words too: `<http://a.example|a.example>` was typed as `a.example`.
    if (label === '' || target.endsWith(label) || target.replace(/\/$/, '').endsWith(label))
      return label === '' ? target : label;
    return `${label} ${target}`;
  }
  // A person stays an id: `assign T-7 @person` needs it, and evidence needs no names.
  if (/^@[UW][A-Z0-9]+$/.test(target)) return target;
  if (/^#C[A-Z0-9]+$/.test(target)) return label === '' ? target : `#${label}`;
  if (target.startsWith('!subteam^')) return label || '@group';
  if (target.startsWith('!')) return label || `@${target.slice(1).split('^')[0]}`;
  return undefined;
}
