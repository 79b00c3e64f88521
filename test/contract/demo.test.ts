import { App, LogLevel } from '@slack/bolt';
import { expect, test } from 'vitest';
import { type StartBot, startDemo } from '../../src/playground/demo.ts';

const startBot: StartBot = async (environment) => {
  const app = new App({
    token: environment['SLACK_BOT_TOKEN'] ?? '',
    signingSecret: environment['SLACK_SIGNING_SECRET'] ?? '',
    clientOptions: { slackApiUrl: environment['SLACK_API_URL'] ?? '' },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  });
  await app.init();
  app.command('/coval-triage', async ({ ack }) => ack('started'));
  await app.start({ port: Number(environment['PORT']), host: '127.0.0.1' });
  return { stop: async () => void (await app.stop()) };
};

test('a demo connects the bot to the workspace and takes everything down again', async () => {
  const demo = await startDemo({ startBot, port: 0 });
  const ana = demo.stage.workspace.person('ana');
  await ana.runs('/coval-triage', '', { channel: 'support-traces' });
  await ana.seesEphemeral('started');
  await demo.close();
  await expect(fetch(`${demo.url}/local/state`)).rejects.toThrow();
});

test('a port that is taken is said, and a bot that does not answer leaves nothing behind', async () => {
  const demo = await startDemo({ startBot, port: 0 });
  const port = Number(new URL(demo.url).port);
  await expect(startDemo({ startBot, port })).rejects.toThrow(`Port ${port} is taken.`);
  await demo.close();
  const silent: StartBot = async () => ({ stop: async () => {} });
  await expect(startDemo({ startBot: silent, port: 0 })).rejects.toThrow('The bot did not answer');
});
