import type {
  ApiKeySource,
  EndpointAccessMode,
  EndpointConfiguration,
  Owner,
  RestApi,
} from '#libs/api-definition';
import type { ListPage } from '../database/list-page.js';
import { rows } from '../database/rows.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { RestApiEntity } from './rest-api.entity.js';

/** RestApis of an owner. Every function but `findAnywhere` and `lockAnywhere` sees the given owner's only. */
export const restApis = { find, findAnywhere, lock, lockAnywhere, list, insert, update, remove };

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<RestApi | undefined> {
  return one(await rows.select(uow, RestApiEntity, { where: { ...ownedBy(owner), id } }));
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<RestApi | undefined> {
  return one(await rows.select(uow, RestApiEntity, { where: { id } }));
}

/** SELECT ... FOR UPDATE: every write at or below a RestApi takes this lock first, so such writes run one after the other. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<RestApi | undefined> {
  return one(await rows.select(uow, RestApiEntity, { where: { ...ownedBy(owner), id }, lock: true }));
}

/** The lock for jobs, which come with an id alone. */
async function lockAnywhere(uow: UnitOfWork, id: string): Promise<RestApi | undefined> {
  return one(await rows.select(uow, RestApiEntity, { where: { id }, lock: true }));
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, owner: Owner, { after, count }: ListPage): Promise<RestApi[]> {
  const found = await rows.select(uow, RestApiEntity, {
    where: ownedBy(owner),
    orderBy: 'id',
    after,
    count,
  });
  return found.map(toRestApi);
}

async function insert(uow: UnitOfWork, restApi: RestApi): Promise<void> {
  await rows.insert(uow, RestApiEntity, toRow(restApi));
}

async function update(uow: UnitOfWork, restApi: RestApi): Promise<void> {
  const { id, ...row } = toRow(restApi);
  await rows.update(uow, RestApiEntity, { ...ownedBy(restApi.owner), id }, row);
}

/** Takes everything below with it: resources, methods, deployments, stages. Whether there was one. */
async function remove(uow: UnitOfWork, owner: Owner, id: string): Promise<boolean> {
  return (await uow.manager.delete(RestApiEntity, { ...ownedBy(owner), id })).affected === 1;
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

const one = ([row]: readonly RestApiEntity[]): RestApi | undefined => row && toRestApi(row);

function toRestApi(row: RestApiEntity): RestApi {
  const { accountId, region, createdAt, securityPolicy, endpointAccessMode, ...rest } = row;
  return {
    ...rest,
    owner: { accountId, region },
    createdAtMs: createdAt.getTime(),
    // Written by `toRow` only, so the stored values are the types' own.
    apiKeySource: rest.apiKeySource as ApiKeySource,
    endpointConfiguration: rest.endpointConfiguration as EndpointConfiguration,
    ...(securityPolicy !== null && { securityPolicy }),
    ...(endpointAccessMode !== null && { endpointAccessMode: endpointAccessMode as EndpointAccessMode }),
  };
}

function toRow({ owner, createdAtMs, ...rest }: RestApi) {
  return {
    ...rest,
    ...ownedBy(owner),
    createdAt: new Date(createdAtMs),
    binaryMediaTypes: [...rest.binaryMediaTypes],
    tags: { ...rest.tags },
    securityPolicy: rest.securityPolicy ?? null,
    endpointAccessMode: rest.endpointAccessMode ?? null,
  };
}
