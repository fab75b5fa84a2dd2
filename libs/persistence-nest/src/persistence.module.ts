import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { databaseOver, dataSourceOptions, type Database, type DatabaseOptions } from '#libs/persistence';
import { DataSource } from 'typeorm';

/** As of any provider of Nest that is made by a function. What is injected must be of global modules. */
export interface PersistenceOptions<Injected extends readonly unknown[]> {
  readonly inject: symbol[];
  readonly useFactory: (...injected: Injected) => DatabaseOptions;
}

const HELD = Symbol('database of the module');

/**
 * Gives every module the Database under a token. TypeORM's own providers are not handed on: who needs
 * tables goes through `persistence`. Nest closes it in the last step of its shutdown, when HTTP and the
 * queue are closed.
 */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(@Inject(HELD) private readonly database: Database) {}

  static forRootAsync<Injected extends readonly unknown[]>(
    token: symbol,
    { inject, useFactory }: PersistenceOptions<Injected>,
  ): DynamicModule {
    const name = token.description ?? 'database';
    const optionsOf = (injected: readonly unknown[]) => useFactory(...(injected as unknown as Injected));
    return {
      module: PersistenceModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          name,
          inject,
          // Connecting, and connecting again, is the Database's: the process starts while Postgres is away.
          useFactory: (...injected: unknown[]) => ({
            ...dataSourceOptions(optionsOf(injected)),
            manualInitialization: true,
            retryAttempts: 0,
          }),
          dataSourceFactory: (options) => Promise.resolve(new DataSource(options!)),
        }),
      ],
      providers: [
        {
          provide: token,
          inject: [getDataSourceToken(name), ...inject],
          useFactory: (source: DataSource, ...injected: unknown[]) =>
            databaseOver(source, optionsOf(injected)),
        },
        { provide: HELD, useExisting: token },
      ],
      exports: [token],
    };
  }

  /**
   * TypeORM's module closes its data source too; here its listeners end, and late calls are told that it is
   * closed.
   */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
