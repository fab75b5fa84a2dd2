import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isHostOfApis } from '#libs/domain-routing';
import type { Labels } from '#libs/metrics';
import { createGatewaySeal } from '#libs/snapshot-format';
import { renderInTurns } from '#libs/telemetry';
import { startOperators } from './admin/start-operators.js';
import { createAdmin, createProbes, type GatewayState } from './admin/admin.js';
import { stageState } from './admin/stage-state.js';
import { closeAll } from './close-all.js';
import { endStrays } from './connections/end-strays.js';
import { endDeniedCallers } from './connections/end-denied-callers.js';
import { createWebSockets } from './create-websockets.js';
import { createActivators } from './create-activators.js';
import { gatewayIdIn } from './gateway-id.js';
import { BackendPools } from './integrations/transport/backend-pools.js';
import { OwnEndpoints } from './integrations/transport/own-endpoints.js';
import { TrustedProxies } from './http/trusted-proxies.js';
import { Pipeline } from './invocation/pipeline.js';
import { chooseRelease } from './invocation/steps/choose-release.js';
import { selectStage } from './invocation/steps/select-stage.js';
import { ConnectionBounds, unboundedConnections } from './listener/connection-bounds.js';
import type { Listener } from './listener/listener.js';
import { ResponseDoor } from './listener/response-door.js';
import { Activation } from './snapshots/activation.js';
import { AuditHeads } from './snapshots/audit-heads.js';
import { CaptureBlocks } from './captures/capture-blocks.js';
import { RequestCaptures } from './captures/request-captures.js';
import { Certificates } from './snapshots/certificates.js';
import { CaptureDocuments } from './snapshots/capture-documents.js';
import { DeniedIdentityDocuments } from './snapshots/denied-identity-documents.js';
import { DocumentTable } from './snapshots/document-table.js';
import { DomainDocuments } from './snapshots/domain-documents.js';
import { FeedClient } from './snapshots/feed-client.js';
import { followFeed, type FollowedFeed } from './snapshots/follow-feed.js';
import { IdentityDocuments } from './snapshots/identity-documents.js';
import { LocalStore } from './snapshots/local-store.js';
import { serverContexts } from './snapshots/server-contexts.js';
import { StageTable } from './snapshots/stage-table.js';
import { WebAclHook } from './web-acls/web-acl-hook.js';
import { VpcLinks } from './snapshots/vpc-links.js';
import { apiFamilies } from './metrics/api-families.js';
import { stateFamilies } from './metrics/state-families.js';
import { RequestRecords } from './invocation/record/request-record.js';
import { startRecordReaders } from './record-readers.js';
import { followTestInvocations } from './test-invocations/follow-test-invocations.js';
import { TestInvokeClient } from './test-invocations/test-invoke-client.js';
import { startObservations } from './observations/start-observations.js';
import { startResponseCache } from './response-cache/start-response-cache.js';
import { startListener } from './start-listener.js';
import { startUsage } from './usage/start-usage.js';
import type { GatewayOptions } from './gateway-options.js';

export type { GatewayOptions } from './gateway-options.js';

export interface Gateway {
  readonly gatewayId: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly adminPort: number;
  /** Null when metrics have no port of their own. */
  readonly metricsPort: number | null;
  state(): GatewayState;
  /** In Prometheus' text format; `labels` are added to each number. */
  readMetrics(labels?: Labels): Promise<string>;
  /** Takes over a connection that a primary process has accepted. */
  adopt: Listener['adopt'];
  /**
   * Stops accepting, lets running requests end (at most 30 s by default), also those whose callers have
   * left, hands in what is metered and recorded, closes everything. For `lingerMs` connections without a
   * request are left open: their callers learn with the next response that they end.
   */
  stop(atMostMs?: number, lingerMs?: number): Promise<void>;
}

const drainMs = 30_000;
/** For what callers have left, or are cut off, at the end of it: its records are still handed in. */
const settleMs = 1_000;

/**
 * Starts a gateway process: opens the local store, serves what is in it, and only then asks the control plane
 * for more; it needs nobody to start. Rejects with the system's error when a port is taken or the folder
 * cannot be used.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { dataDir, log } = options;
  const ownDir = join(dataDir, options.name);
  await mkdir(ownDir, { recursive: true });
  const gatewayId = await gatewayIdIn(ownDir, options.name);
  const closing: (() => Promise<void>)[] = [];
  try {
    const store = LocalStore.open(join(dataDir, 'store'));
    closing.push(() => store.close());
    const client = new FeedClient({ ...options, gatewayId });
    closing.push(() => client.close());
    const documents = new DocumentTable(store);
    const stages = new StageTable();
    const vpcLinks = new VpcLinks();
    const seal = createGatewaySeal(options.token);
    const certificates = new Certificates(store, seal);
    const domains = new DomainDocuments({
      store,
      seal,
      isOwnHost: (hostName) => isHostOfApis(hostName, options.domain),
      vpcEndpoint: options.vpcEndpoint ?? null,
    });
    const contexts = serverContexts(certificates, domains, log, options.tlsContextsBytesMax);
    const identity = new IdentityDocuments(seal);
    const deniedIdentities = new DeniedIdentityDocuments();
    const captureDocuments = new CaptureDocuments();
    const observations = startObservations({ ...options, gatewayId, dataDir: ownDir });
    closing.push(() => observations.close());
    const usage = await startUsage({ ...options, gatewayId, dataDir: ownDir, documents });
    closing.push(() => usage.close());
    const responseCache = await startResponseCache(options);
    closing.push(async () => responseCache.close());
    const ownEndpoints = new OwnEndpoints(options.controlPlaneUrl);
    const backends = new BackendPools({
      allowLinkLocal: options.allowLinkLocalIntegrations,
      vpcLinkTargets: options.vpcLinkTargets,
      ownEndpoints,
      ...(options.backendLimits && { limits: options.backendLimits }),
      log,
    });
    closing.push(() => backends.close());
    const webAcls = options.webAcls ? new WebAclHook(options.webAcls, backends) : null;
    const captureBlocks = new CaptureBlocks(observations, seal);
    closing.push(async () => captureBlocks.flush());
    const captures = new RequestCaptures({ captures: captureDocuments, blocks: captureBlocks });
    const recordReaders = [captures, ...(options.recordReaders ?? [])];
    const readers = startRecordReaders({
      ...options,
      recordReaders,
      stages,
      gatewayId,
      observations,
      backends,
      documents,
    });
    closing.push(() => readers.close());
    const pipeline = new Pipeline(selectStage(stages), chooseRelease(), log);
    const records = new RequestRecords(readers.all, log);
    let feed: FollowedFeed | null = null;
    const isReady = (): boolean => pullAfter.seq > 0 || (feed?.synced ?? false);
    const webSockets = createWebSockets(options, { pipeline, records, isReady });
    webSockets.connections.watch(readers.metrics.connections);
    closing.push(() => webSockets.close());
    const activators = createActivators(options, {
      backends,
      vpcLinks,
      identity,
      admission: usage.admission,
      deniedIdentities,
      posts: webSockets.posts,
    });
    closing.push(async () => activators.close());
    const auditHeads = new AuditHeads(join(ownDir, 'audit-heads.jsonl'), log);
    closing.push(() => auditHeads.written());
    const activation = new Activation({
      store,
      stages,
      documents,
      vpcLinks,
      identity,
      deniedIdentities,
      auditHeads,
      captures: captureDocuments,
      certificates,
      domains,
      seal,
      activateSnapshot: activators.activateSnapshot,
      log,
      fetchSnapshot: (digest) => client.snapshot(digest),
      keptSnapshots: options.keptSnapshots,
      exportsSpans: readers.exportsSpans,
      responseStore: options.responseStore ?? responseCache.store,
      ...(webAcls && { webAcls }),
    });
    const pullAfter = await activation.loadLastGood();
    await webSockets.join();
    stages.onDeleted((apiId, stageName) => webSockets.closeStage(apiId, stageName));
    endStrays(webSockets.connections, stages);
    endDeniedCallers({ connections: webSockets.connections, denied: deniedIdentities, stages });
    const trustedProxies = new TrustedProxies(options.trustedProxies);
    const connectionLimits = options.connectionLimits ?? unboundedConnections;
    const bounds = new ConnectionBounds(connectionLimits, trustedProxies, log);
    const door = new ResponseDoor(records, options.hsts);

    let draining = false;
    const state = (): GatewayState => ({
      pid: process.pid,
      gatewayId,
      appliedSeq: feed?.appliedSeq() ?? pullAfter.seq,
      connected: feed?.connected ?? false,
      ready: isReady(),
      draining,
      unfit: options.isFaulty?.() ? 'faulty' : usage.fenced ? 'fenced' : null,
      stages: [...stages.all()].map(stageState),
      ...activation.refused(),
      connections: bounds.state(),
      webSockets: webSockets.state(),
      usage: usage.status(),
      responseCache: responseCache.state(),
      observations: observations.status(),
      ...readers.status(),
    });

    const readMetrics = async (labels: Labels = {}): Promise<string> => {
      const ofProcess = (await options.readProcessMetrics?.()) ?? [];
      const ofState = stateFamilies(state(), backends.socketsTaken, webAcls?.counts ?? null);
      return renderInTurns([...apiFamilies(readers.metrics), ...ofState, ...ofProcess], labels);
    };

    const behind = options.behindPorts;
    const operators = behind
      ? null
      : await startOperators(options, createAdmin(state, readMetrics), readMetrics);
    if (operators) closing.push(() => operators.close());
    const { admin: adminPort, metrics: metricsPort } = behind ?? operators!.ports;
    const listener = await startListener(options, {
      pipeline,
      door,
      captures,
      acmeChallenges: activation.acmeChallenges,
      domains,
      stages,
      contexts,
      trustedProxies,
      bounds,
      probes: createProbes(state),
      handshakes: webSockets.handshakes,
    });
    for (const port of [listener.httpPort, listener.httpsPort, adminPort, metricsPort]) {
      if (port !== null) ownEndpoints.addListener(port);
    }
    feed = followFeed({ client, store, activation, pullAfter, gatewayId, log });
    const following = feed;
    const testClient = new TestInvokeClient({ ...options, gatewayId });
    const tests = followTestInvocations(testClient, {
      pipeline,
      activateSnapshot: activators.activateRestSnapshot,
      authorizers: { ...activators.authorizers, results: null },
      // A test is no request of a stage: it has a log of its own, and counts nowhere.
      records: new RequestRecords(readers.ofTests),
      log,
      clientCertificates: activation.clientCertificates,
      openConnections: async (page) => {
        const found = await webSockets.posts.list(page);
        return typeof found === 'string' ? null : found.connections;
      },
    });

    return {
      gatewayId,
      httpPort: listener.httpPort,
      httpsPort: listener.httpsPort,
      adminPort,
      metricsPort,
      adopt: (...handed) => listener.adopt(...handed),
      state,
      readMetrics,
      async stop(atMostMs = drainMs, lingerMs = 0) {
        draining = true;
        const drainedByMs = Date.now() + atMostMs;
        const [, , untold] = await Promise.all([
          listener.drain(atMostMs, lingerMs),
          tests.stop(atMostMs),
          webSockets.drain(atMostMs),
        ]);
        if (untold > 0) log.warn('backends were not told that WebSocket connections have ended', { untold });
        const unrecorded = await records.settle(Math.max(drainedByMs - Date.now(), settleMs));
        if (unrecorded > 0) log.warn('requests had not ended: nothing is recorded of them', { unrecorded });
        const stopped = following.stop();
        // Whatever it waits for ends with the connection.
        await client.close();
        await stopped;
        await testClient.close();
        await closeAll(closing);
      },
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}
