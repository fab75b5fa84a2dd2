/** CloudWatch's bound on the value of a dimension. */
export const dimensionCharsMax = 255;

/**
 * A value as a dimension has it: characters that are not ASCII, or control characters, are left out, and what
 * is over 255 is cut (guide page "Amazon API Gateway dimensions and metrics").
 */
export function dimensionValue(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').slice(0, dimensionCharsMax);
}

/** What `ApiName` says of an API: its name as a dimension, its id where nothing of the name is left. */
export function apiNameDimension(name: string, apiId: string): string {
  return dimensionValue(name) || apiId;
}
