import { jaegerJson, javascriptConsole, pythonConsole, viewerRows, viewerText } from './encode-other.ts';
import { gzipped, otlpBase64, otlpJson, otlpJsonl, otlpProtobuf } from './encode-otlp.ts';
import type { MadeTrace } from './trace.ts';

export type Encode = (trace: MadeTrace) => Buffer;

/** Encodings of an export: they hold everything a span has. */
export const exportFormats: Readonly<Record<string, Encode>> = {
  'OTLP JSON': (trace) => otlpJson(trace),
  'OTLP JSON, snake_case': (trace) => otlpJson(trace, { snake: true }),
  'OTLP JSON, indented': (trace) =>
    Buffer.from(JSON.stringify(JSON.parse(otlpJson(trace).toString()), undefined, 2)),
  'JSON lines': (trace) => otlpJsonl(trace),
  'OTLP protobuf': (trace) => otlpProtobuf(trace),
  'protobuf as base64': otlpBase64,
  'gzip of JSON': (trace) => gzipped(otlpJson(trace)),
  'gzip of protobuf': (trace) => gzipped(otlpProtobuf(trace)),
  'UTF-16': (trace) =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(otlpJson(trace).toString(), 'utf16le')]),
};

/** What backends and consoles show; each leaves something out. */
export const shownFormats: Readonly<Record<string, Encode>> = {
  Jaeger: jaegerJson,
  'Python console': pythonConsole,
  'JavaScript console': javascriptConsole,
};

/** Copies out of a viewer show least. */
export const viewerFormats: Readonly<Record<string, Encode>> = {
  'rows of the API': (trace) => viewerRows(trace),
  'a copied waterfall': viewerText,
};

export const allFormats: Readonly<Record<string, Encode>> = {
  ...exportFormats,
  ...shownFormats,
  ...viewerFormats,
};

const prose = (body: string) => `Hi, this is what the collector wrote:\n\n${body}\n\nCan you have a look?`;
const text = (trace: MadeTrace) => otlpJson(trace).toString();

/** What chat programs, mail and word processors do to a paste. Never a finding. */
export const damages: Readonly<Record<string, (trace: MadeTrace) => string>> = {
  'curly quotes': (trace) => text(trace).replace(/"([^"\\]*(?:\\.[^"\\]*)*)"/g, '\u201c$1\u201d'),
  'spaces that do not break': (trace) =>
    JSON.stringify(JSON.parse(text(trace)), undefined, 2).replace(/ {2}/g, '\u00a0 '),
  'a code fence': (trace) => `\`\`\`json\n${text(trace)}\n\`\`\``,
  'prose around it': (trace) => prose(text(trace)),
  'prose and a fence': (trace) => prose(`\`\`\`\n${text(trace)}\n\`\`\``),
  'HTML entities': (trace) => text(trace).replace(/&/g, '&amp;').replace(/"/g, '&quot;'),
  'links made by chat': (trace) =>
    text(trace).replace(/"(service\.name|conversation\.id|function\.name)"/g, '"<http://$1|$1>"'),
  'a byte order mark': (trace) => `\ufeff${text(trace)}`,
  'a JSON string': (trace) => JSON.stringify(text(trace)),
  'quote marks': (trace) => JSON.stringify(JSON.parse(text(trace)), undefined, 1).replace(/^/gm, '> '),
  'a fence around base64': (trace) =>
    `\`\`\`\n${otlpBase64(trace).toString().replace(/.{76}/g, '$&\n')}\n\`\`\``,
  'log lines before it': (trace) =>
    `2026-11-20 10:00:01 [INFO] exporter ready {}\n${text(trace)}\n[INFO] done`,
};
