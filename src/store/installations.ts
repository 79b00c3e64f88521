import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { Redis } from 'ioredis';
import { TriageError } from '../errors.ts';
import { talk } from './connect.ts';
import { keys, lifetimes } from './keys.ts';

/** Bot tokens of installed workspaces, encrypted with a key derived from TRIAGE_SECRET: Redis never sees a token. */

const ivBytes = 12;
const tagBytes = 16;

export function createInstallations(redis: Redis, secret: string): InstallationStore {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'coval-triage installations v1', 32));
  return {
    storeInstallation: async (installation) => {
      const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id;
      if (!id) throw new TriageError('bad_config', { cause: new Error('an installation without a team') });
      const sealed = seal(key, id, JSON.stringify(installation));
      await talk(redis, () => redis.set(keys.installation(id), sealed, 'PX', lifetimes.installation));
    },

    fetchInstallation: async (query) => {
      const id = idOf(query);
      const sealed = await talk(redis, () =>
        redis.getex(keys.installation(id), 'PX', lifetimes.installation),
      );
      if (sealed === null) throw new TriageError('bad_config', { cause: new Error('not installed') });
      // Written by storeInstallation above and authenticated by the cipher, so the shape is Bolt's own.
      return JSON.parse(unseal(key, id, sealed)) as Installation<'v1' | 'v2', boolean>;
    },

    deleteInstallation: async (query) => {
      await talk(redis, () => redis.del(keys.installation(idOf(query))));
    },
  };
}

function idOf(query: InstallationQuery<boolean>): string {
  const id = query.isEnterpriseInstall ? query.enterpriseId : query.teamId;
  if (!id) throw new TriageError('bad_config', { cause: new Error('a query without a team') });
  return id;
}

/** The id is authenticated with the text, so one team's record cannot stand in for another's. */
function seal(key: Buffer, id: string, text: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

function unseal(key: Buffer, id: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
      .setAAD(Buffer.from(id))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString(
      'utf8',
    );
  } catch (cause) {
    // TRIAGE_SECRET has changed since the installation: it has to be made again.
    throw new TriageError('bad_config', { cause });
  }
}
