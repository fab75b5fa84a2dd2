import { replace, type Known } from '../step.js';
import { always, names, noCount, noRival, type OutcomesOf } from './outcome.js';
import { badPath, badPathOf, badPosition, noKey, noPlan, position, reached } from './texts.js';

const plan = ({ usagePlanId }: Known) => ({ usagePlanId });
const noSuchPlan = { usagePlanId: 'nope' };
const member = ({ usagePlanId, keyId }: Known) => ({ usagePlanId, keyId });
const noSuchMember = (known: Known) => ({ ...plan(known), keyId: 'nope' });
const memberElsewhere = (known: Known) => ({ ...member(known), ...noSuchPlan });
const type = { keyType: 'API_KEY' };
const day = { startDate: '2026-01-02', endDate: '2026-01-02' };
const addStage = ({ restApiId }: Known) => ({
  patchOperations: [{ op: 'add' as const, path: '/apiStages', value: `${restApiId}:dev` }],
});
const throttles = Object.fromEntries(
  Array.from({ length: 21 }, (_, index) => [`/p${index}/GET`, { rateLimit: 1 }]),
);
const tooManyThrottles = 'At most 20 method throttles are allowed per API stage of a plan';
const planPaths =
  '/name, /description, /productCode, /throttle/burstLimit, /throttle/rateLimit, /quota/limit, /quota/offset, /quota/period, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/rateLimit, /apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/burstLimit, /apiStages/<apidId:stageName>/throttle';
const twoPlans =
  'API Key {keyId} is already in Usage Plan {usagePlanId}, which covers one of the same API Stages';

/** Account, ApiKey, UsagePlan, UsagePlanKey and Usage. */
export const usageOutcomes: OutcomesOf<
  | 'GetAccount'
  | 'UpdateAccount'
  | 'CreateApiKey'
  | 'ImportApiKeys'
  | 'GetApiKey'
  | 'GetApiKeys'
  | 'UpdateApiKey'
  | 'DeleteApiKey'
  | 'CreateUsagePlan'
  | 'GetUsagePlan'
  | 'GetUsagePlans'
  | 'UpdateUsagePlan'
  | 'DeleteUsagePlan'
  | 'CreateUsagePlanKey'
  | 'GetUsagePlanKey'
  | 'GetUsagePlanKeys'
  | 'DeleteUsagePlanKey'
  | 'GetUsage'
  | 'UpdateUsage'
> = {
  GetAccount: { 400: 'it takes nothing', 404: always },
  UpdateAccount: {
    400: [[() => replace('/nope', 'x'), badPath]],
    404: always,
    409: noRival,
    429: noCount,
  },
  CreateApiKey: {
    400: [[() => ({ value: 'short' }), 'API Key value should be at least 20 characters']],
    404: 'stage keys are of long ago, and ignored',
    409: [[({ keyValue }) => ({ value: keyValue }), 'API Key already exists']],
    429: [[() => ({}), reached('apiKeys')]],
  },
  ImportApiKeys: {
    400: [
      [
        () => ({ format: 'csv', body: Buffer.from('name\nx\n') }),
        'The header of an API key file must have the column key',
      ],
    ],
    404: 'a plan that there is not is a warning',
    409: 'a value that is there is overwritten',
    429: [
      [() => ({ format: 'csv', body: Buffer.from(`key,name\n${'k'.repeat(20)},n\n`) }), reached('apiKeys')],
    ],
  },
  GetApiKey: { 400: names, 404: [[() => ({ apiKey: 'nope' }), noKey]] },
  GetApiKeys: { 400: [[() => ({ position }), badPosition]], 404: always },
  UpdateApiKey: {
    400: [
      [
        ({ keyId }) => ({ apiKey: keyId, ...replace('/nope', 'x') }),
        badPathOf('/description, /enabled, /name, /customerId'),
      ],
    ],
    404: [[() => ({ apiKey: 'nope' }), noKey]],
    409: 'the value of a key never changes',
    429: noCount,
  },
  DeleteApiKey: { 400: names, 404: [[() => ({ apiKey: 'nope' }), noKey]], 409: 'plans lose it' },
  CreateUsagePlan: {
    400: [[() => ({ name: '' }), 'Usage Plan name cannot be blank']],
    404: [
      [() => ({ name: 'p', apiStages: [{ apiId: 'nope', stage: 'dev' }] }), 'API Stage not found: nope:dev'],
    ],
    409: 'a new plan has no keys that could meet another',
    429: [
      [() => ({ name: 'p' }), reached('usagePlans')],
      [
        ({ restApiId }) => ({
          name: 'p',
          apiStages: [{ apiId: restApiId, stage: 'dev', throttle: throttles }],
        }),
        tooManyThrottles,
      ],
    ],
  },
  GetUsagePlan: { 400: names, 404: [[() => noSuchPlan, noPlan]] },
  GetUsagePlans: {
    400: [[() => ({ position }), badPosition]],
    404: always,
  },
  UpdateUsagePlan: {
    400: [[(known) => ({ ...plan(known), ...replace('/nope', 'x') }), badPathOf(planPaths)]],
    404: [
      [() => noSuchPlan, noPlan],
      [
        (known) => ({
          ...plan(known),
          patchOperations: [{ op: 'add', path: '/apiStages', value: 'nope:dev' }],
        }),
        'API Stage not found: nope:dev',
      ],
    ],
    409: [[(known) => ({ usagePlanId: known['otherPlanId'], ...addStage(known) }), twoPlans]],
    429: [
      [
        (known) => ({
          ...plan(known),
          patchOperations: Object.keys(throttles).map((key) => ({
            op: 'replace',
            path: `/apiStages/${known['restApiId']}:dev/throttle/${key}/rateLimit`,
            value: '1',
          })),
        }),
        tooManyThrottles,
      ],
    ],
  },
  DeleteUsagePlan: {
    400: [
      [
        plan,
        'Cannot delete Usage Plan {usagePlanId} because there are API Stages associated with it, including {restApiId}:dev',
      ],
    ],
    404: [[() => noSuchPlan, noPlan]],
    409: 'its keys leave it',
  },
  CreateUsagePlanKey: {
    400: [
      [
        (known) => ({ ...member(known), keyType: 'TOKEN' }),
        'Invalid keyType specified. Valid options are API_KEY',
      ],
    ],
    404: [
      [(known) => ({ ...memberElsewhere(known), ...type }), noPlan],
      [(known) => ({ ...noSuchMember(known), ...type }), noKey],
    ],
    409: [
      [(known) => ({ ...member(known), ...type }), 'API Key {keyId} is already in Usage Plan {usagePlanId}'],
      [({ sameStagePlanId, keyId }) => ({ usagePlanId: sameStagePlanId, keyId, ...type }), twoPlans],
    ],
    429: [
      [
        ({ thirdPlanId, keyId }) => ({ usagePlanId: thirdPlanId, keyId, ...type }),
        reached('usagePlansPerApiKey'),
      ],
    ],
  },
  GetUsagePlanKey: {
    400: names,
    404: [
      [memberElsewhere, noPlan],
      [noSuchMember, noKey],
    ],
  },
  GetUsagePlanKeys: {
    400: [[(known) => ({ ...plan(known), position }), badPosition]],
    404: 'the keys of a plan that there is not are none (recorded: usage plans)',
  },
  DeleteUsagePlanKey: {
    400: names,
    404: [
      [memberElsewhere, noPlan],
      [noSuchMember, noKey],
    ],
    409: noRival,
  },
  GetUsage: {
    400: [[(known) => ({ ...plan(known), ...day, startDate: 'x' }), 'Invalid start date specified: x']],
    404: [
      [() => ({ ...noSuchPlan, ...day }), noPlan],
      [(known) => ({ ...noSuchMember(known), ...day }), noKey],
    ],
  },
  UpdateUsage: {
    400: [[(known) => ({ ...member(known), ...replace('/nope', '1') }), badPath]],
    404: [
      [(known) => ({ ...memberElsewhere(known), ...replace('/remaining', '1') }), noPlan],
      [(known) => ({ ...noSuchMember(known), ...replace('/remaining', '1') }), noKey],
    ],
    409: 'the last one that is set holds',
    429: noCount,
  },
};
