import { httpModels, type UnitOfWork } from '#libs/persistence';

/** Names of the models of an API. */
export const modelNames = async (uow: UnitOfWork, apiId: string): Promise<ReadonlySet<string>> =>
  new Set((await httpModels.all(uow, { apiId })).map(({ name }) => name));
