import { ok, type Result } from '../../domain-error.js';
import type {
  ConnectionType,
  ContentHandling,
  Integration,
  IntegrationType,
  ResponseTransferMode,
} from './integration.js';
import type { Method } from '../methods/method.js';
import { readPassthroughBehavior, validateIntegration } from './integration-rules.js';

/** What PutIntegration is given. */
export interface NewIntegration {
  readonly type: IntegrationType;
  /** The method that the backend is called with. */
  readonly integrationHttpMethod?: string;
  readonly uri?: string;
  readonly connectionType?: ConnectionType;
  readonly connectionId?: string;
  readonly credentials?: string;
  readonly requestParameters?: Readonly<Record<string, string>>;
  readonly requestTemplates?: Readonly<Record<string, string | null>>;
  readonly passthroughBehavior?: string;
  readonly contentHandling?: ContentHandling;
  readonly timeoutInMillis?: number;
  readonly cacheNamespace?: string;
  readonly cacheKeyParameters?: readonly string[];
  readonly responseTransferMode?: ResponseTransferMode;
  readonly integrationTarget?: string;
  readonly tlsConfig?: { readonly insecureSkipVerification?: boolean };
}

/**
 * The method with a new integration, which replaces the one it had, responses and all (recorded:
 * integrations).
 */
export function putIntegration(method: Method, input: NewIntegration): Result<Method> {
  const passthroughBehavior = readPassthroughBehavior(input.passthroughBehavior ?? 'WHEN_NO_MATCH');
  if (!passthroughBehavior.ok) return passthroughBehavior;
  const valid = validateIntegration(method, {
    type: input.type,
    httpMethod: input.integrationHttpMethod ?? null,
    uri: input.uri ?? null,
    connectionType: input.connectionType ?? null,
    connectionId: input.connectionId ?? null,
    credentials: input.credentials || null,
    requestParameters: input.requestParameters ?? null,
    requestTemplates: input.requestTemplates ?? null,
    passthroughBehavior: passthroughBehavior.value,
    contentHandling: input.contentHandling ?? null,
    timeoutInMillis: input.timeoutInMillis ?? 29_000,
    cacheNamespace: input.cacheNamespace || method.resourceId,
    cacheKeyParameters: [...new Set(input.cacheKeyParameters)],
    tlsConfig: input.tlsConfig
      ? { insecureSkipVerification: input.tlsConfig.insecureSkipVerification ?? false }
      : null,
    ...(input.responseTransferMode && { responseTransferMode: input.responseTransferMode }),
    ...(input.integrationTarget && { integrationTarget: input.integrationTarget }),
    integrationResponses: {},
  });
  return valid.ok ? ok(withIntegration(method, valid.value)) : valid;
}

/** The method with the integration, or with none. */
export const withIntegration = (method: Method, methodIntegration: Integration | null): Method => ({
  ...method,
  methodIntegration,
});
