import { ok, type Result } from '../../domain-error.js';
import { applyPatch, patchedText, perPath, type PatchOperation, type PatchTable } from '../../patch/index.js';
import type { ClientCertificate } from './client-certificate.js';

/**
 * Applies UpdateClientCertificate's operations: the description is all that may change (API reference: patch
 * operations).
 */
export function patchClientCertificate(
  certificate: ClientCertificate,
  operations: readonly PatchOperation[] | null | undefined,
): Result<ClientCertificate> {
  return applyPatch(certificate, operations, clientCertificatePatchPaths);
}

export const clientCertificatePatchPaths: PatchTable<ClientCertificate> = {
  refuse: perPath,
  rules: [
    {
      path: '/description',
      ops: { replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }) },
    },
  ],
};
