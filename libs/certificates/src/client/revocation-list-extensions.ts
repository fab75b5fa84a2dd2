import { derContent, derTags, derValuesWithin, readDer, type DerValue } from '../der.js';

/** `2.5.29.28`: which certificates the list is about. */
const issuingDistributionPoint = Buffer.from([0x55, 0x1d, 0x1c]);
/** Of it: where the list is found, and that it is of users' or of authorities' certificates alone. */
const harmless = new Set([0xa0, 0x81, 0x82]);

/**
 * Why a list cannot be taken for what it says, by its extensions or those of an entry; undefined when it can.
 * One that must be understood (critical) and is not, as of a list of changes, would be misread.
 */
export function whyNotListed(der: Buffer, extensions: DerValue | undefined): string | undefined {
  if (!extensions) return undefined;
  // Those of a list are wrapped once more than those of an entry.
  const all = extensions.tag === 0xa0 ? readDer(der, extensions.contentFrom, extensions.to) : extensions;
  for (const extension of derValuesWithin(der, all)) {
    const [oid, second, third] = derValuesWithin(der, extension);
    const isCritical = second!.tag === derTags.boolean && der[second!.contentFrom] !== 0;
    const value = second!.tag === derTags.boolean ? third! : second!;
    if (derContent(der, oid!).equals(issuingDistributionPoint)) {
      const parts = [...derValuesWithin(der, readDer(der, value.contentFrom, value.to))];
      if (parts.some(({ tag }) => !harmless.has(tag)))
        return 'it is for some reasons alone, or for certificates of other authorities';
    } else if (isCritical) return 'it has a critical extension that is not known, as lists of changes have';
  }
  return undefined;
}
