/**
 * The names in a list with commas, all when there is none; ends the process with a line when one of them is
 * not known.
 */
export function choose(only, known) {
  const chosen = only?.split(',') ?? known;
  const unknown = chosen.filter((name) => !known.includes(name));
  if (unknown.length === 0) return chosen;
  console.error(`there is no ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exit(1);
}
