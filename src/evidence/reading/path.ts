/** How a call reaches the agent: the pasted record beats what was chosen, and a disagreement is remembered. */
import type { ConnectionPath, EvidenceV1 } from '../evidence.ts';
import { type Notebook, note } from './notebook.ts';
import { type RecordReading, readRecord } from './record.ts';

const PATH_OF_TYPE: readonly [RegExp, ConnectionPath][] = [
  [/CHAT_WEBSOCKET|WEBSOCKET/, 'websocket'],
  [/CHAT|MODEL_TYPE_(?:API|ENDPOINT|TEXT)$/, 'chat'],
  [/OUTBOUND/, 'outbound_voice'],
  [/SMS/, 'sms'],
  [/LIVEKIT/, 'livekit'],
  [/DAILY|PIPECAT/, 'pipecat'],
];

function typeOf(raw: string | undefined): string | undefined {
  const type = raw
    ?.trim()
    .toUpperCase()
    .replace(/[\s-]+/g, '_');
  if (type === undefined || type === '' || type === 'UNKNOWN') return undefined;
  return type;
}

/** Notes `agent.*`, `path*` and `record.*`. */
export function readPath(
  evidence: EvidenceV1,
  saidPath: ConnectionPath | undefined,
  book: Notebook,
): RecordReading {
  const record = readRecord(evidence.agent_config ?? '');
  const type = record.modelType ?? typeOf(evidence.agent_type);
  note(
    book,
    'agent.type',
    type,
    record.modelType === undefined ? 'agent_type' : 'agent_config',
    record.modelType === undefined ? 'claimed' : 'tool_output',
  );
  if (type !== undefined)
    note(
      book,
      'agent.hosted',
      /(?:OPENAI|GEMINI|GROK|XAI)_?(?:REALTIME|LIVE)|REALTIME$|^GROK/.test(type),
      'agent_type',
      'tool_output',
    );
  if (evidence.agent_config !== undefined) {
    note(book, 'record.number', record.number, 'agent_config', 'tool_output');
    note(book, 'record.webhook', record.webhook, 'agent_config', 'tool_output');
    note(book, 'record.has_id', record.hasId, 'agent_config', 'tool_output');
    if (record.wrongPlaceholder !== undefined)
      note(book, 'record.wrong_placeholder', true, 'agent_config', 'tool_output');
  }
  const claimed = evidence.connection_path === 'unknown' ? undefined : evidence.connection_path;
  if (claimed !== undefined) note(book, 'path.claimed', claimed, 'connection_path', 'claimed');
  const path = effectivePath(claimed, type, record, saidPath);
  if (path !== undefined)
    note(book, 'path', path.value, path.source, path.source === 'agent_config' ? 'tool_output' : 'claimed');
  if (path !== undefined && claimed !== undefined && path.value !== claimed) {
    book.warnings.push(
      `The connection path was given as ${claimed}, but ${path.source === 'agent_config' ? 'the pasted configuration' : 'the agent type'} says ${path.value}.`,
    );
  }
  return record;
}

function effectivePath(
  claimed: ConnectionPath | undefined,
  type: string | undefined,
  record: RecordReading,
  said: ConnectionPath | undefined,
): { value: ConnectionPath; source: string } | undefined {
  const hosted: readonly (ConnectionPath | undefined)[] = ['vapi', 'conversation_monitoring'];
  if (hosted.includes(claimed) && claimed !== undefined) return { value: claimed, source: 'connection_path' };
  const ofRecord = PATH_OF_TYPE.find(([pattern]) => pattern.test(record.modelType ?? ''))?.[1];
  if (ofRecord !== undefined) return { value: ofRecord, source: 'agent_config' };
  // A framework may sit behind any path; only for an inbound voice agent does the dialled number say more.
  const framework = (claimed === 'pipecat' || claimed === 'livekit') && type !== 'MODEL_TYPE_VOICE';
  if (record.number !== undefined && !framework && claimed !== 'outbound_voice' && claimed !== 'websocket') {
    return { value: record.number === 'sip' ? 'sip_inbound' : 'pstn_inbound', source: 'agent_config' };
  }
  // The type is what Coval shows for the agent; how a call travels is what people guess.
  const ofClaimedType = PATH_OF_TYPE.find(([pattern]) => pattern.test(type ?? ''))?.[1];
  if (ofClaimedType !== undefined && claimed !== undefined)
    return { value: ofClaimedType, source: 'agent_type' };
  if (claimed !== undefined) return { value: claimed, source: 'connection_path' };
  if (said === 'vapi') return { value: said, source: 'description' };
  const ofType = PATH_OF_TYPE.find(([pattern]) => pattern.test(type ?? ''))?.[1];
  if (ofType !== undefined) return { value: ofType, source: 'agent_type' };
  return said === undefined ? undefined : { value: said, source: 'description' };
}
