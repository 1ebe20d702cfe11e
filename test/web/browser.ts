import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const executablePath = '/usr/bin/chromium'
/** Debian's Chromium: installed by `.ci/run`, and by `apt-get install chromium` elsewhere. */
export const hasBrowser = existsSync(executablePath)

export const launch = async (): Promise<Browser> =>
  await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
