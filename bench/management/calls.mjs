// What is called: the mix of a Terraform run and a console beside it. Every round has APIs and keys of its
// own, so that no round finds more than another did.
import { call, send } from './send.mjs';
import { signedRequest } from './signed-request.mjs';

const apisPerRound = 4;
const resourcesPerApi = 40;
const keysListed = 25;
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];
let round = 0;

/**
 * The requests of one round as functions, since signatures age: call one just before its requests are sent.
 */
export async function roundOf(target, { reads, writes }) {
  round += 1;
  const apis = [];
  for (let number = 0; number < apisPerRound; number++)
    apis.push(await seed(target, `bench-${round}-${number}`));
  const make = (verb, path, body) => call(target, signedRequest(target, { verb, path, body }));
  for (let number = 0; number < keysListed; number++)
    await make('POST', '/apikeys', { name: `bench-${round}-key-${number}` });
  const bytes = (makers, count) => () =>
    Array.from({ length: count }, (_, index) => {
      const turn = Math.floor(index / makers.length);
      const make = makers[index % makers.length];
      return signedRequest(target, make(apis[turn % apis.length], Math.floor(turn / apis.length)));
    });
  const removeKeys = async () => {
    for (;;) {
      const { item = [] } = await make('GET', '/apikeys?limit=500');
      if (item.length === 0) return;
      await send(
        target,
        item.map(({ id }) => signedRequest(target, { verb: 'DELETE', path: `/apikeys/${id}` })),
      );
    }
  };
  return { reads: bytes(readMakers, reads), writes: bytes(writeMakers, writes), removeKeys };
}

/** An API with resources below its root; the first half of them have a method. */
async function seed(target, name) {
  const make = (verb, path, body) => call(target, signedRequest(target, { verb, path, body }));
  const { id } = await make('POST', '/restapis', { name });
  const listed = await make('GET', `/restapis/${id}/resources`);
  const root = listed.item[0].id;
  const resources = [];
  for (let number = 0; number < resourcesPerApi; number++) {
    const { id: resource } = await make('POST', `/restapis/${id}/resources/${root}`, {
      pathPart: `seeded-${number}`,
    });
    resources.push(resource);
  }
  const read = resources.slice(0, resources.length / 2);
  for (const resource of read) {
    await make('PUT', `/restapis/${id}/resources/${resource}/methods/GET`, { authorizationType: 'NONE' });
  }
  return { id, root, name, read, bare: resources.slice(resources.length / 2) };
}

const readMakers = [
  ({ id }) => ({ verb: 'GET', path: `/restapis/${id}` }),
  ({ id }) => ({ verb: 'GET', path: `/restapis/${id}/resources?limit=25` }),
  ({ id, read }, turn) => ({
    verb: 'GET',
    path: `/restapis/${id}/resources/${read[turn % read.length]}/methods/GET`,
  }),
  () => ({ verb: 'GET', path: '/apikeys?limit=25' }),
];

const writeMakers = [
  ({ id, root }, turn) => ({
    verb: 'POST',
    path: `/restapis/${id}/resources/${root}`,
    body: { pathPart: `part-${turn}` },
  }),
  ({ id, bare }, turn) => ({
    verb: 'PUT',
    path: `/restapis/${id}/resources/${bare[Math.floor(turn / methods.length)]}/methods/${methods[turn % methods.length]}`,
    body: { authorizationType: 'NONE', apiKeyRequired: true },
  }),
  ({ id }, turn) => ({
    verb: 'PATCH',
    path: `/restapis/${id}`,
    body: { patchOperations: [{ op: 'replace', path: '/description', value: `of turn ${turn}` }] },
  }),
  ({ name }, turn) => ({
    verb: 'POST',
    path: '/apikeys',
    body: { name: `key-${name}-${turn}`, enabled: true },
  }),
];
