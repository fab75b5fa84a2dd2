import { parentPort, workerData } from 'node:worker_threads';
import { checkDocument, runImport, type ImportTask } from './run-import.js';

/** What the thread is started with; without options the document is only checked. */
export type ThreadTask = Omit<ImportTask, 'options'> & Partial<Pick<ImportTask, 'options'>>;

const { options, ...task } = workerData as ThreadTask;
parentPort?.postMessage(options ? runImport({ ...task, options }) : checkDocument(task));
