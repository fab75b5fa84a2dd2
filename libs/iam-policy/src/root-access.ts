import { compilePolicy } from './evaluation/compile-policy.js';

/** What the root user of an account may do in it: everything. An identity policy that nobody can write. */
export const rootAccess = compilePolicy(
  {
    kind: 'identity',
    version: '2012-10-17',
    statements: [
      {
        effect: 'Allow',
        action: { negated: false, patterns: ['*'] },
        resource: { negated: false, patterns: ['*'] },
        conditions: [],
      },
    ],
  },
  { name: 'root' },
);
