import type { Tags } from './tags.js';

/**
 * The tag on an HTTP API that gives it what REST APIs have and HTTP APIs at AWS lack: API keys with usage
 * plans, and bodies held to models. A tag, because AWS's wire has no member for what AWS does not do.
 */
export const restFeaturesTag = 'tollgate:rest-features';

/** Whether routes of an API with these tags may ask for API keys and check bodies. */
export const hasRestFeatures = (tags: Tags): boolean => tags[restFeaturesTag] === 'on';

/** Whether usage plans take stages of such an API: at AWS of WebSocket APIs alone. */
export const takesUsagePlans = (api: { readonly protocolType: string; readonly tags: Tags }): boolean =>
  api.protocolType === 'WEBSOCKET' || hasRestFeatures(api.tags);
