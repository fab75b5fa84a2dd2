import { randomBytes } from 'node:crypto';
import {
  cloneDefinition,
  defaultModels,
  createRestApi as decideRestApi,
  fail,
  idLengths,
  newId,
  newRootResource,
  noApiParts,
  ok,
  restApiNotFound,
  type DefinitionTree,
  type Owner,
  type RestApi,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { definitionTrees, restApis, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { presentRestApi } from './rest-api.presenter.js';
import { requireTypeLimit } from './require-rest-api-limits.js';

/**
 * CreateRestApi. With `cloneFrom` the tree comes from there, and so does every setting that the call leaves
 * out.
 */
export async function createRestApi(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.CreateRestApiRequest,
  limits: Limits,
  nowMs: number,
): Promise<Result<v1.RestApi>> {
  // Locked, so that no write comes between the reads of its parts.
  const source = input.cloneFrom ? await restApis.lock(uow, owner, input.cloneFrom) : undefined;
  if (input.cloneFrom && !source) return fail(restApiNotFound(owner, input.cloneFrom));
  const created = decideRestApi(source ? { ...settingsOf(source), ...given(input) } : input, {
    owner,
    id: newId(idLengths.restApi, randomBytes),
    rootResourceId: newId(idLengths.rootResource, randomBytes),
    createdAtMs: nowMs,
  });
  if (!created.ok) return created;
  const restApi = created.value;
  const tree = source ? await clonedTree(uow, source, restApi) : newTree(restApi);
  await restApis.insert(uow, restApi);
  await definitionTrees.insert(uow, tree);
  const within = await requireTypeLimit(uow, limits, restApi);
  if (!within.ok) return within;
  return ok(presentRestApi(restApi, 'absent'));
}

const newPartId = (): string => newId(idLengths.other, randomBytes);

const newTree = ({ id, rootResourceId }: RestApi): DefinitionTree => ({
  ...noApiParts,
  resources: [newRootResource(id, rootResourceId)],
  methods: [],
  models: defaultModels(id, [newPartId(), newPartId()]),
  documentationParts: [],
});

async function clonedTree(uow: UnitOfWork, source: RestApi, target: RestApi): Promise<DefinitionTree> {
  return cloneDefinition(await definitionTrees.read(uow, source.id), target, newPartId);
}

/** Not the policy, which names the source's ARN, and not its name, description and tags. */
const settingsOf = ({ version, minimumCompressionSize, ...source }: RestApi) => ({
  ...(version !== null && { version }),
  ...(minimumCompressionSize !== null && { minimumCompressionSize }),
  binaryMediaTypes: source.binaryMediaTypes,
  apiKeySource: source.apiKeySource,
  endpointConfiguration: source.endpointConfiguration,
  ...(source.securityPolicy && { securityPolicy: source.securityPolicy }),
  ...(source.endpointAccessMode && { endpointAccessMode: source.endpointAccessMode }),
  disableExecuteApiEndpoint: source.disableExecuteApiEndpoint,
});

/** Without members that are there but undefined: they would hide the source's. */
function given(input: v1.CreateRestApiRequest): v1.CreateRestApiRequest {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as v1.CreateRestApiRequest;
}
