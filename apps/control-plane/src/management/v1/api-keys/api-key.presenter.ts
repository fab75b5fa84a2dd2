import type { ApiKey } from '#libs/api-definition';
import { epochSeconds, type v1 } from '#libs/aws-wire';

/** What a presented key shows beyond what every response does. */
export interface ApiKeyExtras {
  /** Only in create responses and where values were asked for. */
  readonly value?: string;
  /**
   * Get and update responses show `{}` where there are no tags, create and list responses nothing (recorded:
   * general patterns).
   */
  readonly emptyTags?: boolean;
}

/** An API key as AWS shows it (recorded: API keys). */
export function presentApiKey(apiKey: ApiKey, { value, emptyTags = false }: ApiKeyExtras = {}): v1.ApiKey {
  const showTags = emptyTags || Object.keys(apiKey.tags).length > 0;
  return {
    id: apiKey.id,
    value,
    name: apiKey.name ?? undefined,
    customerId: apiKey.customerId ?? undefined,
    description: apiKey.description ?? undefined,
    enabled: apiKey.enabled,
    createdDate: epochSeconds(apiKey.createdAtMs),
    lastUpdatedDate: epochSeconds(apiKey.lastUpdatedAtMs),
    stageKeys: [...apiKey.stageKeys],
    tags: showTags ? { ...apiKey.tags } : undefined,
  };
}
