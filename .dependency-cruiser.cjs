// The direction of imports (docs/architecture.md, "Which room may import which"). scripts/fences proves each rule.
//
//   renderer --> shared <-- preload (types only)
//                   ^
//   main/{topics, ipc} --> main/ports        core: plain Node, Electron as types only
//                   ^              ^
//   main/create-app +   main/adapters, main/electron
//                   +------------- main/index.ts (the window), main/start-app.ts (the rest)
//   local-hygiara: alone

const test = '[.]test[.]tsx?$'
const shared = '^src/shared/'
// A port speaks of secrets, and a secret is wrapped in a type of its own that cannot be printed.
// Every process of the app keeps its memory to itself, whichever room it is started from.
const ports = '^src/main/(ports|secret-value|core-dumps)[.]ts$'
// The core is what is left of main without the rooms that touch the world and the files that join things.
const core =
  '^src/main/(?!adapters/|electron/|testing/|ipc/|index[.]ts$|start-app[.]ts$|create-app[.]ts$|core-dumps[.]ts$)'
const electron = '^node_modules/electron/'
const packages = '^node_modules/'

// A package that reaches the outside world has one home; the rest of the app sees the port.
const homes = {
  axios: '^src/main/adapters/hygiara-api/',
  keytar: '^src/main/adapters/keychain/',
  'electron-store': '^src/main/adapters/kept-data-store([.]test)?[.]ts$',
  // Tests look into a database as another program would.
  libsql:
    '^(src/local-hygiara/sqlite([.]test)?[.]ts$|src/main/adapters/snapshots/snapshot-(database|store[.]test)[.]ts$|e2e/wire/)',
  yaml: '^(src/main/endpoints/reference/tree[.]ts$|e2e/|scripts/|src/.*[.]test[.]ts$)',
  hono: '^(src/local-hygiara/|scripts/bench/empty-route[.]ts$|e2e/servers/corpus/)',
  '@hono': '^(src/local-hygiara/|scripts/bench/empty-route[.]ts$|e2e/servers/corpus/)'
}

const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })
const code = (path, ...except) => ({ path, pathNot: [test, ...except] })
const notTypes = { dependencyTypesNot: ['type-only', 'type-import'] }

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    error(
      'no-cycles',
      'Two files that need each other are one file, or miss a third.',
      {},
      { circular: true }
    ),
    error(
      'no-orphans',
      'A file that nothing imports and that imports nothing is left over.',
      { orphan: true, path: '^(src|e2e|scripts)/', pathNot: ['[.]d[.]ts$', '[.]mjs$', test] },
      {}
    ),
    error('nothing-unresolved', 'The import leads nowhere.', {}, { couldNotResolve: true }),
    error(
      'only-declared-packages',
      'A package used here must stand in package.json.',
      // These are small apps with a package.json of their own, started by Electron.
      { pathNot: '^scripts/(setup/default-app|bench/bare-window)/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }
    ),
    error(
      'no-dev-dependency-in-the-product',
      'The packaged app has no devDependencies. (electron is one by convention: it is the runtime.)',
      code('^src/', '^src/main/testing/'),
      { dependencyTypes: ['npm-dev'], pathNot: electron, ...notTypes }
    ),
    error(
      'nothing-newer-than-the-oldest-runtime',
      'The product runs on Node 20.18 (Electron 33) too, which has no node:sqlite.',
      { path: '^src/' },
      { path: '^(node:)?sqlite$' }
    ),
    error(
      'tests-are-leaves',
      'What a test needs from another test belongs in a file of its own.',
      {},
      { path: test }
    ),

    error('shared-stands-alone', 'The common language imports zod and itself.', code(shared), {
      pathNot: [shared, '^node_modules/zod/']
    }),
    error(
      'preload-sees-electron-and-shared',
      'The preload is one small file between two worlds.',
      code('^src/preload/'),
      { pathNot: ['^src/preload/', electron, shared] }
    ),
    error(
      'preload-takes-types-from-shared',
      'A value from shared would pull zod into the sandboxed preload.',
      code('^src/preload/'),
      { path: shared, ...notTypes }
    ),

    error(
      'renderer-is-a-page',
      'It imports shared, itself and packages made for pages: no Node, no Electron, no other room.',
      code('^src/renderer/'),
      {
        pathNot: [
          '^src/renderer/',
          shared,
          `${packages}(@types/)?(react|react-dom|radix-ui|zustand|lucide-react)/`,
          `${packages}(@radix-ui|@fontsource-variable|@tanstack)/`
        ]
      }
    ),
    error(
      'ui-knows-no-topic',
      'The design system knows nothing of keys; a topic may use it, never the reverse.',
      code('^src/renderer/src/ui/'),
      { path: '^src/', pathNot: '^src/renderer/src/ui/' }
    ),

    error('core-is-plain', 'Topics import shared, ports, other topics and Node.', code(core), {
      // A parser computes and touches nothing.
      pathNot: [core, shared, electron, `${packages}yaml/`],
      dependencyTypesNot: ['core']
    }),
    error('core-takes-types-from-electron', 'The core runs in plain Node.', code(core), {
      path: electron,
      ...notTypes
    }),
    error('core-opens-no-connection', 'The network is behind the HygiaraApi port.', code(core), {
      path: '^(node:)?(http|https|http2|tls|dgram)$'
    }),
    error(
      'ports-name-no-topic',
      'A port says what the core needs from the world in the words of shared.',
      code(ports),
      { path: '^src/', pathNot: [shared, ports] }
    ),
    error(
      'ipc-sees-core-and-shared',
      'Channels lead to services; nothing else is known at the door.',
      code('^src/main/ipc/'),
      { pathNot: ['^src/main/ipc/', core, shared, electron], dependencyTypesNot: ['core'] }
    ),
    error(
      'electron-in-one-ipc-file',
      'Only register-handlers.ts and ready-door.ts listen; the rest of ipc runs in plain Node.',
      code('^src/main/ipc/', '^src/main/ipc/(register-handlers|ready-door)[.]ts$'),
      { path: electron, ...notTypes }
    ),
    error(
      'create-app-joins-core-and-ports',
      'Ports come in as arguments, so that the whole core starts without Electron.',
      code('^src/main/create-app[.]ts$'),
      {
        pathNot: [core, '^src/main/ipc/(?!register-handlers)', shared, electron],
        dependencyTypesNot: ['core']
      }
    ),
    error(
      'create-app-takes-types-from-electron',
      'The composition root of the core runs in plain Node.',
      code('^src/main/create-app[.]ts$'),
      { path: electron, ...notTypes }
    ),
    error(
      'adapters-know-ports-only',
      'An adapter fits one outside thing to one port.',
      code('^src/main/adapters/'),
      { path: '^src/', pathNot: ['^src/main/adapters/', ports, shared] }
    ),
    error(
      'electron-room-knows-ports-only',
      'Windows, protocol and menus meet the core in index.ts and start-app.ts.',
      code('^src/main/electron/'),
      // The guard says where pages come from; the protocol that serves them must mean the same place.
      { path: '^src/', pathNot: ['^src/main/electron/', '^src/main/ipc/sender-guard[.]ts$', ports, shared] }
    ),
    error(
      'electron-room-uses-no-package',
      'A package has its home among the adapters.',
      code('^src/main/electron/'),
      { path: packages, pathNot: electron }
    ),
    error(
      'only-index-joins',
      'Core, adapters and Electron meet in index.ts, for the window, and in start-app.ts, for the rest.',
      code('^src/', '^src/main/(index|start-app)[.]ts$', '^src/main/adapters/', '^src/main/electron/'),
      { path: '^src/main/(adapters|electron)/' }
    ),
    error('nobody-imports-index', 'It runs the app.', {}, { path: '^src/main/index[.]ts$' }),
    error(
      'start-app-comes-after-the-window',
      'Only index.ts starts it, and late: what it imports takes a while to load.',
      {},
      { path: '^src/main/start-app[.]ts$', dependencyTypesNot: ['dynamic-import'] }
    ),
    error(
      'start-app-is-for-index',
      'It starts the app.',
      { pathNot: '^src/main/index[.]ts$' },
      { path: '^src/main/start-app[.]ts$', dependencyTypes: ['dynamic-import'] }
    ),
    error(
      'doubles-are-for-tests',
      'In-memory ports never ship.',
      code('^(src|scripts)/', '^src/main/testing/'),
      { path: '^src/main/testing/' }
    ),

    error(
      'local-hygiara-is-alone',
      'The local server speaks HTTP and imports no other room.',
      { path: '^src/local-hygiara/' },
      { path: '^src/', pathNot: '^src/local-hygiara/' }
    ),
    error(
      'local-hygiara-is-plain-node',
      'It also runs from a terminal; Electron only as types.',
      code('^src/local-hygiara/'),
      { path: electron, ...notTypes }
    ),
    error(
      'nobody-builds-on-local-hygiara',
      'The app knows a server by its address. (Tests may start one.)',
      code('^src/(?!local-hygiara/)'),
      { path: '^src/local-hygiara/' }
    ),

    error(
      'e2e-looks-from-outside',
      'End-to-end tests drive the built app; of src they know the words only.',
      { path: '^e2e/', pathNot: '^e2e/(wire|servers/corpus)/' },
      { path: '^src/', pathNot: shared }
    ),
    error(
      'corpus-knows-no-reader',
      'Servers that were shaped by what reads them prove nothing; of src they know what a key looks like.',
      { path: '^e2e/servers/corpus/' },
      { path: '^src/', pathNot: '^src/local-hygiara/(key-value|sample-keys|testing/judge)[.]ts$' }
    ),
    error(
      'wire-drives-the-client',
      'The wire tests put the client, without a window, in front of a real server that goes wrong.',
      { path: '^e2e/wire/' },
      { path: '^src/', pathNot: [shared, ports, '^src/main/(adapters/|secret-value[.]ts$)'] }
    ),
    error(
      'e2e-takes-types-from-shared',
      'End-to-end tests run no code of the product.',
      { path: '^e2e/' },
      { path: shared, ...notTypes }
    ),

    ...Object.entries(homes).map(([name, home]) =>
      error(
        `${name.replace('@', '')}-has-one-home`,
        `${name} is imported in its home only.`,
        { path: '^(src|e2e|scripts)/', pathNot: home },
        { path: `${packages}${name}/` }
      )
    ),
    error(
      'keytar-without-its-shim',
      "keytar's shim falls back silently to a keyring in memory; only the package root reports a missing keychain.",
      {},
      { path: `${packages}keytar/(keytar|keyutils)` }
    )
  ],
  options: {
    // Types are dependencies too: `import type` across a fence is seen, and told apart by `type-only`.
    tsPreCompilationDeps: true,
    // No includeOnly: it would hide Node's builtins.
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|node_modules/[.]cache)/' },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      mainFields: ['module', 'main']
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' }
  }
}
