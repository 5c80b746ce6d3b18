/**
 * One thing the throw-away desktop session needs, and the Debian packages that bring it: the first one that the
 * machine's release knows (the names ending in t64 came with Debian 13 and Ubuntu 24.04).
 * @typedef {object} DesktopTool
 * @property {string} file a program, or a library by its soname
 * @property {string[]} packages
 */

// Judged by the files and not by package names, because that works on every Linux and costs a few milliseconds.

/** @type {DesktopTool[]} */
export const desktopPrograms = [
  { file: 'Xvfb', packages: ['xvfb'] },
  { file: 'dbus-daemon', packages: ['dbus'] },
  { file: 'gnome-keyring-daemon', packages: ['gnome-keyring'] },
  // Tests look from outside, with programs that are not ours.
  { file: 'secret-tool', packages: ['libsecret-tools'] },
  { file: 'xclip', packages: ['xclip'] },
  { file: 'xdotool', packages: ['xdotool'] },
  { file: 'xprop', packages: ['x11-utils'] },
  // Shows the keyring's unlock prompt, which a test leaves unanswered.
  { file: '/usr/libexec/gcr-prompter', packages: ['gcr'] }
]

/**
 * What only the clipboard matrix needs: a clipboard manager, and a Wayland desktop with programs to look from outside.
 * @type {DesktopTool[]}
 */
export const clipboardMatrixPrograms = [
  { file: 'copyq', packages: ['copyq'] },
  { file: 'sway', packages: ['sway'] },
  { file: 'wl-paste', packages: ['wl-clipboard'] },
  { file: 'wtype', packages: ['wtype'] }
]

/** @type {DesktopTool[]} */
export const desktopLibraries = [
  { file: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { file: 'libnss3.so', packages: ['libnss3'] },
  { file: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { file: 'libgbm.so.1', packages: ['libgbm1'] },
  { file: 'libXss.so.1', packages: ['libxss1'] },
  { file: 'libnotify.so.4', packages: ['libnotify4'] },
  { file: 'libsecret-1.so.0', packages: ['libsecret-1-0'] }
]
