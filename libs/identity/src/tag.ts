/** IAM keeps a key as it was written, and takes no other that differs in case alone. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}
