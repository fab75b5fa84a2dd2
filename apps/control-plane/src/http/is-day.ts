import { ValidateBy, type ValidationArguments } from 'class-validator';
import { utcDayStartMs } from '#libs/rate-limits';

/** A day of the calendar, `YYYY-MM-DD`. */
export const IsDay = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && !Number.isNaN(utcDayStartMs(value)),
      defaultMessage: (given?: ValidationArguments) => `${given?.property} must be YYYY-MM-DD`,
    },
  });
