// No two parts of it can take the same character: rubbish of any size is gone over once.
const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** A block of PEM (RFC 7468): its label, and its whole text. */
export interface PemBlock {
  readonly label: string;
  readonly text: string;
}

/**
 * The blocks of a text, in their order; undefined for one with anything but white space between them, or
 * without any.
 */
export function readPem(text: string): readonly PemBlock[] | undefined {
  const blocks: PemBlock[] = [];
  let end = 0;
  for (const match of text.matchAll(block)) {
    if (text.slice(end, match.index).trim() !== '') return undefined;
    blocks.push({ label: match[1]!, text: match[0] });
    end = match.index + match[0].length;
  }
  return blocks.length > 0 && text.slice(end).trim() === '' ? blocks : undefined;
}
