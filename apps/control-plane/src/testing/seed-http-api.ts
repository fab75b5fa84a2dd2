import { idLengths, newHttpApi, newId, type ProtocolType } from '#libs/api-definition';
import { httpApis } from '#libs/persistence';
import { randomBytes } from 'node:crypto';
import type { TestControlPlane } from './start-control-plane.js';

/** An API of version 2 with nothing below it. */
export async function seedHttpApi(
  { database, accountId }: TestControlPlane,
  {
    protocolType = 'HTTP',
    tags = {},
    region = 'us-east-1',
  }: {
    readonly protocolType?: ProtocolType;
    readonly tags?: Readonly<Record<string, string>>;
    readonly region?: string;
  } = {},
): Promise<string> {
  const apiId = newId(idLengths.restApi, randomBytes);
  const api = newHttpApi(
    {
      name: 'seeded',
      protocolType,
      routeSelectionExpression: protocolType === 'HTTP' ? null : '$request.body.action',
      tags,
    },
    { owner: { accountId, region }, apiId, nowMs: Date.now() },
  );
  if (!api.ok) throw new Error(api.error.message);
  await database.write((uow) => httpApis.insert(uow, api.value));
  return apiId;
}
