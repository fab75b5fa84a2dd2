import { formatPlaces, type Place } from './format-places.js';
import { absent, type LogVariable, type ReadVariable } from './log-variable.js';
import { splitFormat } from './split-format.js';

/** An entry holds at most so many bytes of UTF-8; AWS: 1 MB. */
export const entryBytesMax = 1_048_576;

/** No character becomes more bytes than this. */
const bytesPerCharMax = 8;

/** A format, ready to write lines. */
export interface AccessLogFormat<T> {
  /** The line of a request, without the line end. */
  readonly render: (subject: T) => string;
  /** The line end that the format has. */
  readonly lineEnd: string;
}

/** Writes the value of one variable; of a longer text its first `charsMax` characters. */
type Put<T> = (subject: T, charsMax: number) => string;

/**
 * Compiles a format. `variable` says what a name without `$context.` stands for; null is always absent.
 * Rendering never throws where reading the variables does not. An entry that is too long has all of its
 * values cut alike, so that it stays what it is.
 */
export function compileAccessLogFormat<T>(
  format: string,
  variable: (name: string) => LogVariable<T> | null,
): AccessLogFormat<T> {
  const split = splitFormat(format);
  const places = formatPlaces(split);
  const literals = [split.literals[0]!];
  const puts: Put<T>[] = [];
  split.names.forEach((name, index) => {
    const known = variable(name) ?? { constant: null };
    const after = split.literals[index + 1]!;
    if ('constant' in known) {
      literals[literals.length - 1] += places[index]!.escape(textOf(known.constant)) + after;
      return;
    }
    puts.push(putInto(places[index]!, known));
    literals.push(after);
  });
  const renderWithin = (subject: T, charsMax: number): string => {
    let line = literals[0]!;
    for (let index = 0; index < puts.length; index++) {
      line += puts[index]!(subject, charsMax) + literals[index + 1]!;
      if (line.length > entryBytesMax) break;
    }
    return line;
  };
  const room = entryBytesMax - Buffer.byteLength(literals.join(''));
  const share = Math.floor(room / Math.max(1, puts.length) / bytesPerCharMax) - 1;
  return {
    lineEnd: split.lineEnd,
    render(subject) {
      const line = renderWithin(subject, entryBytesMax);
      const isWithin = line.length * 3 <= entryBytesMax || Buffer.byteLength(line) <= entryBytesMax;
      return isWithin ? line : renderWithin(subject, share);
    },
  };
}

function putInto<T>(place: Place, { read, isPlain, isQuoted }: ReadVariable<T>): Put<T> {
  const { escape, quote } = place;
  if (isQuoted) {
    return (subject, charsMax) => {
      const text = textOf(read(subject));
      return text === absent ? escape(text) : quote(cut(text, charsMax));
    };
  }
  if (isPlain && !place.isJsonValue) return (subject) => textOf(read(subject));
  return (subject, charsMax) => {
    const value = read(subject);
    return typeof value === 'number' ? `${value}` : escape(cut(textOf(value), charsMax));
  };
}

function textOf(value: string | number | null): string {
  return value === null || value === '' ? absent : `${value}`;
}

function cut(text: string, charsMax: number): string {
  return text.length > charsMax ? text.slice(0, charsMax) : text;
}
