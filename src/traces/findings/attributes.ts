import { Mark, type SpanRecord } from '../dump.ts';
import { foundIn, has, isMarker, type Rule } from './rule.ts';

/** A few interim results without text are normal; this share is not. */
const WITHOUT_TRANSCRIPT = 0.2;

/** What the spans carry. */
export const attributeRules: readonly Rule[] = [
  {
    code: 'stt_without_transcript',
    find: (view) => {
      const final = view
        .role('stt')
        .filter(
          (span) =>
            span.kind.naming === 'canonical' &&
            !isMarker(span) &&
            !has(span, Mark.notFinal | Mark.attributesHidden),
        );
      const silent = final.filter((span) => !has(span, Mark.transcript | Mark.transcriptAlias));
      return silent.length >= final.length * WITHOUT_TRANSCRIPT ? foundIn(silent) : undefined;
    },
  },
  {
    code: 'tool_without_function_name',
    find: (view) => {
      // A framework's own tool span names the tool in its own key; renaming it is another finding.
      const named = (span: SpanRecord) =>
        has(span, Mark.functionName | Mark.toolName) ||
        (span.kind.naming === 'synonym' &&
          (has(span, Mark.otherToolName) || span.kind.name.startsWith('execute_tool ')));
      return foundIn(view.role('tool').filter((span) => !has(span, Mark.attributesHidden) && !named(span)));
    },
  },
  {
    code: 'alias_attributes',
    find: ({ dump }) =>
      foundIn(
        dump.spans.filter(
          (span) =>
            aliasOnly(span, Mark.transcriptAlias, Mark.transcript) ||
            aliasOnly(span, Mark.toolName, Mark.functionName) ||
            aliasOnly(span, Mark.callIdAlias, Mark.callId) ||
            aliasOnly(span, Mark.argumentsAlias, Mark.arguments),
        ),
      ),
  },
  {
    code: 'error_not_in_status',
    find: ({ dump }) =>
      foundIn(
        dump.spans.filter(
          (span) => has(span, Mark.errorEvidence) && span.status !== 'error' && span.status !== 'unknown',
        ),
      ),
  },
  {
    code: 'interrupted_tts',
    find: (view) =>
      foundIn(
        view
          .role('tts')
          .filter(
            (span) =>
              has(span, Mark.socketClosed) && (span.status === 'error' || has(span, Mark.errorEvidence)),
          ),
      ),
  },
  {
    code: 'secret_in_attribute',
    find: ({ dump }) => (dump.secrets.count > 0 ? dump.secrets : undefined),
  },
  {
    code: 'unbounded_attribute',
    find: ({ dump }) => (dump.unbounded.count > 0 ? dump.unbounded : undefined),
  },
];

function aliasOnly(span: SpanRecord, alias: number, canonical: number): boolean {
  return has(span, alias) && !has(span, canonical);
}
