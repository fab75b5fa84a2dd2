import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { readCsv, type CsvRow } from './read-csv.js';

/** One API key of an import. */
export interface ApiKeyRow {
  /** Where in the file, for warnings. */
  readonly line: number;
  readonly value: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
}

/** What a file holds: its good rows, and what is wrong with the others. */
export interface ApiKeyFile {
  readonly rows: readonly ApiKeyRow[];
  readonly warnings: readonly string[];
}

/** As many as an account may have keys (developer guide: quotas). */
const ROWS_MAX = 10_000;

/**
 * Reads a file of API keys (developer guide: API Gateway API key file format). Columns come in any order and
 * case, unknown ones are passed over. Keys are enabled unless the file says otherwise, other than those that
 * CreateApiKey makes. The texts are ours.
 */
export function readApiKeyFile(text: string): Result<ApiKeyFile> {
  const csv = readCsv(text);
  if (!csv.ok) return csv;
  const [header, ...body] = csv.value;
  if (!header) return fail(badRequest('The API key file is empty: its first line must be a header'));
  if (body.length > ROWS_MAX) {
    return fail(badRequest(`An API key file may hold at most ${ROWS_MAX} keys`));
  }
  const columns = header.fields.map((name) => name.toLowerCase());
  for (const required of ['key', 'name']) {
    if (!columns.includes(required)) {
      return fail(badRequest(`The header of an API key file must have the column ${required}`));
    }
  }
  const twice = columns.find((name, index) => known.includes(name) && columns.indexOf(name) !== index);
  if (twice !== undefined) return fail(badRequest(`The header has the column ${twice} more than once`));
  const rows: ApiKeyRow[] = [];
  const warnings: string[] = [];
  for (const { line, fields } of body) {
    const row = readRow({ line, fields }, columns);
    if (row.ok) rows.push(row.value);
    else warnings.push(`Line ${line}: ${row.error}`);
  }
  return ok({ rows, warnings });
}

const known = ['key', 'name', 'description', 'enabled', 'usageplanids'];

function readRow({ line, fields }: CsvRow, columns: readonly string[]): Result<ApiKeyRow, string> {
  if (fields.length > columns.length) return fail('more values than the header has columns');
  const field = (name: string): string => fields[columns.indexOf(name)] ?? '';
  const value = field('key');
  if (value === '') return fail('the key has no value');
  if (field('name') === '') return fail('the key has no name');
  const enabled = field('enabled').toLowerCase();
  if (enabled !== '' && enabled !== 'true' && enabled !== 'false') {
    return fail(`Enabled must be true or false, not ${field('enabled')}`);
  }
  const usagePlanIds = field('usageplanids')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  return ok({
    line,
    value,
    name: field('name'),
    description: field('description'),
    enabled: enabled !== 'false',
    usagePlanIds: [...new Set(usagePlanIds)],
  });
}
