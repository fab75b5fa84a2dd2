import type { ApiKeySource, EndpointConfiguration, Owner, RestApi } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../list-page.js';
import type { UnitOfWork } from '../unit-of-work.js';
import { RestApiEntity } from './rest-api.entity.js';

/** RestApis of an owner. Every function but `findAnywhere` and `lockAnywhere` sees the given owner's only. */
export const restApis = { find, findAnywhere, lock, lockAnywhere, list, insert, update, remove };

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<RestApi | undefined> {
  return toRestApi(await uow.manager.findOneBy(RestApiEntity, { ...ownedBy(owner), id }));
}

/** For jobs, which come with an id alone. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<RestApi | undefined> {
  return toRestApi(await uow.manager.findOneBy(RestApiEntity, { id }));
}

/** SELECT ... FOR UPDATE: every write at or below a RestApi takes this lock first, so such writes run one after the other. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<RestApi | undefined> {
  return toRestApi(
    await uow.manager.findOne(RestApiEntity, {
      where: { ...ownedBy(owner), id },
      lock: { mode: 'pessimistic_write' },
    }),
  );
}

/** The lock for jobs, which come with an id alone. */
async function lockAnywhere(uow: UnitOfWork, id: string): Promise<RestApi | undefined> {
  return toRestApi(
    await uow.manager.findOne(RestApiEntity, { where: { id }, lock: { mode: 'pessimistic_write' } }),
  );
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, owner: Owner, page: ListPage): Promise<RestApi[]> {
  const rows = await uow.manager.find(RestApiEntity, {
    where: { ...ownedBy(owner), ...(page.after === null ? {} : { id: MoreThan(page.after) }) },
    order: { id: 'ASC' },
    take: page.count,
  });
  return rows.map((row) => toRestApi(row));
}

async function insert(uow: UnitOfWork, restApi: RestApi): Promise<void> {
  await uow.manager.insert(RestApiEntity, toRow(restApi));
}

async function update(uow: UnitOfWork, restApi: RestApi): Promise<void> {
  const { id, ...row } = toRow(restApi);
  await uow.manager.update(RestApiEntity, { ...ownedBy(restApi.owner), id }, row);
}

/** Takes everything below with it: resources, methods, deployments, stages. Whether there was one. */
async function remove(uow: UnitOfWork, owner: Owner, id: string): Promise<boolean> {
  return (await uow.manager.delete(RestApiEntity, { ...ownedBy(owner), id })).affected === 1;
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toRestApi(row: RestApiEntity): RestApi;
function toRestApi(row: RestApiEntity | null): RestApi | undefined;
function toRestApi(row: RestApiEntity | null): RestApi | undefined {
  if (!row) return undefined;
  const { accountId, region, createdAt, ...rest } = row;
  return {
    ...rest,
    owner: { accountId, region },
    createdAtMs: createdAt.getTime(),
    // Written by `toRow` only, so the stored values are the types' own.
    apiKeySource: rest.apiKeySource as ApiKeySource,
    endpointConfiguration: rest.endpointConfiguration as EndpointConfiguration,
  };
}

function toRow({ owner, createdAtMs, ...rest }: RestApi) {
  return {
    ...rest,
    ...ownedBy(owner),
    createdAt: new Date(createdAtMs),
    binaryMediaTypes: [...rest.binaryMediaTypes],
    tags: { ...rest.tags },
  };
}
