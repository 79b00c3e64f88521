import { App, HTTPReceiver } from '@slack/bolt';

/** The baseline: a Bolt listener that only acknowledges. Started as a process of its own with PORT and the Web API address. */

const receiver = new HTTPReceiver({ signingSecret: process.env['SLACK_SIGNING_SECRET'] ?? '' });
const app = new App({
  receiver,
  deferInitialization: true,
  authorize: async () => ({ botToken: 'bench', botId: 'B1', botUserId: 'U1' }),
  clientOptions: { slackApiUrl: process.env['SLACK_API_URL'] ?? '' },
});
app.command(/.*/, ({ ack }) => ack());
app.view(/.*/, ({ ack }) => ack());
await app.init();
await receiver.start({ port: Number(process.env['PORT']), host: '127.0.0.1' });
console.log('ready');
