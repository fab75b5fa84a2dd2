/** The content codings that responses are given; `deflate` is the zlib format (RFC 9110, section 8.4.1.2). */
export type Coding = 'gzip' | 'deflate';

/**
 * The coding that a caller asks for in Accept-Encoding; null: none. The coding of highest weight must be one
 * of ours, of several with that weight the first of ours counts; identity as the highest, `*` and a missing
 * header ask for nothing (guide pages "Enable payload compression" and "Receive an API response with a
 * compressed payload").
 */
export function chooseCoding(acceptEncoding: string | null): Coding | null {
  if (acceptEncoding === null) return null;
  let best: string[] = [];
  let highest = 0;
  for (const part of acceptEncoding.split(',')) {
    const [name = '', ...parameters] = part.split(';');
    const weight = name.trim() === '' ? 0 : weightOf(parameters);
    if (weight === 0 || weight < highest) continue;
    if (weight > highest) best = [];
    highest = weight;
    best.push(name.trim().toLowerCase());
  }
  return best.find(isCoding) ?? null;
}

function isCoding(name: string): name is Coding {
  return name === 'gzip' || name === 'deflate';
}

/** 0 to 1; what is no weight asks for nothing (RFC 9110, section 12.4.2). */
function weightOf(parameters: readonly string[]): number {
  const q = parameters.map((parameter) => parameter.trim()).find((parameter) => /^q=/i.test(parameter));
  if (q === undefined) return 1;
  const text = q.slice(2).trim();
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
