/**
 * A value out of JSON as Java prints it: texts, numbers and truth values as they are, a list as `[a, b]`
 * (guide page "Selection expressions"), a map as `{a=b, c=d}`; nothing for null and for what is not there.
 * Ends once it has `charsMax` characters, so that neither size nor depth of a message costs more.
 */
export function printKey(value: unknown, charsMax: number): string {
  if (typeof value === 'string') return value.length > charsMax ? value.slice(0, charsMax) : value;
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const key = new Key(charsMax);
  key.print(value);
  return key.text;
}

class Key {
  text = '';

  constructor(private readonly charsMax: number) {}

  /** Every level of the value begins with a character, so the stack is no deeper than the text is long. */
  print(value: unknown): void {
    if (this.isFull) return;
    if (Array.isArray(value)) {
      this.add('[');
      for (let index = 0; index < value.length && !this.isFull; index++) {
        if (index > 0) this.add(', ');
        this.print(value[index]);
      }
      this.add(']');
    } else if (typeof value === 'object' && value !== null) {
      this.add('{');
      let isFirst = true;
      for (const name in value) {
        if (this.isFull) return;
        this.add(isFirst ? `${name}=` : `, ${name}=`);
        isFirst = false;
        this.print((value as Record<string, unknown>)[name]);
      }
      this.add('}');
    } else {
      this.add(String(value));
    }
  }

  private get isFull(): boolean {
    return this.text.length >= this.charsMax;
  }

  private add(text: string): void {
    const left = this.charsMax - this.text.length;
    this.text += text.length > left ? text.slice(0, left) : text;
  }
}
