/**
 * The direction of imports, as a table: what a folder (or file) of src/ may import besides its own files.
 * `npm:` is a package, `npm:*` any of them, `types:` a package of which only types are imported, `node:*` any module
 * of Node. What is not named is forbidden.
 */
const MAY_IMPORT = {
  'bin.ts': ['main.ts', 'adapters', 'deps.ts', 'errors.ts', 'domain', 'render/failure.ts', 'node:*'],
  'main.ts': [
    'cli',
    'commands',
    'recognise.ts',
    'with-log.ts',
    'deps.ts',
    'errors.ts',
    'invocation.ts',
    'render',
    'domain',
  ],
  'with-log.ts': ['render', 'deps.ts'],
  cli: ['invocation.ts', 'render/nearest.ts', 'render/wrap.ts', 'domain', 'npm:yargs'],
  commands: [
    'follow-rows.ts',
    'follow-service.ts',
    'list-if-allowed.ts',
    'read-facts.ts',
    'read-study.ts',
    'read-facts-from-file.ts',
    'inspect.ts',
    'recognise.ts',
    'report-on-service.ts',
    'input',
    'protocol',
    'render',
    'deps.ts',
    'errors.ts',
    'invocation.ts',
    'domain',
  ],
  'read-facts.ts': ['list-if-allowed.ts', 'recognise.ts', 'input', 'deps.ts', 'errors.ts', 'domain'],
  'read-study.ts': ['list-if-allowed.ts', 'input', 'deps.ts', 'domain'],
  'list-if-allowed.ts': ['deps.ts', 'errors.ts', 'domain'],
  'read-facts-from-file.ts': ['input', 'deps.ts', 'errors.ts', 'invocation.ts', 'domain'],
  'follow-rows.ts': ['watched-objects.ts', 'read-facts.ts', 'recognise.ts', 'input', 'deps.ts', 'errors.ts', 'domain'],
  'watched-objects.ts': ['list-if-allowed.ts', 'input', 'deps.ts', 'errors.ts', 'domain'],
  'follow-service.ts': ['input', 'deps.ts', 'errors.ts', 'domain'],
  'inspect.ts': ['recognise.ts', 'deps.ts', 'domain'],
  'report-on-service.ts': ['recognise.ts', 'domain'],
  'recognise.ts': ['distributions', 'substrates', 'domain'],
  adapters: ['protocol', 'deps.ts', 'errors.ts', 'domain', 'npm:*', 'node:*'],
  render: ['domain', 'npm:cli-table3', 'npm:fastest-levenshtein', 'npm:js-yaml', 'npm:string-width'],
  input: ['domain', 'npm:js-yaml', 'npm:valibot', 'types:@kubernetes/client-node'],
  protocol: ['domain'],
  distributions: ['domain'],
  substrates: ['domain'],
  'deps.ts': ['errors.ts', 'domain', 'types:@kubernetes/client-node', 'node:*'], // all of it types
  'errors.ts': [],
  'invocation.ts': ['domain'],
  domain: ['npm:fastest-levenshtein'],
};

const rows = Object.entries(MAY_IMPORT).map(([from, allowed]) => ({
  name: `${from} may import ${[from, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: own(from) },
  to: {
    pathNot: [from, ...allowed].filter((name) => name !== 'node:*').map(own),
    ...(allowed.includes('node:*') ? { dependencyTypesNot: ['core'] } : {}),
  },
}));

const typesOnly = Object.entries(MAY_IMPORT).flatMap(([from, allowed]) =>
  allowed
    .filter((name) => name.startsWith('types:'))
    .map((name) => ({
      name: `${from} may import only types of ${name.slice('types:'.length)}`,
      severity: 'error',
      from: { path: own(from) },
      to: { path: own(name), dependencyTypesNot: ['type-only'] },
    })),
);

export default {
  forbidden: [
    ...rows,
    ...typesOnly,
    {
      name: 'every file of src/ has a row in the table',
      severity: 'error',
      from: { path: '^src/', pathNot: Object.keys(MAY_IMPORT).map(own) },
      to: {},
    },
    {
      name: 'one adapter does not import another',
      severity: 'error',
      from: { path: '^src/adapters/([^/.]+)' },
      to: { path: '^src/adapters/', pathNot: '^src/adapters/$1[/.]' },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'src/ stands alone', severity: 'error', from: { path: '^src/' }, to: { path: '^(test|scripts)/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/fixtures/' },
    tsPreCompilationDeps: true, // an `import type` is an edge too
    tsConfig: { fileName: 'tsconfig.json' },
    builtInModules: { add: ['bun', 'bun:ffi'] },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

function own(name) {
  if (name === 'npm:*') return '^node_modules/';
  const [, packageName] = name.match(/^(?:npm|types):(.+)/) ?? [];
  if (packageName) return `^node_modules/(@types/)?${packageName}/`;
  return name.endsWith('.ts') ? `^src/${name.replace('.', '[.]')}$` : `^src/${name}/`;
}
