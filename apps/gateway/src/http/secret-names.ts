/** Names of headers and query parameters whose values are secrets, or may well be. */
export const isSecretName = (name: string): boolean =>
  /auth|cookie|token|secret|passw|credential|signature|assertion|session|jwt|otp|pin$|^code$|api[-_]?key|^key$|access[-_]?key|client[-_]?cert/i.test(
    name,
  );
