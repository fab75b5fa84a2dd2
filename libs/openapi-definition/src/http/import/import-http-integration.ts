import {
  checkHttpIntegration,
  newHttpIntegration,
  type GivenHttpIntegration,
  type HttpIntegration,
} from '#libs/api-definition';
import { entriesOf, isMap, member, printed, textOf } from '../../document/read-value.js';
import type { HttpImportNotes } from './http-import-notes.js';

/** Members of REST and WebSocket integrations, which HTTP APIs do not have. */
const foreign = [
  'cacheKeyParameters',
  'cacheNamespace',
  'contentHandling',
  'passthroughBehavior',
  'requestTemplates',
  'responses',
] as const;

/**
 * The integration of `x-amazon-apigateway-integration`, or of one of the named ones. Null, and said so, when
 * an HTTP API cannot have it. `at`: the route key, or the integration's name.
 */
export function importHttpIntegration(
  given: unknown,
  identity: Pick<HttpIntegration, 'apiId' | 'integrationId'>,
  at: string,
  notes: HttpImportNotes,
): HttpIntegration | null {
  const refuse = (message: string): null => {
    notes.errors.push(`Unable to create integration for '${at}': ${message}`);
    return null;
  };
  if (!isMap(given)) return refuse('Invalid integration specified');
  const type = textOf(member(given, 'type'))?.toUpperCase();
  switch (type) {
    case 'HTTP_PROXY':
    case 'AWS_PROXY':
      break;
    case 'AWS':
    case 'HTTP':
    case 'MOCK':
      notes.warnings.push(`Integration type ${type} is not supported for HTTP APIs: '${at}'. Ignoring.`);
      return null;
    default:
      return refuse(`Invalid integration type specified: ${printed(member(given, 'type'))}`);
  }
  const connectionType = textOf(member(given, 'connectionType'))?.toUpperCase() ?? 'INTERNET';
  if (connectionType !== 'INTERNET' && connectionType !== 'VPC_LINK') {
    return refuse(`Invalid connection type specified: ${connectionType}`);
  }
  for (const name of foreign) {
    if (member(given, name) !== undefined) {
      notes.infos.push(`'${name}' of an integration is not supported for HTTP APIs: '${at}'. Ignoring.`);
    }
  }
  const made = newHttpIntegration(
    { ...membersOf(given), integrationType: type, connectionType },
    { ...identity, protocolType: 'HTTP' },
  );
  const checked = checkHttpIntegration(made, 'HTTP');
  return checked.ok ? checked.value : refuse(checked.error.message);
}

function membersOf(given: unknown): Omit<GivenHttpIntegration, 'integrationType'> {
  const text = (name: string) => textOf(member(given, name));
  const timeout = text('timeoutInMillis');
  const serverNameToVerify = textOf(member(member(given, 'tlsConfig'), 'serverNameToVerify'));
  const members = {
    integrationMethod: text('httpMethod')?.toUpperCase(),
    integrationUri: text('uri'),
    payloadFormatVersion: versionOf(text('payloadFormatVersion')),
    integrationSubtype: text('integrationSubtype'),
    connectionId: text('connectionId'),
    credentialsArn: text('credentials'),
    description: text('description'),
    requestParameters: textsOf(member(given, 'requestParameters')),
    responseParameters: responsesOf(member(given, 'responseParameters')),
    // What is no number is refused with the others that are out of bounds.
    timeoutInMillis: timeout === undefined ? undefined : /^\d+$/.test(timeout) ? Number(timeout) : -1,
    tlsConfig: serverNameToVerify === undefined ? undefined : { serverNameToVerify },
  };
  // `undefined` and absent are the same to `newHttpIntegration`; the types tell them apart.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Unquoted, 2.0 is the number 2 to YAML and JSON. */
const versionOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d$/.test(text) ? `${text}.0` : text;

const textsOf = (map: unknown): Readonly<Record<string, string>> | undefined =>
  isMap(map)
    ? Object.fromEntries(entriesOf(map).map(([name, value]) => [name, textOf(value) ?? '']))
    : undefined;

/** By status. */
const responsesOf = (map: unknown): GivenHttpIntegration['responseParameters'] =>
  isMap(map)
    ? Object.fromEntries(
        entriesOf(map).map(([statusCode, mappings]) => [statusCode, textsOf(mappings) ?? {}]),
      )
    : undefined;
