import { tollgateCall } from './service.js';

/** The last link of an account's chain of events. */
export interface AuditHead {
  readonly accountId: string;
  /** How many events the account has had. */
  readonly sequence: number;
  /** SHA-256 of the last event and of all before it, in hex. */
  readonly hash: string;
  readonly atMs: number;
}

/** A file as it came. */
export interface ExportedFile {
  readonly body: Uint8Array<ArrayBuffer>;
}

/** JSON Lines, for `npm run audit:verify`; times as `2026-11-30T00:00:00Z`. */
export const ExportAudit = /* @__PURE__ */ tollgateCall<
  ExportedFile,
  { readonly from?: string; readonly to?: string }
>()('ExportAudit', 'GET', '/audit/export', { query: ['from', 'to'], outputPayload: 'body' });
export const ReadAuditHead = /* @__PURE__ */ tollgateCall<AuditHead>()('ReadAuditHead', 'GET', '/audit/head');
