import { elementsOf, objectIdOf, tags, timeOf, type Element } from './der.js';

/** What a certificate says of itself, for eyes; whether it holds is for the service to say. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** DNS names, of the subject alternative name. */
  readonly names: readonly string[];
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** The PEM blocks of a text, one by one. */
export const blocksOf = (text: string): readonly string[] =>
  text.match(/-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g) ?? [];

/** Reads the first certificate of a text (RFC 5280, 4.1); null: there is none, or it is none. */
export function readCertificate(pem: string): CertificateFacts | null {
  const block = blocksOf(pem).find((each) => each.startsWith('-----BEGIN CERTIFICATE-----'));
  if (block === undefined) return null;
  try {
    const [certificate] = elementsOf(bytesOf(block));
    const [toBeSigned] = elementsOf(certificate!.content);
    const members = elementsOf(toBeSigned!.content);
    // Version 1 leaves its own out.
    const [, , issuer, validity, subject, ...rest] = members[0]?.tag === 0xa0 ? members.slice(1) : members;
    const [from, until] = elementsOf(validity!.content);
    return {
      subject: nameOf(subject!),
      issuer: nameOf(issuer!),
      names: dnsNamesOf(rest.find(({ tag }) => tag === 0xa3)),
      notBefore: timeOf(from!),
      notAfter: timeOf(until!),
    };
  } catch {
    return null;
  }
}

const bytesOf = (block: string): Uint8Array =>
  Uint8Array.from(atob(block.replace(/-----[^-]+-----|\s/g, '')), (letter) => letter.charCodeAt(0));

/** Attributes of names that are met, by what they are written as (RFC 4519). */
const attributes: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
};

const utf8 = new TextDecoder();

/** `CN=api.example.com, O=Example`, in the order of the certificate. */
const nameOf = ({ content }: Element): string =>
  elementsOf(content)
    .flatMap((set) => elementsOf(set.content))
    .map((attribute) => {
      const [type, value] = elementsOf(attribute.content);
      const id = objectIdOf(type!.content);
      return `${attributes[id] ?? id}=${utf8.decode(value!.content)}`;
    })
    .join(', ');

const subjectAlternativeName = '2.5.29.17';
const dnsName = 0x82;

function dnsNamesOf(extensions: Element | undefined): readonly string[] {
  if (!extensions) return [];
  const [list] = elementsOf(extensions.content);
  for (const extension of elementsOf(list!.content)) {
    const [id, ...rest] = elementsOf(extension.content);
    if (objectIdOf(id!.content) !== subjectAlternativeName) continue;
    const value = rest.find(({ tag }) => tag === tags.octets);
    const [names] = elementsOf(value!.content);
    return elementsOf(names!.content)
      .filter(({ tag }) => tag === dnsName)
      .map(({ content }) => utf8.decode(content));
  }
  return [];
}
