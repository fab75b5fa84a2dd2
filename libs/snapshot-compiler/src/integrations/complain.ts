import type { DiagnosticCode } from '../diagnostic.js';

/** Reports a diagnostic about the method at hand. */
export type Complain = (code: DiagnosticCode, message: string) => void;
