/**
 * What styles made as the page runs carry, so that the page's policy lets them in; empty where there is none.
 */
export const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
