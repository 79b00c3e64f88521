/** Reads an HTTP answer as pasted: the status inside it, Coval's error envelope, a gateway page. */
import { repairPaste } from './fold.ts';

export const BODY_KINDS = [
  'missing_target_header',
  'both_target_headers',
  'not_monitoring',
  'missing_api_key',
  'bad_key',
  'lacks_scope',
  'simulation_not_found',
  'conversation_not_found',
  'too_large',
  'metric_refused',
  'submit_refused',
  'routing_unavailable',
  'internal',
  'bad_body',
  'rate_limited',
  'accepted',
  'gateway_no_route',
  'no_route',
  'gateway_forbidden',
  'page',
  'proxy',
  'empty',
  'other_text',
] as const;
export type BodyKind = (typeof BODY_KINDS)[number];

export interface BodyReading {
  readonly kind: BodyKind;
  /** `error.code` of Coval's envelope. */
  readonly code?: string;
  /** The status that the text itself states (`status=404`, `HTTP/1.1 404`, or by its envelope). */
  readonly status?: number;
  /** The ID that Coval echoed in a success body. */
  readonly echoed?: string;
}

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  INTERNAL_ERROR: 500,
};

/** Order matters: the first pattern that fits names the body. */
const KINDS: readonly { kind: BodyKind; pattern: RegExp }[] = [
  {
    kind: 'both_target_headers',
    pattern:
      /(?:only|exactly) one of|not both|both (?:x-simulation-id|x-conversation-id|headers|target)|mutually exclusive|either x-simulation-id or x-conversation-id, (?:but )?not/i,
  },
  {
    kind: 'missing_target_header',
    pattern:
      /missing required header|(?:provide|requires?|need) (?:either )?x-simulation-id or x-conversation-id/i,
  },
  {
    kind: 'not_monitoring',
    pattern: /monitor/i,
  },
  { kind: 'metric_refused', pattern: /aggregation|metric_type|metric_attribute|METRIC_[A-Z]+|span_name/ },
  { kind: 'gateway_no_route', pattern: /missing authentication token/i },
  { kind: 'missing_api_key', pattern: /missing api key|x-api-key header is required/i },
  {
    kind: 'bad_key',
    pattern:
      /authentication failed|invalid (?:or missing )?api key|unauthenticated|unauthorized|api key (?:is )?(?:revoked|expired|suspended)/i,
  },
  {
    kind: 'lacks_scope',
    pattern: /insufficient permissions|lacks the |permission_denied|required permission|traces:write/i,
  },
  { kind: 'conversation_not_found', pattern: /conversation[^"\n]{0,30} not found|no conversation found/i },
  {
    kind: 'simulation_not_found',
    pattern:
      /simulation(?: output)?[^"\n]{0,30} not found|no simulation output found|"?code"?\s*:\s*"?NOT_FOUND/i,
  },
  {
    kind: 'too_large',
    pattern:
      /payload[ _]too[ _]large|entity too large|content too large|body too large|exceeds? (?:the )?(?:maximum|limit)/i,
  },
  { kind: 'routing_unavailable', pattern: /temporarily unavailable|service unavailable|database routing/i },
  { kind: 'rate_limited', pattern: /rate limit|too many requests|throttl|limit exceeded/i },
  { kind: 'internal', pattern: /internal server error|"?code"?\s*:\s*"?INTERNAL/i },
  {
    kind: 'gateway_forbidden',
    pattern: /"message"\s*:\s*"forbidden"|^forbidden$|request blocked|cloudfront|access denied|waf\b/i,
  },
  {
    kind: 'no_route',
    pattern:
      /cannot (?:post|get) |page not found|no (?:such )?route|route not found|default backend|"message"\s*:\s*"not found"|^not found$|"detail"\s*:\s*"not found"/i,
  },
  { kind: 'accepted', pattern: /"status"\s*:\s*"ok"/ },
  {
    kind: 'bad_body',
    pattern:
      /INVALID_ARGUMENT|invalid (?:request body|otlp|json|protobuf)|(?:could not|cannot|failed to|unable to) (?:parse|decode|unmarshal|deserialize)|resourcespans|wire ?type|malformed|unexpected (?:token|end)/i,
  },
  { kind: 'page', pattern: /<!doctype|<html|<head|<body|<\/?h1>/i },
];

/** Above this a body is cut: the first lines hold what matters, and a pasted log can be a megabyte. */
const READ_LIMIT = 20_000;

/** Reads a response body, or the whole pasted output of a tool that printed one. */
export function readBody(raw: string): BodyReading {
  const text = repairPaste(raw).slice(0, READ_LIMIT);
  const printed = printedStatus(text);
  const trimmed = text.replace(/^\s*status=\d{3}\s*/, '').trim();
  const code = /["']?code\\?["']?\s{0,3}:\s{0,3}\\?["']?([A-Z][A-Z_]{4,40})\b/.exec(trimmed)?.[1];
  const isEnvelope = code !== undefined && code in STATUS_OF_CODE && /\berror\\?"?'?\s{0,3}:/.test(trimmed);
  const kind = trimmed === '' ? 'empty' : kindOf(trimmed, isEnvelope);
  const status = printed ?? (isEnvelope && code !== undefined ? envelopeStatus(code, kind) : undefined);
  const echoed = /"(?:simulation_output_id|conversation_id)\\?"\s{0,3}:\s{0,3}\\?"([^"\\\s]{1,120})/.exec(
    trimmed,
  )?.[1];
  return {
    kind,
    ...(isEnvelope && code !== undefined ? { code } : {}),
    ...(status === undefined ? {} : { status }),
    ...(kind === 'accepted' && echoed !== undefined ? { echoed } : {}),
  };
}

function kindOf(text: string, isEnvelope: boolean): BodyKind {
  const isPage = /^\s*(?:<!doctype|<html|<\?xml|<head)/i.test(text);
  if (isPage && !isEnvelope) {
    if (/407|proxy auth/i.test(text)) return 'proxy';
    if (/too large/i.test(text)) return 'too_large';
    return 'page';
  }
  return KINDS.find(({ pattern }) => pattern.test(text))?.kind ?? 'other_text';
}

function envelopeStatus(code: string, kind: BodyKind): number {
  return kind === 'routing_unavailable' ? 503 : (STATUS_OF_CODE[code] ?? 400);
}

/** `status=404`, `HTTP/2 404`, `< HTTP/1.1 404 Not Found`, at the start of a line. */
function printedStatus(text: string): number | undefined {
  const found = /(?:^|\n)\s{0,4}(?:<\s{0,2})?(?:status=|HTTP\/\d(?:\.\d)? )(\d{3})\b/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
