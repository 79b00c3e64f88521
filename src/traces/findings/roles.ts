import { Mark, placeOf, type SpanRecord } from '../dump.ts';
import type { Role } from '../names.ts';
import { type Found, foundIn, has, type Rule, type View } from './rule.ts';

const voiceRoles = ['stt', 'llm', 'tts'] as const;
const allRoles: readonly Role[] = ['stt', 'llm', 'tts', 'tool'];

/** Which parts of a call are there, and under which names. Absence is never judged in a partial dump. */
export const roleRules: readonly Rule[] = [
  { code: 'root_only', find: rootOnly },
  { code: 'mostly_conversation', find: mostlyConversation },
  { code: 'only_provider_spans', find: onlyProvider },
  ...voiceRoles.map(
    (role): Rule => ({
      code: `missing_${role}`,
      find: (view) => (isMissing(view, role) ? { count: 1, examples: [] } : undefined),
    }),
  ),
  {
    code: 'missing_tool',
    find: (view) =>
      !view.partial &&
      !view.has('tool') &&
      !hasNumberedTools(view) &&
      view.dump.toolProof.count > 0 &&
      !isExplained(view)
        ? view.dump.toolProof
        : undefined,
  },
  { code: 'non_canonical_names', find: nonCanonical },
];

/** Wrappers and nothing else. The turns of a hosted agent are all it can send. */
function rootOnly({ dump, partial }: View): Found | undefined {
  const { spans } = dump;
  if (partial || spans.length === 0 || spans.length > 4) return undefined;
  if (dump.hosted && spans.some((span) => span.kind.turn)) return undefined;
  return spans.every((span) => span.kind.wrapper) ? foundIn(spans) : undefined;
}

function mostlyConversation({ dump, partial }: View): Found | undefined {
  if (partial || dump.spans.length < 5) return undefined;
  const named = dump.spans.filter((span) => span.kind.name === 'conversation');
  return named.length >= dump.spans.length * 0.7 ? foundIn(named) : undefined;
}

function isLibrary(span: SpanRecord): boolean {
  // A canonical name was set on purpose, whichever library opened the span.
  return span.kind.naming !== 'canonical' && (span.kind.instrumentation || has(span, Mark.instrumentation));
}

function onlyProvider({ dump, partial }: View): Found | undefined {
  if (partial) return undefined;
  const rest = dump.spans.filter((span) => !span.kind.wrapper);
  return rest.length > 0 && rest.every(isLibrary) ? foundIn(rest) : undefined;
}

/** These three explain every absent role at once, so the roles are not listed beside them. */
function isExplained(view: View): boolean {
  return (rootOnly(view) ?? mostlyConversation(view) ?? onlyProvider(view)) !== undefined;
}

function isMissing(view: View, role: Role): boolean {
  const { dump, partial } = view;
  if (partial || view.has(role)) return false;
  if (dump.hosted || dump.realtime) return false;
  if (dump.textAgent && role !== 'llm') return false;
  return allRoles.some((other) => view.has(other)) && !isExplained(view);
}

/** `tool_call_3f2a…`: the tool spans are there, each under a name of its own, which is another finding. */
function hasNumberedTools({ dump }: View): boolean {
  for (const name of dump.names.keys())
    if (/^(?:llm_)?tool_call[_.:\- /]/.test(name) && /\d/.test(name)) return true;
  return false;
}

function nonCanonical(view: View): Found | undefined {
  if (onlyProvider(view)) return undefined;
  const spans = allRoles.flatMap((role) => {
    const named = view.role(role);
    return named.every((span) => span.kind.naming === 'synonym') ? named : [];
  });
  if (spans.length === 0) return undefined;
  const seen = new Set<string>();
  const firsts = spans.filter((span) => !seen.has(span.kind.name) && seen.add(span.kind.name));
  return { count: spans.length, examples: firsts.slice(0, 3).map(placeOf) };
}
