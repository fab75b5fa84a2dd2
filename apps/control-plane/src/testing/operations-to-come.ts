/**
 * Operations of version 2 whose shapes are generated and which nothing serves yet. Whoever serves one takes
 * it out; without any this file goes.
 */
export const operationsToCome: ReadonlySet<string> = new Set(['ExportApi', 'ImportApi', 'ReimportApi']);
