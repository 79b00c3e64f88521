/** From an HTTP request under /api/ to Slack's answer: token, scope, rate, then the method itself. */
import { type Fields, isFields } from '../limits/rule.ts';
import type { State } from '../state/state.ts';
import { type Call, type Method, SlackError } from './call.ts';
import type { Rates } from './rates.ts';
import { methods } from './registry.ts';

export type Request = {
  method: string;
  contentType: string;
  authorization: string | undefined;
  body: string;
};
export type Answer = { status: number; headers: Record<string, string>; body: Fields };

/** A request without a body, such as a GET, has no type. */
const BODY_TYPES = ['', 'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'];

export async function dispatch(state: State, rates: Rates, request: Request): Promise<Answer> {
  try {
    return await answer(state, rates, request);
  } catch (error) {
    if (error instanceof SlackError) return refusal(error.code, error.details);
    throw error;
  }
}

async function answer(state: State, rates: Rates, request: Request): Promise<Answer> {
  const method = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
  if (method === undefined) return refusal('unknown_method', { req_method: request.method });
  const args = readArguments(request);
  if (args === null) return refusal('invalid_json', {});
  const call: Call = { state, method: request.method, args, token: 'none', warnings: [] };
  call.token = checkToken(state, method, bearer(request, args));
  checkScope(state, method);
  const seconds = rates.seconds(request.method, method, args['channel']);
  if (seconds > 0) return throttled(seconds);
  const result = await method.run(call);
  return {
    status: 200,
    headers: scopeHeaders(state, method),
    body: { ok: true, ...result, ...warned(call, result) },
  };
}

export function throttled(seconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}

export function refusal(error: string, details: Fields): Answer {
  return { status: 200, headers: {}, body: { ok: false, error, ...details } };
}

function warned(call: Call, result: Fields): Fields {
  if (call.warnings.length === 0) return {};
  const metadata = isFields(result['response_metadata']) ? result['response_metadata'] : {};
  return { warning: call.warnings.join(','), response_metadata: { ...metadata, warnings: call.warnings } };
}

function readArguments(request: Request): Fields | null {
  const type = request.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!BODY_TYPES.includes(type)) throw new SlackError('invalid_post_type');
  if (type !== 'application/json') return Object.fromEntries(new URLSearchParams(request.body));
  try {
    const parsed: unknown = JSON.parse(request.body === '' ? '{}' : request.body);
    return isFields(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function bearer(request: Request, args: Fields): string | undefined {
  const match = /^Bearer\s+(\S+)$/i.exec(request.authorization ?? '');
  if (match) return match[1];
  return typeof args['token'] === 'string' && args['token'] !== '' ? args['token'] : undefined;
}

function checkToken(state: State, method: Method, token: string | undefined): Call['token'] {
  if (method.token === 'none') return 'none';
  if (token === undefined) throw new SlackError('not_authed');
  const kind = token === state.botToken ? 'bot' : token === state.appToken ? 'app' : null;
  if (kind === null) throw new SlackError('invalid_auth');
  if (kind === 'bot' && !state.isInstalled) throw new SlackError('account_inactive');
  if (method.token !== 'any' && method.token !== kind) throw new SlackError('not_allowed_token_type');
  return kind;
}

function checkScope(state: State, method: Method): void {
  if (method.scopes.length === 0 || method.scopes.some((scope) => state.app.scopes.includes(scope))) return;
  throw new SlackError('missing_scope', { needed: method.scopes[0], provided: state.app.scopes.join(',') });
}

function scopeHeaders(state: State, method: Method): Record<string, string> {
  return { 'x-oauth-scopes': state.app.scopes.join(','), 'x-accepted-oauth-scopes': method.scopes.join(',') };
}
