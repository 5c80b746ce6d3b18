import os from 'node:os'
import path from 'node:path'

/** Where root keeps what every user of a Linux machine may read. */
const machineWideFolder = '/var/cache/hygiara-keys'

/**
 * The folder outside git that keeps what is downloaded once for a machine or a person. Root on Linux gets a
 * machine-wide one, because the app then runs as another user, who has to read it.
 * @param {{ platform?: string, uid?: number, env?: NodeJS.ProcessEnv, home?: string }} [machine]
 * @returns {string} absolute path; the folder may not exist yet
 */
export function cacheFolder({
  platform = process.platform,
  uid = process.getuid?.(),
  env = process.env,
  home = os.homedir()
} = {}) {
  // Judged by the system it is asked about, so that one system can test the answers for all.
  const { join } = platform === 'win32' ? path.win32 : path.posix
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'hygiara-keys', 'Cache')
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'hygiara-keys')
  if (platform === 'linux' && uid === 0) return machineWideFolder
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'hygiara-keys')
}
