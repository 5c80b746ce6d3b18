import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const electronImport = 'ImportDeclaration[source.value=/^electron(\\/|$)/][importKind!="type"]'
const namedFromElectron = (name) => [
  `${electronImport} > ImportSpecifier[imported.name="${name}"][importKind!="type"]`,
  `ExportNamedDeclaration[source.value=/^electron(\\/|$)/] > ExportSpecifier[local.name="${name}"]`
]

/** A rule that refuses whatever its selectors match: one rule a habit, so that each has its own exceptions. */
const refuse = (message, ...selectors) => ({
  meta: { type: 'problem', schema: [], messages: { refused: message } },
  create: (context) => {
    const report = (node) => context.report({ node, messageId: 'refused' })
    return Object.fromEntries(selectors.map((selector) => [selector, report]))
  }
})

const house = {
  rules: {
    'electron-by-name': refuse(
      'Import what you use from electron by its name, at the top: the other rules go by it.',
      `${electronImport} > ImportDefaultSpecifier`,
      `${electronImport} > ImportNamespaceSpecifier`,
      'ImportExpression[source.value=/^electron(\\/|$)/]',
      'CallExpression[callee.name="require"][arguments.0.value=/^electron(\\/|$)/]',
      'ExportAllDeclaration[source.value=/^electron(\\/|$)/]'
    ),
    'ipc-main-at-the-door': refuse(
      'Channels are answered in src/main/ipc only, behind its three doors.',
      ...namedFromElectron('ipcMain'),
      'MemberExpression[property.name="ipcMain"]',
      // A WebContents and a frame have an ipcMain of their own; it would be a way round.
      'CallExpression[callee.property.name=/^(on|once|handle|handleOnce)$/][callee.object.property.name="ipc"]'
    ),
    'events-from-one-file': refuse(
      'Events leave main through `publish`, which index.ts makes: it takes only what the contract names.',
      'CallExpression[callee.property.name=/^(send|postMessage)$/][callee.object.property.name=/^(webContents|mainFrame)$/]',
      'CallExpression[callee.property.name="sendToFrame"]'
    ),
    'ipc-renderer-in-the-preload': refuse(
      'Only the preload talks to main; a screen calls the bridge.',
      ...namedFromElectron('ipcRenderer'),
      'MemberExpression[property.name="ipcRenderer"]'
    ),
    'bridge-in-one-file': refuse(
      'Import the bridge from src/renderer/src/bridge.ts.',
      'MemberExpression[property.name="hygiara"]',
      'MemberExpression[computed=true][property.value="hygiara"]',
      'ObjectPattern > Property[key.name="hygiara"]'
    ),
    'clipboard-in-its-adapter': refuse(
      'Use the Clipboard port: only its adapter knows when to clear and what a platform keeps.',
      ...namedFromElectron('clipboard'),
      ...namedFromElectron('ClipboardItem'),
      'MemberExpression[object.name="navigator"][property.name="clipboard"]'
    ),
    'secrets-as-secrets': refuse(
      'A secret gets onto the clipboard by writeSecret only: it has the marks for clipboard histories, and a clock.',
      'CallExpression[callee.property.name=/^(writeText|copyText)$/] CallExpression[callee.property.name="reveal"]'
    ),
    'no-crash-reporter': refuse(
      'A crash dump may hold a secret; the reporter is never started.',
      ...namedFromElectron('crashReporter'),
      'MemberExpression[property.name="crashReporter"]'
    ),
    'open-external-in-one-file': refuse(
      'Links leave the app in one file of src/main/electron, which knows every address.',
      'MemberExpression[property.name="openExternal"]',
      'ObjectPattern > Property[key.name="openExternal"]'
    ),
    'no-raw-html': refuse(
      'Markup from strings is refused by the page’s policy (Trusted Types); render elements.',
      'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
      'Property[key.name="dangerouslySetInnerHTML"]',
      'AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|createContextualFragment)$/]',
      'CallExpression[callee.object.name="document"][callee.property.name=/^(write|writeln)$/]'
    ),
    'no-inline-style-or-script': refuse(
      "The page's policy has no 'unsafe-inline': a style or script in markup is dropped in silence.",
      'Literal[value=/<(style|script)[\\s>](?!.*\\bsrc=)/i]',
      'TemplateElement[value.raw=/<(style|script)[\\s>](?!.*\\bsrc=)/i]',
      'Literal[value=/<[a-z][^>]*\\sstyle=/i]',
      'TemplateElement[value.raw=/<[a-z][^>]*\\sstyle=/i]',
      'CallExpression[callee.property.name="setAttribute"][arguments.0.value="style"]'
    ),
    'imports-name-the-file': refuse(
      'Write the extension: Node runs some of these files as they are.',
      ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression)' +
        '[source.value=/^[.]{1,2}(\\/|$)(?!.*[.](ts|tsx|mjs|cjs|json|css|svg|png|woff2)$)/]'
    ),
    'no-default-export': refuse(
      'Export by name: one thing, one name, everywhere.',
      'ExportDefaultDeclaration',
      'ExportSpecifier[exported.name="default"]'
    ),
    'no-enum': refuse(
      'Use a union of literals: it is checked for exhaustiveness and leaves nothing at run time.',
      'TSEnumDeclaration'
    )
  }
}

const tests = ['**/*.test.{ts,tsx}', 'e2e/**/*.ts']
const typed = ['**/*.{ts,tsx}']
const everywhere = Object.fromEntries(Object.keys(house.rules).map((name) => [`house/${name}`, 'error']))

// What plain JavaScript (scripts, configurations) may name; typed files leave this to the compiler.
const nodeGlobals = [
  'AbortController',
  'AbortSignal',
  'Buffer',
  'URL',
  'URLSearchParams',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'structuredClone',
  'TextDecoder',
  'TextEncoder'
]

export default defineConfig(
  globalIgnores(['out/', 'node_modules/', 'docs/', 'resources/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    plugins: { house },
    rules: {
      ...everywhere,
      // `== null` is the short way to say null or undefined.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-alert': 'error',
      'no-console': 'error',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error'
    }
  },

  {
    files: typed,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname }
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // A `default` does not stand for the members of a union: a new member must be thought of.
        { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true }
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' }
      ],
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `rows<Row>()` says at the call what the database cannot say.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Costly, and about enums and look-alike classes, of which there are none.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A port is async because some adapter is; the others need not await anything.
      '@typescript-eslint/require-await': 'off'
    }
  },

  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: { 'react-hooks/exhaustive-deps': 'error' }
  },

  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])) },
    rules: {
      'no-undef': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-unreachable': 'error',
      'no-dupe-keys': 'error',
      'no-useless-catch': 'error',
      'no-unsafe-finally': 'error'
    }
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } }
  },

  {
    files: ['src/main/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
          name,
          message: 'The network is behind the HygiaraApi port.'
        }))
      ]
    }
  },
  {
    // Electron's types bring Node's along; the sandbox does not.
    files: ['src/preload/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'Buffer',
        'require',
        'module',
        'global',
        '__dirname',
        '__filename'
      ]
    }
  },

  {
    files: tests,
    rules: {
      'no-restricted-globals': 'off',
      // Tests pass odd values on purpose, and assert what the types cannot say.
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Inline styles and hostile markup are test material.
      'house/no-inline-style-or-script': 'off'
    }
  },
  // Tools for people print.
  { files: ['scripts/**', 'e2e/**'], rules: { 'no-console': 'off' } },

  // The homes: each rule's exceptions, and nothing else's.
  { files: ['*.config.{js,ts}', '**/*.d.ts'], rules: { 'house/no-default-export': 'off' } },
  { files: ['src/main/ipc/*.ts'], rules: { 'house/ipc-main-at-the-door': 'off' } },
  { files: ['src/main/index.ts', 'src/main/ipc/*.ts'], rules: { 'house/events-from-one-file': 'off' } },
  { files: ['src/preload/index.ts'], rules: { 'house/ipc-renderer-in-the-preload': 'off' } },
  // Elsewhere `hygiara` is an ordinary name.
  { ignores: ['src/renderer/**'], rules: { 'house/bridge-in-one-file': 'off' } },
  { files: ['src/renderer/src/bridge.ts'], rules: { 'house/bridge-in-one-file': 'off' } },
  {
    // As a whole, because ClipboardItem is not in every Electron: naming what is not there fails at the start.
    files: ['src/main/adapters/clipboard.ts', 'src/main/adapters/clipboard.test.ts'],
    rules: {
      'house/clipboard-in-its-adapter': 'off',
      'house/electron-by-name': 'off',
      'house/secrets-as-secrets': 'off'
    }
  },
  { files: ['src/main/electron/open-external.ts'], rules: { 'house/open-external-in-one-file': 'off' } },
  // What the page's policy must refuse has to be tried.
  {
    files: ['e2e/page-policy/**', 'e2e/page-policy.spec.ts'],
    rules: {
      'no-eval': 'off',
      'no-new-func': 'off',
      '@typescript-eslint/no-implied-eval': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      'house/no-raw-html': 'off'
    }
  },
  // From outside, a test may look at what a page must not touch.
  { files: ['e2e/**/*.ts', 'scripts/**/*.ts'], rules: { 'house/clipboard-in-its-adapter': 'off' } }
)
