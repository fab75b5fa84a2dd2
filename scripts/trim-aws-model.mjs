// Trims a public AWS service model (service-2.json) to the facts that aws-wire is generated from: operations,
// shapes, members, types, enums, patterns, bounds. Documentation prose and SDK-only traits are left out.
// Run by hand when the vendor publishes a new model:
//   node scripts/trim-aws-model.mjs <service-2.json> libs/aws-wire/model/apigateway-2015-07-09.json
// Names of operations after the files keep these alone, with the shapes that they reach.
import { readFile, writeFile } from 'node:fs/promises';

const shapeFacts = [
  'type',
  'timestampFormat',
  'enum',
  'pattern',
  'min',
  'max',
  'required',
  'payload',
  'union',
];
const memberFacts = ['shape', 'location', 'locationName', 'flattened'];

const pick = (source, names) =>
  Object.fromEntries(names.filter((name) => name in source).map((name) => [name, source[name]]));

const sortedEntries = (record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

function trimShape(shape) {
  const trimmed = pick(shape, shapeFacts);
  if (shape.exception || shape.error) {
    // Models of JSON 1.1 have no statuses: who is to blame decides.
    trimmed.httpStatusCode = shape.error?.httpStatusCode ?? (shape.fault ? 500 : 400);
    if (shape.error?.code) trimmed.code = shape.error.code;
  }
  if (shape.flattened) trimmed.flattened = true;
  if (shape.member) trimmed.member = shape.member.shape;
  if (shape.member?.locationName) trimmed.memberLocationName = shape.member.locationName;
  if (shape.key) trimmed.key = shape.key.shape;
  if (shape.value) trimmed.value = shape.value.shape;
  // Member order is kept: it is the order in which the service reports violations.
  if (shape.members) {
    trimmed.members = Object.fromEntries(
      Object.entries(shape.members).map(([name, member]) => [name, pick(member, memberFacts)]),
    );
  }
  return trimmed;
}

function trimOperation({ http, input, output, errors = [] }) {
  return {
    method: http.method,
    uri: http.requestUri,
    successStatus: http.responseCode ?? 200,
    input: input?.shape ?? null,
    output: output?.shape ?? null,
    errors: errors.map(({ shape }) => shape),
  };
}

function shapesOf(operations, shapes) {
  const reached = new Set();
  const visit = (name) => {
    if (reached.has(name)) return;
    reached.add(name);
    const { members = {}, member, key, value } = shapes[name];
    for (const { shape } of [...Object.values(members), member, key, value].filter(Boolean)) visit(shape);
  };
  for (const { input, output, errors = [] } of Object.values(operations))
    [input, output, ...errors].filter(Boolean).forEach(({ shape }) => visit(shape));
  return Object.fromEntries(Object.entries(shapes).filter(([name]) => reached.has(name)));
}

/** The protocols of a service, in the model's order, by the names that aws-wire has for them. */
function protocolsOf({ protocol, protocols = [protocol], jsonVersion }) {
  const names = { json: `json-${jsonVersion}`, 'smithy-rpc-v2-cbor': 'rpc-v2-cbor' };
  return protocols.map((name) => names[name] ?? name);
}

const [source, target, ...names] = process.argv.slice(2);
if (!source || !target) {
  process.stderr.write(
    'usage: node scripts/trim-aws-model.mjs <service-2.json> <trimmed.json> [operation]...\n',
  );
  process.exit(2);
}
const model = JSON.parse(await readFile(source, 'utf8'));
if (names.length > 0) {
  model.operations = pick(model.operations, names);
  model.shapes = shapesOf(model.operations, model.shapes);
}
const trimmed = {
  service: model.metadata.serviceId,
  apiVersion: model.metadata.apiVersion,
  protocols: protocolsOf(model.metadata),
  ...(model.metadata.targetPrefix && { targetPrefix: model.metadata.targetPrefix }),
  ...(model.metadata.xmlNamespace && { xmlNamespace: model.metadata.xmlNamespace }),
  operations: Object.fromEntries(
    sortedEntries(model.operations).map(([name, operation]) => [name, trimOperation(operation)]),
  ),
  shapes: Object.fromEntries(sortedEntries(model.shapes).map(([name, shape]) => [name, trimShape(shape)])),
};
await writeFile(target, `${JSON.stringify(trimmed, null, 1)}\n`);
