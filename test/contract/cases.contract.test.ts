import { casesContract } from './cases.contract.ts';
import { redisVariants } from './redis-variants.ts';

for (const variant of redisVariants) casesContract(variant);
