import { mapPatches, memberPatches, setPatches } from '../../../kit/patches.js';
import type {
  ConnectionType,
  ContentHandlingStrategy,
  Integration,
  IntegrationType,
  PatchOperation,
  PutIntegrationRequest,
  ResponseTransferMode,
} from '../../../wire/generated/apigateway.js';

/** What a method calls, as a form has it: nothing is the empty text. */
export interface IntegrationDraft {
  readonly type: IntegrationType;
  readonly httpMethod: string;
  readonly uri: string;
  readonly connectionType: ConnectionType;
  readonly connectionId: string;
  readonly credentials: string;
  readonly timeoutInMillis: number;
  readonly passthroughBehavior: string;
  readonly contentHandling: ContentHandlingStrategy | '';
  readonly responseTransferMode: ResponseTransferMode;
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly cacheKeyParameters: readonly string[];
  readonly skipsVerification: boolean;
}

export const newIntegration: IntegrationDraft = {
  type: 'HTTP_PROXY',
  httpMethod: 'GET',
  uri: '',
  connectionType: 'INTERNET',
  connectionId: '',
  credentials: '',
  timeoutInMillis: 29_000,
  passthroughBehavior: 'WHEN_NO_MATCH',
  contentHandling: '',
  responseTransferMode: 'BUFFERED',
  requestParameters: {},
  requestTemplates: {},
  cacheKeyParameters: [],
  skipsVerification: false,
};

/** Templates that the service keeps as null are empty. */
export const textsOf = (map: Readonly<Record<string, string | null>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, value ?? '']));

export const draftOf = (integration: Integration): IntegrationDraft => ({
  type: integration.type ?? newIntegration.type,
  httpMethod: integration.httpMethod ?? '',
  uri: integration.uri ?? '',
  connectionType: integration.connectionType ?? 'INTERNET',
  connectionId: integration.connectionId ?? '',
  credentials: integration.credentials ?? '',
  timeoutInMillis: integration.timeoutInMillis ?? newIntegration.timeoutInMillis,
  passthroughBehavior: integration.passthroughBehavior ?? newIntegration.passthroughBehavior,
  contentHandling: integration.contentHandling ?? '',
  responseTransferMode: integration.responseTransferMode ?? 'BUFFERED',
  requestParameters: integration.requestParameters ?? {},
  requestTemplates: textsOf(integration.requestTemplates),
  cacheKeyParameters: integration.cacheKeyParameters ?? [],
  skipsVerification: integration.tlsConfig?.insecureSkipVerification ?? false,
});

/** Which members mean something to a type of integration. */
export const needsOf = (type: IntegrationType) => ({
  endpoint: type !== 'MOCK',
  connection: type === 'HTTP' || type === 'HTTP_PROXY',
  templates: type !== 'HTTP_PROXY' && type !== 'AWS_PROXY',
  credentials: type === 'AWS' || type === 'AWS_PROXY',
  /** Only proxies hand a response on as it comes. */
  streaming: type === 'HTTP_PROXY' || type === 'AWS_PROXY',
});

const filled = <T extends object>(members: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(members as Record<string, unknown>).filter(([, value]) =>
      typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value !== '',
    ),
  ) as Partial<T>;

type PutMembers = Omit<PutIntegrationRequest, 'restApiId' | 'resourceId' | 'httpMethod'>;

/** What PutIntegration is called with. What means nothing to the type is left out. */
export function putMembers(draft: IntegrationDraft): PutMembers {
  const needs = needsOf(draft.type);
  const { connectionType, skipsVerification } = draft;
  return {
    type: draft.type,
    ...(needs.endpoint && filled({ uri: draft.uri, integrationHttpMethod: draft.httpMethod })),
    ...(needs.connection && connectionType === 'VPC_LINK' && { connectionType }),
    ...(needs.connection && connectionType === 'VPC_LINK' && { connectionId: draft.connectionId }),
    ...(needs.credentials && filled({ credentials: draft.credentials })),
    ...filled({ requestParameters: draft.requestParameters, cacheKeyParameters: draft.cacheKeyParameters }),
    ...(needs.templates && filled({ requestTemplates: draft.requestTemplates })),
    ...(draft.passthroughBehavior !== newIntegration.passthroughBehavior && {
      passthroughBehavior: draft.passthroughBehavior,
    }),
    ...(draft.timeoutInMillis !== newIntegration.timeoutInMillis && {
      timeoutInMillis: draft.timeoutInMillis,
    }),
    ...(draft.contentHandling !== '' && { contentHandling: draft.contentHandling }),
    ...(needs.streaming && draft.responseTransferMode === 'STREAM' && { responseTransferMode: 'STREAM' }),
    ...(needs.connection && skipsVerification && { tlsConfig: { insecureSkipVerification: true } }),
  };
}

const members = [
  'type',
  'uri',
  'httpMethod',
  'connectionType',
  'connectionId',
  'credentials',
  'passthroughBehavior',
  'timeoutInMillis',
  'contentHandling',
  'responseTransferMode',
] as const;

const removed = ['uri', 'httpMethod', 'connectionId', 'credentials', 'contentHandling'];

/** What makes one integration of another (UpdateIntegration). */
export const integrationPatches = (from: IntegrationDraft, to: IntegrationDraft): PatchOperation[] => [
  ...memberPatches(from, to, members, removed),
  ...(from.skipsVerification === to.skipsVerification
    ? []
    : [
        {
          op: 'replace' as const,
          path: '/tlsConfig/insecureSkipVerification',
          value: String(to.skipsVerification),
        },
      ]),
  ...mapPatches('/requestParameters', from.requestParameters, to.requestParameters),
  ...mapPatches('/requestTemplates', from.requestTemplates, to.requestTemplates),
  ...setPatches('/cacheKeyParameters', from.cacheKeyParameters, to.cacheKeyParameters, true),
];
