/** Who an access key belongs to; `userId` null = the account's root. */
export interface AccessKeyOwner {
  readonly accountId: string;
  readonly userId: string | null;
}

/** What may be shown of an access key at any time, which the secret may not. */
export interface AccessKey {
  readonly owner: AccessKeyOwner;
  /** `AKIA...`. */
  readonly id: string;
  readonly isActive: boolean;
  readonly createdAtMs: number;
  /** Null = never, as far as is known. */
  readonly lastUse: AccessKeyUse | null;
}

/** When and for what a key has signed last. */
export interface AccessKeyUse {
  readonly atMs: number;
  /** The service and the region of the credential scope. */
  readonly service: string;
  readonly region: string;
}
