/** Who signs tokens, and where its keys are: by configuration alone, never by what a token says. */
export interface TokenIssuer {
  /** Its id here: key sets are kept under it. */
  readonly id: string;
  /** What `iss` of its tokens may be. */
  readonly names: readonly string[];
  /** Cognito's tokens say by `token_use` what they are for; others do not. */
  readonly kind: 'cognito' | 'oidc';
  /** Where to find its keys: the key set itself, or a discovery document that names it. */
  readonly keys: { readonly url: string; readonly isDiscovery: boolean };
}
