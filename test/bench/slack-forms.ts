/** Deliveries as a person's clicks make them, built from the views the bot opened. */

export interface OpenedView {
  callbackId: string;
  metadata: string;
}

/** What a call of views.open or views.update carried. */
export function viewIn(params: URLSearchParams): OpenedView | undefined {
  const view: unknown = JSON.parse(params.get('view') ?? 'null');
  if (typeof view !== 'object' || view === null || !('callback_id' in view)) return undefined;
  return {
    callbackId: String(view.callback_id),
    metadata: 'private_metadata' in view ? String(view.private_metadata) : '',
  };
}

const team = 'T00000001';
const user = 'U00000001';
/** A channel for each number: the same symptom twice in one channel within the hour is offered as a duplicate. */
const channelOf = (number: number) => `C${String(number).padStart(8, '0')}`;

export function commandForm(number: number, text: string): Record<string, string> {
  return {
    command: '/coval-triage',
    text,
    team_id: team,
    channel_id: channelOf(number),
    user_id: user,
    trigger_id: `command.${number}`,
    response_url: '',
    is_enterprise_install: 'false',
  };
}

export function submissionForm(
  number: number,
  view: OpenedView,
  values: Record<string, string | { option: string }>,
): Record<string, string> {
  const state = Object.fromEntries(
    Object.entries(values).map(([block, value]) => [
      block,
      {
        input:
          typeof value === 'string'
            ? { type: 'plain_text_input', value }
            : { type: 'static_select', selected_option: { value: value.option } },
      },
    ]),
  );
  const payload = {
    type: 'view_submission',
    team: { id: team },
    user: { id: user, team_id: team },
    trigger_id: `submission.${number}`,
    view: {
      id: `V${number}`,
      hash: `${number}.h`,
      callback_id: view.callbackId,
      private_metadata: view.metadata,
      state: { values: state },
    },
  };
  return { payload: JSON.stringify(payload) };
}

export function clickForm(number: number, actionId: string, value: string): Record<string, string> {
  const payload = {
    type: 'block_actions',
    team: { id: team },
    user: { id: user, team_id: team },
    channel: { id: channelOf(number) },
    container: { type: 'message', message_ts: '1700000000.000001', channel_id: channelOf(number) },
    trigger_id: `click.${number}`,
    actions: [{ action_id: actionId, block_id: 'actions', value, action_ts: `${number}.1`, type: 'button' }],
  };
  return { payload: JSON.stringify(payload) };
}
