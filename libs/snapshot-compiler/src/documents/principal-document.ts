import { principalArn, type Principal } from '#libs/identity';
import { documentNames, sealDocument, type NamedPolicy, type SealedDocument } from '#libs/snapshot-format';

/** The document of a user or a role, with all policies that it has. */
export function principalDocument(principal: Principal, policies: readonly NamedPolicy[]): SealedDocument {
  const { id, accountId, kind, name, tags } = principal;
  return sealDocument('principal', documentNames.principal(id), {
    requires: ['aws-iam'],
    principalId: id,
    accountId,
    type: kind,
    arn: principalArn(principal),
    name,
    tags,
    policies,
  });
}
