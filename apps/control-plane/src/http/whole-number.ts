import { Transform } from 'class-transformer';
import { IsInt, Min } from 'class-validator';

const digits = /^\d{1,15}$/;

/** A query parameter that is a whole number, written with digits alone. */
export const WholeNumber =
  ({ from = 0 } = {}): PropertyDecorator =>
  (target, key) => {
    const message = `${String(key)} must be a whole number${from > 0 ? ` from ${from} on` : ''}`;
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && digits.test(value) ? Number(value) : NaN,
    )(target, key);
    IsInt({ message })(target, key);
    Min(from, { message })(target, key);
  };
