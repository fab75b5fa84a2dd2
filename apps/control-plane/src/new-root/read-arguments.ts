/** What `npm run credentials -- new-root` is asked for. */
export interface NewRootArguments {
  /** 12 digits; the installation's first account when not given. */
  readonly accountId: string | undefined;
  /** The header of the section that is printed. */
  readonly profile: string;
}

export const usage = 'usage: npm run credentials -- new-root [--account <12 digits>] [--profile <name>]';

/** Gives the line that says what is wrong instead, when something is. */
export function readArguments(given: readonly string[]): NewRootArguments | string {
  const [command, ...options] = given;
  if (command !== 'new-root') return usage;
  const values = new Map<string, string>();
  while (options.length > 0) {
    const [name = '', inline] = (options.shift() ?? '').split(/=(.*)/s);
    const value = inline ?? options.shift();
    if (!['--account', '--profile'].includes(name) || value === undefined || values.has(name)) return usage;
    values.set(name, value);
  }
  const accountId = values.get('--account');
  const profile = values.get('--profile') ?? 'default';
  if (accountId !== undefined && !/^\d{12}$/.test(accountId)) {
    return `--account must be an account id of 12 digits, not ${JSON.stringify(accountId)}`;
  }
  if (!/^[\w.@+-]{1,128}$/.test(profile)) {
    return `--profile must be of letters, digits and . @ + - _, not ${JSON.stringify(profile)}`;
  }
  return { accountId, profile };
}
