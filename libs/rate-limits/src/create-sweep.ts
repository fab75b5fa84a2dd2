/**
 * So many entries are looked at in one go: a hundred thousand are gone through in ten seconds, and no turn of
 * the event loop takes long.
 */
const keysPerSweep = 1000;

/**
 * Goes through a map a piece at a time, while entries come and go: each call looks at the next ones, and
 * starts over after the last.
 */
export function createSweep<K, V>(map: Map<K, V>): (look: (key: K, value: V) => void) => void {
  let round: Iterator<[K, V]> | null = null;
  return (look) => {
    round ??= map.entries();
    for (let looks = 0; looks < keysPerSweep; looks++) {
      const next = round.next();
      if (next.done) {
        round = null;
        return;
      }
      look(next.value[0], next.value[1]);
    }
  };
}
