/** Tells an onlooker, such as the side panel of the workspace, about every exchange; knows it by shape only. */
import type { ServerResponse } from 'node:http';
import { sandboxKeys } from './sentinels.ts';

/** Fits `recordTraffic` of the workspace. */
export type Onlooker = (opened: {
  peer: 'coval';
  direction: 'from-bot';
  kind: 'http';
  title: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  fault: string | null;
}) => {
  close: (closing: {
    status: number;
    responseHeaders: Record<string, string>;
    responseBody: string;
    error: string | null;
  }) => void;
};

type Exchange = {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: string;
  fault: string | null;
  /** What goes out; undefined when a fault keeps it back. */
  answerBody: string | undefined;
};

export function show(onlooker: Onlooker, exchange: Exchange, response: ServerResponse): void {
  const shown = onlooker({
    peer: 'coval',
    direction: 'from-bot',
    kind: 'http',
    title: `${exchange.method} ${exchange.path.split('?')[0]}`,
    requestHeaders: readable(exchange.headers),
    requestBody: exchange.body,
    fault: exchange.fault,
  });
  response.once('close', () => {
    const isWhole = response.writableFinished;
    shown.close({
      status: response.headersSent ? response.statusCode : 0,
      responseHeaders: readable(response.getHeaders()),
      responseBody: exchange.answerBody ?? '',
      error: isWhole ? null : 'the connection closed before the answer was whole',
    });
  });
}

/** A key that is none of ours may be somebody's real one, sent here by mistake: it is not shown. */
function readable(headers: Record<string, unknown>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : String(value),
  ]);
  const safe = Object.fromEntries(entries);
  const key = safe['x-api-key'];
  if (key !== undefined && !sandboxKeys.some((each) => each.value === key)) safe['x-api-key'] = '(not shown)';
  return safe;
}
