/** Why a text is no JSON schema; null for one that may be. The service checks it whole. */
export function schemaProblem(text: string): string | null {
  try {
    const schema: unknown = JSON.parse(text);
    return typeof schema === 'object' && schema !== null && !Array.isArray(schema)
      ? null
      : 'A schema is a JSON object.';
  } catch (error) {
    return `No JSON yet: ${(error as Error).message}`;
  }
}
