import { createHash } from 'node:crypto';

/** Under which a link is kept; its token has 256 bits of chance, so that no salt is needed. */
export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();
