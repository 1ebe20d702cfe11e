import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ended, processesOn } from '../store/another-process.ts'
import { hasBrowser, launch } from './browser.ts'
import { visitor, type Visitor } from './people.ts'

// The real program, killed with everything that belongs to it while people work; their browsers are left alone.

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

describe.skipIf(!hasBrowser)('the web chat, killed at any moment', { timeout: 120_000 }, () => {
  let folder: string
  let port: number
  let program: ChildProcess | undefined
  let browser: Browser
  let amina: Visitor
  let priya: Visitor

  /** Starts the program as an operator does; resolves once it says where it is open. */
  const start = async (): Promise<void> => {
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main], {
      // A process group of its own, so that all of it can be killed at once.
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, CAUCUS_FOLDER: folder, PORT: String(port), HOST: '', DATABASE_URL: '', PUBLIC_URL: '' },
    })
    program = child
    await new Promise<void>((open, failed) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.includes(String(port))) open()
      })
      child.once('exit', (status) => failed(new Error(`the program ended by itself (${status})`)))
    })
  }
  const kill = async (): Promise<void> => {
    const child = program
    program = undefined
    if (child?.pid === undefined) return
    child.removeAllListeners('exit')
    const gone = ended(child)
    for (const pid of [-child.pid, ...processesOn(folder)]) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It went down with the others meanwhile.
      }
    }
    await gone
  }
  const actsAs = async (name: string): Promise<Visitor> => {
    const one = await visitor(browser)
    await one.page.goto(`http://127.0.0.1:${port}/`)
    await one.page.selectOption('#act-as', { label: name })
    await one.page.getByRole('button', { name: 'Act as this person' }).click()
    await one.goesTo('Civil society')
    // A page that was loaded anew has lost this.
    await one.page.evaluate('globalThis.since = "the beginning"')
    return one
  }
  const offline = (one: Visitor) => one.page.locator('#offline')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-killed-'))
    port = await freePort()
    await start()
    browser = await launch()
    amina = await actsAs('Amina Yusuf')
    priya = await actsAs('Priya Nair')
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await kill()
    await rm(folder, { recursive: true, force: true })
  })

  /** Killed and started again; both browsers come back by themselves. */
  const killedAndStarted = async (): Promise<void> => {
    await kill()
    for (const one of [amina, priya]) await offline(one).waitFor({ state: 'visible', timeout: 20_000 })
    await start()
    for (const one of [amina, priya]) await offline(one).waitFor({ state: 'hidden', timeout: 30_000 })
  }
  const cardOf = (one: Visitor, words: string | RegExp) =>
    one.page.locator('#stream article, #pins article', { hasText: words })

  it('keeps what was confirmed, once, and every open page comes back true by itself', async () => {
    await amina.says('A word before the lights go out.')
    await priya.presses('where do you stand', 'Support', 'You answered Support')
    // At once: the card of the gauge may not have been drawn yet.
    await killedAndStarted()
    for (const one of [amina, priya]) {
      await cardOf(one, '3 of 4 seats have answered').waitFor({ timeout: 20_000 })
      expect(await cardOf(one, 'A word before the lights go out.').count()).toBe(1)
    }
  })

  it('takes an act that was under way once, when its person presses again', async () => {
    await priya.opens('where do you stand', 'Object')
    await priya.page.fill('dialog [name="f.reason"]', 'Nobody says who pays.')
    await Promise.all([priya.page.click('dialog button.primary'), kill()])
    await start()
    for (const one of [amina, priya]) await offline(one).waitFor({ state: 'hidden', timeout: 30_000 })
    if (await priya.page.locator('dialog[open]').isVisible()) await priya.fills({}, 'concern C-')
    for (const one of [amina, priya]) {
      await cardOf(one, /Concern C-\d+.*Nobody says who pays/s).waitFor({ timeout: 20_000 })
      expect(await cardOf(one, /Concern C-\d+.*Nobody says who pays/s).count()).toBe(1)
    }
  })

  it('loses nothing that two people did one after the other, wherever it was killed between', async () => {
    for (const [nth, answer] of ['Support', 'Abstain'].entries()) {
      await amina.presses('where do you stand', answer, `You answered ${answer}`)
      await priya.says(`Written before the end, ${nth}.`)
      await killedAndStarted()
      await amina.presses('where do you stand', 'My answer', `You answered ${answer}`)
      for (const one of [amina, priya]) expect(await cardOf(one, `Written before the end, ${nth}.`).count()).toBe(1)
    }
  })

  it('shows that a browser is offline, and what it missed once it is back', async () => {
    await priya.page.context().setOffline(true)
    await amina.says('Said while Priya was in a tunnel.')
    await offline(priya).waitFor({ state: 'visible', timeout: 30_000 })
    await priya.page.locator('#line').fill('Half a thought')
    await priya.page.locator('.composer button[type=submit]').click()
    expect(await priya.page.locator('#line').inputValue(), 'what could not be sent stays').toBe('Half a thought')
    await priya.page.context().setOffline(false)
    await cardOf(priya, 'Said while Priya was in a tunnel.').waitFor({ timeout: 30_000 })
    await offline(priya).waitFor({ state: 'hidden', timeout: 30_000 })
    await priya.page.locator('.composer button[type=submit]').click()
    await cardOf(amina, 'Half a thought').waitFor({ timeout: 30_000 })
    expect(await cardOf(amina, 'Half a thought').count()).toBe(1)
  })

  it('never needed anybody to load a page again', async () => {
    for (const one of [amina, priya]) expect(await one.page.evaluate('globalThis.since')).toBe('the beginning')
  })

  it('tells who was signed out elsewhere so, where they press, and loses nothing that they wrote', async () => {
    const elsewhere = await priya.page.context().newPage()
    await elsewhere.goto(priya.page.url())
    await elsewhere.getByRole('button', { name: 'Sign out' }).click()
    await elsewhere.locator('h1').waitFor()
    await priya.page.fill('#line', 'Not lost')
    await priya.page.click('.composer button[type=submit]')
    await priya.page.locator('#you .note', { hasText: 'nobody needs a link' }).waitFor({ timeout: 30_000 })
    expect(await priya.page.inputValue('#line')).toBe('Not lost')
    expect(await cardOf(amina, 'Not lost').count()).toBe(0)
  })
})

/** A port that nobody has: the program is to come back at the same address. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((closed) => server.close(() => closed()))
  return port
}
