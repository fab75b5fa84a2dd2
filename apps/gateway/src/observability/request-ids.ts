import { randomBytes } from 'node:crypto';

/** `randomUUID` of node:crypto draws its randomness in blocks already. */
export { randomUUID as newRequestId } from 'node:crypto';

const idBytes = 11;
const idsPerBlock = 512;
let block: Buffer | null = null;
let used = idsPerBlock;

/** An extended request id as in `x-amz-apigw-id`: 16 characters of URL-safe Base64, padded as AWS's are, that nobody can predict. */
export function newExtendedRequestId(): string {
  // One call for 512 ids: drawing 11 bytes by themselves costs more than answering from a MOCK.
  if (block === null || used === idsPerBlock) {
    block = randomBytes(idBytes * idsPerBlock);
    used = 0;
  }
  const from = idBytes * used++;
  return `${block.toString('base64url', from, from + idBytes)}=`;
}
