/** One message as it came over the wire. */
export interface Message {
  readonly startLine: string;
  /** The head as it came, start line and last empty line included. */
  readonly head: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  body: Buffer;
  trailer: string;
  complete: boolean;
}

/** What a strict reader finds wrong. */
export interface Objection {
  readonly kind: 'malformed' | 'both-cl-and-te' | 'duplicate-cl' | 'duplicate-host';
  readonly detail: string;
}

export interface StrictReaderOptions {
  readonly reads: 'requests' | 'responses';
  /** Whether the next response has no body whatever its head says: the response to HEAD. */
  readonly nextIsBodiless?: () => boolean;
  readonly onHead?: (message: Message) => void;
  readonly onMessage?: (message: Message) => void;
}

type State =
  'head' | 'length' | 'chunk-size' | 'chunk-data' | 'chunk-end' | 'trailer' | 'until-close' | 'broken';

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const requestLine = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+ [\x21-\x7e]+ HTTP\/1\.1$/;
const statusLine = /^HTTP\/1\.1 [1-5][0-9][0-9] [\t\x20-\x7e\x80-\xff]*$/;

/**
 * Reads HTTP/1.1 off a connection by the letter of RFC 9112 and forgives nothing. After its first objection
 * it reads no further.
 */
export class StrictReader {
  readonly messages: Message[] = [];
  readonly interim: Message[] = [];
  objection: Objection | null = null;
  private pending: Buffer = Buffer.alloc(0);
  private state: State = 'head';
  private message: Message | null = null;
  private parts: Buffer[] = [];
  private left = 0;

  constructor(private readonly options: StrictReaderOptions) {}

  /** Whether bytes of a message are here that is not complete. */
  get inside(): boolean {
    return this.state !== 'head' || this.pending.length > 0;
  }

  push(bytes: Buffer): void {
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    while (this.step());
  }

  /** The other side has closed its half. */
  end(): void {
    if (this.state === 'until-close') this.complete();
  }

  /** True when there may be more to read in what is here. */
  private step(): boolean {
    switch (this.state) {
      case 'head':
        return this.readHead();
      case 'length':
        return this.take() && (this.left > 0 || this.complete());
      case 'chunk-size':
        return this.readChunkSize();
      case 'chunk-data':
        if (this.take() && this.left === 0) this.state = 'chunk-end';
        return this.pending.length > 0;
      case 'chunk-end':
        return this.readChunkEnd();
      case 'trailer':
        return this.readTrailer();
      case 'until-close':
        this.left = Infinity;
        return this.take();
      case 'broken':
        return false;
    }
  }

  private readHead(): boolean {
    const end = this.pending.indexOf('\r\n\r\n');
    const text = this.pending.toString('latin1', 0, end < 0 ? this.pending.length : end + 4);
    if (/(?:^|[^\r])\n|\r[^\n]/.test(text)) return this.object('malformed', `a bare CR or LF in ${text}`);
    if (end < 0) return false;
    this.pending = this.pending.subarray(end + 4);
    const [startLine = '', ...lines] = text.slice(0, -4).split('\r\n');
    const isRequest = this.options.reads === 'requests';
    if (!(isRequest ? requestLine : statusLine).test(startLine)) return this.object('malformed', startLine);
    const fields = this.readFields(lines);
    if (fields === null) return false;
    this.message = { startLine, head: text, fields, body: Buffer.alloc(0), trailer: '', complete: false };
    return this.beginBody(this.message);
  }

  private readFields(lines: readonly string[]): [string, string][] | null {
    const fields: [string, string][] = [];
    for (const line of lines) {
      const colon = line.indexOf(':');
      const name = line.slice(0, Math.max(colon, 0));
      const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
      if (!token.test(name) || !fieldValue.test(value)) {
        this.object('malformed', `field ${line}`);
        return null;
      }
      fields.push([name.toLowerCase(), value]);
    }
    return fields;
  }

  private beginBody(message: Message): boolean {
    const all = (name: string): string[] =>
      message.fields.filter(([key]) => key === name).map(([, value]) => value);
    const lengths = all('content-length');
    const codings = all('transfer-encoding');
    const isRequest = this.options.reads === 'requests';
    if (lengths.length > 0 && codings.length > 0) return this.object('both-cl-and-te', message.head);
    if (lengths.length > 1) return this.object('duplicate-cl', message.head);
    if (isRequest && all('host').length !== 1) return this.object('duplicate-host', message.head);
    if (lengths.some((value) => !/^[0-9]+$/.test(value))) return this.object('malformed', message.head);
    if (codings.length > 1 || (codings.length === 1 && codings[0]!.toLowerCase() !== 'chunked')) {
      return this.object('malformed', message.head);
    }
    const status = isRequest ? 0 : Number(message.startLine.slice(9, 12));
    if (status >= 100 && status < 200) {
      this.interim.push(message);
      return true;
    }
    this.messages.push(message);
    this.options.onHead?.(message);
    const bodiless = status === 204 || status === 304 || this.options.nextIsBodiless?.() === true;
    this.left = Number(lengths[0] ?? 0);
    if (bodiless || (this.left === 0 && codings.length === 0 && (isRequest || lengths.length > 0))) {
      return this.complete();
    }
    this.state = codings.length > 0 ? 'chunk-size' : lengths.length > 0 ? 'length' : 'until-close';
    return true;
  }

  private take(): boolean {
    const part = this.pending.subarray(0, Math.min(this.left, this.pending.length));
    if (part.length === 0) return false;
    this.pending = this.pending.subarray(part.length);
    this.parts.push(part);
    this.left -= part.length;
    return true;
  }

  private readChunkSize(): boolean {
    const line = this.readLine();
    if (line === null) return false;
    if (!/^[0-9a-f]{1,8}$/i.test(line)) return this.object('malformed', `chunk size ${line}`);
    this.left = parseInt(line, 16);
    this.state = this.left === 0 ? 'trailer' : 'chunk-data';
    return true;
  }

  private readChunkEnd(): boolean {
    if (this.pending.length < 2) return false;
    if (this.pending.toString('latin1', 0, 2) !== '\r\n')
      return this.object('malformed', 'no CRLF after a chunk');
    this.pending = this.pending.subarray(2);
    this.state = 'chunk-size';
    return true;
  }

  private readTrailer(): boolean {
    const line = this.readLine();
    if (line === null) return false;
    if (line === '') return this.complete();
    this.message!.trailer += `${line}\r\n`;
    return this.readFields([line]) !== null;
  }

  /** A line without its CRLF; null when it is not here yet, or is none. */
  private readLine(): string | null {
    const end = this.pending.indexOf('\n');
    if (end < 0) return null;
    const line = this.pending.toString('latin1', 0, end);
    if (!line.endsWith('\r') || line.indexOf('\r') < line.length - 1) {
      this.object('malformed', `line ${line}`);
      return null;
    }
    this.pending = this.pending.subarray(end + 1);
    return line.slice(0, -1);
  }

  private complete(): boolean {
    const message = this.message!;
    message.body = Buffer.concat(this.parts);
    message.complete = true;
    this.parts = [];
    this.state = 'head';
    this.options.onMessage?.(message);
    return true;
  }

  private object(kind: Objection['kind'], detail: string): false {
    this.objection = { kind, detail: detail.slice(0, 300) };
    this.state = 'broken';
    return false;
  }
}
