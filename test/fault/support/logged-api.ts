import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import { waitFor } from '#libs/testing';
import { createApi, deploy, putMockMethod } from '../../support/definitions.js';
import type { Installation } from '../../support/installation.js';

/** An API whose only method responds by itself, and whose stage has an access log. */
export interface LoggedApi {
  readonly restApiId: string;
  readonly path: string;
  /** The request ids in the log, each as often as it is there. */
  loggedRequestIds(): Promise<string[]>;
}

export async function createLoggedApi(tollgate: Installation, group: string): Promise<LoggedApi> {
  const { client } = tollgate;
  await untilConnected(tollgate);
  const { restApiId, rootId } = await createApi(client, 'logged');
  await putMockMethod(client, { restApiId, resourceId: rootId, body: 'ok' });
  await deploy(client, restApiId, 'dev');
  await client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'dev',
      patchOperations: [
        {
          op: 'replace',
          path: '/accessLogSettings/destinationArn',
          value: `arn:aws:logs:us-east-1:000000000000:log-group:${group}`,
        },
        { op: 'replace', path: '/accessLogSettings/format', value: '$context.requestId' },
      ],
    }),
  );
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = tollgate.awsEnvironment;
  const logs = new CloudWatchLogsClient({
    endpoint: tollgate.controlPlaneUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID!, secretAccessKey: AWS_SECRET_ACCESS_KEY! },
    maxAttempts: 1,
  });
  return {
    restApiId,
    path: '/dev/',
    async loggedRequestIds() {
      const ids: string[] = [];
      for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName: group })) {
        for (const { message } of page.events ?? []) ids.push(message!);
      }
      return ids;
    },
  };
}

/**
 * Waits until each gateway follows the control plane. One that has lost it, as after a kill, tries again in a
 * while; until then no call waits for it, and a test that goes on has requests without what it has set.
 */
async function untilConnected({ gateways }: Installation): Promise<void> {
  for (const { adminPort } of gateways) {
    await waitFor(
      async () => {
        const response = await fetch(`http://127.0.0.1:${adminPort}/_tollgate/status`);
        return ((await response.json()) as { connected: boolean }).connected;
      },
      { describe: 'a gateway that follows the control plane' },
    );
  }
}
