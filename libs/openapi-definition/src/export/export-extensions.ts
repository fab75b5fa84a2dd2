/** What an export shows beside plain OpenAPI (API reference: GetExport). */
export type ExportExtension = 'integrations' | 'authorizers' | 'documentation' | 'validators' | 'apigateway';

const known: readonly ExportExtension[] = ['integrations', 'authorizers', 'documentation', 'validators'];

/**
 * The `extensions` of a call, a list with commas; `apigateway` stands for all. Words that are not known add
 * nothing, and neither does `postman`, of which the API reference names no member: Postman imports the plain
 * document.
 */
export function readExportExtensions(text: string | undefined): ReadonlySet<ExportExtension> {
  const words = new Set((text ?? '').split(',').map((word) => word.trim().toLowerCase()));
  return words.has('apigateway')
    ? new Set([...known, 'apigateway'])
    : new Set(known.filter((word) => words.has(word)));
}
