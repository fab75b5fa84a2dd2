// What stands above what in the console.

/** Its folders, from the words of the wire up to the frame that puts the pages together. */
const consoleMayImport = {
  wire: [],
  session: ['wire'],
  kit: ['wire', 'session'],
  pages: ['wire', 'session', 'kit'],
  shell: ['wire', 'session', 'kit', 'pages'],
};

const source = '^apps/console/src/';

/** Rules for .dependency-cruiser.cjs; `tests` are the files that may import anything. */
const consoleRules = (tests) => [
  ...Object.entries(consoleMayImport).map(([folder, allowed]) => ({
    name: `console-${folder}`,
    comment: `${folder} reads without what is above it; its row of the table says what it may import.`,
    severity: 'error',
    from: { path: `${source}${folder}/`, pathNot: tests },
    to: { path: source, pathNot: `${source}(${[folder, ...allowed].join('|')})/` },
  })),
  {
    name: 'console-pages-apart',
    comment: 'Groups of pages are joined by addresses alone; what two of them show is a piece of the kit.',
    severity: 'error',
    from: { path: `${source}pages/([^/]+)/`, pathNot: tests },
    to: { path: `${source}pages/[^/]+/`, pathNot: `${source}pages/$1/` },
  },
];

module.exports = { consoleRules };
