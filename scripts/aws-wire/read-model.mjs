// Reads the trimmed service model and answers the questions that the printers ask of it.
import { readFile } from 'node:fs/promises';

const modelDirectory = new URL('../../libs/aws-wire/model/', import.meta.url);
const readJson = async (name) => JSON.parse(await readFile(new URL(name, modelDirectory), 'utf8'));

// The first pattern that matches an operation's URI names the file of its request and response classes.
const nouns = [
  [/\/integration\/responses\//, 'integration-responses'],
  [/\/integration$/, 'integrations'],
  [/\/methods\/\{[^}]+\}\/responses\//, 'method-responses'],
  [/\/methods\//, 'methods'],
  [/\/resources/, 'resources'],
  [/\/(exports|sdks)\//, 'exports'],
  [/\/stages/, 'stages'],
  [/\/deployments/, 'deployments'],
  [/\/documentation\/parts/, 'documentation-parts'],
  [/\/documentation\/versions/, 'documentation-versions'],
  [/\/models/, 'models'],
  [/\/authorizers/, 'authorizers'],
  [/\/requestvalidators/, 'request-validators'],
  [/\/gatewayresponses/, 'gateway-responses'],
  [/^\/restapis/, 'rest-apis'],
  [/domainnameaccessassociations/, 'domain-name-access-associations'],
  [/\/basepathmappings/, 'base-path-mappings'],
  [/^\/domainnames/, 'domain-names'],
  [/^\/clientcertificates/, 'client-certificates'],
  [/\/usage$/, 'usage'],
  [/^\/usageplans\/\{[^}]+\}\/keys/, 'usage-plan-keys'],
  [/^\/usageplans/, 'usage-plans'],
  [/^\/apikeys/, 'api-keys'],
  [/^\/vpclinks/, 'vpc-links'],
  [/^\/tags/, 'tags'],
  [/^\/account/, 'account'],
  [/^\/sdktypes/, 'sdk-types'],
];

const nounOf = (uri) => {
  const found = nouns.find(([pattern]) => pattern.test(uri.split('?')[0]));
  if (!found) throw new Error(`no file is named for ${uri}; add it to the list of nouns`);
  return found[1];
};

/** Shapes that a shape names directly. */
export const referencesOf = (shape) => [
  ...Object.values(shape.members ?? {}).map((member) => member.shape),
  ...(shape.member ? [shape.member] : []),
  ...(shape.value ? [shape.value] : []),
];

function reachableFrom(shapes, roots) {
  const reached = new Set();
  const visit = (name) => {
    if (reached.has(name)) return;
    reached.add(name);
    referencesOf(shapes[name]).forEach(visit);
  };
  roots.forEach(visit);
  return reached;
}

// A fact that no printer understands must stop the generator: a bound that is silently dropped is never enforced.
function refuseUnknownFacts(shapes) {
  for (const [name, shape] of Object.entries(shapes)) {
    if ('min' in shape || 'max' in shape) throw new Error(`${name} has bounds, which are not generated yet`);
  }
}

/** The trimmed model, with the file of every structure and the sets that inputs and outputs reach. */
export async function readModel() {
  const { operations, shapes } = await readJson('apigateway-2015-07-09.json');
  const enumOrders = await readJson('recorded-enum-orders.json');
  refuseUnknownFacts(shapes);
  const inOrder = Object.entries(operations);
  const fileOf = new Map();
  for (const [, operation] of inOrder) {
    const noun = nounOf(operation.uri);
    if (operation.input) fileOf.set(operation.input, noun);
    if (operation.output && !fileOf.has(operation.output)) fileOf.set(operation.output, noun);
  }
  const requests = new Set(inOrder.map(([, operation]) => operation.input).filter(Boolean));
  const outputs = inOrder.map(([, operation]) => operation.output).filter(Boolean);
  const inputReach = reachableFrom(shapes, [...requests]);
  const used = new Set([...inputReach, ...reachableFrom(shapes, outputs)]);
  for (const name of used) {
    if (shapes[name].type === 'structure' && !fileOf.has(name)) fileOf.set(name, 'structures');
  }
  return { operations, shapes, enumOrders, fileOf, requests, inputReach, used };
}
