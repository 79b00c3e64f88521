/** Answers in the wording and shape of the API's published errors. */
export type Answer = { status: number; body: string; type?: string; headers?: Record<string, string> };

export type Detail = { field: string; description: string };

export function json(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value) };
}

export function refusal(status: number, code: string, message: string, details: Detail[] = []): Answer {
  return json({ error: { code, message, details } }, status);
}

export const missingKey: Answer = { status: 401, body: '{"message":"Missing API Key"}' };

export function wrongKey(): Answer {
  const details = [{ field: 'X-API-Key', description: 'Invalid or missing API key' }];
  return refusal(401, 'UNAUTHENTICATED', 'Authentication failed', details);
}

export function missingScope(scope: string): Answer {
  const details = [{ field: 'permissions', description: `API key lacks the ${scope} scope` }];
  return refusal(403, 'PERMISSION_DENIED', 'Insufficient permissions', details);
}

/** What the gateway says for a path it does not know; no envelope. */
export const noSuchPath: Answer = {
  status: 403,
  body: '{"message":"Missing Authentication Token"}',
  headers: { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
};

export function notFound(what: string, field: string): Answer {
  const description = `${what} does not exist or is not accessible by your organization`;
  return refusal(404, 'NOT_FOUND', `${what} not found`, [{ field, description }]);
}

export function invalid(field: string, description: string): Answer {
  return refusal(400, 'INVALID_ARGUMENT', 'Invalid request', [{ field, description }]);
}
