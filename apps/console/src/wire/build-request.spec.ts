import { readFileSync } from 'node:fs';
import * as apigateway from '@aws-sdk/client-api-gateway';
import * as apigatewayv2 from '@aws-sdk/client-apigatewayv2';
import * as iam from '@aws-sdk/client-iam';
import * as sts from '@aws-sdk/client-sts';
import { buildRequest, type WireRequest } from './build-request.js';
import type { Operation } from './operation.js';

// Each operation with every member of its input, beside what the AWS SDK sends.

interface Member {
  readonly shape: string;
  readonly location?: string;
}
interface Shape {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly members?: Readonly<Record<string, Member>>;
  readonly member?: string;
  readonly value?: string;
}
interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: string | null }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

interface Sdk {
  readonly send: (command: object) => Promise<unknown>;
}
type SdkClass = new (given: object) => Sdk & object;

const hostile = "a/b c+'%2F ü🦀";

/** A value of a shape with all of its members; `lower`: as the console names those of version 2. */
function sample({ shapes }: Model, name: string, lower: boolean, above: readonly string[] = []): unknown {
  const shape = shapes[name]!;
  const of = (other: string) => sample({ operations: {}, shapes }, other, lower, [...above, name]);
  if (shape.enum) return shape.enum[0];
  switch (shape.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members!)
          .filter(([, member]) => ![...above, name].includes(member.shape))
          .map(([member, { shape: each }]) => [
            lower ? member[0]!.toLowerCase() + member.slice(1) : member,
            of(each),
          ]),
      );
    case 'list':
      return [of(shape.member!), of(shape.member!)];
    case 'map':
      return { 'k ü': of(shape.value!) };
    case 'boolean':
      return false;
    case 'integer':
    case 'long':
      return 7;
    case 'double':
      return 1.5;
    case 'blob':
      return new Uint8Array([0, 200, 255]);
    case 'timestamp':
      // The console has times of version 2 as the wire writes them.
      return lower ? '2026-11-30T00:00:00Z' : new Date(Date.UTC(2026, 10, 30));
    default:
      return hostile;
  }
}

async function sentBySdk(Client: SdkClass, Command: new (input: object) => object, input: object) {
  let sent: SdkRequest | undefined;
  const client = new Client({
    endpoint: 'http://h',
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'A', secretAccessKey: 's' },
    requestHandler: {
      handle: (request: SdkRequest) => {
        sent = request;
        return Promise.reject(new Error('enough'));
      },
    },
  });
  await client.send(new Command(input)).catch((error: unknown) => {
    if (!sent) throw error;
  });
  return sent!;
}

const bodyOf = (body: string | Uint8Array | null | undefined, isText: boolean): unknown => {
  if (body === undefined || body === null || body.length === 0) return null;
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  if (!isText) return [...(typeof body === 'string' ? new TextEncoder().encode(body) : body)];
  return text.startsWith('{')
    ? (JSON.parse(text) as unknown)
    : [...new URLSearchParams(text)].sort(([a], [b]) => (a < b ? -1 : 1));
};

const queryOf = (query: WireRequest['query']) => query.map(([name, value]) => `${name}=${value}`).sort();

const services = [
  ['apigateway', 'apigateway-2015-07-09', apigateway, apigateway.APIGatewayClient, false],
  ['apigatewayv2', 'apigatewayv2-2018-11-29', apigatewayv2, apigatewayv2.ApiGatewayV2Client, true],
  ['iam', 'iam-2010-05-08', iam, iam.IAMClient, false],
  ['sts', 'sts-2011-06-15', sts, sts.STSClient, false],
] as const;

describe.each(services)('%s', (service, file, sdk, Client, isLower) => {
  const model = JSON.parse(
    readFileSync(new URL(`../../../../libs/aws-wire/model/${file}.json`, import.meta.url), 'utf8'),
  ) as Model;

  test.each(Object.entries(model.operations))(
    '%s is sent as the AWS SDK sends it',
    async (name, { input }) => {
      const operation = ((await import(`./generated/${service}.js`)) as Readonly<Record<string, Operation>>)[
        name
      ]!;
      const Command = (sdk as unknown as Readonly<Record<string, new (given: object) => object>>)[
        `${name}Command`
      ]!;
      const [theirs, ours] = [false, isLower].map((lower) =>
        input ? (sample(model, input, lower) as object) : {},
      );
      const expected = await sentBySdk(Client as unknown as SdkClass, Command, theirs!);
      const sent = buildRequest(operation, ours!);
      const isText = operation.payload === undefined;
      expect({
        method: sent.method,
        path: sent.path,
        query: queryOf(sent.query),
        body: bodyOf(sent.body, isText),
      }).toEqual({
        method: expected.method,
        path: expected.path,
        query: queryOf(
          Object.entries(expected.query).flatMap(([key, value]) =>
            [value].flat().map((each) => [key, each] as const),
          ),
        ),
        body: bodyOf(expected.body, isText),
      });
      for (const [header, value] of Object.entries(sent.headers))
        if (header !== 'content-type') expect(expected.headers[header]).toBe(value);
    },
  );
});
