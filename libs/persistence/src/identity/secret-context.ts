/**
 * What the secret of an access key is sealed for (see `Sealer`): with the user, so that a key whose row was
 * given to another, or to the root, does not open.
 */
export const secretContextOf = (accessKeyId: string, userId: string | null): string =>
  userId === null ? `credential/${accessKeyId}` : `access-key/${userId}/${accessKeyId}`;
