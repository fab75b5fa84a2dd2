import * as sdk from '@aws-sdk/client-apigatewayv2';
import type { v2 } from '#libs/aws-wire';
import { clientOfV2 } from '../../../apps/control-plane/src/testing/client-of-v2.js';
import { importCertificate } from '../../../apps/control-plane/src/testing/import-certificate.js';
import { refusalOf } from '../../../apps/control-plane/src/testing/refusal-of.js';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../../apps/control-plane/src/testing/start-control-plane.js';
import { rowsByTable } from '../rows-by-table.js';
import { serviceModelV2 } from '../service-model.js';
import type { Known } from '../step.js';
import { accountSteps } from './account-steps.js';
import { httpApiSteps } from './http-api-steps.js';
import { apiOutcomes } from './outcomes/api-outcomes.js';
import { documentOutcomes } from './outcomes/document-outcomes.js';
import { domainOutcomes } from './outcomes/domain-outcomes.js';
import { groups, type Group, type Outcomes, type OutcomesOf } from './outcomes/outcome.js';
import { integrationOutcomes } from './outcomes/integration-outcomes.js';
import { partOutcomes } from './outcomes/part-outcomes.js';
import { routeOutcomes } from './outcomes/route-outcomes.js';
import { settingLimits, settingSteps } from './outcomes/setting-steps.js';

/** Every operation must be here; the compiler says which is not. */
const outcomes: OutcomesOf<v2.OperationName> = {
  ...apiOutcomes,
  ...routeOutcomes,
  ...integrationOutcomes,
  ...partOutcomes,
  ...domainOutcomes,
  ...documentOutcomes,
};
const statuses = Object.keys(groups).map(Number) as Group[];

const known: Record<string, string> = {};
let plane: TestControlPlane;
let client: sdk.ApiGatewayV2Client;
let before: unknown;
beforeAll(async () => {
  plane = await startControlPlane({ env: { TOLLGATE_LIMITS: settingLimits } });
  client = clientOfV2(plane);
  known['certificateArn'] = await importCertificate(plane);
  for (const step of [...httpApiSteps, ...accountSteps, ...settingSteps]) {
    const output = (await send(step.operation, step.input(known))) as Record<string, unknown>;
    for (const [name, member] of Object.entries(step.keeps)) known[name] = output[member] as string;
  }
  before = await rowsByTable(plane);
});
afterAll(() => plane?.close());

type AnyCommand = Parameters<sdk.ApiGatewayV2Client['send']>[0];
function send(operation: v2.OperationName, input: object): Promise<unknown> {
  const Command = sdk[`${operation}Command`] as unknown as new (input: object) => AnyCommand;
  return client.send(new Command(input));
}

const cases = Object.entries<Outcomes>(outcomes).map(([operation, byStatus]) => ({
  operation: operation as v2.OperationName,
  refusals: statuses.flatMap((status) => {
    const shown = byStatus[status] ?? [];
    if (typeof shown === 'string') return [];
    return shown.map(([input, says]) => ({ status, input, says }));
  }),
}));

describe.each(cases.filter(({ refusals }) => refusals.length > 0))(
  '$operation',
  ({ operation, refusals }) => {
    test.each(refusals)('$status: $says', async ({ status, input, says }) => {
      expect(await refusalOf(send(operation, input(known) ?? {}))).toBe(
        `${status} ${groups[status]}: ${filled(says)}`,
      );
    });
  },
);

test('none of the refused calls has changed a row', async () => {
  expect(await rowsByTable(plane)).toEqual(before);
});

test('every group of errors that the model gives an operation is shown, or has a reason why it stays empty', () => {
  const gaps = Object.entries(serviceModelV2.operations).flatMap(([operation, { errors }]) =>
    statuses
      .filter((status) => errors.includes(groups[status]))
      .filter((status) => !outcomes[operation as v2.OperationName]?.[status]?.length)
      .map((status) => `${operation} ${status}`),
  );
  expect(gaps).toEqual([]);
});

/** The message with what is known by the names in it. */
const filled = (says: string, given: Known = known) =>
  says.replace(/\{(\w+)\}/g, (braced, name: string) => given[name] ?? braced);
