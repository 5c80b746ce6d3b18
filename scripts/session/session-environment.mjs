import path from 'node:path'

/** What a desktop session inherits. Everything else (tokens, proxies, the person's desktop) stays outside. */
const allowed = [
  /^(LANG|LANGUAGE|LC_\w+|TZ)$/,
  /^(TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CI|DEBUG)$/,
  /^ELECTRON_(OVERRIDE_DIST_PATH|EXEC_PATH)$/,
  /^(PLAYWRIGHT_\w+|PWDEBUG|PW_\w+)$/,
  /^HYGIARA_\w+$/
]

/** The private folders of a session, below its own folder. */
export const sessionFolders = {
  home: 'home',
  data: 'home/.local/share',
  config: 'home/.config',
  cache: 'home/.cache',
  runtime: 'run',
  temporary: 'tmp',
  results: 'results'
}

/**
 * The environment of a throw-away desktop session: an allow-list of the outer one, and folders of its own.
 * @param {object} session
 * @param {string} session.folder the session's own folder
 * @param {string} session.user who runs it
 * @param {string} session.toolPath PATH
 * @param {NodeJS.ProcessEnv} outer
 * @param {NodeJS.ProcessEnv} [extra] set on top
 * @returns {NodeJS.ProcessEnv}
 */
export function sessionEnvironment({ folder, user, toolPath }, outer, extra = {}) {
  const inherited = Object.entries(outer).filter(([name]) => allowed.some((pattern) => pattern.test(name)))
  /** @param {keyof typeof sessionFolders} name */
  const own = (name) => path.posix.join(folder, sessionFolders[name])
  return {
    LANG: 'C.UTF-8',
    ...Object.fromEntries(inherited),
    PATH: toolPath,
    USER: user,
    LOGNAME: user,
    SHELL: '/bin/sh',
    HOME: own('home'),
    TMPDIR: own('temporary'),
    XDG_DATA_HOME: own('data'),
    XDG_CONFIG_HOME: own('config'),
    XDG_CACHE_HOME: own('cache'),
    XDG_RUNTIME_DIR: own('runtime'),
    HYGIARA_KEYS_RESULTS: own('results'),
    ...extra,
    // By this one the session's processes are known when it ends, so nothing may replace it.
    HYGIARA_KEYS_SESSION: folder
  }
}
