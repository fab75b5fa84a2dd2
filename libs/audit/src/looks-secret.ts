/** What stands in place of a secret, as in CloudTrail. */
export const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';

const secretName =
  /secret|passw|passphrase|private_?key|assertion|credential|authentication_?code|token_?code|master_?key|authorization|cookie|(^|[a-z_.-])api[-_]?key$/i;
const tokenName = /token$/i;
/** Places in lists, and names that keep a repeated call from counting twice. */
const harmlessToken =
  /^(next|page|client|sequence|uploadsequence|nextsequence|nextforward|nextbackward)?token$/i;

/** Whether the name of a member says that its value is a secret. */
export const looksSecret = (name: string): boolean =>
  secretName.test(name) || (tokenName.test(name) && !(harmlessToken.test(name) && name.length > 5));
