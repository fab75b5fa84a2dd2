// Reads the trimmed model of a service and answers the questions that the printers ask of it.
import { readFile } from 'node:fs/promises';

const modelDirectory = new URL('../../libs/aws-wire/model/', import.meta.url);
const readJson = async (name) => JSON.parse(await readFile(new URL(name, modelDirectory), 'utf8'));

function fileOfOperation({ folder, files }, hasPaths, name, { uri }) {
  const text = hasPaths ? uri.split('?')[0] : name;
  const found = files.find(([pattern]) => pattern.test(text));
  if (!found)
    throw new Error(`no file of ${folder} is named for ${text}; add it to scripts/aws-wire/services.mjs`);
  return found[1];
}

/** Shapes that a shape names directly. */
export const referencesOf = (shape) => [
  ...Object.values(shape.members ?? {}).map((member) => member.shape),
  ...(shape.member ? [shape.member] : []),
  ...(shape.value ? [shape.value] : []),
];

// Only of inputs does it matter what a key is.
const withKey = (shape) => [...referencesOf(shape), ...(shape.key ? [shape.key] : [])];

function reachableFrom(shapes, roots, referenced = referencesOf) {
  const reached = new Set();
  const visit = (name) => {
    if (reached.has(name)) return;
    reached.add(name);
    referenced(shapes[name]).forEach(visit);
  };
  roots.forEach(visit);
  return reached;
}

// A fact that no printer understands must stop the generator: a bound that is silently dropped is never
// enforced.
function refuseUnknownFacts(shapes) {
  for (const [name, shape] of Object.entries(shapes)) {
    const facts = [shape, ...Object.values(shape.members ?? {})];
    if (facts.some(({ flattened }) => flattened) || 'memberLocationName' in shape)
      throw new Error(`${name} is written in a way that is not generated yet`);
  }
}

// Names of path parameters are nobody's but the router's, which ends one at a hyphen.
const plainParameter = (name) => name.replaceAll('-', '_');
const withPlainParameter = (facts) =>
  facts.location === 'uri' ? { ...facts, locationName: plainParameter(facts.locationName) } : facts;

/**
 * Members named as on the wire, where a model has them with a capital letter and another name beside it:
 * what is bound and what is answered then reads the same.
 */
function lowerMembers(shapes) {
  const lower = (name) => name[0].toLowerCase() + name.slice(1);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, { members, required, ...shape }]) => [
      name,
      {
        ...shape,
        ...(required && { required: required.map(lower) }),
        ...(members && {
          members: Object.fromEntries(
            Object.entries(members).map(([member, facts]) => [lower(member), withPlainParameter(facts)]),
          ),
        }),
      },
    ]),
  );
}

/**
 * The trimmed model of a service, with the file of every operation and structure and the sets that inputs and
 * outputs reach.
 */
export async function readModel(service) {
  const {
    apiVersion,
    protocols,
    targetPrefix = null,
    xmlNamespace = null,
    operations: modelledOperations,
    shapes: modelled,
  } = await readJson(service.model);
  const operations = Object.fromEntries(
    Object.entries(modelledOperations).map(([name, operation]) => [
      name,
      { ...operation, uri: operation.uri.replace(/\{[^}]+\}/g, plainParameter) },
    ]),
  );
  const shapes = service.lowersMembers ? lowerMembers(modelled) : modelled;
  const hasPaths = protocols.includes('rest-json');
  const enumOrders = service.enumOrders ? await readJson(service.enumOrders) : {};
  refuseUnknownFacts(shapes);
  const inOrder = Object.entries(operations);
  const fileOf = new Map();
  const operationFileOf = new Map();
  for (const [name, operation] of inOrder) {
    const file = fileOfOperation(service, hasPaths, name, operation);
    operationFileOf.set(name, file);
    if (operation.input) fileOf.set(operation.input, file);
    if (operation.output && !fileOf.has(operation.output)) fileOf.set(operation.output, file);
  }
  const requests = new Set(inOrder.map(([, operation]) => operation.input).filter(Boolean));
  const outputs = inOrder.map(([, operation]) => operation.output).filter(Boolean);
  const inputReach = reachableFrom(shapes, [...requests], withKey);
  const used = new Set([...inputReach, ...reachableFrom(shapes, outputs)]);
  for (const name of used) {
    if (shapes[name].type === 'structure' && !fileOf.has(name)) fileOf.set(name, 'structures');
  }
  return {
    ...service,
    sparseMapMembers: new Set(service.sparseMapMembers),
    apiVersion,
    protocols,
    targetPrefix,
    hasPaths,
    xmlNamespace,
    operations,
    shapes,
    enumOrders,
    fileOf,
    operationFileOf,
    requests,
    inputReach,
    used,
  };
}
