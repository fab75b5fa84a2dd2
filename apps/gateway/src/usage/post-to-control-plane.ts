import { Pool } from 'undici';
import type { Post } from './contact.js';

export interface ControlPlanePost {
  readonly post: Post;
  readonly close: () => Promise<void>;
}

/**
 * Posts JSON to the control plane as this gateway, over one connection. A response that takes longer than
 * five seconds counts as none.
 */
export function postToControlPlane(options: {
  readonly controlPlaneUrl: string;
  readonly token: string;
  readonly gatewayId: string;
}): ControlPlanePost {
  const { origin, pathname } = new URL(options.controlPlaneUrl);
  const pool = new Pool(origin, {
    connections: 1,
    headersTimeout: 5000,
    bodyTimeout: 5000,
    connectTimeout: 2000,
  });
  const base = pathname.replace(/\/$/, '');
  const headers = {
    authorization: `Bearer ${options.token}`,
    'x-tollgate-gateway-id': options.gatewayId,
    'content-type': 'application/json',
  };
  return {
    async post(path, body) {
      const response = await pool.request({ method: 'POST', path: base + path, headers, body });
      return { status: response.statusCode, body: await response.body.text() };
    },
    close: () => pool.destroy(),
  };
}
