import {
  integrationTypes,
  putIntegration,
  responseTransferModes,
  withIntegration,
  withIntegrationResponse,
  type Method,
  type NewIntegration,
} from '#libs/api-definition';
import { elementsOf, entriesOf, isMap, isTrue, member, printed, textOf } from '../document/read-value.js';
import type { ImportNotes } from './import-notes.js';
import { importTexts } from './import-texts.js';
import { printedPlace, type Place } from './place.js';

/**
 * The method with the integration of `x-amazon-apigateway-integration` (recorded: import, integrations).
 * `cacheNamespace` is what it has when the document names none.
 */
export function importIntegration(
  method: Method,
  given: unknown,
  { place, cacheNamespace }: { readonly place: Place; readonly cacheNamespace: string },
  notes: ImportNotes,
): Method {
  const refuse = (message: string): Method => {
    notes.errors.push(`Unable to put integration on ${printedPlace(place)}: ${message}`);
    return method;
  };
  if (!isMap(given)) return refuse('Invalid integration specified');
  const typeText = textOf(member(given, 'type'))?.toUpperCase();
  const type = integrationTypes.find((known) => known === typeText);
  if (!type) return refuse(`Invalid integration type specified: ${printed(member(given, 'type'))}`);
  const put = putIntegration(method, {
    ...readIntegration(given, place, notes),
    type,
    cacheNamespace: textOf(member(given, 'cacheNamespace')) || cacheNamespace,
  });
  if (!put.ok) return refuse(put.error.message);
  let integration = put.value.methodIntegration!;
  for (const [pattern, response] of entriesOf(member(given, 'responses'))) {
    const added = withIntegrationResponse(method, integration, {
      statusCode: statusCodeOf(response) ?? '',
      selectionPattern: pattern === 'default' ? null : pattern,
      responseParameters:
        importTexts(member(response, 'responseParameters'), 'responseParameters', place, notes) ?? null,
      responseTemplates:
        importTexts(member(response, 'responseTemplates'), 'responseTemplates', place, notes) ?? null,
      contentHandling: wordOf(response, 'contentHandling', contentHandlings, place, notes) ?? null,
    });
    const message =
      statusCodeOf(response) === undefined
        ? 'Invalid status code specified'
        : !added.ok && added.error.message;
    if (message) {
      notes.errors.push(`Unable to put integration response on ${printedPlace(place)}: ${message}`);
    } else if (added.ok) {
      integration = added.value;
    }
  }
  return withIntegration(method, integration);
}

function readIntegration(given: unknown, place: Place, notes: ImportNotes): Omit<NewIntegration, 'type'> {
  const text = (name: string) => textOf(member(given, name));
  const tlsConfig = member(given, 'tlsConfig');
  const timeout = member(given, 'timeoutInMillis');
  const members = {
    integrationHttpMethod: text('httpMethod')?.toUpperCase(),
    uri: text('uri'),
    connectionType: wordOf(given, 'connectionType', connectionTypes, place, notes),
    connectionId: text('connectionId'),
    responseTransferMode: wordOf(given, 'responseTransferMode', responseTransferModes, place, notes),
    integrationTarget: text('integrationTarget'),
    credentials: text('credentials'),
    requestParameters: importTexts(member(given, 'requestParameters'), 'requestParameters', place, notes),
    requestTemplates: importTexts(member(given, 'requestTemplates'), 'requestTemplates', place, notes),
    passthroughBehavior: text('passthroughBehavior')?.toUpperCase(),
    contentHandling: wordOf(given, 'contentHandling', contentHandlings, place, notes),
    // What is no number is refused with the others that are out of bounds.
    timeoutInMillis: timeout === undefined || timeout === null ? undefined : Number(timeout),
    cacheKeyParameters: elementsOf(member(given, 'cacheKeyParameters')).flatMap((key) => textOf(key) ?? []),
    tlsConfig: isMap(tlsConfig)
      ? { insecureSkipVerification: isTrue(member(tlsConfig, 'insecureSkipVerification')) }
      : undefined,
  };
  // `undefined` and absent are the same to `putIntegration`; the types tell them apart.
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

const connectionTypes = ['INTERNET', 'VPC_LINK'] as const;
const contentHandlings = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'] as const;

/** One of the words, in any case; undefined without the member. Another word is an error. */
function wordOf<Word extends string>(
  given: unknown,
  name: string,
  words: readonly Word[],
  place: Place,
  notes: ImportNotes,
): Word | undefined {
  const text = textOf(member(given, name));
  if (!text) return undefined;
  const word = words.find((known) => known === text.toUpperCase());
  if (word === undefined) {
    notes.errors.push(
      `Unable to put integration on ${printedPlace(place)}: Invalid ${name} specified: ${text}. ` +
        `Valid options are ${words.join(',')}`,
    );
  }
  return word;
}

function statusCodeOf(response: unknown): string | undefined {
  const text = textOf(member(response, 'statusCode'));
  return text !== undefined && /^[1-5]\d\d$/.test(text) ? text : undefined;
}
