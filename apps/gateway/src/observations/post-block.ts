import { Pool } from 'undici';
import { blockAgeHeader, blockHeaders, observationsPath, type ObservationKind } from '#libs/observations';
import { controlPlaneAddress, type ControlPlaneMember } from '../control-plane/control-plane-address.js';
import type { BlockToSend } from './spool.js';

/**
 * What the control plane said of a block: it has it; it refuses it for good; or nothing that ends the matter,
 * in which case the block is sent again. `failed`: it tried, and something in it broke.
 */
export type BlockResponse =
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'refused' | 'failed' | 'again'; readonly reason: string };

/** Posts a block; rejects when no response comes. */
export type PostBlock = (kind: ObservationKind, block: BlockToSend) => Promise<BlockResponse>;

export interface BlockPost {
  readonly post: PostBlock;
  readonly close: () => Promise<void>;
}

const reasonCharsMax = 200;

/** Posts blocks to the control plane as this gateway, over connections of their own: one per kind. */
export function postBlocks(member: ControlPlaneMember, connections: number): BlockPost {
  const { origin, basePath, headers } = controlPlaneAddress(member);
  const pool = new Pool(origin, {
    connections,
    headersTimeout: 15_000,
    bodyTimeout: 15_000,
    connectTimeout: 2000,
  });
  const ofBlocks = { ...headers, 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' };
  return {
    async post(kind, { name, handedAtMs, content }) {
      const response = await pool.request({
        method: 'POST',
        path: basePath + observationsPath(kind),
        headers: { ...ofBlocks, ...blockHeaders(name), ...blockAgeHeader(Date.now() - handedAtMs) },
        body: content,
      });
      const text = await response.body.text();
      return blockResponse(response.statusCode, text.slice(0, reasonCharsMax));
    },
    close: () => pool.destroy(),
  };
}

/** A 404, as of a control plane of an earlier release, says nothing about the block. */
function blockResponse(status: number, text: string): BlockResponse {
  const reason = `${status} ${text}`;
  switch (status) {
    case 200:
      return { outcome: 'taken' };
    case 413:
    case 422:
      return { outcome: 'refused', reason };
    case 500:
      return { outcome: 'failed', reason };
    default:
      return { outcome: 'again', reason };
  }
}
