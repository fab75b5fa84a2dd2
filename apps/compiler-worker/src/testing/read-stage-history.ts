import { stageMoves, type Database, type RecordedStageMove } from '#libs/persistence';

/** The moves of a RestApi's stage `dev`, newest first. */
export const readStageHistory = (database: Database, restApiId: string): Promise<RecordedStageMove[]> =>
  database.read((uow) => stageMoves.list(uow, restApiId, 'dev', { after: null, count: 100 }));
