import { tollgateCall } from './service.js';

/** What a person should know of the installation that a page cannot see by itself. */
export interface Installation {
  /** Where APIs are called, with `{apiId}` and `{region}` to be filled in. */
  readonly executeApiUrl: string;
}

export const ReadInstallation = /* @__PURE__ */ tollgateCall<Installation>()(
  'ReadInstallation',
  'GET',
  '/installation',
);
