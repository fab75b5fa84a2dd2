import { tollgateCall } from './service.js';

/** A link that signs in once, by its token. */
export interface SignInLink {
  readonly token: string;
  readonly expiresAt: string;
}

/** For whoever signs with keys of their own. */
export const CreateSignInLink = /* @__PURE__ */ tollgateCall<SignInLink>()(
  'CreateSignInLink',
  'POST',
  '/console/sign-in-links',
);
