/** Finds the HTTP status of the agent's export inside free text and pasted logs. */

export interface SaidStatus {
  readonly status: number;
  /** A line a program printed, or a sentence a person wrote. */
  readonly from: 'log' | 'words';
  readonly quote: string;
}

const LOG: readonly RegExp[] = [
  /failed to export (?:span |trace |traces |spans |batch ?)*(?:batch )?(?:code|status)?[:= ]{0,3}(\d{3})\b/gi,
  /(?:exporter|export|otlp)[^\n]{0,120}?["']?(?:code|status|status_?code|statusCode|httpStatusCode)\\?["']?\s{0,2}[:=]\s{0,2}\\?["']?(\d{3})\b/gi,
  /\bstatus=(\d{3})\b/g,
  /\bHTTP\/\d(?:\.\d)?["']? (\d{3})\b/g,
  /["']?\b(?:status_?code|statusCode|http_status|httpStatusCode|http\.status_code)\\?["']?\s{0,2}[:=]\s{0,2}\\?["']?(\d{3})\b/gi,
  /["']code["']\s{0,2}:\s{0,2}["'](\d{3})["']/g,
  /(?:v1\/traces|coval\.dev)[^\n]{0,60}?(?:->|=>|→|:|"|returned|responded|status)\s{0,2}(?:with )?(?:HTTP )?(\d{3})\b/gi,
];

const WORDS: readonly RegExp[] = [
  /\b(?:status|http|code|error|erreur|fehler|errore|erro|estado|statut|statuscode|http-status|código|codigo|ステータス|エラー|状态码)\s{0,2}(?:code|is|was|of|de|:|=|は)?\s{0,2}(\d{3})(?![\d\w])/gi,
  /\b(\d{3}) (?:ok|created|accepted|no content|moved permanently|found|temporary redirect|permanent redirect|bad request|unauthori[sz]ed|forbidden|not found|method not allowed|request timeout|payload too large|request entity too large|content too large|unsupported media type|unprocessable|too many requests|internal server error|internal error|bad gateway|service unavailable|gateway timeout|gateway time-?out)\b/gi,
  /\b(?:gets?|got|getting|returns?|returned|returning|respond(?:s|ed)?(?: with)?|answers?|answered|gives?|gave|giving|receives?|received|receive|see|seeing|with|says|said|throws?|threw|is|was|a|an|the|all|always|only|un|une|uno|unos|einen?|ein|el|le|des|devuelve|da|responde|recibo|recibimos|renvoie|reçoit|retourne|répond|gibt|liefert|antwortet|bekommen|bekomme|kommt|immer|toujours|siempre|mit|con|avec|restituisce|ritorna|retorna)\s{1,2}(?:a |an |un |une |einen |http |http-|the |status |back )?(?:the )?(\d{3})(?:s|er)?(?![\d\w%]|\s?(?:spans?|calls?|traces?|ms|s\b|sec|runs?|sim|lines?|kb|mb|k\b|requests?|times|char|rows?|of\b|llamadas|appels|anrufe|件|個|回|users?|min|x\b))/gi,
  /(?:^|[\s,;:(>→-])(\d{3})s? (?:on|from|for|auf|sur|en|bei|von|de|back|every|each|now|but|and then|after|when|jedes|chaque|cada)\b/gi,
  /(\d{3})\s?(?:エラー|が返|を返|になり|応答|错误|응답|오류)/g,
  /(?:->|=>|→)\s{0,2}(?:http )?(\d{3})\b/gi,
  // Any other lone HTTP status, unless a unit follows or something that counts precedes.
  /(?:^|[\s("'`:,;>[/])(200|202|204|30[1278]|40[0-9]|41[0-9]|42[0-9]|50[0-9])(?![\d\w%.:/-]|\s?(?:spans?|calls?|traces?|ms|s\b|sec|runs|sims|simulations|lines?|kb|mb|k\b|requests|times|char|rows?|of\b|llamadas|appels|anrufe|件|個|回|users?|min|x\b|bytes|tokens|chunks|samples|words|conversations|turns))/gim,
];

/** Near these words a status belongs to somebody else's endpoint, not to the export. */
const ELSEWHERE =
  /regist(?:er|ration)|webhook|pre[-_ ]?call|submit|\/conversations|\/metrics|metric(?!s\.)|aggregation|openai|deepgram|eleven ?labs|anthropic|langfuse|langsmith|phoenix|datadog|sentry|honeycomb|new ?relic|slack|\/agents|agents list|coval login|coval whoami|token endpoint|trigger|\/health|healthz|our api|crm|twilio api|telnyx api|get \/|\/simulations|\/runs|judge/i;

/** What servers and proxies in use answer; 443 is a port, 250 is a count. */
const IS_STATUS = /^(?:20\d|226|30\d|4[01]\d|42[1-9]|431|451|499|50\d|51[01]|52\d|530|59[89])$/;

/** The first failing status the text states for the export, else the first success. */
export function readSaidStatus(text: string): SaidStatus | undefined {
  const bounded = text.length > 60_000 ? `${text.slice(0, 30_000)}\n${text.slice(-30_000)}` : text;
  const hits = [...scan(bounded, LOG, 'log'), ...scan(bounded, WORDS, 'words')];
  const failing = hits.filter((hit) => hit.status >= 300);
  return failing.find((hit) => hit.from === 'log') ?? failing[0] ?? hits[0];
}

/** The first success the text states, when there is one beside failures: a retry that got through. */
export function readSaidStatuses(text: string): readonly SaidStatus[] {
  const bounded = text.length > 60_000 ? `${text.slice(0, 30_000)}\n${text.slice(-30_000)}` : text;
  return [...scan(bounded, LOG, 'log'), ...scan(bounded, WORDS, 'words')];
}

function scan(text: string, patterns: readonly RegExp[], from: 'log' | 'words'): SaidStatus[] {
  const found: SaidStatus[] = [];
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const status = Number(match[1]);
      if (!IS_STATUS.test(String(status))) continue;
      const start = sentenceStart(text, match.index);
      const end = Math.min(text.length, match.index + match[0].length + 40);
      const around = text.slice(start, end).split(/\n/)[0] ?? '';
      if (ELSEWHERE.test(text.slice(start, match.index + match[0].length)) || ELSEWHERE.test(around))
        continue;
      found.push({ status, from, quote: text.slice(match.index, end).trim().slice(0, 80) });
    }
  }
  return found;
}

function sentenceStart(text: string, at: number): number {
  const from = Math.max(0, at - 70);
  const before = text.slice(from, at);
  const cut = Math.max(
    before.lastIndexOf('\n'),
    before.lastIndexOf('. '),
    before.lastIndexOf('; '),
    before.lastIndexOf('。'),
  );
  return cut < 0 ? from : from + cut + 1;
}
