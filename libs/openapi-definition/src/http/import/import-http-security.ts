import {
  checkHttpAuthorizer,
  newHttpAuthorizer,
  type GivenHttpAuthorizer,
  type HttpAuthorizer,
} from '#libs/api-definition';
import { elementsOf, entriesOf, isMap, isTrue, member, printed, textOf } from '../../document/read-value.js';
import type { OpenApiDocument } from '../../document/openapi-document.js';
import { followReference } from '../../import/follow-reference.js';
import { extension } from '../../import/import-settings.js';
import type { HttpImportNotes } from './http-import-notes.js';
import type { HttpImportOptions } from './import-http-definition.js';

/** What naming a security scheme means for a route. */
export type HttpSecurityScheme =
  | { readonly kind: 'authorizer'; readonly authorizer: HttpAuthorizer }
  | { readonly kind: 'api-key' }
  | { readonly kind: 'iam' }
  /** Left out, with a warning. */
  | { readonly kind: 'ignored' };

/** The security schemes of a document by name; those with an authorizer make one, used or not. */
export function importHttpSecurity(
  document: OpenApiDocument,
  { apiId, existing, nextId }: HttpImportOptions,
  notes: HttpImportNotes,
): ReadonlyMap<string, HttpSecurityScheme> {
  const known = new Map(existing?.authorizers.map(({ name, authorizerId }) => [name, authorizerId]));
  const schemes = entriesOf(member(member(document.root, 'components'), 'securitySchemes'));
  return new Map(
    schemes.flatMap(([name, given]): (readonly [string, HttpSecurityScheme])[] => {
      const scheme = followReference(document, given, notes);
      // Defined nowhere: what asks for it is refused.
      if (scheme === undefined) return [];
      const authorizer = extension(scheme, 'authorizer');
      if (!isMap(authorizer)) return [[name, schemeWithoutAuthorizer(name, scheme, notes)]];
      const identity = { apiId, authorizerId: known.get(name) ?? nextId() };
      return [[name, readAuthorizer(identity, name, { scheme, authorizer }, notes)]];
    }),
  );
}

function schemeWithoutAuthorizer(name: string, scheme: unknown, notes: HttpImportNotes): HttpSecurityScheme {
  if (textOf(extension(scheme, 'authtype'))?.toLowerCase() === 'awssigv4') return { kind: 'iam' };
  const type = textOf(member(scheme, 'type'));
  if (type === 'apiKey' && textOf(member(scheme, 'name'))?.toLowerCase() === 'x-api-key') {
    return { kind: 'api-key' };
  }
  notes.warnings.push(
    `Security scheme '${name}' of type '${printed(type)}' has no x-amazon-apigateway-authorizer. Ignoring.`,
  );
  return { kind: 'ignored' };
}

function readAuthorizer(
  identity: Pick<HttpAuthorizer, 'apiId' | 'authorizerId'>,
  name: string,
  given: { readonly scheme: unknown; readonly authorizer: unknown },
  notes: HttpImportNotes,
): HttpSecurityScheme {
  const type = textOf(member(given.authorizer, 'type'))?.toUpperCase();
  const refuse = (message: string): HttpSecurityScheme => {
    notes.errors.push(`Unable to create authorizer '${name}': ${message}`);
    return { kind: 'ignored' };
  };
  if (type !== 'JWT' && type !== 'REQUEST') {
    return refuse(`Invalid authorizer type specified: ${printed(member(given.authorizer, 'type'))}`);
  }
  const members = type === 'JWT' ? jwtMembers(given) : functionMembers(given);
  const made = newHttpAuthorizer({ name, authorizerType: type, ...members }, identity);
  const authorizer = checkHttpAuthorizer(made, 'HTTP');
  return authorizer.ok
    ? { kind: 'authorizer', authorizer: authorizer.value }
    : refuse(authorizer.error.message);
}

type Members = Omit<GivenHttpAuthorizer, 'name' | 'authorizerType'>;

/** The issuer may be said by where its configuration is, as OpenAPI has it. */
function jwtMembers({ scheme, authorizer }: { scheme: unknown; authorizer: unknown }): Members {
  const configuration = member(authorizer, 'jwtConfiguration');
  const discovery = textOf(member(scheme, 'openIdConnectUrl'));
  const issuer =
    textOf(member(configuration, 'issuer')) ??
    discovery?.replace(/\/\.well-known\/openid-configuration$/, '');
  const source = textOf(member(authorizer, 'identitySource')) || '$request.header.Authorization';
  return {
    identitySource: [source],
    jwtConfiguration: {
      audience: elementsOf(member(configuration, 'audience')).flatMap((one) => textOf(one) ?? []),
      ...(issuer !== undefined && { issuer }),
    },
  };
}

function functionMembers({ scheme, authorizer }: { scheme: unknown; authorizer: unknown }): Members {
  const text = (name: string) => textOf(member(authorizer, name));
  const ttl = text('authorizerResultTtlInSeconds');
  const simple = member(authorizer, 'enableSimpleResponses');
  const members = {
    authorizerUri: text('authorizerUri'),
    authorizerCredentialsArn: text('authorizerCredentials'),
    authorizerPayloadFormatVersion: text('authorizerPayloadFormatVersion'),
    // What is no whole number is refused with the others that are out of bounds.
    authorizerResultTtlInSeconds: ttl === undefined ? undefined : /^\d+$/.test(ttl) ? Number(ttl) : -1,
    enableSimpleResponses: simple === undefined || simple === null ? undefined : isTrue(simple),
    identitySource: sourcesOf(scheme, text('identitySource')),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/** Those that are said, else the header or parameter of the scheme. */
function sourcesOf(scheme: unknown, given: string | undefined): readonly string[] {
  if (given !== undefined) {
    const sources = given.split(',').map((source) => source.trim());
    return sources.filter((source) => source !== '');
  }
  const name = textOf(member(scheme, 'name'));
  // What the documentation has stand there when there is none, or several.
  if (name === undefined || name === 'Unused') return [];
  const place = textOf(member(scheme, 'in'));
  if (place === 'header') return [`$request.header.${name}`];
  return place === 'query' ? [`$request.querystring.${name}`] : [];
}
