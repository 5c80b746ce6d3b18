/**
 * Imported before everything else. These variables make a process write its TLS keys to a file, accept any
 * certificate, or log what it does: whoever can set them could otherwise read an admin session.
 */
const dangerous = [
  'SSLKEYLOGFILE',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_DEBUG',
  'ELECTRON_ENABLE_LOGGING',
  'ELECTRON_LOG_FILE',
  'ELECTRON_ENABLE_STACK_DUMPING'
]

for (const name of dangerous) Reflect.deleteProperty(process.env, name)
