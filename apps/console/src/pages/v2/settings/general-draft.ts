import type { Api, UpdateApiRequest } from '../../../wire/generated/apigatewayv2.js';
import { changedMembers } from '../changed-members.js';

/** What is said of an API itself, as typed. */
export interface GeneralDraft {
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly defaultEndpoint: string;
  readonly ipAddressType: string;
  readonly routeSelectionExpression: string;
  readonly apiKeySelectionExpression: string;
  /** WebSocket APIs: whether messages are checked against models. */
  readonly validation: string;
}

export const generalLabels: Readonly<Record<keyof GeneralDraft, string>> = {
  name: 'Name',
  description: 'Description',
  version: 'Version',
  defaultEndpoint: 'Default endpoint',
  ipAddressType: 'IP addresses',
  routeSelectionExpression: 'Route selection expression',
  apiKeySelectionExpression: 'API key selection expression',
  validation: 'Validation of messages',
};

/** Where an API key is looked for; nothing else is taken (developer guide: selection expressions). */
export const apiKeyExpressions = ['$request.header.x-api-key', '$context.authorizer.usageIdentifierKey'];

export const generalDraftOf = (api: Api): GeneralDraft => ({
  name: api.name ?? '',
  description: api.description ?? '',
  version: api.version ?? '',
  defaultEndpoint: api.disableExecuteApiEndpoint ? 'off' : 'on',
  ipAddressType: api.ipAddressType ?? 'ipv4',
  routeSelectionExpression: api.routeSelectionExpression ?? '',
  apiKeySelectionExpression: api.apiKeySelectionExpression ?? '',
  validation: api.disableSchemaValidation ? 'off' : 'on',
});

type Members = Omit<UpdateApiRequest, 'apiId'>;

const membersOf = ({ defaultEndpoint, validation, ...texts }: GeneralDraft): Members => ({
  ...(texts as Members),
  disableExecuteApiEndpoint: defaultEndpoint === 'off',
  disableSchemaValidation: validation === 'off',
});

/** What UpdateApi is given: what changed. */
export const generalChange = (from: GeneralDraft, to: GeneralDraft): Members =>
  changedMembers(membersOf(from), membersOf(to));
