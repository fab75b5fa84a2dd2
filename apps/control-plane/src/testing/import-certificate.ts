import { ImportCertificateCommand } from '@aws-sdk/client-acm';
import { makeTestCertificate } from '#libs/testing';
import { acmOf, importOf } from './acm-of.js';
import type { TestControlPlane } from './start-control-plane.js';

interface ImportOptions {
  readonly names?: readonly string[];
  readonly region?: string;
}

/** The ARN of a certificate of the operator's that domains may show: those right below example.com. */
export async function importCertificate(
  plane: Pick<TestControlPlane, 'url' | 'credentials'>,
  { names = ['*.example.com'], region = 'us-east-1' }: ImportOptions = {},
): Promise<string> {
  const acm = acmOf(plane, plane.credentials, region);
  const imported = await acm.send(
    new ImportCertificateCommand(importOf(await makeTestCertificate({ names }))),
  );
  acm.destroy();
  return imported.CertificateArn!;
}
