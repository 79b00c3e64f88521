/** What a check is about: one simulation output or one conversation, by ID. */
import { z } from 'zod';
import { KNOWN_FAKE_IDS } from '../evidence/reading/ids.ts';
import { isSafeId } from './reply.ts';

export const Target = z.strictObject({
  type: z.enum(['simulation', 'conversation']),
  id: z.string().refine(isSafeId, 'is not in the shape of an ID'),
});
export type Target = z.infer<typeof Target>;

/** Made-up IDs that Coval's public tools send to test a key; a 404 for one of them is the healthy answer. */
export const fakeId = 'coval-tracing-test';

export function isKnownFake(id: string): boolean {
  return KNOWN_FAKE_IDS.includes(id);
}
