import {
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
  DeleteRouteCommand,
  GetIntegrationCommand,
  GetRoutesCommand,
  GetStageCommand,
  UpdateIntegrationCommand,
  UpdateStageCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { waitFor } from '#libs/testing';

/** What the writes of a test change, and callers see. */
export interface Written {
  /** The path that the backend is asked for: what the integration has. */
  readonly version: number;
  /** A header that the backend gets: what the stage has. */
  readonly turn: number;
  readonly paths: readonly string[];
}

/** An HTTP API whose stage `$default` deploys by itself, written by one hand after the other. */
export interface WrittenHttpApi {
  readonly apiId: string;
  readonly integrationId: string;
  /** Every path that ever was. */
  readonly everyPath: ReadonlySet<string>;
  /** As the calls that were answered have left it. */
  readonly state: Written;
  readonly answered: number;
  /**
   * One write, of the integration, of the stage or of routes in turn. When its answer is lost, what the
   * control plane then has must be the state before or the one behind it, and counts from then on.
   */
  write(): Promise<void>;
  /** As the control plane has it now. */
  read(): Promise<Written>;
  /** As callers of a gateway see it. */
  served(invoke: (path: string) => Promise<Response>): Promise<Written>;
}

/** @param backendUrl responds with the path and the header `turn` that it was asked with: `/3 5` */
export async function createWrittenHttpApi(
  client: ApiGatewayV2Client,
  backendUrl: string,
): Promise<WrittenHttpApi> {
  const { ApiId = '' } = await client.send(new CreateApiCommand({ Name: 'written', ProtocolType: 'HTTP' }));
  const stage = { ApiId, StageName: '$default' };
  const { IntegrationId = '' } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: `${backendUrl}/0`,
      PayloadFormatVersion: '1.0',
      RequestParameters: { 'overwrite:header.turn': '$stageVariables.turn' },
    }),
  );
  const createRoute = (path: string) =>
    client.send(
      new CreateRouteCommand({ ApiId, RouteKey: `GET ${path}`, Target: `integrations/${IntegrationId}` }),
    );
  const deleteRoute = async (path: string) => {
    const { Items = [] } = await client.send(new GetRoutesCommand({ ApiId, MaxResults: '500' }));
    const RouteId = Items.find(({ RouteKey }) => RouteKey === `GET ${path}`)?.RouteId;
    return () => client.send(new DeleteRouteCommand({ ApiId, RouteId }));
  };
  await createRoute('/kept');
  await client.send(new CreateStageCommand({ ...stage, AutoDeploy: true, StageVariables: { turn: '0' } }));

  let state: Written = { version: 0, turn: 0, paths: ['/kept'] };
  let answered = 0;
  let made = 0;
  const everyPath = new Set(state.paths);

  const read = async (): Promise<Written> => {
    const [routes, integration, { StageVariables }] = await Promise.all([
      client.send(new GetRoutesCommand({ ApiId, MaxResults: '500' })),
      client.send(new GetIntegrationCommand({ ApiId, IntegrationId })),
      client.send(new GetStageCommand(stage)),
    ]);
    return {
      version: Number(integration.IntegrationUri?.split('/').at(-1)),
      turn: Number(StageVariables?.['turn']),
      paths: (routes.Items ?? []).map(({ RouteKey = '' }) => RouteKey.replace('GET ', '')).sort(),
    };
  };

  /** The next write and the state that it leads to. */
  const next = async (): Promise<{ readonly after: Written; readonly send: () => Promise<unknown> }> => {
    made += 1;
    const { paths } = state;
    switch (made % 4) {
      case 0: {
        const IntegrationUri = `${backendUrl}/${made}`;
        return {
          after: { ...state, version: made },
          send: () => client.send(new UpdateIntegrationCommand({ ApiId, IntegrationId, IntegrationUri })),
        };
      }
      case 1: {
        const StageVariables = { turn: `${made}` };
        return {
          after: { ...state, turn: made },
          send: () => client.send(new UpdateStageCommand({ ...stage, StageVariables })),
        };
      }
      case 2: {
        const path = `/route${made}`;
        everyPath.add(path);
        return {
          after: { ...state, paths: [...paths, path].sort() },
          send: () => createRoute(path),
        };
      }
      default: {
        const path = paths.find((one) => one !== '/kept');
        // The write before was lost: nothing is there to be taken away.
        if (path === undefined) return next();
        const send = await untilAnswered(() => deleteRoute(path), `the route of ${path}`);
        return { after: { ...state, paths: paths.filter((one) => one !== path) }, send };
      }
    }
  };

  return {
    apiId: ApiId,
    integrationId: IntegrationId,
    everyPath,
    get state() {
      return state;
    },
    get answered() {
      return answered;
    },
    async write() {
      const { after, send } = await next();
      const wasAnswered = await send().then(
        () => true,
        (error: unknown) => {
          if (isRefusal(error)) throw error;
          return false;
        },
      );
      if (wasAnswered) {
        answered += 1;
        state = after;
        return;
      }
      const found = await untilAnswered(read, 'what became of a write whose answer was lost');
      if (!same(found, state) && !same(found, after)) {
        throw new Error(
          `neither before nor behind the lost write: ${JSON.stringify({ found, state, after })}`,
        );
      }
      state = found;
    },
    read,
    async served(invoke) {
      const paths: string[] = [];
      const bodies = new Set<string>();
      for (const path of everyPath) {
        const response = await invoke(path);
        const body = await response.text();
        if (response.status === 404) continue;
        if (response.status !== 200) throw new Error(`${path}: ${response.status} ${body}`);
        paths.push(path);
        bodies.add(body);
      }
      const [body = ''] = bodies;
      const [version, turn] = body.slice(1).split(' ').map(Number);
      if (bodies.size !== 1) throw new Error(`not all routes say the same: ${[...bodies].join('; ')}`);
      return { version: version!, turn: turn!, paths: paths.sort() };
    },
  };
}

/** The service has declined; a control plane that is away, or cut off from Postgres, declines nothing. */
function isRefusal(error: unknown): boolean {
  const { $metadata } = error as { readonly $metadata?: { readonly httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode ?? 500;
  return status < 500;
}

async function untilAnswered<T extends object>(call: () => Promise<T>, describe: string): Promise<T> {
  return waitFor(call, { timeoutMs: 120_000, intervalMs: 50, describe });
}

const same = (a: Written, b: Written): boolean => JSON.stringify(a) === JSON.stringify(b);
