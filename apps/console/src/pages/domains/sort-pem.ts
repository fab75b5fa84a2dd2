import { blocksOf, readCertificate } from './read-certificate.js';

/** What an import is made of; nothing is the empty text. */
export interface SortedPem {
  readonly certificate: string;
  readonly chain: string;
  readonly key: string;
}

export const nothingSorted: SortedPem = { certificate: '', chain: '', key: '' };

/** PEM blocks of files that were dropped, whatever their names: certificate, chain, key. */
export function sortPem(text: string): SortedPem {
  const blocks = blocksOf(text);
  const certificates = inOrder(blocks.filter((block) => block.startsWith('-----BEGIN CERTIFICATE-----')));
  const keys = blocks.filter((block) => / ?PRIVATE KEY-----/.test(block.split('\n')[0] ?? ''));
  return {
    certificate: certificates[0] ?? '',
    chain: certificates.slice(1).join('\n'),
    key: keys[0] ?? '',
  };
}

/**
 * The one that vouches for no other first, and behind each the one that vouches for it, as the service wants
 * a chain. What cannot be read, or vouches for none of these, stays behind in its order.
 */
function inOrder(blocks: readonly string[]): readonly string[] {
  const left = blocks.map((block) => ({ block, facts: readCertificate(block) }));
  const leaf = left.findIndex(
    ({ facts }) =>
      facts !== null &&
      !left.some(({ facts: other }) => other !== null && other !== facts && other.issuer === facts.subject),
  );
  const sorted: string[] = [];
  let next = leaf;
  while (next >= 0) {
    const [{ block, facts }] = left.splice(next, 1) as [(typeof left)[number]];
    sorted.push(block);
    next = left.findIndex((other) => other.facts !== null && other.facts.subject === facts?.issuer);
  }
  return [...sorted, ...left.map(({ block }) => block)];
}

/** Files may come one after the other: what the last ones lack stays. */
export const withMore = (before: SortedPem, more: SortedPem): SortedPem => ({
  certificate: more.certificate || before.certificate,
  chain: more.certificate ? more.chain : before.chain,
  key: more.key || before.key,
});
