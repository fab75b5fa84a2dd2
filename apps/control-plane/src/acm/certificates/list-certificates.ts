import type { Owner } from '#libs/api-definition';
import type { acm } from '#libs/aws-wire';
import { listCertificates as list, type CertificateSearch, type UnitOfWork } from '#libs/persistence';
import { refusal } from '../refusals.js';
import { presentSummary } from './certificate.presenter.js';
import { nextTokenOf, readNextToken } from './next-token.js';

/** As many as a page has where nothing is said. */
const pageSize = 100;

/** ListCertificates: the caller's, oldest first unless they are sorted. */
export async function listCertificates(
  uow: UnitOfWork,
  owner: Owner,
  input: acm.ListCertificatesRequest,
  nowMs: number,
): Promise<acm.ListCertificatesResponse> {
  const { MaxItems = pageSize, NextToken, Includes = {} } = input;
  // Nobody else manages certificates here, and none can be exported.
  if (Includes.managedBy !== undefined || Includes.exportOption === 'ENABLED')
    return { CertificateSummaryList: [] };
  const question = questionOf(owner, input);
  const after = readNextToken(question, NextToken);
  const found = await list(uow, owner, { ...question, after, count: MaxItems + 1, nowMs });
  const page = found.slice(0, MaxItems);
  return {
    CertificateSummaryList: page.map((listed) => presentSummary(listed, nowMs)),
    ...(found.length > MaxItems && { NextToken: nextTokenOf(question, page.at(-1)!.certificate) }),
  };
}

type Question = Omit<CertificateSearch, 'after' | 'count' | 'nowMs'> & { readonly owner: Owner };

function questionOf(
  owner: Owner,
  { CertificateStatuses, Includes = {}, SortBy, SortOrder }: acm.ListCertificatesRequest,
): Question {
  if ((SortBy === undefined) !== (SortOrder === undefined))
    throw refusal('ValidationException', 'SortBy and SortOrder are given together.');
  const { keyTypes, keyUsage, extendedKeyUsage } = Includes;
  return {
    owner,
    statuses: CertificateStatuses ?? null,
    // "Default filtering returns only RSA_1024 and RSA_2048 certificates" (API reference: Filters).
    keyAlgorithms: keyTypes ?? ['RSA_1024', 'RSA_2048'],
    keyUsages: askedFor(keyUsage),
    extendedKeyUsages: askedFor(extendedKeyUsage),
    newestFirst: SortOrder === 'DESCENDING',
  };
}

/** `ANY` asks for nothing. */
const askedFor = (words: readonly string[] | undefined): readonly string[] | null =>
  words === undefined || words.includes('ANY') ? null : words;
