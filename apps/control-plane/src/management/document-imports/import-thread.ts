import { parentPort, workerData } from 'node:worker_threads';
import {
  checkDocument,
  readDocumentation,
  runHttpImport,
  runImport,
  type CheckTask,
  type HttpImportTask,
  type ImportTask,
} from './run-import.js';

/** What the thread is started with. */
export type ThreadTask =
  | ({ readonly kind: 'run' } & ImportTask)
  | ({ readonly kind: 'run-http' } & HttpImportTask)
  | ({ readonly kind: 'check' } & CheckTask)
  | ({ readonly kind: 'documentation' } & Pick<ImportTask, 'body'>);

parentPort?.postMessage(resultOf(workerData as ThreadTask));

function resultOf(task: ThreadTask): unknown {
  switch (task.kind) {
    case 'run':
      return runImport(task);
    case 'run-http':
      return runHttpImport(task);
    case 'check':
      return checkDocument(task);
    case 'documentation':
      return { ok: true, value: readDocumentation(task) };
  }
}
