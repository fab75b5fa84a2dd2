/** What the ARN of a managed policy names. */
export interface PolicyName {
  /** `aws` for those of AWS. */
  readonly accountId: string;
  readonly path: string;
  readonly name: string;
}

const pattern = /^arn:aws:iam::(aws|\d{12}):policy(\/(?:[\x21-\x7e]+\/)?)([\w+=,.@-]{1,128})$/;

/** Undefined for what is no ARN of a managed policy. */
export function parsePolicyArn(arn: string): PolicyName | undefined {
  const [, accountId, path, name] = pattern.exec(arn) ?? [];
  return accountId !== undefined && path !== undefined && name !== undefined
    ? { accountId, path, name }
    : undefined;
}
