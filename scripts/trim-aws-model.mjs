// Trims a public AWS service model (service-2.json) to the facts that aws-wire is generated from: operations,
// shapes, members, types, enums, patterns, bounds. Documentation prose and SDK-only traits are left out.
// Run by hand when the vendor publishes a new model:
//   node scripts/trim-aws-model.mjs <service-2.json> libs/aws-wire/model/apigateway-2015-07-09.json
import { readFile, writeFile } from 'node:fs/promises';

const shapeFacts = ['type', 'enum', 'pattern', 'min', 'max', 'required', 'payload'];
const memberFacts = ['shape', 'location', 'locationName'];

const pick = (source, names) =>
  Object.fromEntries(names.filter((name) => name in source).map((name) => [name, source[name]]));

const sortedEntries = (record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

function trimShape(shape) {
  const trimmed = pick(shape, shapeFacts);
  if (shape.error) trimmed.httpStatusCode = shape.error.httpStatusCode;
  if (shape.member) trimmed.member = shape.member.shape;
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

const [source, target] = process.argv.slice(2);
if (!source || !target) {
  process.stderr.write('usage: node scripts/trim-aws-model.mjs <service-2.json> <trimmed.json>\n');
  process.exit(2);
}
const model = JSON.parse(await readFile(source, 'utf8'));
const trimmed = {
  service: model.metadata.serviceId,
  apiVersion: model.metadata.apiVersion,
  protocol: model.metadata.protocol,
  ...(model.metadata.xmlNamespace && { xmlNamespace: model.metadata.xmlNamespace }),
  operations: Object.fromEntries(
    sortedEntries(model.operations).map(([name, operation]) => [name, trimOperation(operation)]),
  ),
  shapes: Object.fromEntries(sortedEntries(model.shapes).map(([name, shape]) => [name, trimShape(shape)])),
};
await writeFile(target, `${JSON.stringify(trimmed, null, 1)}\n`);
