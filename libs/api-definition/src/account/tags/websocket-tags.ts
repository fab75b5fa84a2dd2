import type { Tags } from './tags.js';

/**
 * The tag on a WebSocket API that ends a connection when the token or session does by which it was
 * authorised. AWS leaves it open for up to two hours.
 */
export const closeAtExpiryTag = 'tollgate:close-at-expiry';

/** The tag on a WebSocket API that compresses messages for clients that offer it (RFC 7692). */
export const permessageDeflateTag = 'tollgate:permessage-deflate';

/** What tags make of the connections of a WebSocket API, as deployments have it. */
export const connectionFeatures = (
  tags: Tags,
): { readonly closesAtExpiry?: true; readonly compressesMessages?: true } => ({
  ...(tags[closeAtExpiryTag] === 'on' && { closesAtExpiry: true }),
  ...(tags[permessageDeflateTag] === 'on' && { compressesMessages: true }),
});
