/** The part of a Slack app manifest that decides what the workspace offers and permits. */
import { z } from 'zod';
import type { AppInfo } from './local-api.ts';

export const Manifest = z.object({
  display_information: z.object({ name: z.string() }),
  features: z.object({
    app_home: z
      .object({ home_tab_enabled: z.boolean().default(false), messages_tab_enabled: z.boolean().optional() })
      .optional(),
    bot_user: z.object({ display_name: z.string() }),
    shortcuts: z
      .array(
        z.object({
          name: z.string(),
          type: z.enum(['message', 'global']),
          callback_id: z.string(),
          description: z.string().default(''),
        }),
      )
      .default([]),
    slash_commands: z
      .array(
        z.object({
          command: z.string(),
          description: z.string().default(''),
          usage_hint: z.string().default(''),
          should_escape: z.boolean().default(false),
        }),
      )
      .default([]),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
  }),
});
export type Manifest = z.infer<typeof Manifest>;

/** True when the manifest asks Slack to turn @names in a command's text into ids. */
export function escapesText(manifest: Manifest, command: string): boolean {
  return manifest.features.slash_commands.find((one) => one.command === command)?.should_escape ?? false;
}

export function appInfo(manifest: Manifest, id: string, botUser: string): AppInfo {
  const shortcuts = (type: 'message' | 'global') =>
    manifest.features.shortcuts
      .filter((one) => one.type === type)
      .map((one) => ({ name: one.name, callbackId: one.callback_id, description: one.description }));
  return {
    id,
    name: manifest.display_information.name,
    botUser,
    hasHome: manifest.features.app_home?.home_tab_enabled ?? false,
    commands: manifest.features.slash_commands.map((one) => ({
      command: one.command,
      description: one.description,
      usageHint: one.usage_hint,
    })),
    messageShortcuts: shortcuts('message'),
    globalShortcuts: shortcuts('global'),
    scopes: manifest.oauth_config.scopes.bot,
    events: manifest.settings.event_subscriptions?.bot_events ?? [],
  };
}
