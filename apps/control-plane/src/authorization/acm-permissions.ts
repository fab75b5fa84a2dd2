import type { acm } from '#libs/aws-wire';
import { certificateArn, readCertificateArn } from '#libs/certificates';
import { certificates } from '#libs/persistence';
import { boundInputOf } from './bound-input.js';
import { requestTags, tagValues } from './context-values.js';
import type { AuthorizedCall, Permission } from './permission.js';

/**
 * `acm:<Operation>` on the certificate that it is about (Service Authorization Reference: AWS Certificate
 * Manager); an import of a new one is on any, the list and a request on nothing.
 */
export function acmPermissions(call: AuthorizedCall): readonly Permission[] {
  const name = call.operation!.name as acm.OperationName;
  const input = (boundInputOf(call) ?? {}) as Input;
  const { owner } = call.caller;
  const resource = isAboutNone.has(name) ? '*' : (input.CertificateArn ?? certificateArn(owner, '*'));
  const named = readCertificateArn(resource);
  return [
    {
      action: `acm:${name}`,
      resource,
      given: () => requestTags((input.Tags ?? []).map(({ Key, Value = '' }) => [Key, Value] as const)),
      stored: async (uow) => {
        const found = named && (await certificates.find(uow, owner, named.id));
        return tagValues('aws:resourcetag/', Object.entries(found?.tags ?? {}));
      },
    },
  ];
}

/** Members of inputs that say what an operation is about. */
interface Input {
  readonly CertificateArn?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value?: string }[];
}

const isAboutNone: ReadonlySet<acm.OperationName> = new Set(['ListCertificates', 'RequestCertificate']);
