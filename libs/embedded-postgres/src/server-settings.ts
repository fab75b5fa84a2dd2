/** What the server's settings depend on. */
export interface ServerSettings {
  readonly port: number;
  /** `false` trades the data for speed: for tests that throw the cluster away. */
  readonly durable: boolean;
}

/** Command-line settings, which outrank any that initdb or a person wrote into the cluster's own files. */
export function serverArguments(settings: ServerSettings): readonly string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port: settings.port,
    // A socket file in a shared folder would be one more way in.
    unix_socket_directories: '',
    max_connections: 200,
    // One server and no standbys: write-ahead log is for crash recovery alone.
    wal_level: 'minimal',
    max_wal_senders: 0,
    // Many small statements: compiling them costs more than it saves.
    jit: 'off',
    // What is asked for is in memory or on an SSD: an index is cheaper than the default makes the planner
    // think.
    random_page_cost: 1.1,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_line_prefix: '',
    logging_collector: 'off',
    ...(settings.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
