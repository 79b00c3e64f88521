/** Files: kept as bytes, described as Slack describes them. */
import type { Id } from '../local-api.ts';
import { announce, fileInfo, newId, type State, type StoredFile } from './state.ts';

const TYPES: Record<string, [mimetype: string, filetype: string]> = {
  json: ['application/json', 'json'],
  jsonl: ['text/plain', 'text'],
  ndjson: ['text/plain', 'text'],
  txt: ['text/plain', 'text'],
  log: ['text/plain', 'text'],
  md: ['text/markdown', 'markdown'],
  csv: ['text/csv', 'csv'],
  yaml: ['text/plain', 'yaml'],
  yml: ['text/plain', 'yaml'],
  env: ['text/plain', 'text'],
  py: ['text/x-python', 'python'],
  html: ['text/html', 'html'],
  zip: ['application/zip', 'zip'],
  gz: ['application/x-gzip', 'gzip'],
  png: ['image/png', 'png'],
};

export function storeFile(
  state: State,
  given: { id?: Id | undefined; name: string; title?: string | undefined; bytes: Uint8Array; user: Id },
): StoredFile {
  const id = given.id ?? newId(state, 'F');
  const extension = given.name.toLowerCase().split('.').at(-1) ?? '';
  const file: StoredFile = {
    id,
    name: given.name,
    title: given.title ?? given.name,
    mimetype: TYPES[extension]?.[0] ?? 'application/octet-stream',
    size: given.bytes.byteLength,
    user: given.user,
    created: Math.floor(state.clock.now() / 1_000),
    localUrl: `/local/files/${id}`,
    bytes: given.bytes,
    shares: [],
  };
  state.files.set(id, file);
  announce(state, { kind: 'file', file: fileInfo(file) });
  return file;
}

export function slackFile(state: State, id: Id): Record<string, unknown> | undefined {
  const file = state.files.get(id);
  if (file === undefined) return undefined;
  const extension = file.name.toLowerCase().split('.').at(-1) ?? '';
  const path = `${state.origin}/files-pri/${state.homeTeam}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: TYPES[extension]?.[1] ?? 'binary',
    pretty_type: file.mimetype,
    user: file.user,
    user_team: state.people.get(file.user)?.team ?? state.homeTeam,
    editable: false,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    file_access: 'visible',
    url_private: `${path}/${name}`,
    url_private_download: `${path}/download/${name}`,
    permalink: `${state.origin}/files/${file.user}/${file.id}/${name}`,
    shares: sharesOf(state, file),
  };
}

/** A file as interaction payloads carry it: of a person elsewhere only its id, until files.info is asked. */
export function slackFileRef(state: State, id: Id): Record<string, unknown> | undefined {
  const file = state.files.get(id);
  const team = state.people.get(file?.user ?? '')?.team;
  if (file === undefined || team === state.homeTeam) return slackFile(state, id);
  return {
    id,
    created: 0,
    mode: 'file_access',
    file_access: 'check_file_info',
    user: file.user,
    user_team: team,
  };
}

function sharesOf(state: State, file: StoredFile): Record<string, unknown> {
  const shares: Record<string, Record<string, { ts: string }[]>> = {};
  for (const share of file.shares) {
    const kind = state.channels.get(share.channel)?.isPrivate ? 'private' : 'public';
    const byChannel = shares[kind] ?? {};
    byChannel[share.channel] = [...(byChannel[share.channel] ?? []), { ts: share.ts }];
    shares[kind] = byChannel;
  }
  return shares;
}
