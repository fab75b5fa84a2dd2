import { Pool } from 'undici';
import { controlPlaneAddress, type ControlPlaneMember } from '../control-plane/control-plane-address.js';
import type { Post } from './contact.js';

export interface ControlPlanePost {
  readonly post: Post;
  readonly close: () => Promise<void>;
}

/**
 * Posts JSON to the control plane as this gateway, over one connection. A response that takes longer than
 * five seconds counts as none.
 */
export function postToControlPlane(member: ControlPlaneMember): ControlPlanePost {
  const { origin, basePath, headers } = controlPlaneAddress(member);
  const pool = new Pool(origin, {
    connections: 1,
    headersTimeout: 5000,
    bodyTimeout: 5000,
    connectTimeout: 2000,
  });
  const withJson = { ...headers, 'content-type': 'application/json' };
  return {
    async post(path, body) {
      const response = await pool.request({ method: 'POST', path: basePath + path, headers: withJson, body });
      return { status: response.statusCode, body: await response.body.text() };
    },
    close: () => pool.destroy(),
  };
}
