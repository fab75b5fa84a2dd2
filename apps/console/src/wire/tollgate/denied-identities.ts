import { pageMembers, tollgateCall, type Page, type PageOf } from './service.js';

/** Whom to refuse, and until when: `2026-12-31T23:59:59Z`. */
export interface IdentityToDeny {
  readonly type: 'jti' | 'sub' | 'principal' | 'access-key';
  readonly value: string;
  readonly until: string;
}

export interface DeniedIdentity extends IdentityToDeny {
  readonly id: string;
}

export const DenyIdentity = /* @__PURE__ */ tollgateCall<DeniedIdentity, IdentityToDeny>()(
  'DenyIdentities',
  'POST',
  '/denied-identities',
  { hasBody: true },
);
export const ListDeniedIdentities = /* @__PURE__ */ tollgateCall<Page<DeniedIdentity>, PageOf>()(
  'ListDeniedIdentities',
  'GET',
  '/denied-identities',
  { query: pageMembers },
);
export const DeleteDeniedIdentity = /* @__PURE__ */ tollgateCall<null>()(
  'DeleteDeniedIdentities',
  'DELETE',
  '/denied-identities/{id}',
);
