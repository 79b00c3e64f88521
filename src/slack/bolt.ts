import type { webApi } from '@slack/bolt';
import { App, type AuthorizeResult, type Logger, LogLevel } from '@slack/bolt';
import { escapeMrkdwn } from '../blockkit/escape.ts';
import type { Log, Message } from '../ports.ts';
import { type Decoded, decodeDelivery } from './decode.ts';
import type { Dispatch, Line } from './dispatch.ts';
import type { Reply } from './listener.ts';
import type { Seal } from './metadata.ts';
import { createReceiver, type ReceiverOptions } from './receivers.ts';
import { modalPayload } from './view.ts';

/** Bolt, from the same code over HTTP and Socket Mode. It checks signatures and speaks the protocol; we dispatch. */

export interface BoltOptions extends Omit<ReceiverOptions, 'clientOptions'> {
  clientOptions: webApi.WebClientOptions;
  /** Whose token answers a delivery: the fixed one, or the installation of its workspace. */
  authorize(team: string | undefined, enterprise: string | undefined): Promise<AuthorizeResult>;
  dispatch: Dispatch;
  /** Says something to one person when a delivery brought no response URL, or its URL is used up. */
  whisper(decoded: Decoded, message: Message): Promise<void>;
  seal: Seal;
}

export interface BoltApp {
  /** Resolves with the port that listens. */
  start(port: number, host: string): Promise<number>;
  stop(): Promise<void>;
}

type Send = (answer?: unknown) => Promise<unknown>;

export function createBolt(options: BoltOptions): BoltApp {
  const { log, seal } = options;
  const logger = boltLogger(log);
  const receiving = createReceiver({ ...options, clientOptions: slackApi(options.clientOptions) }, logger);
  const app = new App({
    receiver: receiving.receiver,
    logger,
    clientOptions: options.clientOptions,
    deferInitialization: true,
    authorize: ({ teamId, enterpriseId }) => options.authorize(teamId, enterpriseId),
  });
  app.use(async (args) => {
    const ack = sender(args, 'ack');
    const decoded = decodeDelivery(args.body, args.context.teamId);
    if (!decoded || !openSeal(seal, decoded)) {
      log.warn(decoded ? 'A form came back with a broken seal' : 'A delivery could not be read');
      await ack?.();
      return;
    }
    await options.dispatch(decoded, lineOf(options, decoded, ack, sender(args, 'respond')));
  });
  app.error(async (error) => {
    log.warn('Bolt could not serve a delivery', { error });
    // Rethrown, so that Slack hears of it at once instead of after three seconds.
    throw error;
  });
  return {
    start: async (port, host) => {
      await app.init();
      return receiving.start(port, host);
    },
    stop: () => receiving.stop(),
  };
}

/** Bolt's own helpers by name; their types differ per kind of delivery, their use does not. */
function sender(args: object, name: 'ack' | 'respond'): Send | undefined {
  const found: unknown = Reflect.get(args, name);
  // A function of Bolt's that takes one argument and answers a promise.
  return typeof found === 'function' ? (found as Send) : undefined;
}

/** Puts our ids back into the view. A click in an unsealed view (App Home) has none; a submission must have them. */
function openSeal(seal: Seal, decoded: Decoded): boolean {
  if (!decoded.view) return true;
  const ids = seal.open(decoded.view.callbackId, decoded.view.sealed);
  decoded.view.metadata = ids ?? {};
  return ids !== undefined || (decoded.kind === 'action' && decoded.view.sealed === '');
}

function lineOf(
  { seal, whisper, log }: BoltOptions,
  decoded: Decoded,
  ack: Send | undefined,
  respond: Send | undefined,
): Line {
  return {
    ack: async (reply) => void (await ack?.(ackPayload(reply, seal))),
    respond: async (message) => {
      try {
        if (!respond) return await whisper(decoded, message);
        await respond({
          response_type: 'ephemeral',
          replace_original: false,
          text: escapeMrkdwn(message.text),
          blocks: message.blocks,
        });
      } catch (error) {
        log.info('A response URL did not take an answer', error instanceof Error ? { error } : {});
        await whisper(decoded, message);
      }
    },
  };
}

function ackPayload(reply: Reply, seal: Seal): unknown {
  switch (reply.kind) {
    case 'none':
      return undefined;
    case 'errors':
      return { response_action: 'errors', errors: reply.errors };
    case 'update':
    case 'push':
      return { response_action: reply.kind, view: modalPayload(reply.view, seal) };
    case 'clear':
      return { response_action: 'clear' };
    case 'text':
      return {
        response_type: 'ephemeral',
        text: escapeMrkdwn(reply.message.text),
        blocks: reply.message.blocks,
      };
    case 'options':
      return {
        options: reply.options.map(({ text, value }) => ({
          text: { type: 'plain_text', text, emoji: false },
          value,
        })),
      };
  }
}

function slackApi({ slackApiUrl }: webApi.WebClientOptions) {
  return slackApiUrl === undefined ? {} : { slackApiUrl };
}

/** Bolt's own lines may quote payloads, so their words stay out; that it spoke, and how loudly, is kept. */
function boltLogger(log: Log): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: () => log.info('Bolt reports a warning'),
    error: (...parts: unknown[]) =>
      log.warn(
        'Bolt reports an error',
        parts.find((part) => part instanceof Error)
          ? { error: parts.find((part) => part instanceof Error) }
          : {},
      ),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
