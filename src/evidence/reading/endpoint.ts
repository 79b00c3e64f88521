/** The endpoint linter: what an exporter will really call, and the value to use instead. */

import { repairPaste } from './fold.ts';

/** The one address that takes spans. */
export const TRACES_ENDPOINT = 'https://api.coval.dev/v1/traces';
const HOST = 'api.coval.dev';

/** `base`: a setting to which the exporter adds `/v1/traces`; `exact`: used as it stands. */
export type EndpointSetting = 'base' | 'exact' | 'unknown';
export type EndpointProblem =
  | 'none'
  | 'not_https'
  | 'grpc'
  | 'other_host'
  | 'path'
  | 'unreadable'
  | 'other_route';

export interface EndpointReading {
  readonly problem: EndpointProblem;
  readonly host: string;
  /** What the exporter calls, after it added what it adds. */
  readonly calls: string;
  readonly says: string;
  /** The value to set instead, for the same setting. */
  readonly use: string;
}

/** Reads one endpoint value under the setting it was given in. */
export function lintEndpoint(raw: string, setting: EndpointSetting = 'unknown'): EndpointReading {
  const value = repairPaste(raw)
    .trim()
    .replace(/^["'`]+|["'`,;]+$/g, '');
  const use = setting === 'base' ? `https://${HOST}` : TRACES_ENDPOINT;
  const parts =
    /^(?:([a-z][a-z0-9+.-]{0,20}):\/\/)?(?:[^@/\s]{0,200}@)?(\[[0-9a-f:]+\]|[^:/?#\s]+)(?::(\d{1,6}))?([^?#\s]*)/i.exec(
      value,
    );
  const host = (parts?.[2] ?? '').toLowerCase();
  if (
    parts === null ||
    !/^[a-z0-9.[\]:_-]+$/.test(host) ||
    (!host.includes('.') && parts[1] === undefined && parts[3] === undefined)
  ) {
    return { problem: 'unreadable', host: '', calls: value, says: 'The endpoint is not a URL.', use };
  }
  const scheme = (parts[1] ?? '').toLowerCase();
  const port = parts[3];
  const path = parts[4] ?? '';
  const trimmed = path.replace(/\/+$/, '');
  const called = setting === 'base' ? `${trimmed}/v1/traces` : path;
  const calls = `${scheme === '' ? '' : `${scheme}://`}${host}${port === undefined ? '' : `:${port}`}${called}`;
  const found = (problem: EndpointProblem, says: string): EndpointReading => ({
    problem,
    host,
    calls,
    says,
    use,
  });
  if (/^grpcs?$/.test(scheme) || port === '4317') {
    return found('grpc', 'This is a gRPC address. Coval takes OTLP over HTTP only.');
  }
  if (host !== HOST) {
    const why =
      host === 'localhost' || /^127\.|^\[::1\]|collector|^otel|^10\.|^192\.168\./.test(host)
        ? 'This is a collector of your own, not Coval. Its answer says nothing about Coval.'
        : 'This host does not take spans for Coval.';
    return found('other_host', why);
  }
  if (scheme === 'http') return found('not_https', 'The scheme is http. Coval answers on https only.');
  if (port !== undefined && port !== '443')
    return found('other_host', `Port ${port} is not served. Leave the port out.`);
  if (/^\/v1\/(?:metrics|conversations)/.test(trimmed) && setting !== 'base') {
    return found('other_route', 'This is another Coval route. It does not take spans.');
  }
  const wanted = '/v1/traces';
  const actual = setting === 'base' ? called.replace(/\/+$/, '') : trimmed;
  if (actual !== wanted) {
    const doubled = actual.endsWith(`${wanted}${wanted}`);
    const says = doubled
      ? 'The exporter adds /v1/traces to this setting, so the path is doubled.'
      : 'The path must be /v1/traces. This setting is used as it stands.';
    return found('path', says);
  }
  if (setting !== 'base' && /\/$/.test(path)) return found('path', 'The path ends in an extra slash.');
  return found('none', 'The endpoint is right.');
}

/** Finds the setting that a pasted text gives this endpoint in, for instance an environment variable. */
export function settingOf(text: string): { setting: EndpointSetting; value: string } | undefined {
  const exact = /OTEL_EXPORTER_OTLP_TRACES_ENDPOINT["']?\s{0,3}[=:]\s{0,3}["']?([^\s"',;]{4,300})/.exec(text);
  if (exact?.[1] !== undefined) return { setting: 'exact', value: exact[1] };
  const base = /OTEL_EXPORTER_OTLP_ENDPOINT["']?\s{0,3}[=:]\s{0,3}["']?([^\s"',;]{4,300})/.exec(text);
  if (base?.[1] !== undefined) return { setting: 'base', value: base[1] };
  const code =
    /(?:OTLPSpanExporter|OTLPTraceExporter)\s{0,3}\([^)\n]{0,80}?(?:endpoint|url)\s{0,3}[=:]\s{0,3}["']([^\s"']{4,300})/.exec(
      text,
    );
  if (code?.[1] !== undefined) return { setting: 'exact', value: code[1] };
  return undefined;
}
