/**
 * Services whose webhook or heartbeat address is itself the credential: which part of the path is secret.
 * Source: the services' public documentation. Host and the words of the path stay.
 * Known misses: self-hosted receivers under names that say nothing about hooks.
 */
export interface HookRule {
  readonly id: string;
  /** Tested against the host. */
  readonly host: RegExp;
  /** Even a short word behind that is part of the address. */
  readonly whole?: true;
  /** Path segments (from 0) from which everything goes, or a test on the segment before. */
  readonly from: number | RegExp;
}

export const hookRules: readonly HookRule[] = [
  { id: 'slack', host: /^hooks\.slack(?:-gov)?\.com$/, from: 1, whole: true },
  { id: 'discord', host: /(?:^|\.)discord(?:app)?\.com$/, from: /^webhooks$/ },
  { id: 'teams', host: /(?:webhook|outlook)\.office(?:365)?\.com$/, from: 1 },
  { id: 'zapier', host: /^hooks\.zapier\.com$/, from: /^(?:catch|standard)$/, whole: true },
  { id: 'make', host: /^hook\.(?:\w+\.)?(?:make|integromat)\.com$/, from: 0 },
  { id: 'ifttt', host: /^maker\.ifttt\.com$/, from: /^key$/ },
  { id: 'telegram', host: /^api\.telegram\.org$/, from: 0 },
  { id: 'webhook-site', host: /^(?:\w+\.)?webhook\.site$/, from: 0 },
  {
    id: 'requestbin',
    host: /(?:requestbin|beeceptor|hookbin|smee|mocky|typedwebhook|webhook\.cool|pipedream)\.(?:com|io|net|tools)$/,
    from: 0,
  },
  { id: 'pagerduty', host: /^events\.(?:eu\.)?pagerduty\.com$/, from: /^integration$/ },
  { id: 'healthchecks', host: /^hc-ping\.com$/, from: 0 },
  { id: 'betterstack', host: /(?:betterstack|betteruptime)\.com$/, from: /^(?:heartbeat|incoming-webhook)$/ },
  { id: 'cronitor', host: /^cronitor\.link$/, from: 0 },
  { id: 'feishu', host: /^open\.(?:feishu\.cn|larksuite\.com)$/, from: /^hook$/ },
  { id: 'airtable', host: /^hooks\.airtable\.com$/, from: 2 },
  { id: 'loggly', host: /loggly\.com$/, from: /^(?:inputs|bulk)$/ },
  { id: 'vercel', host: /^api\.vercel\.com$/, from: /^deploy$/ },
  { id: 'netlify', host: /^api\.netlify\.com$/, from: /^build_hooks$/ },
  { id: 'cloudflare', host: /^api\.cloudflare\.com$/, from: /^deploy_hooks$/ },
  { id: 'render', host: /^api\.render\.com$/, from: /^deploy$/ },
  { id: 'workato', host: /workato\.com$/, from: /^rest$/ },
  { id: 'pabbly', host: /pabbly\.com$/, from: /^sendwebhookdata$/ },
  { id: 'bark', host: /^api\.day\.app$/, from: 0 },
  { id: 'sentry', host: /sentry\.io$/, from: /^(?:cron|hooks)$/ },
  { id: 'sumologic', host: /sumologic\.com$/, from: /^http$/ },
  { id: 'mezmo', host: /(?:mezmo|logdna)\.com$/, from: /^(?:ingest|webhooks)$/ },
  { id: 'opsgenie', host: /opsgenie\.com$/, from: /^(?:webhook|apikey)$/ },
  { id: 'victorops', host: /victorops\.com$/, from: /^alert$/ },
  { id: 'svix', host: /^play\.svix\.com$/, from: /^in$/ },
  { id: 'hookdeck', host: /(?:hookdeck\.com|hkdk\.events)$/, from: 0 },
  { id: 'rpc', host: /(?:infura\.io|alchemy\.com|quiknode\.pro|ankr\.com)$/, from: /^(?:v2|v3|eth|[\w-]+)$/ },
  { id: 'wecom', host: /^qyapi\.weixin\.qq\.com$/, from: 99 },
  { id: 'power-automate', host: /logic\.azure\.com$/, from: 99 },
  { id: 'google-chat', host: /^chat\.googleapis\.com$/, from: 99 },
  { id: 'tray', host: /(?:trayapp|tray)\.io$/, from: 0 },
  { id: 'honeybadger', host: /honeybadger\.io$/, from: /^check_in$/ },
  { id: 'deadman', host: /^(?:nosnch\.in|deadmanssnitch\.com)$/, from: 0 },
  { id: 'uptime', host: /^heartbeat\.uptimerobot\.com$/, from: 0 },
  { id: 'monday', host: /webhooks?\.[\w.-]+$/, from: /^(?:hooks?|webhooks?|in|catch|incoming|services)$/ },
];

/** On any host: after these path words a random-looking part goes. */
export const hookWords =
  /^(?:hooks?|webhooks?|web-hooks?|incoming|incoming-webhooks?|webhook-test|webhookb2|callbacks?|deploy_?hooks?|build_?hooks?|heartbeats?|ping|tokens?|keys?|apikey|api-key|secrets?|auth|invites?|invitations?|reset|reset-password|verify|magic|magic-link|confirm|unsubscribe|share|shared|signed|bot|catch|trigger|notify|relay|ingest|inputs?|collect|integration|robot|access|session)$/i;
