import { pageMembers, tollgateCall, type Page, type PageOf } from './service.js';

/** A WebSocket connection that is open. */
export interface OpenConnection {
  readonly connectionId: string;
  readonly connectedAt: string;
  readonly lastActiveAt: string;
  readonly ageSeconds: number;
  readonly identity: {
    readonly sourceIp: string;
    readonly userAgent: string | null;
    readonly principalId: string | null;
    readonly apiKeyId: string | null;
  };
}

/** In the order of their ids. */
export const ListConnections = /* @__PURE__ */ tollgateCall<Page<OpenConnection>, PageOf>()(
  'ListConnections',
  'GET',
  '/apis/{apiId}/stages/{stageName}/connections',
  { query: pageMembers },
);
