import { badRequest, fail, ok, type Result } from '../../domain-error.js';

/** One row of a CSV file and the line that it begins on, counted from 1. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads CSV as the key file format has it (developer guide: API Gateway API key file format): RFC 4180, and
 * beyond it single quotes as well as double ones, and blanks around values trimmed. A quote opens a field
 * only at its beginning; doubled inside it stands for itself. Empty lines are no rows. Not a library: those
 * we know take one quote character per file.
 */
export function readCsv(text: string): Result<readonly CsvRow[]> {
  // A byte order mark is what spreadsheets begin their files with.
  const reader: Reader = { text: text.replace(/^\uFEFF/, ''), at: 0, line: 1 };
  const rows: CsvRow[] = [];
  while (reader.at < reader.text.length) {
    const { line } = reader;
    const fields = readRow(reader);
    if (fields === null) return fail(badRequest(`Invalid CSV: malformed quotes on line ${line}`));
    if (fields.length > 1 || fields[0] !== '') rows.push({ line, fields });
  }
  return ok(rows);
}

/** Where reading stands; moved on by the functions below. */
interface Reader {
  readonly text: string;
  at: number;
  line: number;
}

/**
 * The fields up to the end of the line, which is passed over; null for a quote that does not close, or text
 * after one.
 */
function readRow(reader: Reader): string[] | null {
  const fields: string[] = [];
  for (;;) {
    const field = readField(reader);
    if (field === null) return null;
    fields.push(field);
    const separator = reader.text[reader.at];
    if (separator === ',') {
      reader.at += 1;
      continue;
    }
    if (separator !== undefined) {
      reader.at += reader.text.startsWith('\r\n', reader.at) ? 2 : 1;
      reader.line += 1;
    }
    return fields;
  }
}

function readField(reader: Reader): string | null {
  skipBlanks(reader);
  const quote = reader.text[reader.at];
  if (quote !== '"' && quote !== "'") return readUntilSeparator(reader).trimEnd();
  reader.at += 1;
  const value = readQuoted(reader, quote);
  if (value === null) return null;
  skipBlanks(reader);
  const next = reader.text[reader.at];
  return next === undefined || isSeparator(next) ? value.trim() : null;
}

function readQuoted(reader: Reader, quote: string): string | null {
  let value = '';
  for (;;) {
    const end = reader.text.indexOf(quote, reader.at);
    if (end === -1) return null;
    const part = reader.text.slice(reader.at, end);
    reader.line += part.split('\n').length - 1;
    value += part;
    reader.at = end + 1;
    if (reader.text[reader.at] !== quote) return value;
    value += quote;
    reader.at += 1;
  }
}

function readUntilSeparator(reader: Reader): string {
  const start = reader.at;
  while (reader.at < reader.text.length && !isSeparator(reader.text[reader.at]!)) reader.at += 1;
  return reader.text.slice(start, reader.at);
}

function skipBlanks(reader: Reader): void {
  while (reader.text[reader.at] === ' ' || reader.text[reader.at] === '\t') reader.at += 1;
}

const isSeparator = (character: string): boolean =>
  character === ',' || character === '\n' || character === '\r';
