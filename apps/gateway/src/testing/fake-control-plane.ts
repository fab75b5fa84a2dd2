import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { observationsPath, senderHeader, sequenceHeader, type ObservationKind } from '#libs/observations';
import {
  canonicalJson,
  digest,
  type Acknowledgement,
  type FeedChange,
  type FeedPage,
} from '#libs/snapshot-format';

/** A control plane that speaks the gateway's side of the contract and holds its feed in memory. */
export interface FakeControlPlane {
  readonly url: string;
  readonly token: string;
  readonly acknowledgements: readonly Acknowledgement[];
  /** `after` of every poll, in order. */
  readonly polledAfter: readonly number[];
  /** Digests of the snapshots that were asked for, in order. */
  readonly fetched: readonly string[];
  /**
   * Answers acknowledgements, and requests for snapshots, with these statuses from now on; 200 is the usual.
   */
  respondWith(statuses: { readonly acknowledgements?: number; readonly snapshots?: number }): void;
  /** Says from now on that deletions before this number are forgotten. */
  forgetBefore(seq: number): void;
  /** Forgets everything, as a new database; `keep` says what it had at an earlier time. */
  restore(keep: readonly FeedChange[]): void;
  /** All that is published. */
  published(): readonly FeedChange[];
  /** Publishes a document, or its deletion (null); returns its sequence number. */
  publish(kind: string, name: string, body: unknown): number;
  /** Publishes a snapshot under its digest, and returns that. */
  publishSnapshot(snapshot: unknown): string;
  /** Publishes bytes as they are. */
  publishRaw(change: Omit<FeedChange, 'seq'>): number;
  /** The blocks of this kind that gateways have handed in, in order; each once. */
  observed(kind: ObservationKind): readonly Buffer[];
  /** From now on takes usage from nobody: another process posts in this gateway's name. */
  fence(): void;
  /** Stops listening and cuts every connection. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startFakeControlPlane(): Promise<FakeControlPlane> {
  const token = 'gateway-token-of-the-tests';
  const feed = new Map<string, FeedChange>();
  const acknowledgements: Acknowledgement[] = [];
  const polledAfter: number[] = [];
  const fetched: string[] = [];
  /** By path, sender and sequence number: a repeat is the same block. */
  const blocks = new Map<string, { readonly path: string; readonly block: Buffer }>();
  let statuses = { acknowledgements: 200, snapshots: 200 };
  let oldest: number | undefined;
  const waiting = new Set<() => void>();
  let lastSeq = 0;
  let mark = 'first';
  let isFenced = false;

  const publishRaw = (change: Omit<FeedChange, 'seq'>): number => {
    lastSeq += 1;
    // A later version replaces the earlier one, as in the real feed.
    feed.set(`${change.kind}/${change.name}`, { ...change, seq: lastSeq });
    for (const wake of waiting) wake();
    waiting.clear();
    return lastSeq;
  };

  const changesAfter = (after: number, limit: number): FeedPage => {
    const newer = [...feed.values()].filter(({ seq }) => seq > after).sort((a, b) => a.seq - b.seq);
    const changes = newer.slice(0, limit);
    const upTo = changes.at(-1)?.seq ?? Math.max(after, lastSeq);
    const page = { changes, upTo, mark, more: newer.length > changes.length };
    return oldest === undefined ? page : { ...page, oldest };
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://control-plane');
    if (request.headers.authorization !== `Bearer ${token}`) return send(response, 401, {});
    const bytes = await readBytes(request);
    if (url.pathname.startsWith(observationsPath(''))) {
      const { [senderHeader]: sender, [sequenceHeader]: sequence } = request.headers;
      const block = { path: url.pathname, block: gunzipSync(bytes) };
      blocks.set(`${url.pathname} ${String(sender)} ${String(sequence)}`, block);
      return send(response, 200, {});
    }
    const text = bytes.toString('utf8');
    const [, digestAsked] = /^\/_tollgate\/distribution\/snapshots\/(.*)$/.exec(url.pathname) ?? [];
    if (digestAsked !== undefined) {
      fetched.push(digestAsked);
      const found = feed.get(`snapshot/${digestAsked}`);
      return found?.body ? send(response, statuses.snapshots, found) : send(response, 404, {});
    }
    switch (url.pathname) {
      case '/_tollgate/distribution/changes': {
        const after = Number(url.searchParams.get('after'));
        polledAfter.push(after);
        const isKnown = () => after === 0 || url.searchParams.get('mark') === mark;
        const from = () => (isKnown() ? after : 0);
        if (from() >= lastSeq) await pause(waiting, response, Number(url.searchParams.get('waitMs')));
        const page = changesAfter(from(), Number(url.searchParams.get('limit')));
        return send(response, 200, isKnown() ? page : { ...page, startOver: true });
      }
      case '/_tollgate/distribution/acknowledgements':
        acknowledgements.push(JSON.parse(text) as Acknowledgement);
        return send(response, statuses.acknowledgements, {});
      case '/_tollgate/metering/hello':
        return send(response, 200, { watermark: 0 });
      case '/_tollgate/metering/exchange': {
        if (isFenced) return send(response, 409, { reason: 'stale-incarnation' });
        const asked = JSON.parse(text) as { exchange: number; toSequence: number };
        return send(response, 200, { exchange: asked.exchange, watermark: asked.toSequence, grants: [] });
      }
      default:
        return send(response, 404, {});
    }
  }

  const start = async (port: number): Promise<Server> => {
    const server = createServer((request, response) => void respond(request, response));
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await start(0);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    token,
    acknowledgements,
    polledAfter,
    fetched,
    respondWith: (changed) => {
      statuses = { ...statuses, ...changed };
    },
    forgetBefore: (seq) => {
      oldest = seq;
    },
    publish: (kind, name, body) => {
      const text = body === null ? null : canonicalJson(body);
      return publishRaw({ kind, name, digest: digest(text ?? ''), body: text });
    },
    publishSnapshot: (snapshot) => {
      const body = canonicalJson(snapshot);
      const name = digest(body);
      publishRaw({ kind: 'snapshot', name, digest: name, body });
      return name;
    },
    publishRaw,
    restore: (keep) => {
      feed.clear();
      for (const change of keep) feed.set(`${change.kind}/${change.name}`, change);
      lastSeq = Math.max(0, ...keep.map(({ seq }) => seq));
      mark = `${mark}, restored`;
      for (const wake of waiting) wake();
      waiting.clear();
    },
    published: () => [...feed.values()],
    observed: (kind) =>
      [...blocks.values()].flatMap(({ path, block }) => (path === observationsPath(kind) ? [block] : [])),
    fence() {
      isFenced = true;
    },
    async goAway() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    async comeBack() {
      server = await start(port);
    },
  };
}

function pause(waiting: Set<() => void>, response: ServerResponse, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    response.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
    waiting.add(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
