/** `POST /v1/traces`: every documented status, in the order the real API was described to check. */
import { gunzipSync } from 'node:zlib';
import { type Answer, invalid, json, refusal } from './answers.ts';
import { readOtlpJson, readOtlpProtobuf } from './otlp.ts';
import type { SpanStore } from './span-store.ts';
import type { Organization } from './world.ts';

export type Ingest = { headers: Record<string, string | undefined>; body: Buffer };

/** Coval names no figure; its guides say to stay under three to four megabytes. */
export const mostBytes = 4_000_000;

export function ingest(organization: Organization, request: Ingest, store: SpanStore): Answer {
  const simulation = request.headers['x-simulation-id'];
  const conversation = request.headers['x-conversation-id'];
  if (!simulation && !conversation) {
    return refusal(400, 'INVALID_ARGUMENT', 'Missing required header: X-Simulation-Id or X-Conversation-Id', [
      { field: 'X-Simulation-Id', description: 'Either X-Simulation-Id or X-Conversation-Id is required' },
    ]);
  }
  if (simulation && conversation) {
    return invalid('X-Simulation-Id', 'Send exactly one of X-Simulation-Id and X-Conversation-Id');
  }
  if (request.body.length > mostBytes) return refusal(413, 'PAYLOAD_TOO_LARGE', 'Request body too large');
  const spans = readBody(request);
  if (spans === undefined) return invalid('body', 'Request body is not a valid OTLP trace export request');
  const missing = conversation
    ? findConversation(organization, conversation)
    : findSimulation(organization, simulation ?? '');
  if (missing) return missing;
  const target = conversation ?? simulation ?? '';
  store.add(target, spans);
  return json({ status: 'ok', simulation_output_id: target });
}

function readBody({ headers, body }: Ingest) {
  const plain = headers['content-encoding'] === 'gzip' ? unzip(body) : body;
  if (plain === undefined) return undefined;
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-protobuf')) return readOtlpProtobuf(plain);
  return type.startsWith('application/json') ? readOtlpJson(plain) : undefined;
}

function unzip(body: Buffer): Buffer | undefined {
  try {
    return gunzipSync(body, { maxOutputLength: mostBytes });
  } catch {
    return undefined;
  }
}

function findSimulation(organization: Organization, id: string): Answer | undefined {
  if (organization.simulations.some((each) => each.simulation_id === id && each.status !== 'DELETED'))
    return undefined;
  const details = [{ field: 'X-Simulation-Id', description: 'No simulation output found with this ID' }];
  return refusal(404, 'NOT_FOUND', 'Simulation output not found', details);
}

function findConversation(organization: Organization, id: string): Answer | undefined {
  if (organization.conversations.some((each) => each.conversation_id === id)) return undefined;
  const belongsToRun =
    organization.runs.some((each) => each.run_id === id) ||
    organization.simulations.some((each) => each.simulation_id === id);
  if (belongsToRun) {
    return invalid('X-Conversation-Id', 'X-Conversation-Id may only be used with monitoring conversations');
  }
  const details = [{ field: 'X-Conversation-Id', description: 'No conversation found with this ID' }];
  return refusal(404, 'NOT_FOUND', 'Conversation not found', details);
}
