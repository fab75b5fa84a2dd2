// The gateway's side of a control plane: a feed that makes its key documents as they are asked for, and an
// exchange that grants every wish.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { canonicalJson, digest } from '#libs/snapshot-format';

const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' };
const plenty = { ratePerSecond: 1_000_000, burst: 1_000_000 };

/**
 * `documents`: further ones of the feed; kind, name and body of each. `stages`: further ones of the API, by
 * name what is different in them.
 */
export async function startControlPlane({ keys, document, stageOf, apiId, documents = [], stages = {} }) {
  const snapshotName = digest(canonicalJson(document));
  const plan = {
    ...owner,
    usagePlanId: 'plan01',
    throttle: plenty,
    quota: { limit: 2_000_000_000, period: 'MONTH', offset: 0 },
    apiStages: { [`${apiId}/dev`]: { methodThrottles: {} } },
  };
  const head = [
    ['snapshot', snapshotName, document],
    ['stage', `${apiId}/dev`, stageOf(snapshotName)],
    ['account', '000000000000/us-east-1', { ...owner, throttle: plenty }],
    ['usage-plan', 'plan01', plan],
    ...Object.entries(stages).map(([stageName, stage]) => [
      'stage',
      `${apiId}/${stageName}`,
      stageOf(snapshotName, { stageName, ...stage }),
    ]),
    ...documents,
  ];
  const last = head.length + keys;
  const change = (seq) => {
    const [kind, name, document] = head[seq - 1] ?? keyDocument(seq - head.length - 1);
    const body = canonicalJson(document);
    return { seq, kind, name, digest: digest(body), body };
  };

  let taken;
  const allTaken = new Promise((resolve) => (taken = resolve));
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://control-plane');
    const respond = (body) => response.end(JSON.stringify(body));
    if (url.pathname.endsWith('/changes')) {
      const after = Number(url.searchParams.get('after'));
      if (after >= last) return setTimeout(() => respond({ changes: [], upTo: last, more: false }), 1000);
      const upTo = Math.min(last, after + Number(url.searchParams.get('limit')));
      const changes = Array.from({ length: upTo - after }, (_, index) => change(after + index + 1));
      return respond({ changes, upTo, more: upTo < last });
    }
    // Nothing to test, and no end of the wait for it.
    if (url.pathname.endsWith('/claims')) return;
    // Blocks of logs and metrics, compressed.
    if (url.pathname.includes('/observations/')) {
      return request.resume().on('end', () => respond({}));
    }
    const asked = await json(request);
    if (url.pathname.endsWith('/acknowledgements') && asked.appliedSeq >= last) taken();
    if (!url.pathname.endsWith('/exchange')) return respond({ watermark: 0 });
    const grants = asked.leases
      .filter(({ wanted }) => wanted > 0)
      .map(({ usagePlanId, keyId, periodStart, wanted }) => ({
        usagePlanId,
        keyId,
        periodStart,
        granted: wanted,
        remaining: 1_000_000_000,
        heldElsewhere: 0,
      }));
    respond({ exchange: asked.exchange, watermark: asked.toSequence, grants });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => (server.closeAllConnections(), server.close());
  return { url: `http://127.0.0.1:${server.address().port}`, allTaken, close };
}

function keyDocument(index) {
  const name = createHash('sha256').update(`key-${index}`).digest('hex');
  return ['api-key', name, { ...owner, keyId: `key${index}`, enabled: true, usagePlanIds: ['plan01'] }];
}
