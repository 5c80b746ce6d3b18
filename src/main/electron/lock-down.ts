import { app, session, type Session, type WebContents } from 'electron'
import { uiOrigin } from '../ipc/sender-guard.ts'
import { shownOrigin } from './shown-pages.ts'

/** Takes away from every page, whatever it is, what no page of this app needs. Must run before a window exists. */
export function lockDownPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    lockDownContents(contents)
  })
}

interface UiSession {
  readonly session: Session
  /** Resolves when there is no way out of it: no script may run before. */
  readonly isClosed: Promise<void>
}

/** The session of the screens: in memory, without permissions, without a way to the network. */
export function createUiSession(): UiSession {
  const ui = session.fromPartition('hygiara-ui')
  for (const each of [ui, session.defaultSession]) {
    lockDownSession(each, (url) => url.startsWith(`${uiOrigin}/`) || url.startsWith('data:image/'))
  }
  return { session: ui, isClosed: leadNowhere(ui) }
}

/** The session of the one window that shows a value: nothing of the screens' session is in it. */
export async function createShownSession(): Promise<Session> {
  const shown = session.fromPartition('hygiara-shown')
  lockDownSession(shown, (url) => url.startsWith(`${shownOrigin}/`))
  await leadNowhere(shown)
  return shown
}

function lockDownSession(each: Session, isOurs: (url: string) => boolean): void {
  refusePermissions(each)
  refuseNetwork(each, isOurs)
  each.setSpellCheckerEnabled(false)
}

/** The page's policy does not bind WebRTC, which would still reach out over UDP: it gets a proxy that leads nowhere. */
function leadNowhere(each: Session): Promise<void> {
  return each.setProxy({ proxyRules: 'socks5://127.0.0.1:9', proxyBypassRules: '<-loopback>' })
}

function lockDownContents(contents: WebContents): void {
  const refuse = (event: { preventDefault: () => void }) => {
    event.preventDefault()
  }
  contents.on('will-navigate', refuse)
  contents.on('will-frame-navigate', refuse)
  contents.on('will-redirect', refuse)
  contents.on('will-attach-webview', refuse)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

function refusePermissions(each: Session): void {
  each.setPermissionRequestHandler((_contents, _permission, decide) => {
    decide(false)
  })
  each.setPermissionCheckHandler(() => false)
  each.setDevicePermissionHandler(() => false)
  each.setDisplayMediaRequestHandler((_request, decide) => {
    decide({})
  })
  each.setBluetoothPairingHandler((_details, decide) => {
    decide({ confirmed: false })
  })
  // Whatever there is to choose from, nothing was chosen.
  each.on('select-hid-device', (event, _devices, choose) => {
    event.preventDefault()
    choose()
  })
  each.on('select-usb-device', (event, _devices, choose) => {
    event.preventDefault()
    choose()
  })
  each.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
}

function refuseNetwork(each: Session, isOurs: (url: string) => boolean): void {
  each.webRequest.onBeforeRequest((details, decide) => {
    const isDevTools = !app.isPackaged && details.url.startsWith('devtools://')
    decide({ cancel: !isOurs(details.url) && !isDevTools })
  })
}
