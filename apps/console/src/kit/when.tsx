import { Text, Tooltip } from '@mantine/core';
import { formatAge, formatTime, msOf, type WireTime } from './formats.js';

/** An age, with the whole time to read behind it. */
export function When({ at }: { readonly at: WireTime | null | undefined }) {
  if (at === undefined || at === null) return <Text span>never</Text>;
  return (
    <Tooltip label={formatTime(at)}>
      <time dateTime={new Date(msOf(at)).toISOString()} tabIndex={0}>
        {formatAge(at)}
      </time>
    </Tooltip>
  );
}
