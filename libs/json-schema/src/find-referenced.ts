/** A schema that a reference leads to: its document, its JSON pointer there, and itself. */
export interface Referenced {
  readonly document: string;
  readonly pointer: string;
  readonly schema: unknown;
}

/**
 * Follows `#/definitions/pet`, `#`, or `https://apigateway.amazonaws.com/restapis/<id>/models/<Name>` with or
 * without a pointer behind it; null when it leads nowhere.
 */
export function findReferenced(
  documents: Readonly<Record<string, unknown>>,
  document: string,
  reference: string,
): Referenced | null {
  const hash = reference.indexOf('#');
  const address = hash < 0 ? reference : reference.slice(0, hash);
  const pointer = hash < 0 ? '' : decodePointer(reference.slice(hash + 1));
  if (pointer === null || (pointer !== '' && !pointer.startsWith('/'))) return null;
  const name = address === '' ? document : /\/models\/([A-Za-z0-9]+)$/.exec(address)?.[1];
  if (name === undefined || !Object.hasOwn(documents, name)) return null;
  let schema = documents[name];
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof schema !== 'object' || schema === null || !Object.hasOwn(schema, key)) return null;
    schema = (schema as Readonly<Record<string, unknown>>)[key];
  }
  return { document: name, pointer, schema };
}

function decodePointer(fragment: string): string | null {
  try {
    return decodeURIComponent(fragment);
  } catch {
    // A broken escape: the reference leads nowhere.
    return null;
  }
}
