import type { FrozenDefinition, Method } from '#libs/api-definition';
import { javascriptClient } from './javascript-client.js';
import type { ArchiveFiles } from './zip.js';

/** One function of the generated client. */
interface ClientMethod {
  readonly verb: string;
  readonly path: string;
  /** Names of query parameters and headers that the method declares. */
  readonly query: readonly string[];
  readonly headers: readonly string[];
}

/**
 * A JavaScript client with one function per method, called as those that AWS generates (developer guide:
 * JavaScript SDK of a REST API): `apigClient.petsPetIdGet(params, body, additionalParams)`. Same definition,
 * same bytes.
 */
export function javascriptSdk(definition: FrozenDefinition, invokeUrl: string): ArchiveFiles {
  const methods = clientMethods(definition);
  return {
    'apiGateway-js-sdk/apigClient.js': javascriptClient(invokeUrl, methods),
    'apiGateway-js-sdk/README.md': readMe(Object.keys(methods)),
  };
}

function clientMethods({ resources, methods }: FrozenDefinition): Record<string, ClientMethod> {
  const paths = new Map(resources.map(({ id, path }) => [id, path]));
  const named = new Map<string, ClientMethod>();
  for (const method of methods) {
    const path = paths.get(method.resourceId);
    if (path === undefined) continue;
    for (const verb of verbsOf(method)) {
      named.set(freeName(functionName(path, verb), named), {
        verb,
        path,
        query: parametersAt(method, 'querystring'),
        headers: parametersAt(method, 'header'),
      });
    }
  }
  return Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A caller has to say which one it means, so ANY becomes a function for each. */
const verbsOf = ({ httpMethod }: Method): readonly string[] =>
  httpMethod === 'ANY' ? ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] : [httpMethod];

/** `/pets/{petId}` and GET make `petsPetIdGet`, the root `rootGet`. */
function functionName(path: string, verb: string): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const [first, ...rest] = [...(words.length > 0 ? words : ['root']), verb.toLowerCase()];
  const start = first.charAt(0).toLowerCase() + first.slice(1);
  return start + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Paths that differ in signs alone have one name: the second gets a number. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`;
  return free;
}

const parametersAt = (method: Method, place: 'querystring' | 'header'): string[] =>
  Object.keys(method.requestParameters ?? {})
    .filter((source) => source.startsWith(`method.request.${place}.`))
    .map((source) => source.slice(`method.request.${place}.`.length))
    .sort();

const readMe = (names: readonly string[]): string => `# JavaScript client

For browsers and Node.js 18 or later; it needs \`fetch\` and nothing else.

    const apigClientFactory = require('./apigClient.js'); // or a script element
    const apigClient = apigClientFactory.newClient({ apiKey: 'a key, where methods ask for one' });
    const { status, headers, data } = await apigClient.${names[0] ?? 'functionName'}(params, body, additionalParams);

- \`params\`: path parameters, query parameters and headers that the API declares, by name.
- \`body\`: text, or a value that is sent as JSON.
- \`additionalParams\`: \`{ headers: {}, queryParams: {} }\` that the API does not declare.
- \`newClient({ invokeUrl })\` calls another host than the one that the client was made for.
- Answers with a status other than 2xx reject with an Error that has \`status\`, \`headers\` and \`data\`.
- Requests are not signed: methods that want AWS_IAM refuse them.

Functions: ${names.join(', ')}
`;
