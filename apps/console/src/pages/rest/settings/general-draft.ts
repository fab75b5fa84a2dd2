import { memberPatches, setPatches } from '../../../kit/patches.js';
import type {
  ApiKeySourceType,
  EndpointType,
  PatchOperation,
  RestApi,
} from '../../../wire/generated/apigateway.js';

/** What an API is, as a form has it: nothing is the empty text. */
export interface GeneralDraft {
  readonly name: string;
  readonly description: string;
  readonly endpoint: EndpointType;
  readonly vpcEndpointIds: readonly string[];
  readonly apiKeySource: ApiKeySourceType;
  readonly disableExecuteApiEndpoint: boolean;
  readonly binaryMediaTypes: readonly string[];
  /** Bytes; the empty text for no compression. */
  readonly minimumCompressionSize: number | '';
}

export const generalDraftOf = (api: RestApi): GeneralDraft => ({
  name: api.name ?? '',
  description: api.description ?? '',
  endpoint: api.endpointConfiguration?.types?.[0] ?? 'EDGE',
  vpcEndpointIds: api.endpointConfiguration?.vpcEndpointIds ?? [],
  apiKeySource: api.apiKeySource ?? 'HEADER',
  disableExecuteApiEndpoint: api.disableExecuteApiEndpoint ?? false,
  binaryMediaTypes: api.binaryMediaTypes ?? [],
  minimumCompressionSize: api.minimumCompressionSize ?? '',
});

const members = [
  'name',
  'description',
  'apiKeySource',
  'disableExecuteApiEndpoint',
  'minimumCompressionSize',
] as const;

/** What makes one of another (UpdateRestApi). */
export const generalPatches = (from: GeneralDraft, to: GeneralDraft): PatchOperation[] => [
  ...memberPatches(from, to, members, ['description']),
  ...(from.endpoint === to.endpoint
    ? []
    : [
        {
          op: 'replace' as const,
          path: `/endpointConfiguration/types/${from.endpoint}`,
          value: to.endpoint,
        },
      ]),
  ...setPatches('/endpointConfiguration/vpcEndpointIds', from.vpcEndpointIds, to.vpcEndpointIds),
  ...setPatches('/binaryMediaTypes', from.binaryMediaTypes, to.binaryMediaTypes, true),
];

/** The ARN by which an API is tagged. */
export const restApiArn = (region: string, restApiId: string): string =>
  `arn:aws:apigateway:${region}::/restapis/${restApiId}`;
