import { readFileSync } from 'node:fs';

interface ModelMember {
  readonly shape: string;
  readonly location?: string;
  readonly locationName?: string;
}

interface ModelShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, ModelMember>>;
  readonly member?: ModelMember | string;
  readonly value?: ModelMember | string;
  readonly enum?: readonly string[];
  readonly payload?: string;
  readonly timestampFormat?: string;
}

interface ModelOperation {
  readonly method: string;
  readonly uri: string;
  readonly successStatus: number;
  readonly input: string;
  readonly output: string | null;
  readonly errors: readonly string[];
}

export interface ServiceModel {
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

/** A service model as it is kept, read here afresh: the generated table must not be its own witness. */
const readModel = (file: string) =>
  JSON.parse(
    readFileSync(new URL(`../../libs/aws-wire/model/${file}`, import.meta.url), 'utf8'),
  ) as ServiceModel;

export const serviceModel = readModel('apigateway-2015-07-09.json');
export const serviceModelV2 = readModel('apigatewayv2-2018-11-29.json');

/** A response as it came over the wire. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** Everything in which a successful response is not what the model says of it; empty when it conforms. */
export function findDepartures(
  { operations, shapes }: ServiceModel,
  operationName: string,
  { status, headers, body }: WireResponse,
): string[] {
  const operation = operations[operationName];
  if (!operation) return [`the model has no operation ${operationName}`];
  const departures: string[] = [];
  if (status !== operation.successStatus)
    departures.push(`status ${status}, the model has ${operation.successStatus}`);
  if (!headers['x-amzn-requestid']) departures.push('no x-amzn-RequestId');
  if (operation.output === null) {
    if (body.length > 0) departures.push(`a body of ${body.length} bytes, the model has none`);
    return departures;
  }
  const output = shapes[operation.output];
  for (const { location, locationName } of Object.values(output?.members ?? {})) {
    if (location === 'header' && !headers[(locationName ?? '').toLowerCase()])
      departures.push(`no header ${locationName}`);
  }
  // A payload member is the whole body, of a type that the response itself names.
  if (output?.payload !== undefined) return departures;
  if (headers['content-type'] !== 'application/json')
    departures.push(`Content-Type ${headers['content-type']}`);
  const text = Buffer.from(body).toString('utf8');
  return [...departures, ...departuresOf(shapes, operation.output, parsed(text), operation.output)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `(not JSON) ${text}`;
  }
}

type Shapes = ServiceModel['shapes'];

function departuresOf(shapes: Shapes, shapeName: string, value: unknown, at: string): string[] {
  const shape = shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return departuresOfStructure(shapes, shape, value, at);
    case 'list':
      if (!Array.isArray(value)) return [`${at} is no list`];
      return value.flatMap((item, index) =>
        departuresOf(shapes, nameOf(shape.member), item, `${at}[${index}]`),
      );
    case 'map':
      if (!isRecord(value)) return [`${at} is no map`];
      return Object.entries(value).flatMap(([key, item]) =>
        departuresOf(shapes, nameOf(shape.value), item, `${at}.${key}`),
      );
    case 'string':
      if (typeof value !== 'string') return [`${at} is no string: ${JSON.stringify(value)}`];
      return shape.enum && !shape.enum.includes(value) ? [`${at} is not of its enum: ${value}`] : [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is no boolean: ${JSON.stringify(value)}`];
    case 'integer':
    case 'long':
      return Number.isInteger(value) ? [] : [`${at} is no whole number: ${JSON.stringify(value)}`];
    case 'double':
      return typeof value === 'number' ? [] : [`${at} is no number: ${JSON.stringify(value)}`];
    case 'timestamp':
      if (shape.timestampFormat === 'iso8601') {
        return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
          ? []
          : [`${at} is no ISO date: ${JSON.stringify(value)}`];
      }
      // Seconds since the epoch: milliseconds would be a date far away.
      return typeof value === 'number' && value < 1e11
        ? []
        : [`${at} are no epoch seconds: ${JSON.stringify(value)}`];
    default:
      return [`${at} has a shape that the model does not define: ${shapeName}`];
  }
}

function departuresOfStructure(shapes: Shapes, shape: ModelShape, value: unknown, at: string): string[] {
  if (!isRecord(value)) return [`${at} is no object: ${JSON.stringify(value)}`];
  const byWireName = new Map(
    Object.entries(shape.members ?? {}).map(([name, member]) => [member.locationName ?? name, member.shape]),
  );
  return Object.entries(value).flatMap(([name, item]) => {
    const member = byWireName.get(name);
    return member === undefined
      ? [`${at} has a member that the model lacks: ${name}`]
      : departuresOf(shapes, member, item, `${at}.${name}`);
  });
}

const nameOf = (member: ModelMember | string | undefined): string =>
  typeof member === 'string' ? member : (member?.shape ?? '');
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
