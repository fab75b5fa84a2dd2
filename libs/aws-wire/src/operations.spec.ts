import { readFileSync } from 'node:fs';
import { operations } from './generated/apigateway/operations.js';
import { service } from './generated/apigateway/service.js';
import type { Operation } from './engine/operation.js';
import { parseUriTemplate, routePath } from './engine/route-path.js';
import { errorStatuses } from './errors/wire-error.js';

interface TrimmedModel {
  operations: Record<
    string,
    {
      method: string;
      uri: string;
      successStatus: number;
      input: string;
      output: string | null;
      errors: string[];
    }
  >;
  shapes: Record<
    string,
    {
      type: string;
      enum?: string[];
      required?: string[];
      httpStatusCode?: number;
      members?: Record<string, { shape: string; location?: string; locationName?: string }>;
    }
  >;
}

const modelFile = new URL('../model/apigateway-2015-07-09.json', import.meta.url);
const model = JSON.parse(readFileSync(modelFile, 'utf8')) as TrimmedModel;
const everyOperation: readonly Operation[] = Object.values<Operation>(operations);

test('the table has all 124 operations', () => {
  expect(everyOperation).toHaveLength(124);
  expect(Object.keys(operations).sort()).toEqual(Object.keys(model.operations).sort());
});

test.each(everyOperation.map((operation) => [operation.name, operation] as const))(
  '%s is as in the model',
  (name, operation) => {
    const expected = model.operations[name];
    const query = new URLSearchParams(operation.query).toString();
    expect({
      method: operation.method,
      uri: query === '' ? operation.uri : `${operation.uri}?${query}`,
      successStatus: operation.successStatus,
      input: operation.input.name,
      output: operation.output?.name ?? null,
      errors: operation.errors,
    }).toEqual(expected);

    const input = model.shapes[operation.input.name];
    expect(operation.members.map((member) => member.name)).toEqual(Object.keys(input?.members ?? {}));
    expect(operation.members.filter(({ required }) => required).map((member) => member.name)).toEqual(
      Object.keys(input?.members ?? {}).filter((member) => input?.required?.includes(member)),
    );
    expect(operation.service).toBe(service);
  },
);

test.each(everyOperation.map((operation) => [operation.name, operation] as const))(
  'every path parameter of %s is a member of its input',
  (_, operation) => {
    const parameters = parseUriTemplate(operation.uri).flatMap((segment) =>
      'parameter' in segment ? [segment.parameter] : [],
    );
    const members = operation.members.filter(({ location }) => location === 'uri');
    expect(members.map(({ wireName }) => wireName).sort()).toEqual(parameters.sort());
  },
);

test('no two operations share verb, route and fixed query', () => {
  const keys = everyOperation.map(({ method, uri, query }) =>
    [method, routePath(uri).replace(/:\w+/g, ':'), JSON.stringify(query)].join(' '),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test('printed enum values are those of the model', () => {
  for (const [name, shape] of Object.entries(service.shapes)) {
    if (shape.type !== 'string') continue;
    expect([...(shape.enum ?? [])].sort()).toEqual([...(model.shapes[name]?.enum ?? [])].sort());
  }
});

test('modelled errors have the status of the model', () => {
  for (const [name, shape] of Object.entries(model.shapes)) {
    if (shape.httpStatusCode === undefined) continue;
    expect({ name, status: errorStatuses[name as keyof typeof errorStatuses] }).toEqual({
      name,
      status: shape.httpStatusCode,
    });
  }
});

test('the model holds no prose', () => {
  expect(readFileSync(modelFile, 'utf8')).not.toMatch(/"documentation"\s*:\s*"|<p>/);
});
