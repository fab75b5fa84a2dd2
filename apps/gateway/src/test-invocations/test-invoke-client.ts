import { Pool } from 'undici';
import type { GatewayTask } from '#libs/snapshot-format';
import { controlPlaneAddress, type ControlPlaneMember } from '../control-plane/control-plane-address.js';

/** How long the control plane may hold a poll open at most, milliseconds. */
const pollWaitMs = 10_000;

/**
 * The gateway's side of test invocations: two calls. They fail with the transport's error, or one that names
 * the status.
 */
export class TestInvokeClient {
  private readonly pool: Pool;
  private readonly basePath: string;
  private readonly headers: Readonly<Record<string, string>>;
  /** Nothing was claimed yet: what this gateway had taken before it was started is lost. */
  private first = true;

  constructor(member: ControlPlaneMember) {
    const { origin, basePath, headers } = controlPlaneAddress(member);
    this.basePath = `${basePath}/_tollgate/test-invocations`;
    this.headers = headers;
    this.pool = new Pool(origin, {
      connections: 4,
      connect: { timeout: 5_000 },
      headersTimeout: pollWaitMs + 5_000,
      bodyTimeout: 15_000,
    });
  }

  /**
   * Waits at the control plane until there is one to run; it is this gateway's then. Null when there was
   * none.
   */
  async claim(signal: AbortSignal): Promise<GatewayTask | null> {
    const response = await this.pool.request({
      method: 'POST',
      // The first response comes at once, so that a wait that breaks off does not say again that this is the
      // first.
      path: `${this.basePath}/claims?${this.first ? 'first=true&waitMs=0' : `waitMs=${pollWaitMs}`}`,
      headers: this.headers,
      signal,
    });
    const text = await response.body.text();
    if (response.statusCode !== 200 && response.statusCode !== 204) throw statusError(response.statusCode);
    this.first = false;
    if (response.statusCode === 204) return null;
    return JSON.parse(text) as GatewayTask;
  }

  async finish(id: string, message: string): Promise<void> {
    const response = await this.pool.request({
      method: 'POST',
      path: `${this.basePath}/${id}/result`,
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: message,
    });
    await response.body.dump();
    if (response.statusCode >= 300) throw statusError(response.statusCode);
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

const statusError = (status: number): Error => new Error(`the control plane answered ${status}`);
