import * as sdk from '@aws-sdk/client-api-gateway';
import type { v1 } from '#libs/aws-wire';
import { importCertificate } from '../../apps/control-plane/src/testing/import-certificate.js';
import { refusalOf } from '../../apps/control-plane/src/testing/refusal-of.js';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';
import { accountSteps } from './account-steps.js';
import { documentationOutcomes } from './outcomes/documentation-outcomes.js';
import { domainOutcomes } from './outcomes/domain-outcomes.js';
import { methodOutcomes } from './outcomes/method-outcomes.js';
import { groups, type Group, type Outcomes, type OutcomesOf } from './outcomes/outcome.js';
import { partOutcomes } from './outcomes/part-outcomes.js';
import { restApiOutcomes } from './outcomes/rest-api-outcomes.js';
import { settingLimits, settingSteps } from './outcomes/setting-steps.js';
import { stageOutcomes } from './outcomes/stage-outcomes.js';
import { usageOutcomes } from './outcomes/usage-outcomes.js';
import { restApiSteps } from './rest-api-steps.js';
import { rowsByTable } from './rows-by-table.js';
import { serviceModel } from './service-model.js';
import type { Known } from './step.js';

/** Every operation must be here; the compiler says which is not. */
const outcomes: OutcomesOf<v1.OperationName> = {
  ...restApiOutcomes,
  ...methodOutcomes,
  ...partOutcomes,
  ...documentationOutcomes,
  ...stageOutcomes,
  ...usageOutcomes,
  ...domainOutcomes,
};
const statuses = Object.keys(groups).map(Number) as Group[];

const known: Record<string, string> = {};
let plane: TestControlPlane;
let before: unknown;
beforeAll(async () => {
  plane = await startControlPlane({ env: { TOLLGATE_LIMITS: settingLimits } });
  known['certificateArn'] = await importCertificate(plane, { names: ['*.contract.test'] });
  for (const step of [...restApiSteps, ...accountSteps, ...settingSteps]) {
    // Tests need a gateway; that they succeed with one is the contract test's.
    if (step.operation.startsWith('TestInvoke')) continue;
    const output = (await send(step.operation, step.input(known))) as Record<string, unknown>;
    for (const [name, member] of Object.entries(step.keeps)) known[name] = output[member] as string;
  }
  // The link is on its way out for as long as the suite takes.
  await plane.query(`UPDATE vpc_links SET deleting_since = now() + interval '1 hour' WHERE id = $1`, [
    known['leavingLinkId'],
  ]);
  before = await rowsByTable(plane);
});
afterAll(() => plane?.close());

type AnyCommand = Parameters<sdk.APIGatewayClient['send']>[0];
function send(operation: v1.OperationName, input: object): Promise<unknown> {
  const Command = sdk[`${operation}Command`] as unknown as new (input: object) => AnyCommand;
  return plane.client.send(new Command(input));
}

const cases = Object.entries<Outcomes>(outcomes).map(([operation, byStatus]) => ({
  operation: operation as v1.OperationName,
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
      const name = says.startsWith('ValidationException: ') ? '' : `${groups[status]}: `;
      expect(await refusalOf(send(operation, input(known) ?? {}))).toBe(`${status} ${name}${filled(says)}`);
    });
  },
);

test('none of the refused calls has changed a row', async () => {
  expect(await rowsByTable(plane)).toEqual(before);
});

test('every group of errors that the model gives an operation is shown, or has a reason why it stays empty', () => {
  const gaps = Object.entries(serviceModel.operations).flatMap(([operation, { errors }]) =>
    statuses
      .filter((status) => errors.includes(groups[status]))
      .filter((status) => !outcomes[operation as v1.OperationName]?.[status]?.length)
      .map((status) => `${operation} ${status}`),
  );
  expect(gaps).toEqual([]);
});

/** The message with what is known by the names in it. */
const filled = (says: string, given: Known = known) =>
  says.replace(/\{(\w+)\}/g, (braced, name: string) => given[name] ?? braced);
