import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serve, type Running } from '../../src/serve.ts'
import { configIn } from '../config-in.ts'
import { hasBrowser, launch } from './browser.ts'

// One journey by keyboard alone: nothing is clicked, nothing is focused by the test. Where one is can be seen at every step.

describe.skipIf(!hasBrowser)('by keyboard alone', { timeout: 120_000 }, () => {
  let running: Running
  let browser: Browser
  let folder: string
  const patience = { timeout: 30_000 }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caucus-keys-'))
    running = await serve({ config: configIn(folder), log: () => undefined })
    browser = await launch()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await running?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Goes on with Tab until the focus is on what has these words, within the element named. */
  const tabsTo = async (page: Page, words: string, within = 'body'): Promise<void> => {
    const found = page.locator(`${within} :focus`)
    for (let steps = 0; steps < 250; steps++) {
      await page.keyboard.press('Tab')
      if ((await found.count()) === 0) continue
      const here = await found.evaluate((element) => ({
        says: element.getAttribute('name') ?? element.textContent?.trim() ?? '',
        isSeen: element.matches(':focus-visible'),
      }))
      expect(here.isSeen, `where one is shows on ${here.says}`).toBe(true)
      if (here.says === words) return
    }
    throw new Error(`the Tab key does not come to ${words}`)
  }
  const presses = async (page: Page, words: string, within?: string): Promise<void> => {
    await tabsTo(page, words, within)
    await page.keyboard.press('Enter')
  }
  const told = async (page: Page, words: string): Promise<void> => {
    await page.locator('.note', { hasText: words }).waitFor(patience)
  }
  /** In the sandbox one is anybody: chosen by the first letters of a name. */
  const comesAs = async (name: string): Promise<Page> => {
    const page = await (await browser.newContext()).newPage()
    await page.goto(running.address)
    await tabsTo(page, 'person')
    await page.keyboard.type(name)
    await presses(page, 'Act as this person')
    await page.locator('nav.channels p', { hasText: name }).waitFor(patience)
    return page
  }

  it('somebody answers a gauge, and says why they object', async () => {
    const page = await comesAs('Priya Nair')
    await presses(page, 'Civil society · private', 'nav')
    await page.locator('h1', { hasText: 'Civil society' }).waitFor(patience)
    await presses(page, 'Support', 'article')
    await told(page, 'You answered Support')
    expect(await page.locator('#you .note:focus').count(), 'the answer is where one is then').toBe(1)
    await presses(page, 'Object')
    await page.locator('dialog[open]').waitFor(patience)
    expect(await page.locator('dialog[open] :focus').count(), 'a form that opens has the focus').toBe(1)
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached', ...patience })
    await presses(page, 'Object')
    await tabsTo(page, 'f.reason', 'dialog')
    await page.keyboard.type('Nobody says who pays.')
    await presses(page, 'Send', 'dialog')
    await told(page, 'concern C-2')
    await page.context().close()
  })

  it('somebody raises a concern, and finds a command by its beginning', async () => {
    const page = await comesAs('Wanjiru Kamau')
    await presses(page, 'Technical and academic community · private', 'nav')
    await page.locator('h1', { hasText: 'Technical' }).waitFor(patience)
    await presses(page, 'Raise a concern', 'article')
    await tabsTo(page, 'f.says', 'dialog')
    await page.keyboard.type('It names no language.')
    await presses(page, 'Send', 'dialog')
    await told(page, 'C-1')
    await tabsTo(page, 'line')
    await page.keyboard.type('/gauge m')
    await page.locator('[role=option]').first().waitFor(patience)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.inputValue('#line')).toBe('/caucus gauge mine ')
    await page.keyboard.press('Enter')
    await told(page, 'You have not answered')
    await page.context().close()
  })

  it('somebody without a caucus asks to join one', async () => {
    const page = await comesAs('Nadia Karim')
    await presses(page, 'My desk', 'nav')
    await page.waitForURL('**/c/direct')
    await presses(page, 'Caucuses')
    await told(page, 'Civil society')
    await presses(page, 'Civil society', '.note')
    await told(page, 'Ask to join')
    await presses(page, 'Ask to join', '.note')
    await tabsTo(page, 'f.as', 'dialog')
    await page.keyboard.press('Space')
    await presses(page, 'Send', 'dialog')
    await told(page, 'Your request is with the chair of Civil society')
    await page.context().close()
  })
})
