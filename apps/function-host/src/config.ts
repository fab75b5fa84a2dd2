import { integer, path, type ConfigOf } from '#libs/config';

/** Everything that the function host takes from its environment. */
export const functionHostConfig = {
  port: integer('TOLLGATE_FUNCTION_HOST_PORT', {
    min: 0,
    max: 65_535,
    default: 9001,
    description: 'loopback port of the development function host; 0 takes a free one',
  }),
  functionsDir: path('TOLLGATE_FUNCTIONS_DIR', {
    default: 'functions',
    description: 'folder of functions: <name>.mjs, or <name>/index.mjs, that exports handler',
  }),
} as const;

export type FunctionHostConfig = ConfigOf<typeof functionHostConfig>;
