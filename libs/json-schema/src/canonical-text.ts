import type { ValidationRun } from './validation-run.js';

/** A text that is the same for equal JSON values and for no others, in whatever order their members come. */
export function canonicalText(value: unknown, run: ValidationRun): string {
  let text = '';
  const write: (item: unknown) => boolean = (item) => {
    run.spend();
    if (Array.isArray(item)) {
      text += '[';
      for (const element of item) {
        run.inside(write, element);
        text += ',';
      }
      text += ']';
    } else if (typeof item === 'object' && item !== null) {
      text += '{';
      for (const name of Object.keys(item).sort()) {
        text += `${JSON.stringify(name)}:`;
        run.inside(write, (item as Record<string, unknown>)[name]);
        text += ',';
      }
      text += '}';
    } else {
      const plain = JSON.stringify(item) ?? 'null';
      run.spend(Math.floor(plain.length / 16));
      text += plain;
    }
    return true;
  };
  run.inside(write, value);
  return text;
}
