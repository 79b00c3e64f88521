import type { Id } from './local-api.ts';

/** What people do with a channel, and an admin with people. */
export type ChannelAct =
  | { act: 'create-channel'; as: Id; name: string; isPrivate?: boolean | undefined }
  | { act: 'open-dm'; as: Id; person: Id }
  | { act: 'join'; as: Id; channel: Id }
  | { act: 'leave'; as: Id; channel: Id }
  /** Brings a person, or the bot, into a channel. */
  | { act: 'invite'; as: Id; channel: Id; person: Id }
  | { act: 'remove'; as: Id; channel: Id; person: Id }
  | { act: 'archive'; as: Id; channel: Id }
  | { act: 'unarchive'; as: Id; channel: Id }
  | { act: 'share'; as: Id; channel: Id; team: Id }
  | { act: 'unshare'; as: Id; channel: Id; team: Id }
  | { act: 'rename'; as: Id; channel: Id; name: string }
  /** A public channel becomes a private one; there is no way back. */
  | { act: 'make-private'; as: Id; channel: Id }
  | { act: 'deactivate'; as: Id; person: Id }
  | { act: 'make-guest'; as: Id; person: Id };
