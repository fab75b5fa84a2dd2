/** The one root logger of a process: JSON lines on stdout. */
export { createLogger, type LoggerOptions } from './create-logger.js';
/** What a log line says of an error. */
export { describeError, unquotedMessage, type DescribedError } from './describe-error.js';
/** The interface that code is given, its levels and its fields. */
export { logLevels, type Logger, type LogFields, type LogLevel } from './logger.js';
/** A logger that writes nothing. */
export { silentLogger } from './silent-logger.js';
/** What an app tells and hears from `npm start`; both do nothing elsewhere. */
export { announceReady, exitWhenParentIsGone } from './launcher-channel.js';
/** What a process shows to Prometheus: itself, and what it counts, on a port of its own. */
export { listenForMetrics, metricsPath, type MetricsListener } from './metrics/listen-for-metrics.js';
export { watchProcess } from './metrics/process-metrics.js';
export { openMetricsPort } from './metrics/open-metrics-port.js';
export { renderInTurns } from './metrics/render-in-turns.js';
